package dev.lumen.core.report.html;

/**
 * From values to pixels, in a straight line.
 *
 * @param low value at {@code from}
 * @param high value at {@code to}; above {@code low}
 * @param from pixel of {@code low}
 * @param to pixel of {@code high}; less than {@code from} where values go up the screen
 */
record Scale(double low, double high, double from, double to) {
    /** The pixel of {@code value}, held within the scale; that of {@code low} where nothing can be told apart. */
    double at(double value) {
        double share = (value / 2 - low / 2) / (high / 2 - low / 2);
        return from + (to - from) * (share > 0 ? Math.min(1, share) : 0);
    }

    /** The length of {@code length} of the values in pixels, 0 or more. */
    double length(double length) {
        return Math.abs(at(low + length) - from);
    }
}
