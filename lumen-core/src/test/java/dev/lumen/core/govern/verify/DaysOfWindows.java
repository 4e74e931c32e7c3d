package dev.lumen.core.govern.verify;

import dev.lumen.api.evidence.Estimate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * Windows of five minutes before and after a change, with a daily wave of ±10 points and a disturbance that is like that of the
 * window before (an autoregression), of which the profile sees a part, and is always a point too high.
 */
final class DaysOfWindows {
    static final Instant CHANGE = Instant.parse("2026-11-20T07:13:00Z");
    static final Duration TTL = Duration.ofMinutes(10);
    private static final Duration LENGTH = Duration.ofMinutes(5);
    private static final double PRICE = 0.01;

    static final Estimate NONE = new Estimate(0, 0, 0);

    private DaysOfWindows() {}

    static AppliedChange change(
            double daysBefore, double daysAfter, double effect, boolean profiled, double dependence, long seed) {
        return change(daysBefore, daysAfter, effect, profiled, dependence, seed, new Estimate(0.02, 0.01, 0.03));
    }

    static AppliedChange change(
            double daysBefore,
            double daysAfter,
            double effect,
            boolean profiled,
            double dependence,
            long seed,
            Estimate promised) {
        Random random = new Random(seed);
        List<ObservedWindow> windows = new ArrayList<>();
        double disturbance = 0;
        int count = (int) (288 * (daysBefore + daysAfter));
        for (int i = 0; i < count; i++) {
            Instant from = CHANGE.plus(LENGTH.multipliedBy(i - Math.round(288 * daysBefore)));
            double hour = from.getEpochSecond() % 86_400 / 3_600.0;
            double wave = 0.1 * Math.sin(2 * Math.PI * hour / 24);
            disturbance =
                    dependence * disturbance + Math.sqrt(1 - dependence * dependence) * 0.01 * random.nextGaussian();
            long requests = Math.round(1_500 * (1 + 4 * wave));
            double without = 0.6 + wave + disturbance;
            double noise = random.nextGaussian() * Math.sqrt(0.24 / requests);
            double realised = without + noise + (from.isBefore(CHANGE) ? 0 : effect);
            double control = without - disturbance / 2 + 0.01;
            windows.add(new ObservedWindow(
                    from,
                    LENGTH,
                    requests,
                    performance(realised),
                    profiled ? Optional.of(performance(control)) : Optional.empty()));
        }
        return new AppliedChange(CHANGE, TTL, false, promised, promised.times(-PRICE), NONE, windows);
    }

    private static Performance performance(double hitRatio) {
        return new Performance(hitRatio, PRICE * (1 - hitRatio));
    }
}
