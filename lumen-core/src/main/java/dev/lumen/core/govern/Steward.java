package dev.lumen.core.govern;

import dev.lumen.api.act.Autonomy;
import dev.lumen.api.act.Lever;
import dev.lumen.api.act.ProposalHistory;
import dev.lumen.api.act.ProposalHistory.Step;
import dev.lumen.api.act.ProposalStatus;
import dev.lumen.api.act.SizeActuator;
import dev.lumen.api.evidence.HitRatioSurface;
import dev.lumen.api.feedback.UnifiedFeedback;
import dev.lumen.api.observe.CacheName;
import dev.lumen.api.units.Require;
import dev.lumen.core.govern.ledger.Calibration;
import dev.lumen.core.govern.trial.TrialTally;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Function;

/**
 * Governs one cache (SPEC §10): proposes what a feedback advises, hears what people say, and makes what is approved, as far as
 * the host's {@link Terms} allow.
 *
 * <p><b>In this order</b>: the docket is read, letters are heard, the feedback is reviewed; the docket is saved; its entries are
 * added to the audit log; what it says is done; the letters are taken out of the mailbox. A JVM that dies anywhere in between
 * has lost nothing and does nothing twice: from the saved docket, {@link #resume} and each later session do what it says, and a
 * letter that was heard is not heard again.
 *
 * <p><b>What fails costs its own part.</b> Without its docket nothing is decided and nothing done. A damaged one is set aside, and
 * everything stopped until a person has looked at it, as an emergency stop may have been on it. Where the log cannot be added
 * to, its entries wait on the docket; what was decided is done nevertheless, so that a full disk does not keep a bad change in
 * force. A lever that cannot be moved is tried again at the next session.
 *
 * <p>Thread-safe: one session at a time. All of it may block for I/O.
 */
public final class Steward {
    private final Terms terms;
    private final Papers papers;
    private final SteeredTtl ttl;
    private final Hands hands; // guarded by this
    private final Filing filing;

    private Optional<HitRatioSurface> lastSurface = Optional.empty(); // guarded by this
    private boolean resumed; // guarded by this

    /**
     * A steward of one cache. It reads and changes nothing yet.
     *
     * @param terms what the host has laid down
     * @param papers where the docket, the audit log and letters are kept
     * @param ttl the TTL in force; from now on nobody else is to set it
     * @param size what changes the capacity, or says how a person does ({@link SizeActuator#byHand}); absent where sizes are only
     *     observed
     * @throws IllegalArgumentException if sizes are to be proposed and there is nothing to change them by
     */
    public Steward(Terms terms, Papers papers, SteeredTtl ttl, Optional<SizeActuator> size) {
        this.terms = Require.present("terms", terms);
        this.papers = Require.present("papers", papers);
        this.ttl = Require.present("TTL in force", ttl);
        this.hands = new Hands(ttl, Require.present("size actuator", size));
        this.filing = new Filing(papers);
        if (size.isEmpty() && terms.level(Lever.SIZE) != Autonomy.OBSERVE) {
            throw Require.refused(
                    "level for " + Lever.SIZE, terms.level(Lever.SIZE), "OBSERVE where there is no size actuator");
        }
    }

    /** The cache that it governs. */
    public CacheName cache() {
        return terms.cache();
    }

    /**
     * What a session came to.
     *
     * @param proposals all that are remembered, oldest first
     * @param notices what a reader of the feedback should know, in sentences
     */
    public record Session(List<ProposalHistory> proposals, List<String> notices) {
        /** Copies the lists. */
        public Session {
            Require.noNull(Session.class, proposals, notices);
            proposals = List.copyOf(proposals);
            notices = List.copyOf(notices);
        }
    }

    /**
     * Does what the docket says, which a JVM that died may have left undone. To be called when the host starts, so that advisors
     * hand out from the beginning what was decided; else the first session does it.
     *
     * @return what could not be done
     * @throws Exception if the docket cannot be read; nothing was done then
     */
    public synchronized List<String> resume() throws Exception {
        List<String> notices = new ArrayList<>();
        hands.enforce(filing.load(), notices);
        resumed = true;
        return notices;
    }

    /**
     * Hears what people have said since the last session and does what follows from it, without a new feedback: an emergency
     * stop need not wait for the next run. What was approved is done at the next run, which alone can tell whether it still
     * stands.
     *
     * @param now the time
     * @param token the fencing token under which this JVM leads its fleet, 0 without a fleet
     * @throws Exception if the docket or the letters could not be read, or the docket not saved; nothing was done then
     */
    public synchronized Session hear(Instant now, long token) throws Exception {
        return hold(Optional.empty(), docket -> Optional.empty(), now, token);
    }

    /**
     * Takes in the feedback of a run.
     *
     * @param feedback what the run has found
     * @param token the fencing token under which this JVM leads its fleet, 0 without a fleet
     * @throws Exception if the docket or the letters could not be read, or the docket not saved; nothing was done then
     */
    public Session attend(UnifiedFeedback feedback, long token) throws Exception {
        return attend(feedback, Optional.empty(), token);
    }

    /**
     * As above, where accesses are recorded.
     *
     * @param surface what was learnt from them by now: what the cache does is held against what the setting from before a change
     *     would have done, which is known sooner and more surely than from the day before
     */
    public synchronized Session attend(UnifiedFeedback feedback, Optional<HitRatioSurface> surface, long token)
            throws Exception {
        Optional<HitRatioSurface> earlier = lastSurface;
        lastSurface = surface;
        Function<Docket, Optional<Hindsight>> hindsight = docket ->
                earlier.flatMap(then -> surface.flatMap(now -> Hindsight.of(docket, Present.of(feedback), then, now)));
        return hold(Optional.of(feedback), hindsight, feedback.timestamp(), token);
    }

