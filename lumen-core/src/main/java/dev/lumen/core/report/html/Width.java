package dev.lumen.core.report.html;

import java.util.List;

/**
 * How wide a chart is drawn. Each is drawn for several, at the size at which it is shown, so that its text stays readable; the
 * style sheet shows one of them.
 */
enum Width {
    /** Over both columns of a desk's screen. */
    FULL("full", 1114),
    /** One of two columns of a desk's screen, and on paper. */
    WIDE("wide", 524),
    /** On a phone, and one of two columns on paper. */
    NARROW("narrow", 332);

    /** What a chart in one column is drawn for. */
    static final List<Width> OF_A_COLUMN = List.of(WIDE, NARROW);
    /** What a chart over both columns is drawn for. */
    static final List<Width> OF_BOTH = List.of(FULL, WIDE, NARROW);

    private final String label;
    private final int pixels;

    Width(String label, int pixels) {
        this.label = label;
        this.pixels = pixels;
    }

    /** Its class in the style sheet. */
    String label() {
        return label;
    }

    int pixels() {
        return pixels;
    }

    boolean narrow() {
        return this == NARROW;
    }
}
