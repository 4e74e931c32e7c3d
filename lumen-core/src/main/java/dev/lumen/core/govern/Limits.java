package dev.lumen.core.govern;

import dev.lumen.api.act.Change;
import dev.lumen.api.act.Lever;
import dev.lumen.api.act.ProposalHistory;
import dev.lumen.api.act.ProposalHistory.Step;
import dev.lumen.api.act.ProposalStatus;
import dev.lumen.api.units.ByteSize;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The guardrails, held against what was done before and what is to be done. */
final class Limits {
    private static final Duration DAY = Duration.ofDays(1);

    private final Guardrails rails;
    private final Terms terms;

    Limits(Terms terms) {
        this.terms = terms;
        this.rails = terms.guardrails();
    }

    /** The change with its step cut to the largest and its end held within the bounds; empty where no step worth taking is left. */
    Optional<Change> cut(Change wanted) {
        return wanted.fold(this::cutTtl, this::cutSize)
                .filter(change -> Math.abs(change.growth()) >= rails.leastStep());
    }

    private Optional<Change> cutTtl(Change.OfTtl wanted) {
        long from = wanted.from().toMillis();
        Duration most = Duration.ofMillis((long) (from * (1 + rails.largestStep())));
        Duration least = Duration.ofMillis((long) Math.ceil(from / (1 + rails.largestStep())));
        Duration to = terms.ttlBounds().clamp(shorter(longer(wanted.to(), least), most));
        return to.equals(wanted.from()) ? Optional.empty() : Optional.of(new Change.OfTtl(wanted.from(), to));
    }

    private Optional<Change> cutSize(Change.OfSize wanted) {
        ByteSize most = terms.sizeGrid().floor(wanted.from().times(1 + rails.largestStep()));
        ByteSize least = terms.sizeGrid().ceil(wanted.from().times(1 / (1 + rails.largestStep())));
        ByteSize to = terms.sizeBounds().clamp(wanted.to().max(least).min(most));
        boolean none = to.equals(wanted.from()) || to.bytes() == 0;
        return none ? Optional.empty() : Optional.of(new Change.OfSize(wanted.from(), to));
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) >= 0 ? one : other;
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) <= 0 ? one : other;
    }

    /** Why a change may not be proposed now: it would take back one that is too fresh, or try again what was turned down. */
    Optional<String> againstProposing(Change change, Minutes minutes) {
        return reversing(change, minutes).or(() -> retrying(change, minutes));
    }

    private Optional<String> retrying(Change change, Minutes minutes) {
        return minutes.those(each -> each.proposal().change().lever() == change.lever()).stream()
                .filter(Limits::wasTurnedDown)
                .filter(each -> !change.reverses(each.proposal().change()))
                .filter(each -> within(each.latest().at(), rails.retry(), minutes.now()))
                .map(each -> each.proposal().id() + ", which went the same way, was "
                        + (each.status() == ProposalStatus.REJECTED ? "rejected" : "taken back") + " at "
                        + each.latest().at())
                .findFirst();
    }

    /** By a person, or by what it did; not because somebody stopped or held everything. */
    private static boolean wasTurnedDown(ProposalHistory history) {
        return history.status() == ProposalStatus.REJECTED
                || (history.status() == ProposalStatus.ROLLED_BACK
                        && history.latest().by().equals(Step.LUMEN));
    }

    private Optional<String> reversing(Change change, Minutes minutes) {
        Predicate<ProposalHistory> reversed =
                each -> change.reverses(each.proposal().change());
        return changes(minutes)
                .filter(begun -> reversed.test(begun.history()))
                .filter(begun -> within(begun.at(), rails.reversal(), minutes.now()))
                .map(begun -> "it goes back on " + begun.history().proposal().id() + " of " + begun.at())
                .findFirst();
    }

    /** Why an approved change may not be made now. */
    Optional<String> againstActing(Change change, Minutes minutes) {
        Instant now = minutes.now();
        Optional<String> frozen = rails.frozen().stream()
                .filter(window -> window.covers(now))
                .map(window -> "changes are frozen " + window.words())
                .findFirst();
        return frozen.or(() -> resting(change.lever(), minutes))
                .or(() -> tooMany(minutes))
                .or(() -> againstProposing(change, minutes));
    }

    private Optional<String> resting(Lever lever, Minutes minutes) {
        return minutes.those(each -> each.proposal().change().lever() == lever).stream()
                .flatMap(each -> each.steps().stream())
                .filter(step -> moves(step.status()))
                .filter(step -> within(step.at(), rails.coolDown(), minutes.now()))
                .map(step -> "the lever rests for " + rails.coolDown() + " since " + step.at())
                .findFirst();
    }

    private Optional<String> tooMany(Minutes minutes) {
        long today = changes(minutes)
                .filter(begun -> within(begun.at(), DAY, minutes.now()))
                .count();
        return today >= rails.changesPerDay()
                ? Optional.of("there were " + today + " changes within a day, allowed: " + rails.changesPerDay())
                : Optional.empty();
    }

    static boolean moves(ProposalStatus status) {
        return status == ProposalStatus.ON_TRIAL
                || status == ProposalStatus.APPLIED
                || status == ProposalStatus.ROLLED_BACK;
    }

    /** When each change that was made began. */
    private static Stream<Begun> changes(Minutes minutes) {
        return minutes.those(each -> true).stream()
                .flatMap(each -> first(each.steps()).stream().map(step -> new Begun(each, step.at())));
    }

    private static Optional<Step> first(List<Step> steps) {
        return steps.stream().filter(step -> moves(step.status())).findFirst();
    }

    /**
     * Whether less than {@code span} has passed. What lies ahead, because the clock was put back, counts as just now, unless that
     * is more than a day: then the clock was wrong.
     */
    private static boolean within(Instant then, Duration span, Instant now) {
        Duration passed = Duration.between(then, now);
        return passed.compareTo(span) < 0 && passed.compareTo(DAY.negated()) > 0;
    }

    private record Begun(ProposalHistory history, Instant at) {}
}