    private Session hold(
            Optional<UnifiedFeedback> feedback,
            Function<Docket, Optional<Hindsight>> hindsight,
            Instant now,
            long token)
            throws Exception {
        List<String> notices = new ArrayList<>();
        boolean damaged = false;
        Docket before;
        try {
            before = filing.load();
        } catch (DamagedDocketException e) {
            before = stopped(e, now, notices);
            damaged = true;
        }
        if (!resumed) {
            hands.enforce(before, notices);
            resumed = true;
        }
        SortedMap<String, byte[]> mail = papers.mail().read();
        Clerk clerk = new Clerk(terms, before, now);
        hear(mail, before, clerk, notices);
        Docket heard = clerk.docket().heard(mail.keySet());
        Docket counted = tally(notices).map(heard::counted).orElse(heard);
        Docket after = feedback.map(found -> review(counted, found, hindsight.apply(counted), now, notices))
                .orElse(counted);
        if (damaged || !after.equals(before)) {
            filing.save(after, token);
        }
        log(after, token, notices);
        feedback.flatMap(found -> Present.of(found).capacity()).ifPresent(seen -> hands.see(seen, after));
        hands.enforce(after, notices);
        forget(mail, notices);
        open(after, notices);
        return new Session(after.proposals(), notices);
    }

    /**
     * Sets a damaged docket aside, and stops: what it said is not known, and an emergency stop may have been among it.
     *
     * @throws DamagedDocketException if the store cannot set it aside; nothing is lost then
     */
    private Docket stopped(DamagedDocketException damage, Instant now, List<String> notices) throws Exception {
        String why = damage.getMessage() + "; it was set aside as "
                + papers.docket().setAside().orElseThrow(() -> damage);
        Clerk clerk = new Clerk(terms, filing.afterTheLog(), now);
        Ruling ruling = clerk.stop(Step.LUMEN, why, ttl.inForce());
        notices.add(why + ". " + ruling.words());
        return clerk.docket();
    }

    private Optional<TrialTally> tally(List<String> notices) {
        try {
            return ttl.tally();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            notices.add("what was counted for the trial cannot be had: " + e.getMessage());
        }
        return Optional.empty();
    }

    private Docket review(
            Docket docket, UnifiedFeedback feedback, Optional<Hindsight> hindsight, Instant now, List<String> notices) {
        Inputs inputs = Inputs.of(terms, docket.written(), feedback, hindsight, now);
        Clerk clerk = new Clerk(terms, docket, now);
        long entries = clerk.entries();
        notices.addAll(clerk.review(feedback, hindsight, inputs.digest()));
        if (clerk.entries() > entries) {
            clerk.keep(inputs);
        }
        return clerk.docket();
    }

    /** In the order of their times, and each only once: one that was heard and is still there, the JVM having died, is not new. */
    private void hear(SortedMap<String, byte[]> mail, Docket docket, Clerk clerk, List<String> notices) {
        List<Letter> letters = new ArrayList<>();
        for (Map.Entry<String, byte[]> each : mail.entrySet()) {
            if (!docket.heard().contains(each.getKey())) {
                try {
                    letters.add(Letter.read(each.getValue()));
                } catch (IOException e) {
                    clerk.refuse("unknown", "message " + each.getKey(), "it is no letter: " + e.getMessage());
                    notices.add("a message was not understood: " + e.getMessage());
                }
            }
        }
        letters.sort(Comparator.comparing(Letter::at)); // stable: of the same time in the order of their ids
        letters.forEach(letter -> notices.add(heard(letter, clerk)));
    }

    private String heard(Letter letter, Clerk clerk) {
        Ruling ruling = switch (letter.kind()) {
            case APPROVE, REJECT -> clerk.hear(letter.answer());
            case STOP -> clerk.stop(letter.by(), letter.why(), ttl.inForce());
            case RELEASE -> clerk.release(letter.by(), letter.why());
        };
        return letter.by() + " said " + letter.kind()
                + letter.proposalId().map(of -> " to " + of).orElse("")
                + (ruling.accepted() ? ": " : ", which was refused: ") + ruling.words();
    }

    /** What cannot be logged waits on the docket, which is saved; what was logged and is still on it is not logged again. */
    private void log(Docket docket, long token, List<String> notices) {
        if (!docket.unwritten().isEmpty()) {
            Hands.attempt(
                    () -> {
                        filing.save(filing.log(docket), token);
                        return true;
                    },
                    "entries for the audit log wait on the docket",
                    notices);
        }
    }

    private void forget(SortedMap<String, byte[]> mail, List<String> notices) {
        for (String id : mail.keySet()) {
            Hands.attempt(
                    () -> {
                        papers.mail().remove(id);
                        return true;
                    },
                    "a letter that was heard is still in the mailbox",
                    notices);
        }
    }

    private static void open(Docket docket, List<String> notices) {
        Calibration.of(docket.ledger()).sentence().ifPresent(notices::add);
        docket.stop().ifPresent(stop -> notices.add("stopped since " + seconds(stop.at()) + " by " + stop.by()));
        for (ProposalHistory each : docket.proposals()) {
            String what = each.proposal().id() + " (" + each.proposal().change().words() + ")";
            if (each.status() == ProposalStatus.PROPOSED) {
                notices.add("proposal " + what + " waits for an answer until "
                        + seconds(each.proposal().expiresAt()));
            } else if (each.status().isUnderWay()) {
                notices.add(what + " is " + each.status() + " since "
                        + seconds(each.latest().at()));
            }
        }
    }

    /** For people, who do not read nanoseconds. */
    private static Instant seconds(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS);
    }
}
