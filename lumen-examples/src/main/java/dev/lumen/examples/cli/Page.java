package dev.lumen.examples.cli;

/** Puts text for a terminal together, a line at a time; not thread-safe. */
final class Page {
    private static final int LABEL_WIDTH = 20;

    private final StringBuilder text = new StringBuilder();

    Page line(String line) {
        text.append(line.stripTrailing()).append('\n');
        return this;
    }

    /** A heading, with an empty line before it unless it comes first. */
    Page heading(String heading) {
        if (text.length() > 0) {
            line("");
        }
        return line(heading);
    }

    Page field(String label, String value) {
        return line("  " + label + " ".repeat(Math.max(1, LABEL_WIDTH - label.length())) + value);
    }

    Page bullet(String item) {
        return line("  - " + item);
    }

    /** The page so far, ending in a line break. */
    String text() {
        return text.toString();
    }
}
