package dev.lumen.core.govern;

import dev.lumen.api.act.Change;
import dev.lumen.api.act.ChangeDecision;
import dev.lumen.api.act.Proposal;
import dev.lumen.api.act.ProposalHistory;
import dev.lumen.api.act.ProposalHistory.Step;
import dev.lumen.api.act.ProposalStatus;
import dev.lumen.api.advise.Prices;
import dev.lumen.api.advise.TtlAdjustment;
import dev.lumen.api.evidence.Estimate;
import dev.lumen.api.feedback.CacheFeedback;
import dev.lumen.api.feedback.Quality;
import dev.lumen.api.feedback.UnifiedFeedback;
import dev.lumen.api.observe.CacheMetrics;
import dev.lumen.api.units.ByteSize;
import dev.lumen.core.govern.ledger.Claim;
import dev.lumen.core.govern.ledger.Outcome;
import dev.lumen.core.govern.ledger.Prediction;
import dev.lumen.core.govern.verify.AppliedChange;
import dev.lumen.core.govern.verify.ObservedWindow;
import dev.lumen.core.govern.verify.Performance;
import dev.lumen.core.govern.verify.Verification;
import dev.lumen.core.govern.verify.VerificationResult;
import dev.lumen.core.govern.verify.VerificationRule;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Watches what a change for all keys does, and ends it: verified, or taken back (SPEC §10). */
final class Watch {
    /** Windows are put together until they are so long. */
    private static final Duration SHORTEST = Duration.ofMinutes(5);

    /** Two days and a half of the shortest: the day before a change, and a day and more of it. */
    private static final int KEPT = 720;

    private static final Estimate NO_CHANGE = new Estimate(0, 0, 0);

    /** Of a change that shortens a TTL or shrinks a cache, with no promise: any hit ratio that pays. */
    private static final Estimate ANY_FALL = new Estimate(0, -1, 0);

    private final Terms terms;
    private final Minutes minutes;

    Watch(Terms terms, Minutes minutes) {
        this.terms = terms;
        this.minutes = minutes;
    }

    /** Takes in what was measured, unless it overlaps what is known. */
    void observe(UnifiedFeedback feedback) {
        feedback.cache()
                .filter(cache -> cache.quality() == Quality.MEASURED)
                .map(CacheFeedback::metrics)
                .flatMap(this::window)
                .ifPresent(this::add);
    }

    private Optional<ObservedWindow> window(CacheMetrics metrics) {
        long requests = metrics.lookups().requests().orElse(0);
        Duration length = metrics.window().length();
        if (requests < 1 || metrics.hitRatio().isEmpty() || length.isNegative() || length.isZero()) {
            return Optional.empty();
        }
        double hitRatio = metrics.hitRatio().getAsDouble();
        double misses = (1 - hitRatio) * terms.prices().apiCall().amount();
        double memory = metrics.gauges().capacity().map(this::dollarsPerHour).orElse(0.0)
                * length.toMillis()
                / Duration.ofHours(1).toMillis();
        Performance realised = new Performance(hitRatio, misses + memory / requests);
        return Optional.of(new ObservedWindow(metrics.window().start(), length, requests, realised, Optional.empty()));
    }

    private double dollarsPerHour(ByteSize capacity) {
        return capacity.megabytes() * terms.prices().memoryMbMonth().amount() / Prices.HOURS_PER_MONTH;
    }

    private void add(ObservedWindow next) {
        List<ObservedWindow> windows = new ArrayList<>(minutes.windows());
        if (!windows.isEmpty()) {
            ObservedWindow last = windows.get(windows.size() - 1);
            Instant end = last.from().plus(last.length());
            if (next.from().isBefore(end)) {
                return;
            }
            if (next.from().equals(end) && last.length().compareTo(SHORTEST) < 0) {
                windows.remove(windows.size() - 1);
                windows.add(together(last, next));
                minutes.windows(windows);
                return;
            }
        }
        windows.add(next);
        minutes.windows(windows.subList(Math.max(0, windows.size() - KEPT), windows.size()));
    }

    private static ObservedWindow together(ObservedWindow one, ObservedWindow other) {
        long requests = one.requests() + other.requests();
        double share = (double) one.requests() / requests;
        Performance a = one.realised();
        Performance b = other.realised();
        return new ObservedWindow(
                one.from(),
                one.length().plus(other.length()),
                requests,
                new Performance(
                        share * a.hitRatio() + (1 - share) * b.hitRatio(),
                        share * a.costPerRequest() + (1 - share) * b.costPerRequest()),
                Optional.empty());
    }

