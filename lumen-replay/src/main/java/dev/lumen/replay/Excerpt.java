package dev.lumen.replay;

import static java.nio.charset.StandardCharsets.UTF_8;

/** Text out of a trace, made fit to stand in a message. */
final class Excerpt {
    /** Enough to find the place by; a key can be a megabyte long. */
    private static final int MAX_CHARACTERS = 40;

    /** No UTF-8 character takes more bytes, so that what is shown never needs a look at the rest. */
    private static final int MAX_BYTES = 4 * (MAX_CHARACTERS + 1);

    private Excerpt() {}

    /** Returns the bytes as quoted text: {@code '-3'}, or {@code 'a very long …'}; control characters become {@code ?}. */
    static String quote(byte[] bytes, int from, int to) {
        String text = new String(bytes, from, Math.min(to - from, MAX_BYTES), UTF_8);
        StringBuilder quoted = new StringBuilder(MAX_CHARACTERS + 3).append('\'');
        text.codePoints()
                .limit(MAX_CHARACTERS)
                .map(c -> Character.isISOControl(c) ? '?' : c)
                .forEach(quoted::appendCodePoint);
        if (to - from > MAX_BYTES || text.codePointCount(0, text.length()) > MAX_CHARACTERS) {
            quoted.append('…');
        }
        return quoted.append('\'').toString();
    }
}
