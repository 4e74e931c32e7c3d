package dev.lumen.api.units;

import java.time.Duration;
import java.util.Collection;
import java.util.Locale;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * Argument checks whose messages name the thing, the value and what is allowed, such as {@code hitRatio is 1.3, allowed:
 * 0 to 1}. Each check returns its argument, so that it can stand inside an assignment; a negative zero comes back as zero,
 * so that equal numbers make equal records.
 *
 * <p>Thread-safe; a passed check of anything but an optional allocates nothing.
 */
public final class Require {
    /** Above it a number is written with an exponent. */
    private static final double LONG_NUMBER = 1e15;

    private Require() {}

    /** Returns {@code value} if it is neither NaN nor infinite. */
    public static double finite(String name, double value) {
        if (!Double.isFinite(value)) {
            throw refused(name, value, "a finite number");
        }
        return unsigned(value);
    }

    /** Returns {@code value} if it is absent, or neither NaN nor infinite. */
    public static OptionalDouble finite(String name, OptionalDouble value) {
        return value.isPresent() ? OptionalDouble.of(finite(name, value.getAsDouble())) : value;
    }

    /** Returns {@code value} if it is finite and at least zero. */
    public static double notNegative(String name, double value) {
        if (!(value >= 0 && value <= Double.MAX_VALUE)) {
            throw refused(name, value, "a finite number, 0 or more");
        }
        return unsigned(value);
    }

    /** Returns {@code value} if it is at least zero. */
    public static long notNegative(String name, long value) {
        if (value < 0) {
            throw refused(name, value, "0 or more");
        }
        return value;
    }

    /** Returns {@code value} if it is finite and above zero. */
    public static double positive(String name, double value) {
        if (!(value > 0 && value <= Double.MAX_VALUE)) {
            throw refused(name, value, "a finite number above 0");
        }
        return value;
    }

    /** Returns {@code value} if it is above zero. */
    public static Duration positive(String name, Duration value) {
        present(name, value);
        if (value.isZero() || value.isNegative()) {
            throw refused(name, value, "a duration above 0");
        }
        return value;
    }

    /** Returns {@code value} if it is at least zero. */
    public static Duration notNegative(String name, Duration value) {
        present(name, value);
        if (value.isNegative()) {
            throw refused(name, value, "a duration of 0 or more");
        }
        return value;
    }

    /** Returns {@code value} if it lies in [{@code low}, {@code high}]; NaN does not. */
    public static double within(String name, double value, double low, double high) {
        if (!(value >= low && value <= high)) {
            throw refused(name, value, number(low) + " to " + number(high));
        }
        return unsigned(value);
    }

    /** Returns {@code value} if it is absent, or lies in [{@code low}, {@code high}]. */
    public static OptionalDouble within(String name, OptionalDouble value, double low, double high) {
        return value.isPresent() ? OptionalDouble.of(within(name, value.getAsDouble(), low, high)) : value;
    }

    /** Returns {@code value} if it holds more than white space. */
    public static String notBlank(String name, String value) {
        present(name, value);
        if (value.isBlank()) {
            throw refused(name, "'" + value + "'", "a text that is not blank");
        }
        return value;
    }

    /** Returns {@code value} if it is not null: for what hosts give, where no compiler checks for it. */
    public static <T> T present(String name, @Nullable T value) {
        if (value == null) {
            throw refused(name, "null", "a value");
        }
        return value;
    }

    /**
     * Passes if no component of a record is null, nor an element of one that is a list or a set.
     *
     * @param type the record, whose components give their names to the message
     * @param components all of them, in their order
     */
    public static void noNull(Class<? extends Record> type, @Nullable Object... components) {
        for (int i = 0; i < components.length; i++) {
            if (components[i] == null) {
                throw refused(component(type, i), "null", "a value");
            }
            if (components[i] instanceof Collection<?> elements && holdsNull(elements)) {
                throw refused(component(type, i), "holding null", "values");
            }
        }
    }

    /** A loop, as {@code contains(null)} throws where null cannot be in. */
    private static boolean holdsNull(Collection<?> elements) {
        for (@Nullable Object element : elements) {
            if (element == null) {
                return true;
            }
        }
        return false;
    }

    private static String component(Class<? extends Record> type, int index) {
        return type.getRecordComponents()[index].getName() + " of " + type.getSimpleName();
    }

    /** The exception for a refused argument, for checks that are not in this class. */
    public static IllegalArgumentException refused(String name, Object value, String allowed) {
        return new IllegalArgumentException(name + " is " + value + ", allowed: " + allowed);
    }

    private static double unsigned(double value) {
        return value == 0 ? 0.0 : value;
    }

    private static String number(double value) {
        boolean readable = value == Math.rint(value) && Math.abs(value) < LONG_NUMBER;
        return readable ? String.format(Locale.ROOT, "%.0f", value) : Double.toString(value);
    }
}
