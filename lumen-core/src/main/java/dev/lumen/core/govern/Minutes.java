package dev.lumen.core.govern;

import dev.lumen.api.act.Change;
import dev.lumen.api.act.Proposal;
import dev.lumen.api.act.ProposalHistory;
import dev.lumen.api.act.ProposalHistory.Step;
import dev.lumen.api.act.ProposalStatus;
import dev.lumen.api.observe.CacheName;
import dev.lumen.api.units.ByteSize;
import dev.lumen.core.govern.audit.AuditEntry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * A docket while it is worked on: whatever changes in it is also an entry for the audit log. Not thread-safe.
 */
final class Minutes {
    private final CacheName cache;
    private final Instant now;
    private final List<ProposalHistory> proposals;
    private final List<AuditEntry> unwritten;
    private final Docket before;
    private Optional<Duration> ttl;
    private Optional<Docket.Trial> trial;
    private Optional<ByteSize> capacity;
    private Optional<EmergencyStop> stop;
    private String lastHash;

    Minutes(CacheName cache, Docket docket, Instant now) {
        this.cache = cache;
        this.now = now;
        this.before = docket;
        this.proposals = new ArrayList<>(docket.proposals());
        this.unwritten = new ArrayList<>(docket.unwritten());
        this.ttl = docket.ttl();
        this.trial = docket.trial();
        this.capacity = docket.capacity();
        this.stop = docket.stop();
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

    Optional<ProposalHistory> underWay() {
        return those(each -> each.status().isUnderWay()).stream().findFirst();
    }

    void propose(Proposal proposal) {
        ProposalHistory history = ProposalHistory.of(proposal);
        proposals.add(history);
        record(history, "");
    }

    /** The next step of a proposal, and what it means for what is in force. */
    void step(ProposalHistory history, ProposalStatus status, String by, String why) {
        ProposalHistory next = history.then(new Step(status, now, by, why));
        proposals.replaceAll(each -> each == history ? next : each);
        if (history.status() == ProposalStatus.ON_TRIAL) {
            trial = Optional.empty();
        }
        Change change = history.proposal().change();
        switch (status) {
            case APPLIED -> force(change, true);
            case ROLLED_BACK -> force(change, false);
            default -> {}
        }
        record(next, why);
    }

    /** A proposal goes on trial with a share of the keys; its change is one of the TTL. */
    void tryOut(ProposalHistory history, Duration value, double share, String why) {
        step(history, ProposalStatus.ON_TRIAL, Step.LUMEN, why);
        trial = Optional.of(new Docket.Trial(history.proposal().id(), value, share));
    }

    private void force(Change change, boolean forward) {
        change.fold(to -> ttl = Optional.of(forward ? to.to() : to.from()), to -> {
            capacity = Optional.of(forward ? to.to() : to.from());
            return ttl;
        });
    }

    void stop(EmergencyStop stopped, Duration safeTtl) {
        stop = Optional.of(stopped);
        ttl = Optional.of(safeTtl);
        note("STOPPED", Optional.empty(), stopped.by(), "", stopped.why());
    }

    void release(String by, String why) {
        stop = Optional.empty();
        note("RELEASED", Optional.empty(), by, "", why);
    }

    void note(String event, Optional<String> proposalId, String by, String what, String why) {
        add(new AuditEntry.Event(now, cache, event, proposalId, by, what, why, Optional.empty()));
    }

    private void record(ProposalHistory history, String why) {
        Proposal proposal = history.proposal();
        add(new AuditEntry.Event(
                now,
                cache,
                history.status().name(),
                Optional.of(proposal.id()),
                history.latest().by(),
                proposal.change().words(),
                why,
                Optional.of(proposal.baseline().digest())));
    }

    private void add(AuditEntry.Event event) {
        AuditEntry entry = AuditEntry.after(before.audited() + unwritten.size(), lastHash, event);
        unwritten.add(entry);
        lastHash = entry.hash();
    }

    Docket docket() {
        return new Docket(proposals, ttl, trial, capacity, stop, before.audited(), before.lastHash(), unwritten);
    }
}
