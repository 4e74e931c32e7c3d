package dev.lumen.core.rhythm;

import dev.lumen.api.signal.Budget;
import dev.lumen.api.signal.CostSeries;
import dev.lumen.api.units.Usd;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/** Bills by the hour, made by formula. */
final class Bills {
    static final int DAY = 24;
    static final Instant START = Instant.parse("2026-11-01T00:00:00Z");
    static final Duration HOUR = Duration.ofHours(1);

    private Bills() {}

    /** A wave of a day around 10, at its height at {@code peak} o'clock. */
    static IntToDoubleFunction wave(double peak) {
        return hour -> 10 + 4 * Math.cos(2 * Math.PI * (hour - peak) / DAY);
    }

    /** Independent exponential amounts, as of jobs that start whenever they like: as wide as their mean. */
    static IntToDoubleFunction noise(long seed) {
        Random random = new Random(seed);
        return hour -> -10 * Math.log(1 - random.nextDouble());
    }

    /** 10 an hour, give or take a standard deviation of {@code share}. */
    static IntToDoubleFunction flat(double share, long seed) {
        Random random = new Random(seed);
        return hour -> 10 * Math.max(0, 1 + share * random.nextGaussian());
    }

    static List<Double> values(int days, IntToDoubleFunction amount) {
        return IntStream.range(0, days * DAY).mapToDouble(amount).boxed().toList();
    }

    static CostSeries bill(List<Double> amounts) {
        return bill(amounts, Optional.empty(), Optional.empty());
    }

    static CostSeries bill(List<Double> amounts, Optional<List<Double>> demand, Optional<Budget> budget) {
        return new CostSeries(
                START,
                HOUR,
                amounts.stream().map(Usd::of).toList(),
                demand,
                START.plus(HOUR.multipliedBy(amounts.size())),
                budget);
    }
}
