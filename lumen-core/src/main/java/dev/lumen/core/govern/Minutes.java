package dev.lumen.core.govern;

import dev.lumen.api.act.Change;
import dev.lumen.api.act.Lever;
import dev.lumen.api.act.Proposal;
import dev.lumen.api.act.ProposalHistory;
import dev.lumen.api.act.ProposalHistory.Step;
import dev.lumen.api.act.ProposalStatus;
import dev.lumen.api.units.ByteSize;
import dev.lumen.api.units.Seconds;
import dev.lumen.core.govern.audit.AuditEntry;
import dev.lumen.core.govern.ledger.Claim;
import dev.lumen.core.govern.ledger.Ledger;
import dev.lumen.core.govern.ledger.Outcome;
import dev.lumen.core.govern.ledger.Prediction;
import dev.lumen.core.govern.verify.ObservedWindow;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * A docket while it is worked on: whatever changes in it is also an entry for the audit log. Not thread-safe.
 */
final class Minutes {
    private final Terms terms;
    private final Instant now;
    private final List<ProposalHistory> proposals;
    private final List<AuditEntry> unwritten;
    private final Docket before;
    private Optional<Duration> ttl;
    private Optional<TrialFile> trial;
    private Optional<Duration> held;
    private Optional<ByteSize> capacity;
    private Optional<EmergencyStop> stop;
    private Ledger ledger;
    private List<ObservedWindow> windows;
    private String lastHash;

    Minutes(Terms terms, Docket docket, Instant now) {
        this.terms = terms;
        this.now = now;
        this.before = docket;
        this.proposals = new ArrayList<>(docket.proposals());
        this.unwritten = new ArrayList<>(docket.unwritten());
        this.ttl = docket.ttl();
        this.trial = docket.trial();
        this.held = docket.held();
        this.capacity = docket.capacity();
        this.stop = docket.stop();
        this.ledger = docket.ledger();
        this.windows = docket.windows();
        this.lastHash = docket.latestHash();
    }

    Instant now() {
        return now;
    }

    Optional<EmergencyStop> stop() {
        return stop;
    }

    List<ProposalHistory> those(Predicate<ProposalHistory> wanted) {
        return proposals.stream().filter(wanted).toList();
    }

    Optional<ProposalHistory> find(String id) {
        return those(each -> each.proposal().id().equals(id)).stream().findFirst();
    }

    /** The proposal for {@code lever} that waits for an answer or for being done. */
    Optional<ProposalHistory> open(Lever lever) {
        return those(each -> each.status().isOpen() && each.proposal().change().lever() == lever).stream()
                .findFirst();
    }

    Optional<ProposalHistory> underWay() {
        return those(each -> each.status().isUnderWay()).stream().findFirst();
    }

    /** When a lever was last moved; long ago if never. */
    Instant lastMoved(Lever lever) {
        return those(each -> each.proposal().change().lever() == lever).stream()
                .flatMap(each -> each.steps().stream())
                .filter(step -> Limits.moves(step.status()))
                .map(Step::at)
                .max(Comparator.naturalOrder())
                .orElse(Instant.MIN);
    }

    /** Proposes; {@code said} is what the policy said of its hit ratio, before that was recalibrated. */
    void propose(Proposal proposal, Optional<Claim> said) {
        ProposalHistory history = ProposalHistory.of(proposal);
        said.ifPresent(claim -> ledger = ledger.predicted(prediction(proposal, claim)));
        proposals.add(history);
        record(history, "");
    }

    private Prediction prediction(Proposal proposal, Claim said) {
        Claim published = new Claim(
                proposal.promise().hitRatioChange().orElseThrow(),
                proposal.promise().confidence());
        return new Prediction(proposal.id(), now, "hit ratio change", said, published);
    }

    /** The next step of a proposal, and what it means for what is in force. */
    void step(ProposalHistory history, ProposalStatus status, String by, String why) {
        ProposalHistory next = history.then(new Step(status, now, by, why));
        proposals.replaceAll(each -> each.equals(history) ? next : each);
        if (history.status() == ProposalStatus.ON_TRIAL) {
            trial = Optional.empty();
        }
        Change change = history.proposal().change();
        switch (status) {
            case ON_TRIAL -> trial = trial.map(file -> file.with(file.trial().begin()));
            case APPLIED -> force(change, true);
            case ROLLED_BACK -> force(change, false);
            default -> {}
        }
        if (status.isFinal()) {
            ledger = ledger.forgotten(next.proposal().id()); // promises of changes that never came about teach nothing
        }
        record(next, why);
    }

