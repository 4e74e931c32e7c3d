package dev.lumen.core;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lumen.api.act.Autonomy;
import dev.lumen.api.act.Lever;
import dev.lumen.api.act.ProposalStatus;
import dev.lumen.api.advise.Prices;
import dev.lumen.api.advise.SizeBounds;
import dev.lumen.api.advise.SizeGrid;
import dev.lumen.api.advise.TtlBounds;
import dev.lumen.api.feedback.UnifiedFeedback;
import dev.lumen.api.observe.CacheName;
import dev.lumen.api.observe.Gauges;
import dev.lumen.api.observe.Lookups;
import dev.lumen.api.observe.Reading;
import dev.lumen.api.observe.Removals;
import dev.lumen.api.observe.Window;
import dev.lumen.api.units.ByteSize;
import dev.lumen.core.govern.Guardrails;
import dev.lumen.core.govern.Papers;
import dev.lumen.core.govern.Steward;
import dev.lumen.core.govern.Terms;
import dev.lumen.core.govern.TtlInForce;
import dev.lumen.core.notify.LoopbackServer;
import dev.lumen.core.notify.Press;
import dev.lumen.core.notify.SlackClient;
import dev.lumen.core.notify.SlackInteractions;
import dev.lumen.core.notify.SlackSink;
import dev.lumen.core.state.FileAuditLog;
import dev.lumen.core.state.FileMailbox;
import dev.lumen.core.state.FileStateStore;
import java.net.http.HttpClient;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole way over HTTP: a run proposes, Slack is told, a button is pressed, and the next run does what was approved. */
class SlackPathTest {
    private static final CacheName CACHE = CacheName.of("answers");
    private static final HttpClient SENDER = HttpClient.newHttpClient();

    private final TtlInForce ttl = new TtlInForce(CACHE, TtlBounds.DEFAULT);

    @TempDir
    private Path folder;

    private volatile Instant now = Instant.parse("2026-11-28T12:00:00Z");
    private Papers papers;
    private LoopbackServer slack;
    private SlackClient client;
    private SlackInteractions interactions;
    private LoopbackServer host;
    private FeedbackOrchestrator lumen;

    @BeforeEach
    void open() throws Exception {
        papers = new Papers(
                new FileStateStore(folder.resolve("docket.json")),
                new FileAuditLog(folder.resolve("audit.jsonl")),
                new FileMailbox(folder.resolve("mail")));
        slack = LoopbackServer.slack();
        client = SlackClient.ofWebhook(slack.at("/services/hushhush").toString());
        interactions = new SlackInteractions(
                List.of(Press.SECRET), Set.of(Press.ANNA, "U0BEN"), papers::proposal, papers::post, client, () -> now);
        host = LoopbackServer.host(interactions);
        Terms terms = new Terms(
                CACHE,
                TtlBounds.DEFAULT,
                SizeBounds.DEFAULT,
                SizeGrid.MEGABYTES,
                Map.of(Lever.TTL, Autonomy.PROPOSE),
                OptionalDouble.empty(),
                Guardrails.STANDARD,
                Prices.DEFAULT);
        lumen = FeedbackOrchestrator.builder(CACHE)
                .clock(() -> now)
                .source(cache -> reading())
                .ttlInForce(ttl)
                .steward(new Steward(terms, papers, ttl, Optional.empty()))
                .sink(new SlackSink(client, new FileStateStore(folder.resolve("slack.json"))))
                .build();
    }

    @AfterEach
    void close() {
        lumen.close();
        host.close();
        interactions.close();
        client.close();
        slack.close();
    }

    /** The guide's golden case: 65 % hits at 300 s, for which the rules advise 420 s. */
    private Reading reading() {
        return new Reading.Windowed(
                Window.ending(now, Duration.ofHours(1)),
                Lookups.counted(6_500, 3_500),
                Removals.evicted(0),
                Gauges.builder()
                        .used(ByteSize.ofMegabytes(192))
                        .capacity(ByteSize.ofMegabytes(256))
                        .build());
    }

    /** The button of the message that Slack was sent, pressed. */
    private int press(JsonNode message, String label, String user) throws Exception {
        JsonNode blocks = message.path("blocks");
        for (JsonNode button : blocks.get(blocks.size() - 1).path("elements")) {
            if (button.path("text").path("text").asText().equals(label)) {
                Press press = Press.of(
                        button.path("action_id").asText(), button.path("value").asText(), slack.at("/actions/1"));
                return SENDER.send(press.by(user).request(host.at("/slack"), now), BodyHandlers.discarding())
                        .statusCode();
            }
        }
        throw new AssertionError("no button " + label + " in " + message);
    }

