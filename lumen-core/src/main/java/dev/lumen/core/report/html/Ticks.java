package dev.lumen.core.report.html;

import java.util.ArrayList;
import java.util.List;

/** Round values to write beside an axis. */
final class Ticks {
    private static final double[] ROUND = {1, 2, 2.5, 5, 10};

    private Ticks() {}

    /** The smallest of 1, 2, 2.5, 5 times a power of ten that divides {@code span} into at most {@code most} steps. */
    static double step(double span, int most) {
        double power = Math.pow(10, Math.floor(Math.log10(span / most)));
        for (double round : ROUND) {
            if (span / (round * power) <= most) {
                return round * power;
            }
        }
        return 10 * power;
    }

    /** The first of {@code steps} that divides {@code span} into at most {@code most} steps, else a round multiple of the last. */
    static double step(double span, int most, double... steps) {
        for (double step : steps) {
            if (span / step <= most) {
                return step;
            }
        }
        double last = steps[steps.length - 1];
        return Math.max(1, Math.ceil(step(span / last, most))) * last;
    }

    /** The multiples of {@code step} from {@code low} to {@code high}, both included; none where they cannot be told apart. */
    static List<Double> multiples(double step, double low, double high) {
        List<Double> ticks = new ArrayList<>();
        double slack = step * 1e-9;
        double first = Math.ceil((low - slack) / step);
        double last = Math.floor((high + slack) / step);
        for (double i = first; i <= last && ticks.size() < 100 && first + 1 > first; i++) {
            ticks.add(i * step + 0.0);
        }
        return ticks;
    }
}
