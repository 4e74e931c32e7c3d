package dev.lumen.core.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lumen.api.testkit.Proposals;
import dev.lumen.core.notify.LoopbackServer.Answer;
import dev.lumen.core.notify.LoopbackServer.Got;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SlackClientTest {
    private static final SlackMessage MESSAGE =
            SlackMessage.ofProposal(Proposals.ttl().proposal());
    private static final String HIDDEN = "B0HIDDEN1/hushhush";

    private LoopbackServer slack;
    private SlackClient webhook;
    private SlackClient bot;

    @BeforeEach
    void open() throws Exception {
        slack = LoopbackServer.slack();
        webhook = SlackClient.ofWebhook(
                slack.at("/services/" + HIDDEN).toString(), new Posting(Posting.ANSWER, Duration.ZERO));
        bot = SlackClient.ofBot("xoxb-" + HIDDEN, "C024BE91L", slack.at("/api/"));
    }

    @AfterEach
    void close() {
        webhook.close();
        bot.close();
        slack.close();
    }

    private static String failure(SlackClient client) {
        try {
            client.send(MESSAGE);
        } catch (SlackException e) {
            assertThat(e.toString()).doesNotContain("hushhush");
            assertThat(e.getCause()).isNull();
            return String.valueOf(e.getMessage());
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        throw new AssertionError("it was delivered");
    }

    @Test
    void a_webhook_gets_the_message_as_json() throws Exception {
        webhook.send(MESSAGE);
        Got got = slack.next();
        assertThat(got.path()).isEqualTo("/services/" + HIDDEN);
        assertThat(got.headers().get("Content-type")).containsExactly("application/json; charset=utf-8");
        assertThat(got.headers()).doesNotContainKey("Authorization");
        assertThat(got.body()).isEqualTo(MESSAGE.json()).contains("→");
    }

    @Test
    void a_bot_shows_its_token_and_names_its_channel() throws Exception {
        slack.says(Answer.of(200, "{\"ok\":true,\"ts\":\"1503435956.000247\"}"));
        bot.send(MESSAGE);
        Got got = slack.next();
        assertThat(got.path()).isEqualTo("/api/chat.postMessage");
        assertThat(got.headers().get("Authorization")).containsExactly("Bearer xoxb-" + HIDDEN);
        assertThat(got.json().path("channel").asText()).isEqualTo("C024BE91L");
        assertThat(got.json().path("blocks").size()).isEqualTo(6);
    }

    @Test
    void what_slack_finds_wrong_is_said_in_its_word_and_not_tried_again() {
        slack.says(
                Answer.of(200, "{\"ok\":false,\"error\":\"channel_not_found\"}"),
                Answer.of(404, "no_service"),
                Answer.of(200, "{\"ok\":false,\"error\":\"see http://evil.example\"}"),
                Answer.of(200, "<html>"));
        assertThat(failure(bot)).isEqualTo("Slack took no message: not ok, channel_not_found");
        assertThat(failure(webhook)).isEqualTo("Slack took no message: status 404, no_service");
        assertThat(failure(bot)).isEqualTo("Slack took no message: not ok");
        assertThat(failure(bot)).isEqualTo("Slack took no message: an answer that is no JSON");
        assertThat(slack.others()).hasSize(4);
    }

    @Test
    void a_wait_of_a_moment_is_waited_for_once() {
        slack.says(Answer.of(429, "").with("Retry-After", "0"));
        assertThatCode(() -> webhook.send(MESSAGE)).doesNotThrowAnyException();
        assertThat(slack.others()).hasSize(2);
    }

    @Test
    void a_long_wait_is_kept_without_asking_again() {
        slack.says(Answer.of(429, "").with("Retry-After", "60"));
        assertThat(failure(webhook)).isEqualTo("Slack answered with status 429 and asked to wait 60 s");
        assertThat(failure(webhook)).startsWith("Slack asked to be left alone for ");
        assertThat(slack.others()).hasSize(1);
    }

    @Test
    void trouble_at_slack_is_tried_twice_and_no_more() {
        slack.says(Answer.of(503, ""), Answer.of(500, "rollup_error"), Answer.of(200, "ok"));
        assertThat(failure(webhook)).isEqualTo("Slack answered with status 500");
        assertThat(slack.others()).hasSize(2);
    }

    @Test
    void a_slow_slack_costs_no_more_than_the_patience_and_is_not_asked_twice() throws Exception {
        CountDownLatch over = new CountDownLatch(1);
        slack.says(Answer.of(200, "ok").after(() -> await(over)));
        try (SlackClient hasty =
                SlackClient.ofWebhook(slack.at("/x").toString(), new Posting(Duration.ofMillis(200), Duration.ZERO))) {
            assertThat(failure(hasty)).isEqualTo("Slack did not answer within 200 ms");
        }
        over.countDown();
        assertThat(slack.others()).hasSize(1);
    }

    @Test
    void a_slack_that_is_down_is_a_failure_without_the_address() {
        slack.close();
        assertThat(failure(webhook)).isEqualTo("Slack could not be reached: no connection");
        assertThat(failure(bot)).isEqualTo("Slack could not be reached: no connection");
    }

    @Test
    void a_redirection_is_not_followed() {
        slack.says(Answer.of(302, "").with("Location", slack.at("/elsewhere").toString()));
        assertThat(failure(webhook)).isEqualTo("Slack took no message: status 302");
        assertThat(slack.others()).hasSize(1);
    }

    @Test
    void a_huge_answer_is_let_go() {
        slack.says(Answer.of(400, "x".repeat(500_000)));
        assertThat(failure(webhook)).isEqualTo("Slack took no message: status 400");
    }

    @Test
    void a_reply_goes_to_slack_or_where_messages_go_and_nowhere_else() throws Exception {
        webhook.reply(slack.at("/actions/1").toString(), SlackMessage.ofReply("kept"));
        assertThat(slack.next().json().path("text").asText()).isEqualTo("kept");
        try (LoopbackServer other = LoopbackServer.slack()) {
            for (String elsewhere : List.of(
                    other.at("/actions/1").toString(),
                    "https://hooks.slack.com.evil.example/actions/1",
                    "https://hooks.slack.com:8443/actions/1",
                    "https://hooks.slack.com@evil.example/actions/1",
                    "http://hooks.slack.com/actions/1",
                    "file:///etc/passwd",
                    "hooks")) {
                assertThatThrownBy(() -> webhook.reply(elsewhere, SlackMessage.ofReply("kept")))
                        .as(elsewhere)
                        .isInstanceOf(SlackException.class)
                        .hasMessage("an address to reply to is not Slack's");
            }
            assertThat(other.others()).isEmpty();
        }
    }

    @Test
    void shows_no_secret() {
        assertThat(webhook.toString()).isEqualTo("SlackClient[webhook at 127.0.0.1]");
        assertThat(bot.toString()).isEqualTo("SlackClient[bot in C024BE91L at 127.0.0.1]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "hushhush",
                "http://hooks.slack.com/hushhush",
                "ftp://127.0.0.1/hushhush",
                "https:///hushhush",
                "https://hushhush@hooks.slack.com/",
                "https://hooks.slack.com/ hushhush",
                "http://127.0.0.1.evil.example/hushhush"
            })
    void an_address_that_cannot_be_is_refused_and_not_shown(String url) {
        assertThatThrownBy(() -> SlackClient.ofWebhook(url))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("allowed: https://HOST/")
                .hasMessageNotContaining("hushhush")
                .hasNoCause();
    }

    @Test
    void a_token_or_channel_that_cannot_be_is_refused() {
        assertThatThrownBy(() ->
                        SlackClient.ofBot("xoxb-hushhush\r\nHost: evil", "C1", URI.create("https://slack.com/api/")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Slack token")
                .hasMessageNotContaining("hushhush");
        assertThatThrownBy(() -> SlackClient.ofBot("xoxb-1", "C 1")).hasMessageContaining("Slack channel is 'C 1'");
    }

    @Test
    void sends_nothing_once_closed() {
        webhook.close();
        assertThat(failure(webhook)).isEqualTo("the client is closed");
        assertThat(slack.others()).isEmpty();
    }

    static void await(CountDownLatch latch) {
        try {
            latch.await(30, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
