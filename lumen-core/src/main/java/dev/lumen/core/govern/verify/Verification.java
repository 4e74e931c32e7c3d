package dev.lumen.core.govern.verify;

import dev.lumen.api.act.ChangeDecision;
import dev.lumen.api.act.Effect;
import dev.lumen.api.evidence.Estimate;
import dev.lumen.api.units.Digits;
import dev.lumen.api.units.Require;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Holds what a change for all keys did against what was promised, as often as one likes.
 *
 * <p>There is no arm without the change, so each window is held against a {@link Control}: what the profile says of the old
 * setting in the same window, else the same hour of the last day before the change. Windows <em>before</em> the change are held
 * against the same control, and only how much the difference has moved counts: what is always wrong with the control falls out,
 * and so does the daily wave, which is in both. A comparison of the days before with the hours after is not made: it would find
 * the wave.
 *
 * <p>Whether it moved is a sequential test for each of hit ratio and cost, with half of α ({@link SequentialT}).
 *
 * <p><b>How strong the evidence is.</b> A holdout is stronger than any of this ({@code trial}). The profile as control is good for
 * a TTL, which it models exactly; for a size it rests on a model of evictions, and the day before on the days' being alike: both
 * are marked as weak.
 *
 * <p>A pure function. Costs some microseconds a window.
 */
public final class Verification {
    /** Share of the windows. */
    private static final double FEW = 0.1;

    private Verification() {}

    /**
     * What came of a change by now.
     *
     * @param now the time; windows that end later do not count
     * @return ROLL_BACK where the cost is shown to be higher than before, or the hit ratio lower than before and than the promise
     *     allows; KEEP where the cost is shown to be no higher than tolerated, or the longest time is over and its best guess is;
     *     INCONCLUSIVE where that time is over without; else GO_ON
     */
    public static VerificationResult judge(AppliedChange change, Instant now, VerificationRule rule) {
        Require.present("change", change);
        Require.present("time", now);
        Require.present("rule of a verification", rule);
        List<ObservedWindow> windows = change.windows().stream()
                .filter(window -> !window.end().isAfter(now))
                .toList();
        Control control = haveControl(windows, change) ? Control.PROFILE : Control.DAY_BEFORE;
        List<Difference> differences = control == Control.PROFILE
                ? Difference.fromProfile(windows, change.at())
                : Difference.fromDayBefore(windows, change.at());
        Duration length = change.longerTtl().compareTo(rule.block()) > 0 ? change.longerTtl() : rule.block();
        Blocks before = Blocks.of(
                differences.stream()
                        .filter(next -> !next.from().plus(next.length()).isAfter(change.at()))
                        .toList(),
                length,
                rule.blockRequests());
        Blocks after = Blocks.of(
                differences.stream()
                        .filter(next -> !next.from().isBefore(change.settledAt()))
                        .toList(),
                length,
                rule.blockRequests());
        return new Weighing(change, rule, control, before, after, costBefore(windows, change)).at(now);
    }

    /**
     * On both sides of the change, or its differences could not be told from nothing; after it but for a few windows, as the first
     * one of a JVM has none.
     */
    private static boolean haveControl(List<ObservedWindow> windows, AppliedChange change) {
        List<ObservedWindow> after = windows.stream()
                .filter(window -> !window.from().isBefore(change.settledAt()))
                .toList();
        long without =
                after.stream().filter(window -> window.control().isEmpty()).count();
        return windows.stream()
                        .anyMatch(window ->
                                window.own().isPresent() && !window.end().isAfter(change.at()))
                && without <= FEW * after.size();
    }

    /** Mean cost a request of the windows before the change; 0 without any. */
    private static double costBefore(List<ObservedWindow> windows, AppliedChange change) {
        double cost = 0;
        double requests = 0;
        for (ObservedWindow window : windows) {
            if (!window.end().isAfter(change.at())) {
                cost += window.requests() * window.realised().costPerRequest();
                requests += window.requests();
            }
        }
        return requests == 0 ? 0 : cost / requests;
    }

