package dev.lumen.core.slo;

import dev.lumen.api.signal.SloComparator;
import dev.lumen.api.signal.SloReading;
import dev.lumen.api.signal.SloReading.BurnWindow;
import dev.lumen.api.signal.SloReport;
import dev.lumen.api.signal.SloReport.Objective;
import dev.lumen.api.units.Require;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * Error budgets, burn rates and the compliance score of SPEC §6.
 *
 * <p>What may go wrong is 1 − objective for AT_LEAST and the objective itself for AT_MOST; what went wrong is 1 − actual, or the
 * actual. Then the error budget left is 1 − wrong ÷ allowed, the burn rate of a window is wrong in it ÷ allowed, and the credit of an
 * objective that is not met is allowed ÷ wrong: it falls by how much of the budget was overspent, alike for both comparators.
 *
 * <p>An objective burns when both windows burn at the rate at which a budget of 30 days would be used by 2 % in an hour, 5 % in
 * six, or 10 % in three days (<em>The Site Reliability Workbook</em>, O'Reilly 2018, chapter 5), by the length of the long one.
 */
public final class SloEvaluator {
    private static final Duration FAST = Duration.ofHours(1);
    private static final Duration SLOW = Duration.ofHours(6);
    private static final double FAST_RATE = 14.4;
    private static final double SLOW_RATE = 6;
    private static final double SLOWEST_RATE = 1;

    private SloEvaluator() {}

    /**
     * The report on {@code readings}.
     *
     * @return the report; empty where there are no objectives
     * @throws IllegalArgumentException if two have the same name
     */
    public static Optional<SloReport> report(List<SloReading> readings) {
        Require.present("objectives", readings);
        Set<String> names = new HashSet<>();
        for (SloReading reading : readings) {
            if (!names.add(Require.present("objective", reading).name())) {
                throw Require.refused(
                        "name of an objective", "'" + reading.name() + "' twice", "a name of its own for each");
            }
        }
        if (readings.isEmpty()) {
            return Optional.empty();
        }
        List<Objective> objectives = readings.stream().map(SloEvaluator::judged).toList();
        return Optional.of(new SloReport(compliance(objectives), objectives));
    }

    private static OptionalDouble compliance(List<Objective> objectives) {
        double heaviest =
                objectives.stream().mapToDouble(Objective::weight).max().orElse(1);
        double weights = 0;
        double credits = 0;
        for (Objective objective : objectives) {
            if (objective.credit().isPresent()) {
                double weight = objective.weight() / heaviest;
                weights += weight;
                credits += weight * objective.credit().getAsDouble();
            }
        }
        return weights > 0 ? OptionalDouble.of(Math.min(100, 100 * credits / weights)) : OptionalDouble.empty();
    }

    private static Objective judged(SloReading reading) {
        Optional<Double> actual = reading.actual().stream().boxed().findFirst();
        double allowed = wrong(reading, reading.objective());
        Optional<Boolean> met = actual.map(value -> reading.comparator().met(reading.objective(), value));
        OptionalDouble burnLong = burnRate(reading, reading.longWindow(), allowed);
        OptionalDouble burnShort = burnRate(reading, reading.shortWindow(), allowed);
        double alarm = reading.longWindow().map(SloEvaluator::alarmingRate).orElse(Double.POSITIVE_INFINITY);
        return new Objective(
                reading.name(),
                reading.comparator(),
                reading.objective(),
                reading.actual(),
                met,
                number(actual.map(value -> met.orElseThrow() ? 1 : allowed / wrong(reading, value))),
                number(actual.flatMap(value -> left(allowed, wrong(reading, value)))),
                burnLong,
                burnShort,
                burns(reading, reading.longWindow(), allowed, alarm)
                        && burns(reading, reading.shortWindow(), allowed, alarm),
                reading.weight(),
                reading.key());
    }

    /** How much goes wrong where the measure is {@code value}. */
    private static double wrong(SloReading reading, double value) {
        return reading.comparator() == SloComparator.AT_LEAST ? 1 - value : value;
    }

    private static Optional<Double> left(double allowed, double wrong) {
        if (allowed > 0) {
            return Optional.of(1 - wrong / allowed).filter(Double::isFinite);
        }
        return wrong > 0 ? Optional.empty() : Optional.of(1.0);
    }

    private static OptionalDouble burnRate(SloReading reading, Optional<BurnWindow> window, double allowed) {
        return number(
                window.map(recent -> wrong(reading, recent.actual()) / allowed).filter(Double::isFinite));
    }

    /** Where nothing may go wrong, anything that does burns, at a rate without bound. */
    private static boolean burns(SloReading reading, Optional<BurnWindow> window, double allowed, double alarm) {
        return window.filter(recent -> wrong(reading, recent.actual()) / allowed >= alarm)
                .isPresent();
    }

    private static double alarmingRate(BurnWindow longWindow) {
        if (longWindow.length().compareTo(FAST) <= 0) {
            return FAST_RATE;
        }
        return longWindow.length().compareTo(SLOW) <= 0 ? SLOW_RATE : SLOWEST_RATE;
    }

    private static OptionalDouble number(Optional<Double> value) {
        return value.map(OptionalDouble::of).orElse(OptionalDouble.empty());
    }
}
