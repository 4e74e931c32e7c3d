package dev.lumen.redis.testkit;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The least of a client: one command, one answer, over a plain loopback socket. So the kit needs no client under test. */
public final class RawRedis implements Closeable {
    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;

    private RawRedis(Socket socket) throws IOException {
        this.socket = socket;
        this.in = new BufferedInputStream(socket.getInputStream());
        this.out = socket.getOutputStream();
    }

    /** A connection to {@code port} on the loopback interface, where each answer may take {@code patience}. */
    public static RawRedis connect(int port, Duration patience) throws IOException {
        Socket socket = new Socket();
        try {
            int millis = Math.toIntExact(patience.toMillis());
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), millis);
            socket.setSoTimeout(millis);
            socket.setTcpNoDelay(true);
            return new RawRedis(socket);
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    /**
     * The answer to a command: a string, a {@code Long}, a list, or null.
     *
     * @throws RedisError if the server answers with an error
     */
    public @Nullable Object call(String... words) throws IOException {
        send(words);
        return receive();
    }

    /** Sends a command without waiting for its answer. */
    public void send(String... words) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(("*" + words.length + "\r\n").getBytes(StandardCharsets.US_ASCII));
        for (String word : words) {
            byte[] value = word.getBytes(StandardCharsets.UTF_8);
            bytes.write(("$" + value.length + "\r\n").getBytes(StandardCharsets.US_ASCII));
            bytes.write(value);
            bytes.write('\r');
            bytes.write('\n');
        }
        bytes.writeTo(out);
        out.flush();
    }

    /** The next answer. */
    public @Nullable Object receive() throws IOException {
        String line = line();
        String rest = line.substring(1);
        return switch (line.charAt(0)) {
            case '+' -> rest;
            case '-' -> throw new RedisError(rest);
            case ':' -> Long.valueOf(rest);
            case '$' -> bulk(Integer.parseInt(rest));
            case '*' -> list(Integer.parseInt(rest));
            default -> throw new IOException("not RESP: " + line);
        };
    }

    private @Nullable String bulk(int length) throws IOException {
        if (length < 0) {
            return null;
        }
        byte[] value = in.readNBytes(length);
        in.readNBytes(2);
        if (value.length < length) {
            throw new EOFException();
        }
        return new String(value, StandardCharsets.UTF_8);
    }

    private @Nullable List<@Nullable Object> list(int length) throws IOException {
        if (length < 0) {
            return null;
        }
        List<@Nullable Object> items = new ArrayList<>();
        for (int i = 0; i < length; i++) {
            items.add(receive());
        }
        return items;
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new EOFException();
            }
            if (c != '\r') {
                line.append((char) c);
            }
        }
        if (line.isEmpty()) {
            throw new IOException("not RESP: an empty line");
        }
        return line.toString();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    /** The server's own word that it will not. */
    public static final class RedisError extends IOException {
        private static final long serialVersionUID = 1L;

        RedisError(String message) {
            super(message);
        }
    }
}
