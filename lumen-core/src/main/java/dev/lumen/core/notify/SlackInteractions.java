package dev.lumen.core.notify;

import dev.lumen.api.act.Answer;
import dev.lumen.api.act.ProposalHistory;
import dev.lumen.api.act.ProposalStatus;
import dev.lumen.api.units.Require;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes what Slack sends when somebody presses a button under a proposal (a {@code block_actions} payload); any HTTP server can
 * hand it over, and hands back the {@link Response}.
 *
 * <p><b>In this order</b>: the signature over the raw body is checked; the payload is read; who pressed is looked up among those
 * who may answer; the answer is kept; and only then Slack is told that it was taken, within two seconds of Slack's three. What
 * follows from an answer follows at the service's next run, which alone can tell whether the proposal still stands.
 *
 * <p><b>Once, however often it comes</b>: an answer's id is made of who, which proposal and which verdict, so that Slack's retries,
 * double clicks and replayed requests are the same answer.
 *
 * <p>The one who pressed reads what came of it; nobody else does. Details are for anyone who sees the message.
 *
 * <p>Thread-safe. It uses at most five daemon threads, none while nothing is pressed, and none after {@link #close}.
 *
 * @see <a href="https://docs.slack.dev/interactivity/handling-user-interaction">Handling user interaction</a>
 */
public final class SlackInteractions implements AutoCloseable {
    /** The longest body, in bytes; a payload repeats the message that it answers, and is far smaller. */
    public static final int LARGEST = 262_144;

    /** How long may pass until an answer is kept. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private static final int OK = 200;
    private static final int NOT_KEPT = 503;
    private static final int KEEPERS = 4;

    private static final Logger LOG = LoggerFactory.getLogger(SlackInteractions.class);

    private final SignatureCheck signatures;
    private final Set<String> approvers;
    private final ProposalLookup proposals;
    private final AnswerBox answers;
    private final SlackClient client;
    private final InstantSource clock;
    private final Duration patience;
    private final Helpers keepers = new Helpers("lumen-slack-answer", KEEPERS);
    private final Helpers repliers = new Helpers("lumen-slack-reply", 1);

    /**
     * What the HTTP server hands back.
     *
     * @param status of HTTP: 200 taken; 400 signed, but not understood; 401 not from Slack, or too old; 413 too large; 503 could not
     *     be kept
     * @param body plain text, empty where the status is 200
     */
    public record Response(int status, String body) {
        /** Refuses a missing body. */
        public Response {
            Require.noNull(Response.class, status, body);
        }
    }

    /** What was made of a button. */
    private record Outcome(boolean kept, String words) {}

    /**
     * Takes interactions by the system's clock.
     *
     * @param signingSecrets 1 to 10, any of which will do; from the page "Basic Information" of the Slack app
     * @param approvers Slack's ids of those who may approve and reject, such as {@code U024BE7LH}; empty: nobody may
     * @param proposals what there is to answer
     * @param answers where answers are kept
     * @param client what replies to those who press
     * @throws IllegalArgumentException if a secret is blank or an id is none; no message holds a secret
     */
    public SlackInteractions(
            List<String> signingSecrets,
            Set<String> approvers,
            ProposalLookup proposals,
            AnswerBox answers,
            SlackClient client) {
        this(signingSecrets, approvers, proposals, answers, client, InstantSource.system());
    }

    /** The same by {@code clock}, which tells how old a request is, and when an answer was given. */
    public SlackInteractions(
            List<String> signingSecrets,
            Set<String> approvers,
            ProposalLookup proposals,
            AnswerBox answers,
            SlackClient client,
            InstantSource clock) {
        this(signingSecrets, approvers, proposals, answers, client, clock, PATIENCE);
    }

    /** The same with another patience, for tests. */
    SlackInteractions(
            List<String> signingSecrets,
            Set<String> approvers,
            ProposalLookup proposals,
            AnswerBox answers,
            SlackClient client,
            InstantSource clock,
            Duration patience) {
        this.patience = patience;
        this.signatures = new SignatureCheck(signingSecrets, clock);
        this.approvers = Set.copyOf(Require.present("approvers", approvers));
        for (String id : new TreeSet<>(approvers)) {
            if (!id.matches("[UW][A-Z0-9]{1,39}")) {
                throw Require.refused("approver", "'" + id + "'", "a Slack user id such as U024BE7LH");
            }
        }
        this.proposals = Require.present("proposals", proposals);
        this.answers = Require.present("answers", answers);
        this.client = Require.present("Slack client", client);
        this.clock = clock;
    }

    /**
     * The whole of a body, read no further than one byte past {@link #LARGEST}: then {@link #handle} refuses it as too large.
     *
     * @throws IOException if it cannot be read
     */
    public static byte[] read(InputStream body) throws IOException {
        return body.readNBytes(LARGEST + 1);
    }

    /**
     * Takes one request; returns within two seconds and a little.
     *
     * @param headers by name in any case; every value that came
     * @param body the bytes as they came, before anything was decoded
     */
    public Response handle(Map<String, List<String>> headers, byte[] body) {
        Optional<Pressed> pressed;
        try {
            if (body.length > LARGEST) {
                throw new BadInteraction(SlackRefusal.TOO_LARGE);
            }
            signatures.verify(headers, body);
            pressed = Pressed.of(body);
        } catch (BadInteraction e) {
            LOG.info("a request to the address of Slack's was refused: {}", e.refusal());
            return new Response(e.refusal().status(), "refused");
        }
        return pressed.map(this::answered).orElseGet(() -> new Response(OK, ""));
    }

    private Response answered(Pressed pressed) {
        Outcome outcome;
        try {
            outcome = keepers.within(patience, () -> outcome(pressed));
        } catch (Exception e) {
            if (e instanceof InterruptedException) {
                Thread.currentThread().interrupt();
            }
            LOG.warn("what {} said to {} could not be kept: {}", pressed.user(), pressed.proposalId(), words(e));
            outcome =
                    new Outcome(false, "This could not be kept. Press again: it counts once, however often you press.");
        }
        reply(pressed, outcome.words());
        return outcome.kept() ? new Response(OK, "") : new Response(NOT_KEPT, "not kept");
    }

    private Outcome outcome(Pressed pressed) throws Exception {
        Optional<Answer.Verdict> verdict = pressed.action().verdict();
        if (verdict.isEmpty()) {
            return new Outcome(true, details(pressed.proposalId()));
        }
        if (!approvers.contains(pressed.user())) {
            LOG.warn(
                    "{} may not answer for Lumen and said {} to {}",
                    pressed.user(),
                    verdict.get(),
                    pressed.proposalId());
            return new Outcome(
                    true, "You (" + pressed.user() + ") are not among those who may answer. Nothing was kept.");
        }
        return new Outcome(true, kept(pressed, verdict.get()));
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

    /** Beside the acknowledgement: Slack shows no body of one, and documents the address to reply to for this. */
    private void reply(Pressed pressed, String words) {
        try {
            pressed.responseUrl().ifPresent(url -> repliers.start(() -> tell(pressed, url, words)));
        } catch (RejectedExecutionException e) {
            untold(pressed, "too many replies wait, or it is closed");
        }
    }

    private void tell(Pressed pressed, String url, String words) {
        try {
            client.reply(url, SlackMessage.ofReply(words));
        } catch (SlackException e) {
            untold(pressed, words(e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            untold(pressed, "it was interrupted");
        }
    }

    private static void untold(Pressed pressed, String why) {
        LOG.warn("{} was not told what came of {}: {}", pressed.user(), pressed.proposalId(), why);
    }

    private static void noted(String id, Exception e) throws InterruptedException {
        if (e instanceof InterruptedException interrupted) {
            throw interrupted;
        }
        LOG.warn("proposal {} cannot be looked up: {}", id, words(e));
    }

    private static String words(Exception e) {
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }

    /** Ends its threads. What is pressed afterwards is not kept, and Slack is told so. The client stays open. */
    @Override
    public void close() {
        keepers.close();
        repliers.close();
    }

    /** Shows no secret. */
    @Override
    public String toString() {
        return "SlackInteractions[" + signatures + ", " + approvers.size() + " approvers]";
    }
}
