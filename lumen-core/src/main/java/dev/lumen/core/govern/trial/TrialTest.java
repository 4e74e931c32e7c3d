package dev.lumen.core.govern.trial;

import dev.lumen.api.act.ChangeDecision;
import dev.lumen.api.act.Effect;
import dev.lumen.api.evidence.Estimate;
import dev.lumen.api.units.Digits;
import dev.lumen.api.units.Require;
import java.util.Optional;

/**
 * Judges a trial, as often as one likes.
 *
 * <p><b>The effect</b> is a difference in differences: the change of the hit ratio from baseline to trial of the keys with the
 * new TTL, less that of the others. Hour of the day, campaigns and everything else that meets both arms falls out. Each bucket
 * and each hot key is compared with itself alone ({@link Comparison}).
 *
 * <p><b>Chance is in the coins, and nowhere else.</b> If the TTL makes no difference, each key would have hit and missed as it
 * did whichever arm it was in, and only the coins of {@link HoldoutSplit} decide what the arms show. Their distribution is known
 * exactly, so the error probability is held for any traffic: keys as unequal as they may be, bursts, waves, requests that
 * depend on one another in any manner ({@link Randomisation}). What is drawn are buckets of keys, so the variance is clustered
 * by key by construction. Looking again and again is paid for by a schedule ({@link LookSchedule}).
 *
 * <p><b>Assumed:</b> that the coins have nothing to do with the traffic, which a salt of its own for each trial gives; that one
 * key's TTL does not change another key's hits, which is wrong where evictions bind, so that such a trial is inconclusive; and,
 * for the width of the interval alone, that the effect is about the same in all buckets.
 *
 * <p>A pure function. Costs some milliseconds where a look is due, and a sum over the counts where none is.
 */
public final class TrialTest {
    /** The interval depends on itself through the residuals, but weakly. */
    private static final int ROUNDS = 2;

    private TrialTest() {}

    /**
     * What the trial has shown so far.
     *
     * @return KEEP where the cost is shown to be lower, or not higher by more than the tolerance, or at the last look the best guess
     *     is that; ROLL_BACK where it is shown to be higher; INCONCLUSIVE where evictions bind, or at the last look the best guess
     *     is worse; else GO_ON
     */
    public static TrialResult judge(TrialEvidence evidence, TrialPrices prices, TrialRule rule) {
        Require.present("evidence of a trial", evidence);
        Require.present("prices of a trial", prices);
        Require.present("rule of a trial", rule);
        Draft draft = new Draft(evidence);
        if (evidence.sinceChange().compareTo(evidence.longerTtl()) < 0) {
            return draft.without(
                    ChangeDecision.GO_ON,
                    "entries written before the change are alive until " + evidence.longerTtl() + " after it",
                    evidence.looksTaken());
        }
        if (evidence.evictionsBind()) {
            return draft.without(
                    ChangeDecision.INCONCLUSIVE,
                    "entries are pushed out for room, so the arms share the capacity and one changes the other",
                    evidence.looksTaken());
        }
        int due = rule.looks().due(evidence.trial().requests());
        if (due <= evidence.looksTaken()) {
            return unready(draft, evidence, rule);
        }
        return judgeNow(draft, evidence, prices, rule, due);
    }

    private static TrialResult unready(Draft draft, TrialEvidence evidence, TrialRule rule) {
        if (evidence.looksTaken() >= rule.looks().looks()) {
            return draft.without(
                    ChangeDecision.INCONCLUSIVE,
                    "all " + rule.looks().looks() + " looks are used up and have shown nothing",
                    evidence.looksTaken());
        }
        return draft.without(
                ChangeDecision.GO_ON,
                evidence.trial().requests() + " requests so far, the next look is at "
                        + rule.looks().nextAfter(evidence.looksTaken()),
                evidence.looksTaken());
    }

    private static TrialResult judgeNow(
            Draft draft, TrialEvidence evidence, TrialPrices prices, TrialRule rule, int due) {
        Comparison comparison = new Comparison(evidence.split(), evidence.baseline(), evidence.trial());
        double share = evidence.split().share().value();
        if (!comparison.isPossible() || share == 0 || share == 1) {
            return draft.without(
                    due >= rule.looks().looks() ? ChangeDecision.INCONCLUSIVE : ChangeDecision.GO_ON,
                    "there is no key that was read before and after in both arms",
                    due);
        }
        double alpha =
                rule.alpha() * (due - evidence.looksTaken()) / rule.looks().looks();
        Effect hits = effect(comparison, share, alpha);
        Effect cost = cost(hits, prices);
        double tolerated = rule.tolerance() * prices.miss().amount();
        boolean last = due >= rule.looks().looks();
        ChangeDecision decision = decide(cost, tolerated, last);
        return draft.result(
                decision,
                reason(hits, cost, tolerated, rule, last),
                Optional.of(hits),
                Optional.of(cost),
                comparison.covered(),
                due);
    }

