package dev.lumen.examples.cli;

import dev.lumen.api.advise.Confidence;
import dev.lumen.api.evidence.Estimate;
import dev.lumen.api.grade.MetricGrade;
import dev.lumen.api.units.Ratio;
import dev.lumen.api.units.Usd;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Locale;

/** How the command writes numbers for people. */
final class Show {
    /** How a time or a size without end is written. */
    static final String INFINITE = "inf";

    private static final int NANO_DIGITS = 9;

    private Show() {}

    /** Seconds, with as many decimals as they have and no more: {@code 300 s}, {@code 0.5 s}. */
    static String seconds(Duration duration) {
        return plainSeconds(duration) + " s";
    }

    /** The number of seconds alone, exactly. */
    static String plainSeconds(Duration duration) {
        BigDecimal exact =
                BigDecimal.valueOf(duration.getSeconds()).add(BigDecimal.valueOf(duration.getNano(), NANO_DIGITS));
        return exact.signum() == 0 ? "0" : exact.stripTrailingZeros().toPlainString();
    }

    /** A ratio in percent. */
    static String percent(double ratio) {
        return String.format(Locale.ROOT, "%.1f %%", 100 * ratio);
    }

    /** A change of money a month, with the interval it lies in. */
    static String monthly(Estimate change) {
        return signed(change.value()) + " a month (" + signed(change.low()) + " to " + signed(change.high()) + ")";
    }

    private static String signed(double amount) {
        return Usd.of(amount).signed();
    }

    static String confidence(Confidence confidence) {
        return String.format(Locale.ROOT, "%.2f (%s)", confidence.value(), confidence.label());
    }

    static String grade(MetricGrade grade) {
        String value = switch (grade.metric()) {
            case HIT_RATIO, MEMORY_USAGE -> Ratio.of(Math.min(1, grade.value())).toString();
            case P95_LATENCY -> String.format(Locale.ROOT, "%,.4g ms", grade.value());
            case EVICTIONS -> String.format(Locale.ROOT, "%,.0f/h", grade.value());
            case TTL -> String.format(Locale.ROOT, "%,.4g s", grade.value());
        };
        return value + " " + grade.grade();
    }
}
