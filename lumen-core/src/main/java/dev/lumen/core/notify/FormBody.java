package dev.lumen.core.notify;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code application/x-www-form-urlencoded}, taken strictly: a wrong escape, or bytes that are not UTF-8 once unescaped, are refused
 * rather than replaced, so that no two bodies are read as the same.
 */
final class FormBody {
    private static final int ESCAPE = 3;
    private static final int HEX = 16;

    private FormBody() {}

    /** The values of a field, in order. */
    static List<String> values(byte[] body, String name) throws BadInteraction {
        List<String> values = new ArrayList<>();
        for (int from = 0; from <= body.length; ) {
            int end = indexOf(body, '&', from, body.length);
            int equals = indexOf(body, '=', from, end);
            if (name.equals(decoded(body, from, equals))) {
                values.add(decoded(body, Math.min(equals + 1, end), end));
            }
            from = end + 1;
        }
        return values;
    }

    private static int indexOf(byte[] body, char sign, int from, int end) {
        int at = from;
        while (at < end && body[at] != sign) {
            at++;
        }
        return at;
    }

    private static String decoded(byte[] body, int from, int end) throws BadInteraction {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(end - from);
        for (int i = from; i < end; i++) {
            if (body[i] == '%') {
                bytes.write(unescaped(body, i, end));
                i += ESCAPE - 1;
            } else {
                bytes.write(body[i] == '+' ? ' ' : body[i]);
            }
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes.toByteArray()))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new BadInteraction(SlackRefusal.NOT_A_FORM);
        }
    }

    private static int unescaped(byte[] body, int at, int end) throws BadInteraction {
        int high = at + ESCAPE <= end ? Character.digit(body[at + 1], HEX) : -1;
        int low = at + ESCAPE <= end ? Character.digit(body[at + 2], HEX) : -1;
        if (high < 0 || low < 0) {
            throw new BadInteraction(SlackRefusal.NOT_A_FORM);
        }
        return high * HEX + low;
    }
}
