package dev.lumen.core.govern.trial;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lumen.api.act.ChangeDecision;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What the trial's test finds where there is nothing, and how soon where there is something, on simulated traffic of unequal keys
 * with waves, bursts and drift. How many trials without an effect: the property {@code lumen.trial.runs}, 200 unless set; the
 * Maven profile {@code slow} sets 6,000. Each prints a line, which docs/acting.md has.
 */
@Tag("any-jdk")
class TrialSimulationTest {
    private static final int RUNS = Integer.getInteger("lumen.trial.runs", 200);
    private static final int SALTS = 10;
    private static final int SKIPPED = 10_000;
    private static final int BASELINE = 40_000;
    private static final long TTL_MILLIS = 300_000;

    /** The least count that chance exceeds less than once in 10,000 times if each run errs with 0.01. */
    private static int allowed(int runs) {
        double probability = Math.pow(0.99, runs);
        double sum = 0;
        int count = 0;
        while (sum + probability < 0.9999) {
            sum += probability;
            probability *= (double) (runs - count) / (count + 1) * 0.01 / 0.99;
            count++;
        }
        return count;
    }

    @Test
    void both_arms_with_the_same_ttl_differ_no_more_often_than_alpha() {
        double[] zipf = {0.8, 1.0, 1.2};
        int found = 0;
        for (int stream = 0; stream < RUNS / SALTS; stream++) {
            SimulatedTraffic traffic = SimulatedTraffic.of(95_000, zipf[stream % 3], 1_000 + stream);
            boolean[] hits = traffic.hits(TTL_MILLIS);
            for (int salt = 0; salt < SALTS; salt++) {
                HoldoutSplit split = TrialRun.split("same " + stream + "/" + salt, salt % 2 == 0 ? 0.1 : 0.5);
                TrialRun.Outcome outcome =
                        TrialRun.run(traffic, hits, hits, SKIPPED, BASELINE, split, TrialRule.DEFAULT);
                found += outcome.everDiffered() ? 1 : 0;
            }
        }
        System.out.println("A/A: " + found + " of " + RUNS + " trials found a difference");
        assertThat(found).isLessThanOrEqualTo(allowed(RUNS));
    }

    /** The test would not hold if it looked at the arms as if requests were independent: what the bound is for. */
    @Test
    void a_test_that_takes_requests_for_independent_would_find_differences() {
        int found = 0;
        int runs = 40;
        SimulatedTraffic traffic = SimulatedTraffic.of(120_000, 1.0, 77);
        boolean[] hits = traffic.hits(TTL_MILLIS);
        for (int salt = 0; salt < runs; salt++) {
            HoldoutSplit split = TrialRun.split("naive " + salt, 0.5);
            TrialResult result = TrialRun.run(traffic, hits, hits, SKIPPED, BASELINE, split, TrialRule.DEFAULT)
                    .result();
            double inNew = result.newAfter().hitRatio().orElseThrow();
            double inOld = result.oldAfter().hitRatio().orElseThrow();
            double variance = inNew * (1 - inNew) / result.newAfter().requests()
                    + inOld * (1 - inOld) / result.oldAfter().requests();
            found += Math.abs(inNew - inOld) > 2.576 * Math.sqrt(variance) ? 1 : 0;
        }
        assertThat(found).isGreaterThan(runs / 4);
    }

    @ParameterizedTest
    @CsvSource({
        "0.1, 0.02, 0.2, 200000",
        "0.1, 0.05, 1, 50000",
        "0.1, 0.10, 1, 20000",
        "0.5, 0.02, 0.8, 100000",
        "0.5, 0.05, 1, 20000",
        "0.5, 0.10, 1, 20000"
    })
    void a_loss_of_so_many_points_is_found_so_often_within_so_many_requests(
            double share, double points, double oftenEnough, int requests) {
        int runs = 0;
        int found = 0;
        long sum = 0;
        for (double zipf : new double[] {0.8, 1.0, 1.2}) {
            SimulatedTraffic traffic = SimulatedTraffic.of(SKIPPED + BASELINE + requests, zipf, 2_000);
            boolean[] hits = traffic.hits(TTL_MILLIS);
            boolean[] fewer = traffic.hits(traffic.ttlBelow(TTL_MILLIS, points, SKIPPED + BASELINE));
            for (int salt = 0; salt < 3; salt++) {
                HoldoutSplit split = TrialRun.split("loss " + salt, share);
                TrialRun.Outcome outcome =
                        TrialRun.run(traffic, hits, fewer, SKIPPED, BASELINE, split, TrialRule.DEFAULT);
                runs++;
                if (outcome.result().decision() == ChangeDecision.ROLL_BACK) {
                    found++;
                    sum += outcome.requests();
                }
            }
        }
        System.out.printf(
                "loss of %.0f points, %.0f %% of the keys: %d of %d found, after %d requests on average%n",
                100 * points, 100 * share, found, runs, found == 0 ? 0 : sum / found);
        assertThat(found).isGreaterThanOrEqualTo((int) Math.floor(oftenEnough * runs));
    }
}
