package dev.lumen.core.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PressedTest {
    private static final Press PRESS =
            Press.of("lumen_approve", "ttl-3f9a2c41", URI.create("https://hooks.slack.com/actions/T0/1/secret"));

    @Test
    void reads_what_was_pressed_under_what_by_whom() throws Exception {
        Pressed pressed = Pressed.of(PRESS.body()).orElseThrow();
        assertThat(pressed.action()).isEqualTo(SlackAction.APPROVE);
        assertThat(pressed.proposalId()).isEqualTo("ttl-3f9a2c41");
        assertThat(pressed.user()).isEqualTo("U024BE7LH");
        assertThat(pressed.responseUrl()).hasValue("https://hooks.slack.com/actions/T0/1/secret");
        assertThat(pressed.toString()).doesNotContain("secret");
    }

    @Test
    void leaves_what_is_nothing_of_lumens() throws Exception {
        assertThat(Pressed.of(changed(json -> json.put("type", "view_submission"))))
                .isEmpty();
        assertThat(Pressed.of(changed(json -> action(json).put("action_id", "vote_yes"))))
                .isEmpty();
    }

    static Stream<Arguments> bad() {
        String payload = PRESS.payload(json -> {});
        String twice = payload.substring(0, payload.length() - 1) + ",\"user\":{\"id\":\"U0MALLORY\"}}";
        return Stream.of(
                Arguments.of("no body", new byte[0], SlackRefusal.NO_PAYLOAD),
                Arguments.of("another field", ascii("ssl_check=1"), SlackRefusal.NO_PAYLOAD),
                Arguments.of("two payloads", both(payload), SlackRefusal.NO_PAYLOAD),
                Arguments.of("a cut escape", ascii("payload=%7"), SlackRefusal.NOT_A_FORM),
                Arguments.of("a wrong escape", ascii("payload=%zz"), SlackRefusal.NOT_A_FORM),
                Arguments.of("no UTF-8", ascii("payload=%ff%fe"), SlackRefusal.NOT_A_FORM),
                Arguments.of("no JSON", Press.form("{\"type\":"), SlackRefusal.NOT_JSON),
                Arguments.of("no object", Press.form("[1]"), SlackRefusal.NOT_JSON),
                Arguments.of("deep nesting", Press.form("[".repeat(50_000)), SlackRefusal.NOT_JSON),
                Arguments.of("more behind", Press.form(payload + "{}"), SlackRefusal.NOT_JSON),
                Arguments.of("a user twice", Press.form(twice), SlackRefusal.NOT_JSON),
                field("no type", json -> json.remove("type")),
                field("no actions", json -> json.remove("actions")),
                field("no action", json -> json.withArray("actions").removeAll()),
                field(
                        "two actions",
                        json -> json.withArray("actions").add(action(json).deepCopy())),
                field("no user", json -> json.remove("user")),
                field("a user that is a number", json -> ((ObjectNode) json.get("user")).put("id", 7)),
                field("a user with more", json -> ((ObjectNode) json.get("user")).put("id", "U1\nby cli:ben")),
                field("no proposal", json -> action(json).remove("value")),
                field("an id that is none", json -> action(json).put("value", "../ttl")),
                field("a long id", json -> action(json).put("value", "t".repeat(65))),
                field("no button", json -> action(json).put("type", "overflow")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("bad")
    void refuses(String what, byte[] body, SlackRefusal refusal) {
        assertThatThrownBy(() -> Pressed.of(body))
                .as(what)
                .isInstanceOfSatisfying(
                        BadInteraction.class, e -> assertThat(e.refusal()).isEqualTo(refusal));
    }

    private static Arguments field(String name, Consumer<ObjectNode> wrong) {
        return Arguments.of(name, changed(wrong), SlackRefusal.BAD_FIELD);
    }

    private static byte[] changed(Consumer<ObjectNode> wrong) {
        return Press.form(PRESS.payload(wrong));
    }

    private static ObjectNode action(ObjectNode json) {
        return (ObjectNode) json.get("actions").get(0);
    }

    private static byte[] both(String payload) {
        String one = "payload=" + URLEncoder.encode(payload, StandardCharsets.UTF_8);
        return ascii(one + "&" + one);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
