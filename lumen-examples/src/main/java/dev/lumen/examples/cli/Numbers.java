package dev.lumen.examples.cli;

import dev.lumen.api.units.Ratio;
import dev.lumen.api.units.Usd;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Plain numbers as they are written on a command line, each within what it may be. */
final class Numbers {
    /** More of anything in an hour is a slip: it would be hundreds of millions a second. */
    private static final double MOST_PER_HOUR = 1e12;

    private Numbers() {}

    private static double number(String text, double low, double high, String allowed) {
        double value;
        try {
            value = Double.parseDouble(text.strip());
        } catch (NumberFormatException e) {
            throw refused(text, allowed);
        }
        if (!(value >= low && value <= high)) {
            throw refused(text, allowed);
        }
        return value + 0.0; // a negative zero is zero
    }

    static TypeConversionException refused(String text, String allowed) {
        return new TypeConversionException("is '" + text + "', allowed: " + allowed);
    }

    /** A ratio; someone who writes percent is told how to write it. */
    static final class Share implements ITypeConverter<Ratio> {
        @Override
        public Ratio convert(String text) {
            double value = number(text, 0, 100, "0 to 1");
            if (value > 1) {
                throw refused(text, String.format(Locale.ROOT, "0 to 1; for %s %% write %s", text, plain(value / 100)));
            }
            return Ratio.of(value);
        }
    }

    /** A ratio in percent; someone who writes a ratio is told how to write it. */
    static final class Percent implements ITypeConverter<Ratio> {
        @Override
        public Ratio convert(String text) {
            double value = number(text, 0, 100, "percent, 0 to 100");
            if (value > 0 && value <= 1) {
                throw refused(
                        text,
                        String.format(Locale.ROOT, "percent, 0 to 100; for %s write %s", text, plain(value * 100)));
            }
            return Ratio.ofPercent(value);
        }
    }

    /** How many an hour. */
    static final class PerHour implements ITypeConverter<Double> {
        @Override
        public Double convert(String text) {
            return number(text, 0, MOST_PER_HOUR, "0 to 10^12 an hour");
        }
    }

    /** A change in percent, of either sign. */
    static final class Change implements ITypeConverter<Double> {
        @Override
        public Double convert(String text) {
            return number(text, -1e9, 1e9, "a number of percent, such as 3.5");
        }
    }

    /** Dollars. */
    static final class Price implements ITypeConverter<Usd> {
        @Override
        public Usd convert(String text) {
            return Usd.of(number(text, 0, 1e9, "0 or more dollars"));
        }
    }

    /** A whole number of either sign. */
    static final class Whole implements ITypeConverter<Long> {
        @Override
        public Long convert(String text) {
            try {
                return Long.valueOf(text.strip());
            } catch (NumberFormatException e) {
                throw refused(text, "a whole number from -2^63 to 2^63 - 1, such as 7");
            }
        }
    }

    /** What a flag may be given, though it needs nothing. */
    static final class Flag implements ITypeConverter<Boolean> {
        @Override
        public Boolean convert(String text) {
            return switch (text.strip().toLowerCase(Locale.ROOT)) {
                case "true" -> true;
                case "false" -> false;
                default -> throw refused(text, "true, false, or no value, which is true");
            };
        }
    }

    private static String plain(double value) {
        return new BigDecimal(value)
                .round(new MathContext(6))
                .stripTrailingZeros()
                .toPlainString();
    }
}
