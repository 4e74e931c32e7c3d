package dev.lumen.core.notify;

import dev.lumen.api.units.Require;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
    private final Desk desk;
    private final SlackClient client;
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
        this.desk = new Desk(approvers, proposals, answers, clock);
        this.client = Require.present("Slack client", client);
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
        Response response = new Response(OK, "");
        String words;
        try {
            words = keepers.within(patience, () -> desk.take(pressed));
        } catch (Exception e) {
            if (e instanceof InterruptedException) {
                Thread.currentThread().interrupt();
            }
            LOG.warn("what {} said to {} could not be kept: {}", pressed.user(), pressed.proposalId(), words(e));
            response = new Response(NOT_KEPT, "not kept");
            words = "This could not be kept. Press again: it counts once, however often you press.";
        }
        reply(pressed, words);
        return response;
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

    static String words(Exception e) {
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
        return "SlackInteractions[" + signatures + ", " + desk + "]";
    }
}
