package dev.lumen.core.report.html;

/** A length on the screen, as attributes have it. */
final class Pixels {
    private Pixels() {}

    /** To a tenth of a pixel, without a decimal where it is whole. */
    static String text(double pixels) {
        long tenths = Math.round(10 * pixels);
        long whole = Math.abs(tenths) / 10;
        long rest = Math.abs(tenths) % 10;
        return (tenths < 0 ? "-" : "") + whole + (rest == 0 ? "" : "." + rest);
    }
}
