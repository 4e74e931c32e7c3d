package dev.lumen.core.report.html;

import java.util.Locale;

/** A bar without text, as wide as there is room. */
final class Bar {
    private Bar() {}

    /** {@code share} of the whole, 0 to 1. */
    static void of(Markup page, double share, Tone tone, String label) {
        open(page, 0, label);
        rect(page, 0, Math.max(0, Math.min(1, share)), tone.label());
        page.close();
    }

    /** {@code share} to the right of a line in the middle, or to its left where it is negative; −1 to 1. */
    static void signed(Markup page, double share, Tone tone, String label) {
        open(page, -1, label);
        double end = Math.max(-1, Math.min(1, share));
        rect(page, Math.min(0, end), Math.max(0, end), tone.label());
        rect(page, -0.004, 0.004, "zero");
        page.close();
    }

    private static void open(Markup page, double from, String label) {
        page.open(
                "svg",
                "class",
                "bar",
                "viewBox",
                String.format(Locale.ROOT, "%.0f 0 %.0f 8", 100 * from, 100 * (1 - from)),
                "preserveAspectRatio",
                "none",
                "role",
                "img",
                "aria-label",
                label);
        rect(page, from, 1, "rail");
    }

    private static void rect(Markup page, double from, double to, String style) {
        page.empty(
                "rect",
                "x",
                Pixels.text(100 * from),
                "y",
                "0",
                "width",
                Pixels.text(100 * (to - from)),
                "height",
                "8",
                "class",
                style);
    }
}
