package dev.lumen.core.notify;

import dev.lumen.api.units.Require;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Tells whether a request comes from Slack: HMAC-SHA256 with the app's signing secret over {@code v0:timestamp:body}, the body as it
 * came, compared in constant time; and the time signed lies within five minutes of now, either way. Of several secrets any one
 * will do, so that one can be exchanged for another without a gap. Immutable and thread-safe; costs one HMAC a secret.
 *
 * @see <a href="https://docs.slack.dev/authentication/verifying-requests-from-slack">Verifying requests from Slack</a>
 */
final class SignatureCheck {
    /** How far from now a request may have been sent, before or after. */
    static final Duration WINDOW = Duration.ofMinutes(5);

    static final String TIMESTAMP = "X-Slack-Request-Timestamp";
    static final String SIGNATURE = "X-Slack-Signature";

    private static final String ALGORITHM = "HmacSHA256";
    private static final int MOST_SECRETS = 10;

    private final List<SecretKeySpec> keys;
    private final InstantSource clock;

    /** Refuses no secret, more than ten, and a blank one; the message holds none. */
    SignatureCheck(List<String> signingSecrets, InstantSource clock) {
        int secrets = Require.present("Slack signing secrets", signingSecrets).size();
        if (secrets < 1 || secrets > MOST_SECRETS) {
            throw Require.refused("number of Slack signing secrets", secrets, "1 to " + MOST_SECRETS);
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
     * Passes if the request is Slack's.
     *
     * @param headers by name in any case; every value that came
     * @param body the bytes as they came, before anything was decoded
     */
    void verify(Map<String, List<String>> headers, byte[] body) throws BadInteraction {
        String time = only(headers, TIMESTAMP, "[0-9]{1,11}", SlackRefusal.BAD_TIMESTAMP);
        requireRecent(Instant.ofEpochSecond(Long.parseLong(time)), clock.instant());
        String signature = only(headers, SIGNATURE, "v0=[0-9a-f]{64}", SlackRefusal.BAD_SIGNATURE);
        if (!isSigned(time, signature, body)) {
            throw new BadInteraction(SlackRefusal.FORGED);
        }
    }

    /** A header that came twice is refused: a proxy might have looked at the other one. */
    private static String only(Map<String, List<String>> headers, String name, String pattern, SlackRefusal refusal)
            throws BadInteraction {
        List<String> values = headers.entrySet().stream()
                .filter(header -> name.equalsIgnoreCase(header.getKey()))
                .flatMap(header -> header.getValue().stream())
                .toList();
        if (values.size() != 1 || !values.get(0).matches(pattern)) {
            throw new BadInteraction(refusal);
        }
        return values.get(0);
    }

    private static void requireRecent(Instant sent, Instant now) throws BadInteraction {
        if (sent.isBefore(now.minus(WINDOW))) {
            throw new BadInteraction(SlackRefusal.TOO_OLD);
        }
        if (sent.isAfter(now.plus(WINDOW))) {
            throw new BadInteraction(SlackRefusal.FROM_THE_FUTURE);
        }
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

    /** Shows how many secrets there are, and none. */
    @Override
    public String toString() {
        return "SignatureCheck[" + keys.size() + " secrets]";
    }
}
