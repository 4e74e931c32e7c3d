package dev.lumen.core.notify;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** What Slack sends when a button is pressed: the payload of {@code block_actions.json} with what a test wants in it. */
public record Press(String action, String proposalId, String user, String responseUrl) {
    /** An app's signing secret, the one of Slack's documentation. */
    public static final String SECRET = "8f742231b10e8888abcd99yyyzzz85a5";

    /** Who presses unless a test says otherwise. */
    public static final String ANNA = "U024BE7LH";

    private static final ObjectMapper MAPPER = new ObjectMapper();

    /** Anna presses. */
    public static Press of(String action, String proposalId, URI responseUrl) {
        return new Press(action, proposalId, ANNA, responseUrl.toString());
    }

    /** Somebody else presses. */
    public Press by(String other) {
        return new Press(action, proposalId, other, responseUrl);
    }

    /** The body as Slack sends it. */
    public byte[] body() {
        return form(payload(json -> {}));
    }

    /** The payload with something wrong in it. */
    String payload(Consumer<ObjectNode> wrong) {
        try (InputStream file = Press.class.getResourceAsStream("block_actions.json")) {
            ObjectNode json = (ObjectNode) MAPPER.readTree(file);
            json.put("response_url", responseUrl);
            ((ObjectNode) json.get("user")).put("id", user);
            ((ObjectNode) json.get("actions").get(0)).put("action_id", action).put("value", proposalId);
            wrong.accept(json);
            return json.toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static byte[] form(String payload) {
        return ("payload=" + URLEncoder.encode(payload, StandardCharsets.UTF_8)).getBytes(StandardCharsets.US_ASCII);
    }

    /** The headers with which Slack signs a body. */
    public static Map<String, List<String>> signed(byte[] body, Instant at, String secret) {
        String time = Long.toString(at.getEpochSecond());
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            mac.update(("v0:" + time + ":").getBytes(StandardCharsets.US_ASCII));
            String signature = "v0=" + HexFormat.of().formatHex(mac.doFinal(body));
            return Map.of("X-Slack-Request-Timestamp", List.of(time), "X-Slack-Signature", List.of(signature));
        } catch (java.security.GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The request by which Slack would send it. */
    public HttpRequest request(URI to, Instant at) {
        return request(to, body(), signed(body(), at, SECRET));
    }

    static HttpRequest request(URI to, byte[] body, Map<String, List<String>> headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(to)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofByteArray(body));
        headers.forEach((name, values) -> values.forEach(value -> request.header(name, value)));
        return request.build();
    }
}
