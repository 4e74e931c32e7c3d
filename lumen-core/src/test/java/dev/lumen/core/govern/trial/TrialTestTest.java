package dev.lumen.core.govern.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.lumen.api.act.ChangeDecision;
import dev.lumen.api.act.Effect;
import dev.lumen.api.evidence.Estimate;
import dev.lumen.api.units.Usd;
import java.time.Duration;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Tag;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.LongRange;

@Tag("any-jdk")
class TrialTestTest {
    private static final HoldoutSplit SPLIT = TrialRun.split("judged", 0.3);
    private static final Duration TTL = Duration.ofMinutes(5);
    private static final TrialPrices CENT = TrialPrices.ofMisses(Usd.of(0.01));

    /** A hundred requests a bucket, each of which hits with the probability of its arm. */
    private static TrialCounts counts(double inNew, double inOld, long seed) {
        Random random = new Random(seed);
        TrialCounts.Builder builder = new TrialCounts.Builder();
        for (int bucket = 0; bucket < HoldoutSplit.BUCKETS; bucket++) {
            double probability = SPLIT.isNewBucket(bucket) ? inNew : inOld;
            for (int i = 0; i < 100; i++) {
                boolean hit = random.nextDouble() < probability;
                builder.bucket(bucket, hit ? 1 : 0, hit ? 0 : 1);
            }
        }
        return builder.build();
    }

    private static TrialEvidence evidence(TrialCounts baseline, TrialCounts trial) {
        return new TrialEvidence(SPLIT, baseline, trial, TTL, TTL, false, 0);
    }

    private static TrialResult judge(double inNew, double inOld, TrialPrices prices) {
        return TrialTest.judge(evidence(counts(0.7, 0.7, 1), counts(inNew, inOld, 2)), prices, TrialRule.DEFAULT);
    }

    @Example
    void nothing_is_judged_before_entries_of_the_old_ttl_are_gone() {
        TrialEvidence early =
                new TrialEvidence(SPLIT, counts(0.7, 0.7, 1), counts(0.1, 0.7, 2), TTL.minusMillis(1), TTL, false, 0);
        TrialResult result = TrialTest.judge(early, CENT, TrialRule.DEFAULT);
        assertThat(result.decision()).isEqualTo(ChangeDecision.GO_ON);
        assertThat(result.hitRatioChange()).isEmpty();
        assertThat(result.looksTaken()).isZero();
    }

    @Example
    void nothing_is_judged_where_evictions_bind() {
        TrialEvidence full = new TrialEvidence(SPLIT, counts(0.7, 0.7, 1), counts(0.1, 0.7, 2), TTL, TTL, true, 0);
        TrialResult result = TrialTest.judge(full, CENT, TrialRule.DEFAULT);
        assertThat(result.decision()).isEqualTo(ChangeDecision.INCONCLUSIVE);
        assertThat(result.reason()).contains("share the capacity");
    }

    @Example
    void nothing_is_judged_before_the_next_look_is_due() {
        TrialEvidence again = new TrialEvidence(SPLIT, counts(0.7, 0.7, 1), counts(0.1, 0.7, 2), TTL, TTL, false, 8);
        TrialResult result = TrialTest.judge(again, CENT, TrialRule.DEFAULT);
        assertThat(result.decision()).isEqualTo(ChangeDecision.GO_ON);
        assertThat(result.hitRatioChange()).isEmpty();
        assertThat(result.reason()).isEqualTo("204800 requests so far, the next look is at 256290");
    }

    @Example
    void after_the_last_look_it_is_over() {
        TrialEvidence last = new TrialEvidence(SPLIT, counts(0.7, 0.7, 1), counts(0.1, 0.7, 2), TTL, TTL, false, 15);
        assertThat(TrialTest.judge(last, CENT, TrialRule.DEFAULT).decision()).isEqualTo(ChangeDecision.INCONCLUSIVE);
    }

    @Example
    void a_loss_is_rolled_back_and_shown_with_effect_interval_and_sizes() {
        TrialResult result = judge(0.6, 0.7, CENT);
        assertThat(result.decision()).isEqualTo(ChangeDecision.ROLL_BACK);
        Effect change = result.hitRatioChange().orElseThrow();
        assertThat(change.value()).isCloseTo(-0.1, within(0.01));
        assertThat(change.low()).isLessThan(-0.1);
        assertThat(change.high()).isBetween(-0.1, -0.05);
        assertThat(result.costChange().orElseThrow().value()).isCloseTo(0.001, within(0.0001));
        assertThat(result.newAfter().requests() + result.oldAfter().requests()).isEqualTo(204_800);
        assertThat(result.newAfter().requests()).isEqualTo(100L * SPLIT.newBuckets());
        assertThat(result.looksTaken()).isEqualTo(8);
        assertThat(result.reason()).contains("it costs more").contains("points").contains("α = 0.01");
    }

