package dev.lumen.core.report;

/** Puts Markdown together, a line at a time; not thread-safe. */
final class Markdown {
    private static final String SPECIAL = "\\`*_[]|#~";

    private final StringBuilder text = new StringBuilder();

    Markdown line(String line) {
        text.append(line).append('\n');
        return this;
    }

    Markdown blank() {
        return line("");
    }

    Markdown heading(int level, String title) {
        if (text.length() > 0) {
            blank();
        }
        return line("#".repeat(level) + " " + title).blank();
    }

    Markdown bullet(String item) {
        return line("- " + item);
    }

    Markdown row(String... cells) {
        return line("| " + String.join(" | ", cells) + " |");
    }

    /** The document so far. */
    String text() {
        return text.toString();
    }

    /** {@code value} as plain text on one line: nothing in it is mark-up, HTML, or a line break. */
    static String escaped(String value) {
        StringBuilder safe = new StringBuilder(value.length() + 8);
        value.codePoints().forEach(point -> escape(point, safe));
        return safe.toString();
    }

    private static void escape(int point, StringBuilder safe) {
        switch (point) {
            case '&' -> safe.append("&amp;");
            case '<' -> safe.append("&lt;");
            case '>' -> safe.append("&gt;");
            default -> {
                if (SPECIAL.indexOf(point) >= 0) {
                    safe.append('\\');
                }
                safe.appendCodePoint(Character.isISOControl(point) ? ' ' : point);
            }
        }
    }
}
