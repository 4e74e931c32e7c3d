package dev.lumen.core.govern;

import dev.lumen.api.act.Autonomy;
import dev.lumen.api.act.Baseline;
import dev.lumen.api.act.Change;
import dev.lumen.api.act.Lever;
import dev.lumen.api.act.Proposal;
import dev.lumen.api.act.Proposal.Promise;
import dev.lumen.api.act.ProposalHistory;
import dev.lumen.api.act.ProposalHistory.Step;
import dev.lumen.api.act.ProposalStatus;
import dev.lumen.api.advise.CacheSizeAdjustment;
import dev.lumen.api.advise.Reason;
import dev.lumen.api.advise.TtlAdjustment;
import dev.lumen.api.evidence.Estimate;
import dev.lumen.api.feedback.UnifiedFeedback;
import dev.lumen.api.units.Digits;
import dev.lumen.core.govern.audit.AuditEntry;
import dev.lumen.core.govern.ledger.Calibration;
import dev.lumen.core.govern.ledger.Claim;
import dev.lumen.core.govern.ledger.Foresight;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Makes proposals of advice. */
final class Drafting {
    private static final int ID_DIGITS = 8;

    private final Terms terms;
    private final Limits limits;
    private final Minutes minutes;
    private final Calibration calibration;

    Drafting(Terms terms, Limits limits, Minutes minutes) {
        this.terms = terms;
        this.limits = limits;
        this.minutes = minutes;
        this.calibration = Calibration.of(minutes.ledger());
    }

    void draft(UnifiedFeedback feedback, Baseline baseline) {
        boolean ttlHeld = feedback.overrides().ttl().isPresent();
        boolean sizeHeld = feedback.overrides().sizeLocked();
        draft(Lever.TTL, feedback.ttl().filter(advice -> !ttlHeld).flatMap(Drafting::wanted), baseline);
        draft(Lever.SIZE, feedback.size().filter(advice -> !sizeHeld).flatMap(Drafting::wanted), baseline);
    }

    /** What advice comes to, before it is a proposal. */
    private record Draft(Change change, Promise promise, List<Reason> reasons) {
        /** What the policy says of the hit ratio. */
        Optional<Claim> said() {
            return promise.hitRatioChange().map(estimate -> new Claim(estimate, promise.confidence()));
        }

        /** The same with the promise that is worth what it says, as far as past promises tell. */
        Draft published(Calibration calibration) {
            if (calibration.outcomes() == 0 || said().isEmpty()) {
                return this;
            }
            Claim claim = calibration.published(said().get());
            Promise worth = new Promise(
                    Optional.of(claim.estimate()),
                    promise.costChangeUsdPerMonth().map(calibration::published),
                    claim.confidence());
            return new Draft(change, worth, more(words(calibration)));
        }

        private String words(Calibration calibration) {
            return "The promise is recalibrated by " + calibration.outcomes()
                    + " earlier ones: its interval is taken " + Digits.of(calibration.intervalFactor(), 2)
                    + " times as wide"
                    + calibration
                            .record(promise.confidence())
                            .map(said -> ", and " + said.sentence())
                            .orElse("")
                    + ".";
        }

        private List<Reason> more(String reason) {
            return Stream.concat(reasons.stream(), Stream.of(Reason.of(reason))).toList();
        }

        /** The same for the part of the change that the guardrails leave: what that brings was not reckoned. */
        Draft cutTo(Change part) {
            return part.equals(change)
                    ? this
                    : new Draft(
                            part,
                            new Promise(Optional.empty(), Optional.empty(), promise.confidence()),
                            more("Cut from " + change.words() + " to the largest step that the guardrails allow."));
        }
    }

    private static Optional<Draft> wanted(TtlAdjustment advice) {
        return advice.currentTtl().equals(advice.recommendedTtl())
                ? Optional.empty()
                : Optional.of(new Draft(
                        new Change.OfTtl(advice.currentTtl(), advice.recommendedTtl()),
                        new Promise(
                                advice.expectedHitRatioChange().map(Foresight::ofHitRatio),
                                advice.expectedCostChangeUsdPerMonth().map(Foresight::ofCost),
                                advice.confidence()),
                        advice.reasoning()));
    }

    private static Optional<Draft> wanted(CacheSizeAdjustment advice) {
        return advice.currentSize().equals(advice.recommendedSize())
                        || advice.currentSize().bytes() == 0
                ? Optional.empty()
                : Optional.of(new Draft(
                        new Change.OfSize(advice.currentSize(), advice.recommendedSize()),
                        new Promise(Optional.empty(), costChange(advice).map(Foresight::ofCost), advice.confidence()),
                        advice.reasoning()));
    }

    /** Memory is priced exactly: all that is uncertain is the API's part. */
    private static Optional<Estimate> costChange(CacheSizeAdjustment advice) {
        double memory = advice.memoryCostChangeUsdPerMonth().amount();
        return advice.apiCostChangeUsdPerMonth()
                .map(api -> new Estimate(api.value() + memory, api.low() + memory, api.high() + memory));
    }

    private void draft(Lever lever, Optional<Draft> wanted, Baseline baseline) {
        if (terms.level(lever) == Autonomy.OBSERVE) {
            return;
        }
        Optional<ProposalHistory> open = minutes.open(lever);
        Optional<Draft> next = wanted.flatMap(
                        draft -> limits.cut(draft.change()).map(draft::cutTo))
                .filter(draft ->
                        limits.againstProposing(draft.change(), minutes).isEmpty());
        if (next.isEmpty()) {
            open.ifPresent(each -> supersede(each, "the advice is now to leave the " + name(lever)));
            return;
        }
        if (open.isPresent()
                && isSame(open.get().proposal().change(), next.get().change())) {
            return;
        }
        open.ifPresent(each ->
                supersede(each, "the advice is now " + next.get().change().words()));
        Proposal proposal = proposal(next.get().published(calibration), baseline);
        minutes.propose(proposal, next.get().said());
        if (terms.level(lever).actsAlone()) {
            minutes.step(
                    minutes.find(proposal.id()).orElseThrow(),
                    ProposalStatus.APPROVED,
                    Step.LUMEN,
                    "at level " + terms.level(lever));
        }
    }

    private void supersede(ProposalHistory open, String why) {
        minutes.step(open, ProposalStatus.SUPERSEDED, Step.LUMEN, why);
    }

    /** Whether it makes no difference worth a new proposal which of the two is made. */
    private boolean isSame(Change open, Change now) {
        double apart = (1 + now.growth()) / (1 + open.growth()) - 1;
        return Math.abs(apart) <= terms.guardrails().leastStep();
    }

    /** Its id is made of what it is and of how many entries the audit log has: a time may come twice. */
    private Proposal proposal(Draft draft, Baseline baseline) {
        Change change = draft.change();
        String digest = AuditEntry.sha256(String.join(
                "|", terms.cache().value(), change.words(), Long.toString(minutes.entries()), baseline.digest()));
        return new Proposal(
                name(change.lever()) + "-" + digest.substring(0, ID_DIGITS),
                terms.cache(),
                change,
                baseline,
                minutes.now(),
                minutes.now().plus(terms.guardrails().validity()),
                draft.promise(),
                draft.reasons());
    }

    private static String name(Lever lever) {
        return lever.name().toLowerCase(Locale.ROOT);
    }
}
