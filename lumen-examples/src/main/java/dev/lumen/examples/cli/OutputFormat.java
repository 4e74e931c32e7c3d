package dev.lumen.examples.cli;

/** How a recommendation is printed. */
enum OutputFormat {
    /** For people. */
    TEXT,
    /** For programs. */
    JSON;

    /** Its option. */
    static final class Option extends Choice<OutputFormat> {
        Option() {
            super(OutputFormat.class);
        }
    }
}
