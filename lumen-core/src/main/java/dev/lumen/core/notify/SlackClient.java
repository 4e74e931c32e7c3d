package dev.lumen.core.notify;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lumen.api.units.Require;
import dev.lumen.core.json.LumenJson;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Sends messages to Slack, through an incoming webhook or as a bot ({@code chat.postMessage}).
 *
 * <p><b>Bounded:</b> two seconds for a connection, three for an answer; one retry, where Slack asks for it (429, at most two
 * seconds from now), is in trouble (5xx) or takes no connection; never one where a message may have arrived and only the answer was
 * late. Where Slack asks to wait for longer, nothing is sent until then. Redirections are not followed.
 *
 * <p><b>Discreet:</b> no message, log or {@code toString} holds the webhook's address, the token or an address to reply to.
 *
 * <p>Thread-safe; sending blocks. Nothing is started before the first message; {@link #close} ends what was.
 *
 * @see <a href="https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks">Incoming webhooks</a>
 * @see <a href="https://docs.slack.dev/reference/methods/chat.postMessage">chat.postMessage</a>
 * @see <a href="https://docs.slack.dev/apis/web-api/rate-limits">Rate limits</a>
 */
public final class SlackClient implements AutoCloseable {
    /** Where Slack's methods are. */
    public static final URI SLACK_API = URI.create("https://slack.com/api/");

    private static final String POST_MESSAGE = "chat.postMessage";
    private static final int LONGEST_ADDRESS = 2_000;

    /** What Slack says is wrong: {@code channel_not_found}. Anything else is not passed on. */
    private static final Pattern SLACKS_WORD = Pattern.compile("[a-z][a-z_]{1,60}");

    private static final Pattern REPLIES_AT = Pattern.compile("hooks\\.slack(-gov)?\\.com");

    private final URI target;
    private final Optional<Bot> bot;
    private final Posting posting;

    /** Who speaks, where it is a bot. Not a record, so that nothing shows the token. */
    private static final class Bot {
        private final String token;
        private final String channel;

        Bot(String token, String channel) {
            this.token = token;
            this.channel = channel;
        }
    }

    private SlackClient(URI target, Optional<Bot> bot, Posting posting) {
        this.target = target;
        this.bot = bot;
        this.posting = posting;
    }

    /**
     * Through an incoming webhook, which knows its channel.
     *
     * @param url its address, {@code https}, or {@code http} on this machine's loopback; a secret, as whoever has it can post
     * @throws IllegalArgumentException if it is none; the message does not hold it
     */
    public static SlackClient ofWebhook(String url) {
        return ofWebhook(url, new Posting());
    }

    /** The same with another patience, for tests. */
    static SlackClient ofWebhook(String url, Posting posting) {
        return new SlackClient(address("Slack webhook", url), Optional.empty(), posting);
    }

    /**
     * As a bot that has the scope {@code chat:write} and was invited to the channel.
     *
     * @param token of the bot, {@code xoxb-…}; a secret
     * @param channel its id, such as {@code C024BE91L}
     * @throws IllegalArgumentException if one of them cannot be; the message does not hold the token
     */
    public static SlackClient ofBot(String token, String channel) {
        return ofBot(token, channel, SLACK_API);
    }

    /**
     * The same with Slack's methods elsewhere, for tests.
     *
     * @param api the address that they are under, {@code https}, or {@code http} on this machine's loopback
     */
    public static SlackClient ofBot(String token, String channel, URI api) {
        if (!Require.present("Slack token", token).matches("[!-~]{1,500}")) {
            throw new IllegalArgumentException(
                    "Slack token is not shown here, allowed: 1 to 500 visible ASCII characters without blanks");
        }
        if (!Require.present("Slack channel", channel).matches("[#A-Za-z0-9_-]{1,100}")) {
            throw Require.refused("Slack channel", "'" + channel + "'", "an id such as C024BE91L");
        }
        URI base = address("Slack API", api.toString());
        return new SlackClient(base.resolve(POST_MESSAGE), Optional.of(new Bot(token, channel)), new Posting());
    }

    /** Does not show what it was given: {@link URI#create} would. */
    private static URI address(String name, String text) {
        Optional<URI> address = parsed(Require.present(name + " address", text));
        return address.orElseThrow(
                () -> new IllegalArgumentException(
                        name
                                + " address is not shown here, allowed: https://HOST/…, or http://HOST/… where HOST is this machine's loopback"));
    }

    private static Optional<URI> parsed(String text) {
        URI address;
        try {
            address = new URI(text);
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
        boolean sound = text.length() <= LONGEST_ADDRESS
                && address.getHost() != null
                && address.getRawUserInfo() == null
                && address.getRawFragment() == null;
        boolean safe = "https".equalsIgnoreCase(address.getScheme())
                || ("http".equalsIgnoreCase(address.getScheme()) && isLoopback(address.getHost()));
        return sound && safe ? Optional.of(address) : Optional.empty();
    }

    private static boolean isLoopback(String host) {
        return host.equalsIgnoreCase("localhost") || host.equals("[::1]") || host.matches("127(\\.[0-9]{1,3}){3}");
    }

    /** Posts a message to the channel. */
    void send(SlackMessage message) throws SlackException, InterruptedException {
        String json = bot.map(known -> message.json(known.channel)).orElseGet(message::json);
        Posting.Result result = posting.patiently(target, bot.map(known -> "Bearer " + known.token), json);
        Optional<String> fault = bot.isPresent() ? faultOfMethod(result) : faultOfWebhook(result);
        if (fault.isPresent()) {
            throw new SlackException("Slack took no message: " + fault.get(), true);
        }
    }

    /**
     * Answers to a button that was pressed.
     *
     * @param responseUrl as Slack gave it; elsewhere than at Slack's, or where this client sends to, nothing is sent
     */
    void reply(String responseUrl, SlackMessage message) throws SlackException, InterruptedException {
        URI address = parsed(responseUrl)
                .filter(this::isSlacks)
                .orElseThrow(() -> new SlackException("an address to reply to is not Slack's", true));
        Posting.Result result = posting.once(address, Optional.empty(), message.json());
        if (result.status() != 200) {
            throw new SlackException("Slack took no reply: " + status(result), true);
        }
    }

    private boolean isSlacks(URI address) {
        Matcher host = REPLIES_AT.matcher(address.getHost().toLowerCase(Locale.ROOT));
        return (host.matches() && address.getPort() < 0 && "https".equalsIgnoreCase(address.getScheme()))
                || (address.getHost().equalsIgnoreCase(target.getHost())
                        && address.getPort() == target.getPort()
                        && address.getScheme().equalsIgnoreCase(target.getScheme()));
    }

    /** A webhook says {@code ok}, or one word on what is wrong, with a status that is not 200. */
    private static Optional<String> faultOfWebhook(Posting.Result result) {
        return result.status() == 200
                ? Optional.empty()
                : Optional.of(status(result) + word(result.text().strip()));
    }

    /** A method answers with 200 whatever it found, and tells in JSON. */
    private static Optional<String> faultOfMethod(Posting.Result result) {
        if (result.status() != 200) {
            return Optional.of(status(result));
        }
        try {
            JsonNode answer = LumenJson.read(result.text().getBytes(StandardCharsets.UTF_8), JsonNode.class);
            return answer.path("ok").asBoolean(false)
                    ? Optional.empty()
                    : Optional.of("not ok" + word(answer.path("error").asText("")));
        } catch (IOException e) {
            return Optional.of("an answer that is no JSON");
        }
    }

    private static String status(Posting.Result result) {
        return "status " + result.status();
    }

    private static String word(String text) {
        return SLACKS_WORD.matcher(text).matches() ? ", " + text : "";
    }

    /** Ends its threads: at once from Java 21 on, before that a few seconds after it is no longer used. Sends nothing any more. */
    @Override
    public void close() {
        posting.close();
    }

    /** Shows the kind and the host, no secret. */
    @Override
    public String toString() {
        return "SlackClient[" + bot.map(known -> "bot in " + known.channel).orElse("webhook") + " at "
                + target.getHost() + "]";
    }
}
