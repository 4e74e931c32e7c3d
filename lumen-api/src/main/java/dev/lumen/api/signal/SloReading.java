package dev.lumen.api.signal;

import dev.lumen.api.units.Require;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * One service-level objective and how the service does on it. Make one with {@link #atLeast} or {@link #atMost}.
 *
 * @param name what it is about, such as {@code latency}
 * @param comparator on which side of the objective the measure has to be
 * @param objective where the line is: 0 to 1 for AT_LEAST, which is of shares; 0 or more, of any unit, for AT_MOST
 * @param actual the measure over the objective's own period, in the unit of {@code objective}; absent where not known
 * @param weight what it counts for beside the others; above 0, 1 where all count alike
 * @param key whether missing it is enough to hold the health of the whole service down
 * @param longWindow the measure lately, over the longer of the two windows of a burn-rate alert; absent where not known
 * @param shortWindow the same over the shorter one, which says whether it still goes on
 */
public record SloReading(
        String name,
        SloComparator comparator,
        double objective,
        OptionalDouble actual,
        double weight,
        boolean key,
        Optional<BurnWindow> longWindow,
        Optional<BurnWindow> shortWindow) {
    /** Refuses a blank name, a weight of zero or less, values outside their ranges, and windows in the wrong order. */
    public SloReading {
        Require.noNull(SloReading.class, name, comparator, objective, actual, weight, key, longWindow, shortWindow);
        Require.notBlank("name of an objective", name);
        double most = comparator == SloComparator.AT_LEAST ? 1 : Double.MAX_VALUE;
        objective = Require.within("objective '" + name + "'", objective, 0, most);
        actual = Require.within("actual of '" + name + "'", actual, 0, most);
        Require.positive("weight of '" + name + "'", weight);
        longWindow.ifPresent(window -> Require.within("long window of '" + name + "'", window.actual(), 0, most));
        shortWindow.ifPresent(window -> Require.within("short window of '" + name + "'", window.actual(), 0, most));
        if (longWindow.isPresent()
                && shortWindow.isPresent()
                && shortWindow.get().length().compareTo(longWindow.get().length()) >= 0) {
            throw Require.refused(
                    "short window of '" + name + "'",
                    shortWindow.get().length(),
                    "shorter than the long one, " + longWindow.get().length());
        }
    }

    /**
     * An objective that is met from {@code objective} on, that counts as much as others and is not key.
     *
     * @throws IllegalArgumentException if one of the two is outside [0, 1]
     */
    public static SloReading atLeast(String name, double objective, double actual) {
        return of(name, SloComparator.AT_LEAST, objective, actual);
    }

    /**
     * An objective that is met up to {@code objective}, that counts as much as others and is not key.
     *
     * @throws IllegalArgumentException if one of the two is negative
     */
    public static SloReading atMost(String name, double objective, double actual) {
        return of(name, SloComparator.AT_MOST, objective, actual);
    }

    private static SloReading of(String name, SloComparator comparator, double objective, double actual) {
        return new SloReading(
                name, comparator, objective, OptionalDouble.of(actual), 1, false, Optional.empty(), Optional.empty());
    }

    /** The same objective, marked as key. */
    public SloReading asKey() {
        return new SloReading(name, comparator, objective, actual, weight, true, longWindow, shortWindow);
    }

    /** The same objective with another weight. */
    public SloReading weighing(double otherWeight) {
        return new SloReading(name, comparator, objective, actual, otherWeight, key, longWindow, shortWindow);
    }

    /** The same objective with what it did lately. */
    public SloReading lately(BurnWindow longer, BurnWindow shorter) {
        return new SloReading(
                name, comparator, objective, actual, weight, key, Optional.of(longer), Optional.of(shorter));
    }

    /**
     * A measure over the last while.
     *
     * @param length how long the while is, above zero
     * @param actual the measure in it, in the unit of the objective
     */
    public record BurnWindow(Duration length, double actual) {
        /** Refuses an empty window and a measure that is negative or not finite. */
        public BurnWindow {
            Require.noNull(BurnWindow.class, length, actual);
            Require.positive("length of a burn-rate window", length);
            actual = Require.notNegative("actual of a burn-rate window", actual);
        }
    }
}
