package dev.lumen.core.config;

import java.util.regex.Pattern;

/** How a value that is refused stands in a message. */
final class Shown {
    /** In place of a secret. */
    static final String HIDDEN = "not shown, as it is or may hold a secret";

    private static final int LONGEST = 80;

    /** A password before a host, which someone may have put where only the host belongs. */
    private static final Pattern CREDENTIALS = Pattern.compile(".*@");

    private static final Pattern UNPRINTABLE = Pattern.compile("\\p{Cntrl}");

    private Shown() {}

    /** The value on one line, cut where it is long, without what may be a password. */
    static String of(String value) {
        String plain = UNPRINTABLE.matcher(value).replaceAll("?");
        String safe = CREDENTIALS.matcher(plain).replaceAll("***@");
        return safe.length() > LONGEST ? safe.substring(0, LONGEST) + "..." : safe;
    }
}
