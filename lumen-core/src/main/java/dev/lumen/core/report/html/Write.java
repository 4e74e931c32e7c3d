package dev.lumen.core.report.html;

import dev.lumen.api.evidence.Estimate;
import dev.lumen.api.units.Digits;
import dev.lumen.api.units.Seconds;
import dev.lumen.api.units.Usd;
import dev.lumen.core.report.figures.Figures;
import java.time.Duration;
import java.util.Locale;
import java.util.OptionalDouble;

/** How the page writes what other reports have no need of. */
final class Write {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private Write() {}

    /** A share with one decimal. */
    static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f %%", 100 * share);
    }

    /** A share of unknown size: 0.5, −200, or a number with an exponent. */
    static String anyPercent(double share) {
        return Digits.of(Math.max(-1e300, Math.min(1e300, share)) * 100, 3) + " %";
    }

    static String percent(OptionalDouble share) {
        return share.isPresent() ? percent(share.getAsDouble()) : "not known";
    }

    /** A share with its interval. */
    static String percent(Estimate share) {
        return String.format(
                Locale.ROOT, "%.1f %% (%.1f to %.1f)", 100 * share.value(), 100 * share.low(), 100 * share.high());
    }

    static String oneDecimal(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }

    /** The text of the same, with at most {@code most} characters. */
    static String shortened(String text, int most) {
        int length = text.codePointCount(0, text.length());
        return length <= most ? text : text.substring(0, text.offsetByCodePoints(0, most - 1)) + "…";
    }

    /** A TTL as the label of a row or a column: to a tenth of a minute where it is no whole number of them. */
    static String ttl(Duration ttl) {
        Duration rounded = ttl.compareTo(MINUTE) < 0 ? ttl : Duration.ofSeconds(Math.round(Seconds.of(ttl)));
        return rounded.compareTo(MINUTE.multipliedBy(10)) > 0 && rounded.toSecondsPart() != 0
                ? String.format(Locale.ROOT, "%,.1f min", Seconds.of(rounded) / 60)
                : Figures.duration(rounded);
    }

    /** Dollars, with an exponent where they are more than anybody has. */
    static String usd(Usd amount) {
        return Math.abs(amount.amount()) < 1e12 ? amount.toString() : "$" + Digits.of(amount.amount(), 4);
    }

    /** A span of time in the largest unit that fits twice. */
    static String span(Duration span) {
        if (span.toDays() >= 2) {
            return span.toDays() + " days";
        }
        return span.toHours() >= 2
                ? span.toHours() + " hours"
                : span.toMinutes() >= 2 ? span.toMinutes() + " minutes" : count(span.toSeconds(), "second");
    }

    /** "1 run", "2 runs". */
    static String count(long many, String noun) {
        return String.format(Locale.ROOT, "%,d %s%s", many, noun, many == 1 ? "" : "s");
    }
}
