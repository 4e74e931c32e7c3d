package dev.lumen.core.notify;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.lumen.api.act.Proposal;
import java.util.List;
import java.util.Optional;

/**
 * A button of a proposal that somebody pressed, as a {@code block_actions} payload tells it.
 *
 * @param action which button
 * @param proposalId what it was under
 * @param user Slack's id of who pressed
 * @param responseUrl where a text for them goes; as it came, so that whoever uses it checks it
 * @see <a href="https://docs.slack.dev/reference/interaction-payloads/block_actions-payload">block_actions payload</a>
 */
record Pressed(SlackAction action, String proposalId, String user, Optional<String> responseUrl) {
    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    /** What was pressed; empty where it was nothing of Lumen's. */
    static Optional<Pressed> of(byte[] form) throws BadInteraction {
        List<String> payloads = FormBody.values(form, "payload");
        if (payloads.size() != 1) {
            throw new BadInteraction(SlackRefusal.NO_PAYLOAD);
        }
        JsonNode payload = json(payloads.get(0));
        if (!text(payload, "type", "[a-z_]{1,100}").equals("block_actions")) {
            return Optional.empty();
        }
        JsonNode actions = payload.path("actions");
        if (!actions.isArray() || actions.size() != 1) {
            throw new BadInteraction(SlackRefusal.BAD_FIELD);
        }
        Optional<SlackAction> known = SlackAction.of(text(actions.get(0), "action_id", "(?s).{1,255}"));
        return known.isEmpty() ? Optional.empty() : Optional.of(of(known.get(), payload, actions.get(0)));
    }

    private static Pressed of(SlackAction known, JsonNode payload, JsonNode action) throws BadInteraction {
        String id = text(action, "value", "[A-Za-z0-9-]{1,64}");
        if (!Proposal.isId(id) || !text(action, "type", "[a-z_]{1,100}").equals("button")) {
            throw new BadInteraction(SlackRefusal.BAD_FIELD);
        }
        String user = text(payload.path("user"), "id", "[A-Z0-9]{2,40}");
        Optional<String> url = Optional.of(payload.path("response_url").asText(""));
        return new Pressed(known, id, user, url.filter(text -> !text.isBlank()));
    }

    /** Without the address to reply to, by which anyone can write into the channel. */
    @Override
    public String toString() {
        return "Pressed[" + action + ", " + proposalId + ", " + user + "]";
    }

    private static JsonNode json(String text) throws BadInteraction {
        try {
            JsonNode node = MAPPER.readTree(text);
            if (node.isObject()) {
                return node;
            }
        } catch (JsonProcessingException e) {
            // refused below, without what it holds
        }
        throw new BadInteraction(SlackRefusal.NOT_JSON);
    }

    private static String text(JsonNode object, String name, String pattern) throws BadInteraction {
        JsonNode value = object.path(name);
        if (!value.isTextual() || !value.textValue().matches(pattern)) {
            throw new BadInteraction(SlackRefusal.BAD_FIELD);
        }
        return value.textValue();
    }
}
