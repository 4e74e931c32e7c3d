package dev.lumen.core.govern;

import dev.lumen.api.act.Lever;
import dev.lumen.api.act.ProposalHistory;
import dev.lumen.api.act.ProposalStatus;
import dev.lumen.api.act.TtlSetting;
import dev.lumen.api.units.ByteSize;
import dev.lumen.api.units.Require;
import dev.lumen.core.govern.audit.AuditEntry;
import dev.lumen.core.govern.ledger.Ledger;
import dev.lumen.core.govern.trial.TrialTally;
import dev.lumen.core.govern.verify.ObservedWindow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * All that governing a cache leaves for the next time; immutable and of bounded size. What is written here before anything is
 * done is what holds after a crash: the advisors hand out {@link #handedOut}, and the cache is given {@link #capacity}.
 *
 * @param proposals oldest first: all that have not ended, and the latest that have
 * @param ttl the TTL for all keys; absent where none was ever changed
 * @param trial the TTL that some keys have instead, or are to have, and what was counted for it; absent where there is none
 * @param held the TTL that a person holds, which wins over both; absent where none does
 * @param capacity the capacity; absent where none was ever changed
 * @param stop the emergency stop in force
 * @param audited how many entries the audit log has been given so far
 * @param lastHash the hash of the last of them; empty before the first
 * @param unwritten entries after those, to be written to the log before others
 * @param heard the letters that were heard and may still be in the mailbox
 * @param ledger what was promised of changes that were made, and what came of them
 * @param windows what was read of the cache in the last days, oldest first: what changes are verified by
 */
public record Docket(
        List<ProposalHistory> proposals,
        Optional<Duration> ttl,
        Optional<TrialFile> trial,
        Optional<Duration> held,
        Optional<ByteSize> capacity,
        Optional<EmergencyStop> stop,
        long audited,
        String lastHash,
        List<AuditEntry> unwritten,
        Set<String> heard,
        Ledger ledger,
        List<ObservedWindow> windows) {
    /** Before the first proposal. */
    public static final Docket EMPTY = new Docket(
            List.of(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            0,
            "",
            List.of(),
            Set.of(),
            Ledger.EMPTY,
            List.of());

    /** Proposals that have ended and are still remembered here; the audit log has them all. */
    static final int REMEMBERED = 64;

    /** Refuses a missing part, two open proposals or changes under way for one lever, and a trial of none. */
    public Docket {
        Require.noNull(
                Docket.class,
                proposals,
                ttl,
                trial,
                held,
                capacity,
                stop,
                audited,
                lastHash,
                unwritten,
                heard,
                ledger,
                windows);
        windows = List.copyOf(windows);
        proposals = remembered(proposals);
        unwritten = List.copyOf(unwritten);
        heard = Collections.unmodifiableSet(new TreeSet<>(heard));
        Require.notNegative("audit entries", audited);
        for (Lever lever : Lever.values()) {
            requireAtMostOne(
                    "open proposals for " + lever,
                    proposals,
                    each -> each.status().isOpen() && each.proposal().change().lever() == lever);
        }
        requireAtMostOne("changes under way", proposals, each -> each.status().isUnderWay());
        boolean onTrial = proposals.stream().anyMatch(each -> each.status() == ProposalStatus.ON_TRIAL);
        if (onTrial != trial.filter(file -> file.trial().begun()).isPresent()) {
            throw Require.refused("trial", trial, "begun if and only if a proposal is on trial");
        }
    }

    private static void requireAtMostOne(
            String name, List<ProposalHistory> proposals, Predicate<ProposalHistory> which) {
        long found = proposals.stream().filter(which).count();
        if (found > 1) {
            throw Require.refused(name, found, "at most one");
        }
    }

    /** What the advisors hand out by this docket; empty where no TTL was ever changed or held. */
    public Optional<TtlSetting> handedOut(Duration inForce) {
        if (held.isPresent()) {
            return Optional.of(TtlSetting.of(held.get()));
        }
        return ttl.isEmpty() && trial.isEmpty()
                ? Optional.empty()
                : Optional.of(new TtlSetting(ttl.orElse(inForce), trial.map(TrialFile::trial)));
    }

    /** The proposal with this id, if it is still remembered. */
    public Optional<ProposalHistory> find(String id) {
        return proposals.stream()
                .filter(each -> each.proposal().id().equals(id))
                .findFirst();
    }

    /** The proposal for {@code lever} that waits for an answer or for being done. */
    public Optional<ProposalHistory> open(Lever lever) {
        return proposals.stream()
                .filter(each ->
                        each.status().isOpen() && each.proposal().change().lever() == lever)
                .findFirst();
    }

    /** The change that is in force and not yet judged. */
    public Optional<ProposalHistory> underWay() {
        return proposals.stream().filter(each -> each.status().isUnderWay()).findFirst();
    }

    /** The same once all {@link #unwritten} entries are in the log. */
    public Docket written() {
        return new Docket(
                proposals,
                ttl,
                trial,
                held,
                capacity,
                stop,
                audited + unwritten.size(),
                latestHash(),
                List.of(),
                heard,
                ledger,
                windows);
    }

    /** The same once the letters {@code ids} were heard, and no others are still in the mailbox. */
    Docket heard(Set<String> ids) {
        return new Docket(
                proposals, ttl, trial, held, capacity, stop, audited, lastHash, unwritten, ids, ledger, windows);
    }

    /** The same with what was counted for the trial by now. */
    Docket counted(TrialTally tally) {
        return new Docket(
                proposals,
                ttl,
                trial.map(file -> file.counted(tally)),
                held,
                capacity,
                stop,
                audited,
                lastHash,
                unwritten,
                heard,
                ledger,
                windows);
    }

    /** The same after {@code entries} of the audit log, the last of which has the hash {@code hash}. */
    Docket after(long entries, String hash) {
        return new Docket(
                proposals, ttl, trial, held, capacity, stop, entries, hash, unwritten, heard, ledger, windows);
    }

    /** The same with an emergency stop, or without. */
    Docket stopped(Optional<EmergencyStop> now) {
        return new Docket(
                proposals, ttl, trial, held, capacity, now, audited, lastHash, unwritten, heard, ledger, windows);
    }

    /** The hash of the last entry, written or not; empty before the first. */
    String latestHash() {
        return unwritten.isEmpty()
                ? lastHash
                : unwritten.get(unwritten.size() - 1).hash();
    }

    private static List<ProposalHistory> remembered(List<ProposalHistory> proposals) {
        Predicate<ProposalHistory> ended = each -> each.status().isFinal();
        long toForget = proposals.stream().filter(ended).count() - REMEMBERED;
        if (toForget <= 0) {
            return List.copyOf(proposals);
        }
        List<ProposalHistory> kept = new ArrayList<>();
        for (ProposalHistory each : proposals) {
            if (toForget > 0 && ended.test(each)) {
                toForget--;
            } else {
                kept.add(each);
            }
        }
        return List.copyOf(kept);
    }
}