    private record Weighing(
            AppliedChange change,
            VerificationRule rule,
            Control control,
            Blocks before,
            Blocks after,
            double costBefore) {
        VerificationResult at(Instant now) {
            if (now.isBefore(change.settledAt())) {
                return without(
                        ChangeDecision.GO_ON,
                        "entries written before the change are alive until " + change.settledAt());
            }
            double alpha = rule.alpha() / 2;
            Optional<Effect> hits = SequentialT.moved(before.hitRatio(), after.hitRatio(), alpha);
            Optional<Effect> cost =
                    SequentialT.moved(before.cost(), after.cost(), alpha).map(this::withStale);
            boolean over = !now.isBefore(change.settledAt().plus(rule.longest()));
            if (hits.isEmpty() || cost.isEmpty()) {
                String few = before.count() + " stretches of time before the change and " + after.count()
                        + " after it are too few to compare";
                return without(over ? ChangeDecision.INCONCLUSIVE : ChangeDecision.GO_ON, few);
            }
            return weighed(hits.get(), cost.get(), over);
        }

        private Effect withStale(Effect misses) {
            Estimate stale = change.staleChange();
            return misses.plus(stale.value(), stale.low(), stale.high());
        }

        private VerificationResult weighed(Effect hits, Effect cost, boolean over) {
            double allowed = Math.min(0, change.promisedHitRatio().low());
            double tolerated = rule.tolerance() * Math.abs(costBefore);
            String measured = measured(hits, cost);
            if (cost.low() > 0) {
                return result(ChangeDecision.ROLL_BACK, measured + ": it costs more than before", hits, cost);
            }
            if (hits.high() < allowed) {
                return result(
                        ChangeDecision.ROLL_BACK,
                        measured + ": the hit ratio is lower than before, and than was promised",
                        hits,
                        cost);
            }
            if (cost.high() <= tolerated) {
                return result(ChangeDecision.KEEP, measured + ": it costs no more than is tolerated", hits, cost);
            }
            if (!over) {
                return result(ChangeDecision.GO_ON, measured + ": not certain yet", hits, cost);
            }
            return cost.value() <= tolerated
                    ? result(ChangeDecision.KEEP, measured + ": not shown to be worse in the time given", hits, cost)
                    : result(
                            ChangeDecision.INCONCLUSIVE,
                            measured + ": rather worse, but not certain in the time given",
                            hits,
                            cost);
        }

        private String measured(Effect hits, Effect cost) {
            return "the hit ratio changed by " + range(hits, 100) + " points where "
                    + Digits.of(100 * change.promisedHitRatio().value(), 3)
                    + " were promised, the cost of a thousand requests by " + range(cost, 1000) + " USD where "
                    + Digits.of(1000 * change.promisedCost().value(), 3) + " were promised"
                    + (isWeak() ? " (weaker evidence)" : "");
        }

        private static String range(Effect effect, double unit) {
            return Digits.of(unit * effect.value(), 3) + " (" + Digits.of(unit * effect.low(), 3) + " to "
                    + Digits.of(unit * effect.high(), 3) + ")";
        }

        private boolean isWeak() {
            return change.ofSize() || control == Control.DAY_BEFORE;
        }

        private VerificationResult without(ChangeDecision decision, String reason) {
            return result(decision, reason, Optional.empty(), Optional.empty(), Optional.empty());
        }

        private VerificationResult result(ChangeDecision decision, String reason, Effect hits, Effect cost) {
            boolean kept = meet(hits, change.promisedHitRatio()) && meet(cost, change.promisedCost());
            return result(decision, reason, Optional.of(hits), Optional.of(cost), Optional.of(kept));
        }

        private static boolean meet(Effect realised, Estimate promised) {
            return realised.low() <= promised.high() && promised.low() <= realised.high();
        }

        private VerificationResult result(
                ChangeDecision decision,
                String reason,
                Optional<Effect> hits,
                Optional<Effect> cost,
                Optional<Boolean> kept) {
            return new VerificationResult(
                    decision,
                    reason,
                    hits,
                    cost,
                    control,
                    isWeak(),
                    kept,
                    before.count(),
                    after.count(),
                    after.requests());
        }
    }
}
