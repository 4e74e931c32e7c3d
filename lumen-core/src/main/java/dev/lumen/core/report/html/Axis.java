package dev.lumen.core.report.html;

import dev.lumen.api.units.ByteSize;
import dev.lumen.api.units.Digits;
import dev.lumen.api.units.Usd;
import dev.lumen.core.report.figures.Figures;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleFunction;

/**
 * What is written up the side of a chart.
 *
 * @param low value at its bottom
 * @param high value at its top, above {@code low}
 * @param ticks the values that are written
 * @param label how a value is written there
 */
record Axis(double low, double high, List<Double> ticks, DoubleFunction<String> label) {
    private static final int MOST = 5;
    private static final double[] DURATIONS = {
        1, 2, 5, 10, 20, 30, 60, 120, 300, 600, 1200, 1800, 3600, 7200, 14_400, 21_600, 43_200, 86_400
    };

    /** Scores, all of them. */
    static Axis score() {
        return new Axis(0, 100, List.of(0.0, 40.0, 60.0, 85.0, 100.0), value -> number("%.0f", value));
    }

    /** The part of 0 to 100 % in which the shares from {@code low} to {@code high} lie, 10 points at the least. */
    static Axis percent(double low, double high) {
        double least = 0.10;
        double from = Math.max(0, Math.min(low, high - least));
        double to = Math.min(1, Math.max(high, from + least));
        double step = Ticks.step(to - from, MOST);
        double bottom = Math.max(0, step * Math.floor(from / step + 1e-9));
        double top = Math.min(1, step * Math.ceil(to / step - 1e-9));
        return new Axis(bottom, top, Ticks.multiples(step, bottom, top), value -> Digits.of(100 * value, 3) + " %");
    }

    /** Shares from none to {@code high}. */
    static Axis share(double high) {
        double top = Math.min(1, Math.max(high, 1e-4));
        double step = Ticks.step(top, MOST);
        top = Math.min(1, step * Math.ceil(top / step - 1e-9));
        return new Axis(0, top, Ticks.multiples(step, 0, top), value -> Digits.of(100 * value, 3) + " %");
    }

    /** Seconds, from none to {@code high}. */
    static Axis duration(double high) {
        double top = sane(high);
        double step = top < 1 ? Ticks.step(top, MOST) : Ticks.step(top, MOST, DURATIONS);
        return upTo(top, step, value -> Figures.duration(Duration.ofNanos((long) (value * 1e9))));
    }

    /** Bytes, from none to {@code high}. */
    static Axis bytes(double high) {
        double top = sane(high);
        double step = 1;
        while (top / step > MOST) {
            step *= 2;
        }
        return upTo(top, step, Axis::size);
    }

    /** Dollars, from none to {@code high}. */
    static Axis usd(double high) {
        return upTo(sane(high), Ticks.step(sane(high), MOST), value -> Write.usd(Usd.of(value)));
    }

    /** Numbers, from none to {@code high}. */
    static Axis number(double high) {
        return upTo(
                sane(high),
                Ticks.step(sane(high), 3),
                value -> value < 1000 || value >= 1e9 ? Digits.of(value, 3) : number("%,.0f", value));
    }

    // A top that can be divided into steps.
    private static double sane(double high) {
        return Math.max(1e-9, Math.min(1e18, high));
    }

    private static Axis upTo(double high, double step, DoubleFunction<String> label) {
        double top = Math.max(step, step * Math.ceil(high / step - 1e-9));
        return new Axis(0, top, Ticks.multiples(step, 0, top), label);
    }

    private static String size(double bytes) {
        double gibibyte = 1L << 30;
        return bytes >= 4 * gibibyte
                ? Digits.of(bytes / gibibyte, 3) + " GB"
                : ByteSize.ofBytes((long) bytes).toString();
    }

    private static String number(String format, double value) {
        return String.format(Locale.ROOT, format, value);
    }
}
