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
import dev.lumen.api.units.Usd;
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
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Watches what a change for all keys does, and ends it: verified, or taken back (SPEC §10). */
final class Watch {
    /** Windows are put together until they are so long. */
    private static final Duration SHORTEST = Duration.ofMinutes(5);

    /** Two days and a half of the shortest: the day before a change, and a day and more of it. */
    private static final int KEPT = 720;

    /** Of windows before a change, where a profile is its control. */
    private static final Duration ENOUGH = Duration.ofHours(2);

    private static final Estimate NO_CHANGE = new Estimate(0, 0, 0);

    /** Of a change that shortens a TTL or shrinks a cache, with no promise: any hit ratio that pays. */
    private static final Estimate ANY_FALL = new Estimate(0, -1, 0);

    private final Terms terms;
    private final Minutes minutes;

    Watch(Terms terms, Minutes minutes) {
        this.terms = terms;
        this.minutes = minutes;
    }

    /** Takes in what was measured, unless it overlaps what is known; beside it what the profile says of the old setting. */
    void observe(UnifiedFeedback feedback, Optional<Hindsight> control) {
        feedback.cache()
                .filter(cache -> cache.quality() == Quality.MEASURED)
                .map(CacheFeedback::metrics)
                .flatMap(metrics -> window(metrics, control))
                .ifPresent(this::add);
    }

    private Optional<ObservedWindow> window(CacheMetrics metrics, Optional<Hindsight> control) {
        long requests = metrics.lookups().requests().orElse(0);
        Duration length = metrics.window().length();
        if (requests < 1 || metrics.hitRatio().isEmpty() || length.isNegative() || length.isZero()) {
            return Optional.empty();
        }
        double hours = length.toMillis() / (double) Duration.ofHours(1).toMillis();
        double hoursPerRequest = hours / requests;
        Optional<ByteSize> capacity = metrics.gauges().capacity();
        Performance realised = performance(metrics.hitRatio().getAsDouble(), capacity, hoursPerRequest);
        return Optional.of(new ObservedWindow(
                metrics.window().start(),
                length,
                requests,
                realised,
                control.map(said -> performance(said.before(), before(capacity), hoursPerRequest)),
                control.map(said -> performance(said.inForce(), capacity, hoursPerRequest))));
    }

    private Performance performance(double hitRatio, Optional<ByteSize> capacity, double hoursPerRequest) {
        double misses = (1 - hitRatio) * terms.prices().apiCall().amount();
        double memory = capacity.map(this::dollarsPerHour).orElse(0.0) * hoursPerRequest;
        return new Performance(hitRatio, misses + memory);
    }

    /** The capacity from before the change that is under way. */
    private Optional<ByteSize> before(Optional<ByteSize> now) {
        return minutes.underWay()
                .map(ProposalHistory::proposal)
                .map(Proposal::change)
                .flatMap(change -> change instanceof Change.OfSize size ? Optional.of(size.from()) : Optional.empty())
                .or(() -> now);
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
        return new ObservedWindow(
                one.from(),
                one.length().plus(other.length()),
                requests,
                together(one.realised(), other.realised(), share),
                together(one.control(), other.control(), share),
                together(one.own(), other.own(), share));
    }

    private static Optional<Performance> together(
            Optional<Performance> one, Optional<Performance> other, double share) {
        return one.flatMap(a -> other.map(b -> together(a, b, share)));
    }

    private static Performance together(Performance a, Performance b, double share) {
        return new Performance(
                share * a.hitRatio() + (1 - share) * b.hitRatio(),
                share * a.costPerRequest() + (1 - share) * b.costPerRequest());
    }

    /**
     * Why a change for all keys had better wait: with a profile, an hour or two before it are enough to hold it against, and are
     * waited for; empty where they are there, or without a profile.
     */
    Optional<String> againstActing() {
        List<ObservedWindow> windows = minutes.windows();
        if (windows.isEmpty() || windows.get(windows.size() - 1).own().isEmpty()) {
            return Optional.empty();
        }
        Instant settled = settled(each -> true, minutes.now());
        Duration had = windows.stream()
                .filter(window -> !window.from().isBefore(settled))
                .filter(window -> window.own().isPresent())
                .map(ObservedWindow::length)
                .reduce(Duration.ZERO, Duration::plus);
        return had.compareTo(ENOUGH) < 0
                ? Optional.of("there are " + had.toMinutes() + " minutes to hold it against so far, wanted: "
                        + ENOUGH.toMinutes())
                : Optional.empty();
    }