    @Example
    void a_gain_is_kept() {
        TrialResult result = judge(0.75, 0.7, CENT);
        assertThat(result.decision()).isEqualTo(ChangeDecision.KEEP);
        assertThat(result.costChange().orElseThrow().high()).isNegative();
    }

    @Example
    void what_meets_both_arms_is_no_effect() {
        assertThat(judge(0.5, 0.5, CENT).hitRatioChange().orElseThrow().differs())
                .isFalse();
    }

    @Example
    void no_change_that_is_known_well_enough_is_tolerated() {
        TrialRule wide = new TrialRule(0.01, 0.05, LookSchedule.DEFAULT);
        TrialResult result = TrialTest.judge(evidence(counts(0.7, 0.7, 1), counts(0.7, 0.7, 2)), CENT, wide);
        assertThat(result.decision()).isEqualTo(ChangeDecision.KEEP);
        assertThat(result.reason()).contains("tolerated");
        assertThat(judge(0.7, 0.7, CENT).decision()).isIn(ChangeDecision.GO_ON, ChangeDecision.KEEP);
    }

    /** A longer TTL that hits more often can still cost more: what it hits is out of date. */
    @Example
    void stale_hits_can_cost_more_than_misses_save() {
        TrialPrices stale = new TrialPrices(Usd.of(0.01), new Estimate(0.002, 0.0015, 0.0025));
        assertThat(judge(0.75, 0.7, stale).decision()).isEqualTo(ChangeDecision.ROLL_BACK);
    }

    @Example
    void a_split_of_nobody_compares_nothing() {
        TrialEvidence nobody = new TrialEvidence(
                TrialRun.split("judged", 0), counts(0.7, 0.7, 1), counts(0.7, 0.7, 2), TTL, TTL, false, 0);
        assertThat(TrialTest.judge(nobody, CENT, TrialRule.DEFAULT).decision()).isEqualTo(ChangeDecision.GO_ON);
        TrialEvidence nothingBefore = evidence(TrialCounts.NONE, counts(0.7, 0.7, 2));
        assertThat(TrialTest.judge(nothingBefore, CENT, TrialRule.DEFAULT).hitRatioChange())
                .isEmpty();
    }

    @Property(tries = 30)
    void the_interval_holds_the_value_and_is_wider_for_less_error(
            @ForAll @LongRange(max = 10_000) long seed, @ForAll @DoubleRange(min = 0.3, max = 0.9) double inNew) {
        Comparison comparison = new Comparison(SPLIT, counts(0.7, 0.7, seed), counts(inNew, 0.7, seed + 1));
        Effect strict = TrialTest.effect(comparison, 0.3, 0.0001);
        Effect lax = TrialTest.effect(comparison, 0.3, 0.1);
        assertThat(strict.low()).isLessThanOrEqualTo(lax.low());
        assertThat(strict.high()).isGreaterThanOrEqualTo(lax.high());
        assertThat(strict.value()).isEqualTo(lax.value()).isBetween(-1.0, 1.0);
        assertThat(strict.low()).isLessThanOrEqualTo(inNew - 0.7);
        assertThat(strict.high()).isGreaterThanOrEqualTo(inNew - 0.7);
    }

    @Property(tries = 20)
    void same_evidence_same_answer_and_more_hits_a_higher_effect(@ForAll @LongRange(max = 10_000) long seed) {
        TrialCounts baseline = counts(0.7, 0.7, seed);
        TrialCounts trial = counts(0.65, 0.7, seed + 1);
        TrialResult once = TrialTest.judge(evidence(baseline, trial), CENT, TrialRule.DEFAULT);
        assertThat(TrialTest.judge(evidence(baseline, trial), CENT, TrialRule.DEFAULT))
                .isEqualTo(once);
        TrialResult better = TrialTest.judge(evidence(baseline, counts(0.68, 0.7, seed + 1)), CENT, TrialRule.DEFAULT);
        assertThat(better.hitRatioChange().orElseThrow().value())
                .isGreaterThan(once.hitRatioChange().orElseThrow().value());
    }
}
