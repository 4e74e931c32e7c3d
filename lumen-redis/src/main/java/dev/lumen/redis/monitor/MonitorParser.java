package dev.lumen.redis.monitor;

import dev.lumen.redis.monitor.SeenAccess.Kind;
import java.time.Instant;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Takes in the output of {@code MONITOR} byte by byte: lines like {@code 1700000000.123456 [0 127.0.0.1:6123] "SET" "key"
 * "value"}, where bytes that do not print stand as {@code \xHH}. Works in constant room however long a line is: an argument is
 * hashed and counted as it passes, and of its bytes no more than a command's name is held.
 *
 * <p>A line that has another form, or is cut off in the middle, is counted as bad and gives nothing. Used by one thread at a
 * time.
 */
final class MonitorParser {
    /** As many keys of one command are looked at; those after them are counted as passed over. */
    static final int MOST_KEYS = 10_000;

    private static final int LONGEST_HEAD = 512;
    private static final int LONGEST_NAME = 32;

    private final Consumer<? super SeenAccess> accesses;
    private final StringBuilder head = new StringBuilder();
    private final StringBuilder name = new StringBuilder();
    private final Arguments arguments = new Arguments();
    private State state = State.HEAD;
    private int hexDigit;
    private long bytes;
    private long lines;
    private long bad;
    private long seen;

    private enum State {
        HEAD,
        BETWEEN,
        ARGUMENT,
        ESCAPE,
        HEX_HIGH,
        HEX_LOW,
        BAD
    }

    MonitorParser(Consumer<? super SeenAccess> accesses) {
        this.accesses = accesses;
    }

    /** Takes in the next bytes. */
    void accept(byte[] buffer, int length) {
        for (int i = 0; i < length; i++) {
            accept(buffer[i] & 0xff);
        }
        bytes += length;
    }

    /** The last line is over, whole or not. */
    void end() {
        if (head.length() > 0 || state != State.HEAD) {
            bad += state == State.BETWEEN ? 0 : 1;
            lines++;
            if (state == State.BETWEEN) {
                emit();
            }
            reset();
        }
    }

    long bytes() {
        return bytes;
    }

    long lines() {
        return lines;
    }

    long bad() {
        return bad;
    }

    long seen() {
        return seen;
    }

    private void accept(int octet) {
        if (octet == '\n') {
            line();
            return;
        }
        switch (state) {
            case HEAD -> head(octet);
            case BETWEEN -> between(octet);
            case ARGUMENT -> argument(octet);
            case ESCAPE -> escape(octet);
            case HEX_HIGH -> hexHigh(octet);
            case HEX_LOW -> hexLow(octet);
            case BAD -> {}
        }
    }

    private void line() {
        boolean blank = state == State.HEAD && (head.isEmpty() || isReply());
        if (!blank) {
            lines++;
            if (state == State.BETWEEN) {
                emit();
            } else {
                bad++;
            }
        }
        reset();
    }

    /** The server's {@code OK}, with which its output begins. */
    private boolean isReply() {
        String said = head.toString().strip();
        return said.isEmpty() || said.equals("OK") || said.equals("+OK");
    }

    private void reset() {
        state = State.HEAD;
        head.setLength(0);
        name.setLength(0);
        arguments.reset();
    }

    /** Time, database and client, up to the first quotation mark after the bracket. */
    private void head(int octet) {
        int length = head.length();
        if (octet == '"' && length >= 2 && head.charAt(length - 1) == ' ' && head.charAt(length - 2) == ']') {
            begin();
        } else if (length >= LONGEST_HEAD) {
            state = State.BAD;
        } else if (octet != '\r') {
            head.append((char) octet);
        }
    }

    private void begin() {
        arguments.begin();
        state = State.ARGUMENT;
    }

    private void between(int octet) {
        if (octet == '"') {
            begin();
        } else if (octet != ' ' && octet != '\r') {
            state = State.BAD;
        }
    }

    private void argument(int octet) {
        switch (octet) {
            case '"' -> {
                arguments.finish();
                state = State.BETWEEN;
            }
            case '\\' -> state = State.ESCAPE;
            default -> take(octet);
        }
    }

    private void escape(int octet) {
        state = State.ARGUMENT;
        switch (octet) {
            case 'x' -> state = State.HEX_HIGH;
            case 'n' -> take('\n');
            case 'r' -> take('\r');
            case 't' -> take('\t');
            case 'a' -> take(7);
            case 'b' -> take('\b');
            default -> take(octet);
        }
    }

    private void hexHigh(int octet) {
        hexDigit = Character.digit(octet, 16);
        state = hexDigit < 0 ? State.BAD : State.HEX_LOW;
    }

    private void hexLow(int octet) {
        int low = Character.digit(octet, 16);
        state = low < 0 ? State.BAD : State.ARGUMENT;
        if (low >= 0) {
            take(16 * hexDigit + low);
        }
    }

    private void take(int octet) {
        if (arguments.isName() && name.length() < LONGEST_NAME) {
            name.append((char) octet);
        }
        arguments.take(octet);
    }

    private void emit() {
        CommandShape shape = CommandShape.of(name.toString().toUpperCase(Locale.ROOT));
        if (shape == null) {
            return;
        }
        @Nullable Head read = Head.of(head);
        if (read == null) {
            bad++;
            return;
        }
        arguments.keys(shape, (key, value) -> {
            seen++;
            OptionalLong size = value < 0 ? OptionalLong.empty() : OptionalLong.of(arguments.length(value));
            OptionalLong content = value < 0 ? OptionalLong.empty() : OptionalLong.of(arguments.hash(value));
            boolean known = shape.value() != CommandShape.ALL_AFTER_KEY;
            if (!known && shape.kind() == Kind.WRITE) {
                size = OptionalLong.of(arguments.lengthAfter(key));
                content = OptionalLong.of(arguments.hashAfter(key));
            }
            accesses.accept(
                    new SeenAccess(read.at, read.database, read.key(arguments.hash(key)), shape.kind(), size, content));
        });
    }

    /** The time and the database of a line, such as {@code 1700000000.123456 [0 127.0.0.1:6123] }. */
    private record Head(Instant at, int database) {
        static @Nullable Head of(CharSequence text) {
            String line = text.toString();
            int dot = line.indexOf('.');
            int bracket = line.indexOf(" [");
            int space = line.indexOf(' ', bracket + 2);
            if (dot <= 0 || bracket != dot + 7 || space < 0) {
                return null;
            }
            try {
                String second = line.charAt(0) == '+' ? line.substring(1, dot) : line.substring(0, dot);
                long micros = Long.parseLong(line.substring(dot + 1, bracket));
                int database = Integer.parseInt(line.substring(bracket + 2, space));
                Instant at = Instant.ofEpochSecond(Long.parseLong(second), micros * 1000);
                return database < 0 || micros < 0 ? null : new Head(at, database);
            } catch (RuntimeException e) {
                return null;
            }
        }

        long key(long hash) {
            return database == 0 ? hash : Hash64.mix(hash + database);
        }
    }
}
