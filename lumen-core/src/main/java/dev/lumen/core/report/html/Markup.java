package dev.lumen.core.report.html;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Writes HTML and the SVG in it, as well-formed XML: text and attributes are escaped, and what was opened is closed in order.
 * Not thread-safe.
 */
final class Markup {
    private static final int REPLACEMENT = 0xFFFD;

    private final StringBuilder out = new StringBuilder(1 << 16);
    private final Deque<String> open = new ArrayDeque<>();

    /** Opens an element; attributes are names and values in turn. */
    Markup open(String tag, String... attributes) {
        start(tag, attributes);
        out.append('>');
        open.push(tag);
        return this;
    }

    /** An element without content. */
    Markup empty(String tag, String... attributes) {
        start(tag, attributes);
        out.append("/>");
        return this;
    }

    /** An element with nothing but text in it. */
    Markup element(String tag, String text, String... attributes) {
        return open(tag, attributes).text(text).close();
    }

    /** Closes the element opened last. */
    Markup close() {
        String tag = open.pop();
        out.append("</").append(tag).append('>');
        switch (tag) {
            case "svg", "section", "table", "tr", "li", "p", "h1", "h2", "h3", "div", "head" -> out.append('\n');
            default -> {}
        }
        return this;
    }

    /** Text, whatever is in it. */
    Markup text(String text) {
        escape(text);
        return this;
    }

    /** What is mark-up already and of our own making: never anything from outside. */
    Markup raw(String trusted) {
        out.append(trusted);
        return this;
    }

    /** The page so far. */
    String page() {
        if (!open.isEmpty()) {
            throw new IllegalStateException("not closed: " + open);
        }
        return out.toString();
    }

    private void start(String tag, String... attributes) {
        out.append('<').append(tag);
        for (int i = 0; i < attributes.length; i += 2) {
            out.append(' ').append(attributes[i]).append("=\"");
            escape(attributes[i + 1]);
            out.append('"');
        }
    }

    private void escape(String text) {
        int length = text.length();
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                case '\'' -> out.append("&#39;");
                default -> {
                    if (Character.isHighSurrogate(c)
                            && i + 1 < length
                            && Character.isLowSurrogate(text.charAt(i + 1))) {
                        out.append(c).append(text.charAt(++i));
                    } else if (Character.isISOControl(c)) {
                        out.append(' ');
                    } else {
                        out.append(Character.isSurrogate(c) || c >= '\uFFFE' ? (char) REPLACEMENT : c);
                    }
                }
            }
        }
    }
}
