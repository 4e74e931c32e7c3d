package dev.lumen.core.govern.trial;

import dev.lumen.api.act.ChangeDecision;
import dev.lumen.api.observe.CacheName;
import dev.lumen.api.units.Ratio;
import dev.lumen.api.units.Usd;
import java.time.Duration;

/** One trial over simulated traffic: a baseline, then the trial, judged whenever a look may be due. */
final class TrialRun {
    static final TrialPrices PRICES = TrialPrices.ofMisses(Usd.of(0.01));
    private static final CacheName CACHE = CacheName.of("simulated");
    private static final Duration TTL = Duration.ofSeconds(300);

    /** What came out: the last result, and after how many requests of the trial. */
    record Outcome(TrialResult result, int requests, boolean everDiffered) {}

    private TrialRun() {}

    static HoldoutSplit split(String trial, double share) {
        return HoldoutSplit.of(CACHE, trial, Ratio.of(share));
    }

    /**
     * Counts as a wrapper would, from {@code skip} to {@code baseline} and from there to the end.
     *
     * @param everybody hits of keys with the old TTL
     * @param holdout hits of keys with the new one
     */
    static Outcome run(
            SimulatedTraffic traffic,
            boolean[] everybody,
            boolean[] holdout,
            int skip,
            int baseline,
            HoldoutSplit split,
            TrialRule rule) {
        TrialRecorder recorder = TrialRecorder.of(split);
        count(recorder, traffic, everybody, everybody, skip, baseline, split);
        TrialCounts before = recorder.endBaseline();
        int looks = 0;
        boolean differed = false;
        TrialResult result = null;
        int at = baseline + skip;
        int start = at;
        while (at < traffic.requests()) {
            int next = (int) Math.min(traffic.requests(), start + rule.looks().nextAfter(looks));
            count(recorder, traffic, everybody, holdout, at, next, split);
            at = next;
            TrialEvidence evidence =
                    new TrialEvidence(split, before, recorder.snapshot().minus(before), TTL, TTL, false, looks);
            TrialResult now = TrialTest.judge(evidence, PRICES, rule);
            if (now.looksTaken() == looks) {
                break;
            }
            result = now;
            looks = now.looksTaken();
            differed |= now.hitRatioChange().orElseThrow().differs();
            if (now.decision() == ChangeDecision.ROLL_BACK) {
                break;
            }
        }
        return new Outcome(result, at - start, differed);
    }

    private static void count(
            TrialRecorder recorder,
            SimulatedTraffic traffic,
            boolean[] everybody,
            boolean[] holdout,
            int from,
            int to,
            HoldoutSplit split) {
        for (int i = from; i < to; i++) {
            long hash = traffic.hashes[i];
            boolean hit = split.isNew(hash) ? holdout[i] : everybody[i];
            if (hit) {
                recorder.hit(hash, 1);
            } else {
                recorder.loaded(hash, 1, 1, 1);
            }
        }
    }
}
