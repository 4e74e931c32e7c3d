package dev.lumen.core.govern;

import dev.lumen.api.act.Autonomy;
import dev.lumen.api.act.Change;
import dev.lumen.api.act.ChangeDecision;
import dev.lumen.api.act.Lever;
import dev.lumen.api.act.Proposal;
import dev.lumen.api.act.ProposalHistory;
import dev.lumen.api.act.ProposalHistory.Step;
import dev.lumen.api.act.ProposalStatus;
import dev.lumen.api.act.TtlTrial;
import dev.lumen.api.feedback.CacheFeedback;
import dev.lumen.api.feedback.Quality;
import dev.lumen.api.feedback.UnifiedFeedback;
import dev.lumen.api.observe.CacheMetrics;
import dev.lumen.api.units.Ratio;
import dev.lumen.api.units.Usd;
import dev.lumen.core.govern.trial.ArmCounts;
import dev.lumen.core.govern.trial.HoldoutSplit;
import dev.lumen.core.govern.trial.TrialEvidence;
import dev.lumen.core.govern.trial.TrialPrices;
import dev.lumen.core.govern.trial.TrialResult;
import dev.lumen.core.govern.trial.TrialRule;
import dev.lumen.core.govern.trial.TrialTest;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/**
 * Tries TTLs on a share of the keys first, where the host wants that (SPEC §10): has a baseline counted while a proposal waits for
 * its answer, lets the trial begin once that is long enough, and ends it when it is known what it does.
 */
final class Trying {
    /** As many as the first look at the trial takes. */
    private static final long BASELINE_REQUESTS = TrialRule.DEFAULT.looks().firstRequests();

    private final Terms terms;
    private final Minutes minutes;

    Trying(Terms terms, Minutes minutes) {
        this.terms = terms;
        this.minutes = minutes;
    }

    /** Whether {@code change} goes to a share of the keys first. */
    boolean comesFirst(Change change) {
        return change instanceof Change.OfTtl
                && terms.holdout().isPresent()
                && terms.level(Lever.TTL) != Autonomy.APPLY;
    }

    /** Takes in whether entries go for want of room. */
    void observe(UnifiedFeedback feedback) {
        Optional<CacheMetrics> metrics = feedback.cache()
                .filter(cache -> cache.quality() == Quality.MEASURED)
                .map(CacheFeedback::metrics);
        if (metrics.isPresent() && minutes.trial().isPresent()) {
            minutes.trial(minutes.trial()
                    .map(file -> file.seen(
                            metrics.get().lookups().misses().orElse(0),
                            metrics.get().removals().evictions().orElse(0))));
        }
    }

    /**
     * Has a baseline counted for the proposal that is open, and for none where none is. A newer proposal goes on with the baseline
     * of the one before, as no key has been treated otherwise yet.
     */
    void prepare() {
        Optional<TrialFile> file = minutes.trial();
        if (file.isPresent() && file.get().trial().begun()) {
            return;
        }
        minutes.trial(minutes.open(Lever.TTL)
                .map(ProposalHistory::proposal)
                .filter(proposal -> comesFirst(proposal.change()))
                .map(proposal -> prepared(proposal, file)));
    }

    private TrialFile prepared(Proposal proposal, Optional<TrialFile> file) {
        Duration ttl = ((Change.OfTtl) proposal.change()).to();
        return file.map(known -> known.with(known.trial().with(ttl)))
                .orElseGet(() -> TrialFile.of(
                        TtlTrial.prepared(proposal.id(), ttl, terms.holdout().orElseThrow())));
    }

    /** Why the trial cannot begin now; empty where it can. */
    Optional<String> againstBeginning() {
        if (minutes.trial().isEmpty()) {
            return Optional.of("the baseline of its trial is counted from now on");
        }
        TrialFile file = minutes.trial().get();
        long counted = file.baseline().requests();
        if (counted < BASELINE_REQUESTS) {
            return Optional.of("the baseline of its trial has " + counted + " requests of " + BASELINE_REQUESTS
                    + (file.latest().isEmpty() ? " (nothing tells TtlInForce.recorder of accesses)" : ""));
        }
        return file.evictionsBind()
                ? Optional.of("entries are pushed out for room (" + file.evictions() + " for " + file.misses()
                        + " misses), so a trial could not be judged")
                : Optional.empty();
    }

    /** Ends the trial that runs, where it is known what it does; else says how far it is. */
    Optional<String> judge() {
        Optional<ProposalHistory> found = minutes.underWay().filter(each -> each.status() == ProposalStatus.ON_TRIAL);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        ProposalHistory history = found.get();
        TrialFile file = minutes.trial().orElseThrow();
        TrialResult result = TrialTest.judge(evidence(history, file), prices(history.proposal()), TrialRule.DEFAULT);
        minutes.trial(Optional.of(file.looked(result.looksTaken())));
        if (result.decision() == ChangeDecision.GO_ON) {
            return Optional.of("the trial of " + history.proposal().id() + " goes on: " + result.reason());
        }
        result.hitRatioChange().ifPresent(effect -> minutes.settle(history.proposal(), effect.value()));
        boolean keep = result.decision() == ChangeDecision.KEEP;
        minutes.step(history, keep ? ProposalStatus.APPLIED : ProposalStatus.ROLLED_BACK, Step.LUMEN, words(result));
        return Optional.empty();
    }

    private TrialEvidence evidence(ProposalHistory history, TrialFile file) {
        Change.OfTtl change = (Change.OfTtl) history.proposal().change();
        Duration since = Duration.between(
                history.step(ProposalStatus.ON_TRIAL).orElseThrow().at(), minutes.now());
        return new TrialEvidence(
                HoldoutSplit.of(
                        terms.cache(),
                        file.trial().name(),
                        Ratio.of(file.trial().share())),
                file.baseline(),
                file.tried(),
                since.isNegative() ? Duration.ZERO : since,
                change.from().compareTo(change.to()) > 0 ? change.from() : change.to(),
                file.evictionsBind(),
                file.looks());
    }

    private TrialPrices prices(Proposal proposal) {
        Usd miss = terms.prices().apiCall();
        return new TrialPrices(miss, Watch.staleChange(proposal, minutes.windows(), miss));
    }

    private static String words(TrialResult result) {
        return "on trial " + result.reason() + "; " + words("new TTL", result.newBefore(), result.newAfter()) + ", "
                + words("old TTL", result.oldBefore(), result.oldAfter());
    }

    private static String words(String arm, ArmCounts before, ArmCounts after) {
        return arm + ": " + words(after) + " (before: " + words(before) + ")";
    }

    private static String words(ArmCounts arm) {
        double percent = 100 * arm.hitRatio().orElse(0);
        return String.format(Locale.ROOT, "%.1f %% of %d requests hit", percent, arm.requests());
    }
}