    /** Ends the change for all keys that is under way, where it is known what it did, or it has broken a key objective. */
    void judge(UnifiedFeedback feedback) {
        Optional<ProposalHistory> found = minutes.underWay().filter(each -> each.status() == ProposalStatus.APPLIED);
        if (found.isEmpty()) {
            return;
        }
        ProposalHistory change = found.get();
        Optional<String> broken = feedback.slo().flatMap(Grounds::brokenKey);
        if (broken.isPresent()) {
            end(change, false, "the key objective '" + broken.get() + "' is not met since the change");
            return;
        }
        VerificationResult result =
                Verification.judge(applied(change, feedback), minutes.now(), VerificationRule.DEFAULT);
        boolean nothingKnown = result.costChange().isEmpty();
        switch (result.decision()) {
            case GO_ON -> {}
            case KEEP -> end(change, true, result);
            case ROLL_BACK -> end(change, false, result);
            case INCONCLUSIVE -> end(change, nothingKnown, result);
        }
    }

    private void end(ProposalHistory change, boolean good, VerificationResult result) {
        boolean unknown = result.decision() == ChangeDecision.INCONCLUSIVE && good;
        end(change, good, unknown ? "kept, though it could not be verified: " + result.reason() : result.reason());
        result.hitRatioChange().ifPresent(effect -> settle(change.proposal(), effect.value()));
    }

    private void end(ProposalHistory change, boolean good, String why) {
        minutes.step(change, good ? ProposalStatus.VERIFIED : ProposalStatus.ROLLED_BACK, Step.LUMEN, why);
    }

    /** Into the ledger, with its outcome: promises of changes that never came about teach nothing. */
    private void settle(Proposal proposal, double realised) {
        proposal.promise().hitRatioChange().ifPresent(estimate -> {
            Claim claim = new Claim(estimate, proposal.promise().confidence());
            Prediction prediction =
                    new Prediction(proposal.id(), proposal.proposedAt(), "hit ratio change", claim, claim);
            minutes.ledger(minutes.ledger()
                    .predicted(prediction)
                    .settled(proposal.id(), Outcome.of(prediction, minutes.now(), realised)));
        });
    }

    private AppliedChange applied(ProposalHistory history, UnifiedFeedback feedback) {
        Proposal proposal = history.proposal();
        Instant at = history.step(ProposalStatus.APPLIED).orElseThrow().at();
        Duration inForce = feedback.ttl()
                .map(TtlAdjustment::currentTtl)
                .orElse(terms.ttlBounds().standard());
        Instant settled = settled(history, at);
        List<ObservedWindow> windows = minutes.windows().stream()
                .filter(window -> !window.from().isBefore(settled))
                .toList();
        Change change = proposal.change();
        return new AppliedChange(
                at,
                longer(change, inForce),
                change instanceof Change.OfSize,
                proposal.promise().hitRatioChange().orElse(change.growth() < 0 ? ANY_FALL : NO_CHANGE),
                proposal.promise()
                        .costChangeUsdPerMonth()
                        .map(month -> perRequest(month, windows))
                        .orElse(NO_CHANGE),
                windows);
    }

    private static Duration longer(Change change, Duration inForce) {
        if (change instanceof Change.OfTtl of) {
            return of.from().compareTo(of.to()) > 0 ? of.from() : of.to();
        }
        return inForce;
    }

    /** When the change before this one had settled. */
    private Instant settled(ProposalHistory history, Instant at) {
        return minutes.those(each -> !each.equals(history)).stream()
                .flatMap(each -> Stream.of(ProposalStatus.APPLIED, ProposalStatus.ROLLED_BACK)
                        .flatMap(status -> each.step(status).stream())
                        .map(step -> step.at()
                                .plus(longer(
                                        each.proposal().change(),
                                        terms.ttlBounds().standard()))))
                .filter(end -> !end.isAfter(at))
                .max(Instant::compareTo)
                .orElse(Instant.EPOCH);
    }

    private static Estimate perRequest(Estimate month, List<ObservedWindow> windows) {
        double requests = 0;
        double hours = 0;
        for (ObservedWindow window : windows) {
            requests += window.requests();
            hours += window.length().toMillis() / (double) Duration.ofHours(1).toMillis();
        }
        double perMonth = hours == 0 ? 0 : requests / hours * Prices.HOURS_PER_MONTH;
        return perMonth == 0
                ? NO_CHANGE
                : new Estimate(month.value() / perMonth, month.low() / perMonth, month.high() / perMonth);
    }
}
