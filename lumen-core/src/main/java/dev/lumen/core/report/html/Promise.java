package dev.lumen.core.report.html;

import dev.lumen.api.evidence.Estimate;
import dev.lumen.api.feedback.PastRun;
import dev.lumen.api.units.Seconds;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What a run expected of another TTL, beside what came of it. A change of the TTL acts on new entries only, so that nothing
 * is measured before the longer of the two TTLs has passed; from then on the hit ratios are averaged until the next change of
 * TTL or size.
 *
 * @param made when the TTL was found in force, in seconds since 1970
 * @param from the TTL until then
 * @param to the TTL from then on
 * @param expected the hit ratio that the run before expected
 * @param realised the hit ratio that was measured
 */
record Promise(double made, Duration from, Duration to, Estimate expected, double realised) {
    /** Whether the measure lies in the interval that was promised. */
    boolean kept() {
        return realised >= expected.low() && realised <= expected.high();
    }

    /** Every promise in a history that can be told by now, oldest first. */
    static List<Promise> in(List<PastRun> runs) {
        List<Promise> promises = new ArrayList<>();
        for (int i = 1; i < runs.size(); i++) {
            PastRun before = runs.get(i - 1);
            Optional<Duration> ttl = runs.get(i).inForce().ttl();
            boolean followed = ttl.isPresent()
                    && ttl.equals(before.advised().ttl())
                    && !ttl.equals(before.inForce().ttl())
                    && runs.get(i).inForce().capacity().equals(before.inForce().capacity());
            if (followed
                    && before.expectedHitRatio().isPresent()
                    && before.inForce().ttl().isPresent()) {
                Duration old = before.inForce().ttl().get();
                realised(runs, i, old)
                        .ifPresent(measured -> promises.add(new Promise(
                                History.seconds(before.at()),
                                old,
                                ttl.get(),
                                before.expectedHitRatio().get(),
                                measured)));
            }
        }
        return promises;
    }

    private static OptionalDouble realised(List<PastRun> runs, int changed, Duration old) {
        PastRun.Setting setting = runs.get(changed).inForce();
        double longer = Math.max(Seconds.of(old), Seconds.of(setting.ttl().orElse(old)));
        // The change was made between the two runs: at the later one at the latest.
        double settled = History.seconds(runs.get(changed).at()) + longer;
        double sum = 0;
        int measures = 0;
        for (int i = changed + 1; i < runs.size() && runs.get(i).inForce().equals(setting); i++) {
            OptionalDouble ratio =
                    runs.get(i).measured().map(PastRun.Measured::hitRatio).orElse(OptionalDouble.empty());
            // A run measures the time since the run before.
            if (ratio.isPresent() && History.seconds(runs.get(i - 1).at()) >= settled) {
                sum += ratio.getAsDouble();
                measures++;
            }
        }
        return measures == 0 ? OptionalDouble.empty() : OptionalDouble.of(sum / measures);
    }
}