    private String text() throws Exception {
        return slack.next().json().path("text").asText();
    }

    private String log() throws Exception {
        return String.join("\n", papers.audit().lines());
    }

    private UnifiedFeedback runAfter(Duration passed) {
        now = now.plus(passed);
        return lumen.run();
    }

    @Test
    void a_run_proposes_a_button_is_pressed_and_the_next_run_does_it() throws Exception {
        lumen.run();
        JsonNode message = slack.next().json();
        assertThat(message.path("text").asText()).contains("answers: TTL 300 s → 420 s");
        assertThat(press(message, "Details", "U0MALLORY")).isEqualTo(200);
        assertThat(text()).contains("Why:");
        assertThat(press(message, "Approve", Press.ANNA)).isEqualTo(200);
        assertThat(press(message, "Approve", Press.ANNA)).isEqualTo(200);
        assertThat(text()).contains("APPROVE").contains("is kept");
        assertThat(text()).contains("already");
        assertThat(ttl.inForce()).isEqualTo(Duration.ofSeconds(300));

        UnifiedFeedback next = runAfter(Duration.ofMinutes(5));
        assertThat(next.notices()).anyMatch(notice -> notice.startsWith("slack:" + Press.ANNA + " said APPROVE"));
        assertThat(ttl.inForce()).isEqualTo(Duration.ofSeconds(420));
        assertThat(text()).contains("TTL 300 s → 420 s").contains("applied by lumen");
        assertThat(log()).contains("\"by\":\"slack:" + Press.ANNA + "\"").doesNotContain("REFUSED");

        assertThat(press(message, "Approve", Press.ANNA)).isEqualTo(200);
        assertThat(text()).contains("already");
        runAfter(Duration.ofMinutes(5));
        assertThat(papers.mail().read()).isEmpty();
        assertThat(log()).as("a retry after all that").doesNotContain("REFUSED");
        assertThat(slack.others()).isEmpty();
    }

    @Test
    void of_two_people_who_disagree_the_first_one_counts_and_the_other_is_refused_in_the_log() throws Exception {
        lumen.run();
        JsonNode message = slack.next().json();
        assertThat(press(message, "Reject", "U0BEN")).isEqualTo(200);
        now = now.plusSeconds(1);
        assertThat(press(message, "Approve", Press.ANNA)).isEqualTo(200);
        runAfter(Duration.ofMinutes(5));
        assertThat(ttl.inForce()).isEqualTo(Duration.ofSeconds(300));
        assertThat(log()).contains("\"event\":\"REFUSED\"", "it is REJECTED since", "by slack:U0BEN");
    }

    @Test
    void an_answer_after_the_expiry_is_refused_at_the_next_run_with_the_reason_in_the_log() throws Exception {
        lumen.run();
        JsonNode message = slack.next().json();
        String id = message.findValuesAsText("value").get(0);
        now = papers.proposal(id).orElseThrow().proposal().expiresAt().plusSeconds(1);
        assertThat(press(message, "Approve", Press.ANNA)).isEqualTo(200);
        assertThat(text()).contains("came too late");
        UnifiedFeedback next = runAfter(Duration.ofSeconds(1));
        assertThat(next.notices())
                .anyMatch(notice -> notice.contains("said APPROVE to " + id + ", which was refused: it expired at"));
        assertThat(ttl.inForce()).isEqualTo(Duration.ofSeconds(300));
        assertThat(papers.proposal(id).orElseThrow().status()).isEqualTo(ProposalStatus.EXPIRED);
        assertThat(log()).contains("\"event\":\"REFUSED\"", "it expired at");
    }

    @Test
    void a_slack_that_is_down_costs_a_notice_and_the_message_comes_when_it_is_back() throws Exception {
        slack.says(LoopbackServer.Answer.of(503, ""), LoopbackServer.Answer.of(503, ""));
        assertThat(lumen.run().notices()).anyMatch(notice -> notice.contains("waits for an answer"));
        assertThat(slack.others()).hasSize(2);
        UnifiedFeedback next = runAfter(Duration.ofMinutes(5));
        assertThat(next.notices())
                .anyMatch(notice -> notice.startsWith("a sink was not told of the last feedback: Slack failed")
                        && notice.contains("status 503")
                        && !notice.contains("hushhush"));
        assertThat(text()).contains("answers: TTL 300 s → 420 s");
    }
}
