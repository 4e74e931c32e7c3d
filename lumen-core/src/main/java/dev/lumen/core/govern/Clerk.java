package dev.lumen.core.govern;

import dev.lumen.api.act.Answer;
import dev.lumen.api.act.Autonomy;
import dev.lumen.api.act.Change;
import dev.lumen.api.act.Lever;
import dev.lumen.api.act.Proposal;
import dev.lumen.api.act.ProposalHistory;
import dev.lumen.api.act.ProposalHistory.Step;
import dev.lumen.api.act.ProposalStatus;
import dev.lumen.api.feedback.UnifiedFeedback;
import dev.lumen.api.units.Require;
import dev.lumen.api.units.Seconds;
import dev.lumen.core.govern.ledger.TrustCheck;
import dev.lumen.core.govern.ledger.TrustVerdict;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Works on a docket at one moment: hears what people say, reviews what is open in the light of a new feedback, and decides what
 * is in force from then on. Pure: it touches no cache and no clock. What it decides is in the {@link #docket()}, which is to be
 * saved before anything is done; doing it is then to make true what the docket says, as often as it takes.
 *
 * <p>At most one lever of a cache is under change at a time, and at most one proposal is open for each. Not thread-safe.
 */
public final class Clerk {
    private static final String OVERRIDE = "override";

    private final Terms terms;
    private final Limits limits;
    private final Minutes minutes;
    private final TrustVerdict trust;

    /**
     * A clerk who works on {@code docket}.
     *
     * @param terms what the host has laid down
     * @param docket what the last one has left
     * @param now the time of all that it does
     */
    public Clerk(Terms terms, Docket docket, Instant now) {
        this.trust = TrustCheck.judge(Require.present("docket", docket).ledger());
        this.terms = Require.present("terms", terms).lowered(trust.levelsDown());
        this.limits = new Limits(this.terms);
        this.minutes = new Minutes(this.terms, docket, Require.present("time", now));
    }

    /** How many entries the audit log will have after this. */
    long entries() {
        return minutes.entries();
    }

    /** Keeps what the review rests on, so that it can be made again. */
    void keep(Inputs inputs) {
        minutes.keep(inputs);
    }

    /** Says in the audit log that something was asked for that cannot be done. */
    void refuse(String by, String what, String why) {
        minutes.note("REFUSED", Optional.empty(), by, what, why);
    }

    /** The docket as it is now. */
    public Docket docket() {
        return minutes.docket();
    }

    /**
     * Hears an answer. What is refused changes nothing, and goes into the audit log as well.
     *
     * @return whether it was taken, and if not, why
     */
    public Ruling hear(Answer answer) {
        Optional<ProposalHistory> found = minutes.find(answer.proposalId());
        Optional<String> against = found.isEmpty()
                ? Optional.of("no proposal " + answer.proposalId() + " is remembered")
                : againstHearing(found.get(), answer);
        if (against.isPresent()) {
            minutes.note(
                    "REFUSED",
                    Optional.of(answer.proposalId()),
                    answer.by(),
                    answer.verdict().name(),
                    against.get());
            return Ruling.refused(against.get());
        }
        boolean yes = answer.verdict() == Answer.Verdict.APPROVE;
        minutes.step(
                found.orElseThrow(),
                yes ? ProposalStatus.APPROVED : ProposalStatus.REJECTED,
                answer.by(),
                answer.why());
        return Ruling.done(answer.proposalId() + " is " + (yes ? "approved" : "rejected"));
    }

    private Optional<String> againstHearing(ProposalHistory history, Answer answer) {
        Step latest = history.latest();
        if (latest.status() != ProposalStatus.PROPOSED) {
            return Optional.of("it is " + latest.status() + " since " + latest.at() + ", by " + latest.by()
                    + (latest.why().isEmpty() ? "" : ": " + latest.why()));
        }
        Instant expiry = history.proposal().expiresAt();
        return answer.at().isBefore(expiry) ? Optional.empty() : Optional.of("it expired at " + expiry);
    }

    /**
     * Stops everything: takes back the change under way and all proposals, and lets nothing be changed until it is released. In
     * force is then the last TTL that was verified, else the standard one; but where that is shorter than {@code inForce}, that
     * stays: a sudden short TTL would load the backend as clearing the cache does (SPEC §6). Stopping again says so and changes
     * nothing.
     *
     * @param inForce the TTL in force now
     */
    public Ruling stop(String by, String why, Duration inForce) {
        if (minutes.stop().isPresent()) {
            EmergencyStop stop = minutes.stop().get();
            return Ruling.refused("stopped since " + stop.at() + " by " + stop.by());
        }
        EmergencyStop stop = new EmergencyStop(minutes.now(), by, why);
        Duration known = minutes.lastVerified().orElse(terms.ttlBounds().standard());
        Duration safe = terms.ttlBounds().clamp(known.compareTo(inForce) > 0 ? known : inForce);
        minutes.underWay().ifPresent(each -> minutes.step(each, ProposalStatus.ROLLED_BACK, by, "an emergency stop"));
        withdraw(by, "an emergency stop", Lever.values());
        minutes.stop(stop, safe);
        return Ruling.done(
                "stopped: the TTL is " + Seconds.text(safe) + ", and nothing is changed until it is released");
    }

    /** Lets changes be made again after a stop. Where there is none, says so. */
    public Ruling release(String by, String why) {
        if (minutes.stop().isEmpty()) {
            return Ruling.refused("nothing is stopped");
        }
        minutes.release(Require.notBlank("who releases", by), why);
        return Ruling.done("released");
    }

    private void withdraw(String by, String why, Lever... levers) {
        for (Lever lever : levers) {
            minutes.open(lever).ifPresent(each -> minutes.step(each, ProposalStatus.WITHDRAWN, by, why));
        }
    }

    /**
     * Takes in a new feedback: ends what no longer stands, proposes what it advises, and makes what is approved as far as all
     * guardrails allow.
     *
     * @param feedback what a run has found
     * @param digest of all that its decisions rest on
     * @return what was held back and why, in sentences
     */
    public List<String> review(UnifiedFeedback feedback, String digest) {
        return review(feedback, Optional.empty(), digest);
    }

    /**
     * As above.
     *
     * @param hindsight what the access profile says of the time since the last review; absent without one
     */
    public List<String> review(UnifiedFeedback feedback, Optional<Hindsight> hindsight, String digest) {
        Present present = Present.of(feedback);
        Watch watch = new Watch(terms, minutes);
        Trying trying = new Trying(terms, minutes);
        watch.observe(feedback, hindsight);
        trying.observe(feedback);
        minutes.hold(feedback.overrides().ttl(), present.ttl());
        expire(present);
        yieldToOverrides(feedback);
        watch.judge(feedback);
        Optional<String> onTrial = trying.judge();
        if (minutes.stop().isPresent()) {
            return List.of(
                    "nothing is changed: stopped by " + minutes.stop().get().by());
        }
        Optional<String> against = Grounds.against(feedback);
        if (against.isPresent()) {
            return List.of("nothing is proposed or changed: " + against.get());
        }
        if (minutes.underWay().isPresent()) {
            return onTrial.stream().toList();
        }
        Drafting drafting = new Drafting(terms, limits, minutes);
        drafting.draft(feedback, present.baseline(minutes.now(), digest));
        List<String> held = act(trying, watch);
        trying.prepare();
        if (trust.levelsDown() > 0) {
            held.add("levels of autonomy are lowered by " + trust.levelsDown() + ": " + trust.reason());
        }
        return held;
    }

    private void expire(Present present) {
        for (ProposalHistory each : minutes.those(one -> one.status().isOpen())) {
            Proposal proposal = each.proposal();
            boolean over = !minutes.now().isBefore(proposal.expiresAt());
            Optional<String> why = over
                    ? Optional.of("nobody answered in time, or it could not be done")
                    : present.moved(proposal, terms.guardrails().tolerance());
            why.ifPresent(words -> minutes.step(each, ProposalStatus.EXPIRED, Step.LUMEN, words));
        }
    }

    /** What a person holds wins over what is under way as well. */
    private void yieldToOverrides(UnifiedFeedback feedback) {
        if (feedback.overrides().ttl().isPresent()) {
            giveWay(Lever.TTL, "an override holds the TTL");
        }
        if (feedback.overrides().sizeLocked()) {
            giveWay(Lever.SIZE, "the size is locked");
        }
        for (Lever lever : Lever.values()) {
            if (terms.level(lever) == Autonomy.OBSERVE) {
                withdraw(Step.LUMEN, "the level for " + lever + " is " + Autonomy.OBSERVE, lever);
            }
        }
    }

    private void giveWay(Lever lever, String why) {
        withdraw(OVERRIDE, why, lever);
        minutes.underWay()
                .filter(each -> each.proposal().change().lever() == lever)
                .ifPresent(each -> minutes.step(each, ProposalStatus.ROLLED_BACK, OVERRIDE, why));
    }

    /** Makes at most one approved change; the lever that has rested longer comes first. */
    private List<String> act(Trying trying, Watch watch) {
        List<String> held = new ArrayList<>();
        List<ProposalHistory> approved = minutes.those(one -> one.status() == ProposalStatus.APPROVED).stream()
                .sorted(Comparator.comparing(
                        one -> minutes.lastMoved(one.proposal().change().lever())))
                .toList();
        for (ProposalHistory each : approved) {
            Change change = each.proposal().change();
            Optional<String> against = minutes.underWay().isPresent()
                    ? Optional.of("another change is under way")
                    : limits.againstActing(change, minutes)
                            .or(() -> trying.comesFirst(change) ? trying.againstBeginning() : watch.againstActing());
            if (against.isPresent()) {
                held.add(each.proposal().id() + " (" + change.words() + ") waits: " + against.get());
            } else if (trying.comesFirst(change)) {
                minutes.step(each, ProposalStatus.ON_TRIAL, Step.LUMEN, "first for a share of the keys");
            } else {
                minutes.step(each, ProposalStatus.APPLIED, Step.LUMEN, "");
            }
        }
        return held;
    }

    /**
     * Takes in what a trial or a verification has found of the change under way.
     *
     * @param id the proposal
     * @param good whether it is to be kept: on trial it then goes to all keys, applied to all it is verified; else it is taken back
     * @param why with its numbers
     * @return refused where that proposal is not under way
     */
    public Ruling judge(String id, boolean good, String why) {
        Optional<ProposalHistory> found =
                minutes.underWay().filter(each -> each.proposal().id().equals(id));
        if (found.isEmpty()) {
            return Ruling.refused("no change " + id + " is under way");
        }
        boolean onTrial = found.get().status() == ProposalStatus.ON_TRIAL;
        ProposalStatus next =
                !good ? ProposalStatus.ROLLED_BACK : onTrial ? ProposalStatus.APPLIED : ProposalStatus.VERIFIED;
        minutes.step(found.get(), next, Step.LUMEN, why);
        return Ruling.done(id + " is " + next);
    }
}