    private static ChangeDecision decide(Effect cost, double tolerated, boolean last) {
        if (cost.low() > 0) {
            return ChangeDecision.ROLL_BACK;
        }
        if (cost.high() < 0 || (tolerated > 0 && cost.high() <= tolerated)) {
            return ChangeDecision.KEEP;
        }
        if (!last) {
            return ChangeDecision.GO_ON;
        }
        return cost.value() <= tolerated ? ChangeDecision.KEEP : ChangeDecision.INCONCLUSIVE;
    }

    /** The effect with an interval of error {@code alpha}, half of it on each side. */
    static Effect effect(Comparison comparison, double share, double alpha) {
        double surprise = Math.log(2 / alpha);
        double value = Math.max(-1, Math.min(1, comparison.effect()));
        double low = end(comparison, share, value, 1, surprise);
        double high = end(comparison, share, value, -1, surprise);
        double tail = new Randomisation(comparison.residuals(0), share).logTail(comparison.sum(0));
        // The exact test says whether there is an effect; the interval, which is not as exact, agrees with it.
        if (tail > -surprise) {
            return new Effect(value, Math.min(low, 0), Math.max(high, 0));
        }
        double least = Math.copySign(Double.MIN_NORMAL, value);
        return value > 0
                ? new Effect(value, Math.min(value, Math.max(low, least)), high)
                : new Effect(value, low, Math.max(value, Math.min(high, least)));
    }

    /** The effect beyond which what was seen would be too much of a surprise: {@code side} 1 for the low end, −1 for the high one. */
    private static double end(Comparison comparison, double share, double value, int side, double surprise) {
        double end = value;
        for (int round = 0; round < ROUNDS; round++) {
            Randomisation coins = new Randomisation(comparison.residuals(end), share);
            end = value - side * coins.quantile(side, surprise) / comparison.information();
        }
        double held = Math.max(-1, Math.min(1, end));
        return side > 0 ? Math.min(value, held) : Math.max(value, held);
    }

    private static Effect cost(Effect hits, TrialPrices prices) {
        Estimate stale = prices.staleChange();
        return hits.times(-prices.miss().amount()).plus(stale.value(), stale.low(), stale.high());
    }

    private static String reason(Effect hits, Effect cost, double tolerated, TrialRule rule, boolean last) {
        String measured = "the hit ratio changes by " + points(hits) + ", the cost of a thousand requests by "
                + Digits.of(1000 * cost.value(), 3) + " USD (" + Digits.of(1000 * cost.low(), 3) + " to "
                + Digits.of(1000 * cost.high(), 3) + ", α = " + Digits.of(rule.alpha(), 2) + " over all looks)";
        if (cost.low() > 0) {
            return measured + ": it costs more";
        }
        if (cost.high() < 0) {
            return measured + ": it costs less";
        }
        if (tolerated > 0 && cost.high() <= tolerated) {
            return measured + ": no more than " + Digits.of(1000 * tolerated, 3) + " USD, which is tolerated";
        }
        if (!last) {
            return measured + ": not certain yet";
        }
        return measured
                + (cost.value() <= tolerated
                        ? ": not shown to be worse in all looks"
                        : ": rather worse, but not certain at the last look");
    }

    private static String points(Effect effect) {
        return Digits.of(100 * effect.value(), 3) + " points (" + Digits.of(100 * effect.low(), 3) + " to "
                + Digits.of(100 * effect.high(), 3) + ")";
    }

    /** A result but for what is judged. */
    private record Draft(TrialEvidence evidence) {
        TrialResult without(ChangeDecision decision, String reason, int looks) {
            return result(decision, reason, Optional.empty(), Optional.empty(), 0, looks);
        }

        TrialResult result(
                ChangeDecision decision,
                String reason,
                Optional<Effect> hits,
                Optional<Effect> cost,
                double covered,
                int looks) {
            HoldoutSplit split = evidence.split();
            return new TrialResult(
                    decision,
                    reason,
                    hits,
                    cost,
                    covered,
                    ArmCounts.of(evidence.baseline(), split, true),
                    ArmCounts.of(evidence.trial(), split, true),
                    ArmCounts.of(evidence.baseline(), split, false),
                    ArmCounts.of(evidence.trial(), split, false),
                    looks);
        }
    }
}
