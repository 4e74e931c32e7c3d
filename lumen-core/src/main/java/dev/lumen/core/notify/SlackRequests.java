package dev.lumen.core.notify;

import dev.lumen.api.units.Require;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Tells whether a request comes from Slack: HMAC-SHA256 with the app's signing secret over {@code v0:timestamp:body}, the body as it
 * came, compared in constant time; and the time signed lies within five minutes of now, either way. Of several secrets any one
 * will do, so that one can be exchanged for another without a gap. Immutable and thread-safe; costs one HMAC a secret.
 *
 * @see <a href="https://docs.slack.dev/authentication/verifying-requests-from-slack">Verifying requests from Slack</a>
 */
public final class SlackRequests {
    /** The longest body, in bytes; a payload repeats the message that it answers, and is far smaller. */
    public static final int LARGEST = 262_144;

    /** How far from now a request may have been sent, before or after. */
    public static final Duration WINDOW = Duration.ofMinutes(5);

    static final String TIMESTAMP = "X-Slack-Request-Timestamp";
    static final String SIGNATURE = "X-Slack-Signature";

    private static final String ALGORITHM = "HmacSHA256";
    private static final int MOST_SECRETS = 10;

    private final List<SecretKeySpec> keys;
    private final InstantSource clock;

    /**
     * A verifier.
     *
     * @param signingSecrets 1 to 10, none blank; from the page "Basic Information" of the Slack app
     * @param clock the wall clock
     * @throws IllegalArgumentException if there is none, too many, or a blank one; the message holds no secret
     */
    public SlackRequests(List<String> signingSecrets, InstantSource clock) {
        if (signingSecrets.isEmpty() || signingSecrets.size() > MOST_SECRETS) {
            throw Require.refused("number of Slack signing secrets", signingSecrets.size(), "1 to " + MOST_SECRETS);
        }
        if (signingSecrets.stream().anyMatch(String::isBlank)) {
            throw new IllegalArgumentException("Slack signing secret is blank, allowed: a text that is not blank");
        }
        keys = signingSecrets.stream()
                .map(secret -> new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM))
                .toList();
        this.clock = Require.present("clock", clock);
    }

    /**
     * The whole of a body, read no further than one byte past {@link #LARGEST}: then {@link #refusal} says that it is too large.
     *
     * @throws IOException if it cannot be read
     */
    public static byte[] read(InputStream body) throws IOException {
        return body.readNBytes(LARGEST + 1);
    }

    /**
     * Why a request is not taken for Slack's; empty where it is Slack's.
     *
     * @param headers by name in any case; every value that came
     * @param body the bytes as they came, before anything was decoded
     */
    public Optional<SlackRefusal> refusal(Map<String, List<String>> headers, byte[] body) {
        if (body.length > LARGEST) {
            return Optional.of(SlackRefusal.TOO_LARGE);
        }
        List<String> times = values(headers, TIMESTAMP);
        List<String> signatures = values(headers, SIGNATURE);
        return ofTime(times)
                .or(() -> ofSignature(signatures))
                .or(() -> isSigned(times.get(0), signatures.get(0), body)
                        ? Optional.empty()
                        : Optional.of(SlackRefusal.FORGED));
    }

    private Optional<SlackRefusal> ofTime(List<String> times) {
        if (times.size() != 1) {
            return Optional.of(times.isEmpty() ? SlackRefusal.NO_TIMESTAMP : SlackRefusal.DOUBLED_TIMESTAMP);
        }
        if (!times.get(0).matches("[0-9]{1,11}")) {
            return Optional.of(SlackRefusal.BAD_TIMESTAMP);
        }
        Instant sent = Instant.ofEpochSecond(Long.parseLong(times.get(0)));
        Instant now = clock.instant();
        if (sent.isBefore(now.minus(WINDOW))) {
            return Optional.of(SlackRefusal.TOO_OLD);
        }
        return sent.isAfter(now.plus(WINDOW)) ? Optional.of(SlackRefusal.FROM_THE_FUTURE) : Optional.empty();
    }

    private static Optional<SlackRefusal> ofSignature(List<String> signatures) {
        if (signatures.size() != 1) {
            return Optional.of(signatures.isEmpty() ? SlackRefusal.NO_SIGNATURE : SlackRefusal.DOUBLED_SIGNATURE);
        }
        return signatures.get(0).matches("v0=[0-9a-f]{64}")
                ? Optional.empty()
                : Optional.of(SlackRefusal.BAD_SIGNATURE);
    }

    /** Asks every secret, whichever was right, so that the time taken does not tell which it was. */
    private boolean isSigned(String time, String signature, byte[] body) {
        byte[] given = signature.getBytes(StandardCharsets.US_ASCII);
        boolean signed = false;
        for (SecretKeySpec key : keys) {
            signed |= MessageDigest.isEqual(given, signature(key, time, body));
        }
        return signed;
    }

    private static byte[] signature(SecretKeySpec key, String time, byte[] body) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            mac.update(("v0:" + time + ":").getBytes(StandardCharsets.US_ASCII));
            return ("v0=" + HexFormat.of().formatHex(mac.doFinal(body))).getBytes(StandardCharsets.US_ASCII);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
        }
    }

    private static List<String> values(Map<String, List<String>> headers, String name) {
        return headers.entrySet().stream()
                .filter(header -> name.equalsIgnoreCase(header.getKey()))
                .flatMap(header -> header.getValue().stream())
                .toList();
    }

    /** Shows how many secrets there are, and none. */
    @Override
    public String toString() {
        return "SlackRequests[" + keys.size() + " secrets]";
    }
}