    /** Ends the change for all keys that is under way, where it is known what it did, or it has broken a key objective. */
    void judge(UnifiedFeedback feedback) {
        Optional<ProposalHistory> found = minutes.underWay().filter(each -> each.status() == ProposalStatus.APPLIED);
        if (found.isEmpty()) {
            return;
        }
        ProposalHistory change = found.get();
        if (isStillToBeDone(change.proposal().change(), feedback)) {
            return;
        }
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

    /** A size may be for a person to change, who has not done it yet. */
    private static boolean isStillToBeDone(Change change, UnifiedFeedback feedback) {
        Optional<ByteSize> seen = Present.of(feedback).capacity();
        return change instanceof Change.OfSize size
                && seen.filter(now -> !now.equals(size.to())).isPresent();
    }

    private void end(ProposalHistory change, boolean good, VerificationResult result) {
        result.hitRatioChange().ifPresent(effect -> minutes.settle(change.proposal(), effect.value()));
        boolean unknown = result.decision() == ChangeDecision.INCONCLUSIVE && good;
        end(change, good, unknown ? "kept, though it could not be verified: " + result.reason() : result.reason());
    }

    private void end(ProposalHistory change, boolean good, String why) {
        minutes.step(change, good ? ProposalStatus.VERIFIED : ProposalStatus.ROLLED_BACK, Step.LUMEN, why);
    }

    private AppliedChange applied(ProposalHistory history, UnifiedFeedback feedback) {
        Proposal proposal = history.proposal();
        Instant at = history.step(ProposalStatus.APPLIED).orElseThrow().at();
        Duration inForce = feedback.ttl()
                .map(TtlAdjustment::currentTtl)
                .orElse(terms.ttlBounds().standard());
        Instant settled = settled(each -> !each.equals(history), at);
        List<ObservedWindow> windows = minutes.windows().stream()
                .filter(window -> !window.from().isBefore(settled))
                .filter(window -> !isOfTrial(window, history, at))
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
                staleChange(proposal, windows, terms.prices().apiCall()),
                windows);
    }

    /** While some keys had the new TTL, it was neither before nor after. */
    private static boolean isOfTrial(ObservedWindow window, ProposalHistory history, Instant applied) {
        return history.step(ProposalStatus.ON_TRIAL)
                .filter(trial -> window.from().plus(window.length()).isAfter(trial.at()))
                .filter(trial -> window.from().isBefore(applied))
                .isPresent();
    }

    private static Duration longer(Change change, Duration inForce) {
        if (change instanceof Change.OfTtl of) {
            return of.from().compareTo(of.to()) > 0 ? of.from() : of.to();
        }
        return inForce;
    }

    /** When the last of some changes had settled. */
    private Instant settled(Predicate<ProposalHistory> which, Instant at) {
        return minutes.those(which).stream()
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

    /**
     * What stale hits are going to cost more, in dollars a request: the part of a TTL's promised cost that misses do not explain, which a
     * longer TTL can only raise and a shorter one only lower. Nothing where no cost was promised, or no window tells of how many requests.
     */
    static Estimate staleChange(Proposal proposal, List<ObservedWindow> windows, Usd miss) {
        Optional<Estimate> hits = proposal.promise().hitRatioChange();
        Optional<Estimate> cost = proposal.promise().costChangeUsdPerMonth();
        if (hits.isEmpty() || cost.isEmpty() || windows.isEmpty()) {
            return NO_CHANGE;
        }
        double stale = perRequest(cost.get(), windows).value()
                + miss.amount() * hits.get().value();
        double held = proposal.change().growth() > 0 ? Math.max(0, stale) : Math.min(0, stale);
        return new Estimate(held, held, held);
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