    Optional<TrialFile> trial() {
        return trial;
    }

    void trial(Optional<TrialFile> next) {
        trial = next;
    }

    /** Within the bounds: where somebody else had set a lever beyond them, it does not go back there. */
    private void force(Change change, boolean forward) {
        if (change instanceof Change.OfTtl to) {
            ttl = Optional.of(terms.ttlBounds().clamp(forward ? to.to() : to.from()));
        } else if (change instanceof Change.OfSize to) {
            capacity = Optional.of(terms.sizeBounds().clamp(forward ? to.to() : to.from()));
        }
    }

    /** What a person holds from now on; {@code inForce} is what to go back to where Lumen has changed nothing yet. */
    void hold(Optional<Duration> now, Optional<Duration> inForce) {
        if (now.equals(held)) {
            return;
        }
        if (ttl.isEmpty()) {
            ttl = inForce.map(terms.ttlBounds()::clamp);
        }
        held = now;
        note(
                now.isPresent() ? "HELD" : "LET_GO",
                Optional.empty(),
                "override",
                now.map(value -> "TTL " + Seconds.text(value)).orElse(""),
                "");
    }

    /** The TTL of the latest change that was verified. */
    Optional<Duration> lastVerified() {
        return those(each -> each.status() == ProposalStatus.VERIFIED).stream()
                .filter(each -> each.proposal().change() instanceof Change.OfTtl)
                .max(Comparator.comparing(each -> each.latest().at()))
                .map(each -> ((Change.OfTtl) each.proposal().change()).to());
    }

    List<ObservedWindow> windows() {
        return windows;
    }

    void windows(List<ObservedWindow> next) {
        windows = next;
    }

    Ledger ledger() {
        return ledger;
    }

    /** Into the ledger: what has come of a change is held against what was promised of it. */
    void settle(Proposal proposal, double realised) {
        ledger.find(proposal.id())
                .filter(entry -> entry.outcome().isEmpty())
                .ifPresent(
                        entry -> ledger = ledger.settled(proposal.id(), Outcome.of(entry.prediction(), now, realised)));
    }

    void stop(EmergencyStop stopped, Duration safeTtl) {
        stop = Optional.of(stopped);
        trial = Optional.empty();
        ttl = Optional.of(safeTtl);
        note(AuditEntry.STOPPED, Optional.empty(), stopped.by(), "", stopped.why());
    }

    void release(String by, String why) {
        stop = Optional.empty();
        note(AuditEntry.RELEASED, Optional.empty(), by, "", why);
    }

    void note(String event, Optional<String> proposalId, String by, String what, String why) {
        add(new AuditEntry.Event(
                now, terms.cache(), event, proposalId, by, what, why, Optional.empty(), Optional.empty()));
    }

    /** Keeps what the decisions since the last inputs rest on. */
    void keep(Inputs inputs) {
        add(new AuditEntry.Event(
                now,
                terms.cache(),
                AuditEntry.INPUTS,
                Optional.empty(),
                Step.LUMEN,
                "",
                "",
                Optional.of(inputs.digest()),
                Optional.of(inputs.packed())));
    }

    private void record(ProposalHistory history, String why) {
        Proposal proposal = history.proposal();
        add(new AuditEntry.Event(
                now,
                terms.cache(),
                history.status().name(),
                Optional.of(proposal.id()),
                history.latest().by(),
                proposal.change().words(),
                why,
                Optional.of(proposal.baseline().digest()),
                Optional.empty()));
    }

    /** How many entries the audit log will have after this: no two moments have the same number. */
    long entries() {
        return before.audited() + unwritten.size();
    }

    private void add(AuditEntry.Event event) {
        AuditEntry entry = AuditEntry.after(entries(), lastHash, event);
        unwritten.add(entry);
        lastHash = entry.hash();
    }

    Docket docket() {
        return new Docket(
                proposals,
                ttl,
                trial,
                held,
                capacity,
                stop,
                before.audited(),
                before.lastHash(),
                unwritten,
                before.heard(),
                ledger,
                windows);
    }
}
