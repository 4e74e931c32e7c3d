package dev.lumen.core.report.figures;

import dev.lumen.api.evidence.Estimate;
import dev.lumen.api.grade.MetricGrade;
import dev.lumen.api.units.Digits;
import dev.lumen.api.units.Ratio;
import dev.lumen.api.units.Seconds;
import dev.lumen.api.units.Usd;
import java.time.Duration;
import java.util.Locale;
import java.util.OptionalDouble;

/** How reports write numbers. Thread-safe. */
public final class Figures {
    /** What stands where a number would. */
    public static final String NOT_KNOWN = "not known";

    private static final int LONG_SECONDS = 600;
    private static final int SIGNIFICANT = 4;

    private Figures() {}

    /** Seconds up to ten minutes and where minutes would hide some, else whole minutes: {@code 300 s}, {@code 60 min}. */
    public static String duration(Duration duration) {
        double seconds = Seconds.of(duration);
        if (seconds != Math.rint(seconds)) {
            return String.format(Locale.ROOT, "%.3g s", seconds);
        }
        return seconds > LONG_SECONDS && duration.toSecondsPart() == 0
                ? String.format(Locale.ROOT, "%,d min", duration.toMinutes())
                : String.format(Locale.ROOT, "%,d s", duration.toSeconds());
    }

    /** A graded metric in its own unit. */
    public static String metric(MetricGrade grade) {
        return switch (grade.metric()) {
            case HIT_RATIO, MEMORY_USAGE -> Ratio.of(Math.min(1, grade.value())).toString();
            case P95_LATENCY -> String.format(Locale.ROOT, "%,.4g ms", grade.value());
            case EVICTIONS -> String.format(Locale.ROOT, "%,.0f/h", grade.value());
            case TTL -> duration(Duration.ofNanos(Math.round(grade.value() * 1e9)));
        };
    }

    /** Four significant digits without trailing zeros; not known where absent. */
    public static String number(OptionalDouble value) {
        return value.isPresent() ? Digits.of(value.getAsDouble(), SIGNIFICANT) : NOT_KNOWN;
    }

    /** A change of a ratio with its interval. */
    public static String points(Estimate change) {
        return String.format(
                Locale.ROOT,
                "%+.1f points (%+.1f to %+.1f)",
                100 * change.value(),
                100 * change.low(),
                100 * change.high());
    }

    /** A change of money with its interval. */
    public static String monthly(Estimate change) {
        return Usd.of(change.value()).signed() + " a month ("
                + Usd.of(change.low()).signed() + " to " + Usd.of(change.high()).signed() + ")";
    }
}
