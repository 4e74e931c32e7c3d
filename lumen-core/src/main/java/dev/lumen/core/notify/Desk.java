package dev.lumen.core.notify;

import dev.lumen.api.act.Answer;
import dev.lumen.api.act.ProposalHistory;
import dev.lumen.api.act.ProposalStatus;
import dev.lumen.api.units.Require;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes of a button that was pressed what it is: an answer to be kept, a question, or neither. Thread-safe as far as the lookup and
 * the box are.
 */
final class Desk {
    private static final Logger LOG = LoggerFactory.getLogger(SlackInteractions.class);

    private final Set<String> approvers;
    private final ProposalLookup proposals;
    private final AnswerBox answers;
    private final InstantSource clock;

    /** Refuses an approver that is no id of a user. */
    Desk(Set<String> approvers, ProposalLookup proposals, AnswerBox answers, InstantSource clock) {
        for (String id : new TreeSet<>(Require.present("approvers", approvers))) {
            if (!id.matches("[UW][A-Z0-9]{1,39}")) {
                throw Require.refused("approver", "'" + id + "'", "a Slack user id such as U024BE7LH");
            }
        }
        this.approvers = Set.copyOf(approvers);
        this.proposals = Require.present("proposals", proposals);
        this.answers = Require.present("answers", answers);
        this.clock = clock;
    }

    /**
     * Keeps what was pressed, if it is an answer of somebody who may give it.
     *
     * @return what the one who pressed is told
     * @throws Exception if it could not be kept
     */
    String take(Pressed pressed) throws Exception {
        Optional<Answer.Verdict> verdict = pressed.action().verdict();
        if (verdict.isEmpty()) {
            return details(pressed.proposalId());
        }
        if (!approvers.contains(pressed.user())) {
            LOG.warn(
                    "{} may not answer for Lumen and said {} to {}",
                    pressed.user(),
                    verdict.get(),
                    pressed.proposalId());
            return "You (" + pressed.user() + ") are not among those who may answer. Nothing was kept.";
        }
        return kept(pressed, verdict.get());
    }

    private String details(String id) throws InterruptedException {
        try {
            return proposals.find(id).map(ProposalWords::details).orElse(unknown(id));
        } catch (Exception e) {
            noted(id, e);
            return "The proposals cannot be read now. Try again later.";
        }
    }

    private String kept(Pressed pressed, Answer.Verdict verdict) throws Exception {
        Answer answer = new Answer(pressed.proposalId(), verdict, "slack:" + pressed.user(), clock.instant(), "");
        Optional<ProposalHistory> found;
        try {
            found = proposals.find(answer.proposalId());
        } catch (Exception e) {
            noted(answer.proposalId(), e);
            answers.post(id(answer), answer);
            return "Your answer is kept, but the proposals cannot be read now: the next run tells what comes of it.";
        }
        if (found.isEmpty()) {
            return unknown(answer.proposalId());
        }
        if (isTaken(found.get(), answer) || !answers.post(id(answer), answer)) {
            return "You have said so already: it counts once.";
        }
        return expected(found.get(), answer);
    }

    /** Whether it is this answer that made the proposal what it is. */
    private static boolean isTaken(ProposalHistory history, Answer answer) {
        ProposalStatus made =
                answer.verdict() == Answer.Verdict.APPROVE ? ProposalStatus.APPROVED : ProposalStatus.REJECTED;
        return history.step(made).filter(step -> step.by().equals(answer.by())).isPresent();
    }

    private static String expected(ProposalHistory history, Answer answer) {
        String what = answer.verdict() + " for " + answer.proposalId() + " ("
                + history.proposal().change().words() + ") is kept. ";
        if (history.status() != ProposalStatus.PROPOSED) {
            return what + "It will change nothing: the proposal is " + ProposalWords.step(history.latest()) + ".";
        }
        return answer.at().isBefore(history.proposal().expiresAt())
                ? what + "It is heard at the service's next run, if the proposal still stands then."
                : what + "It came too late, and the next run will refuse it: the proposal stood until "
                        + ProposalWords.seconds(history.proposal().expiresAt()) + ".";
    }

    private static String unknown(String id) {
        return "No proposal " + id + " is known here. Nothing was kept.";
    }

    /** The same for whatever is the same answer. */
    private static String id(Answer answer) {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            String text = answer.by() + "\n" + answer.proposalId() + "\n" + answer.verdict();
            return "slack-" + HexFormat.of().formatHex(sha.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private static void noted(String id, Exception e) throws InterruptedException {
        if (e instanceof InterruptedException interrupted) {
            throw interrupted;
        }
        LOG.warn("proposal {} cannot be looked up: {}", id, SlackInteractions.words(e));
    }

    /** Shows how many may answer. */
    @Override
    public String toString() {
        return approvers.size() + " approvers";
    }
}
