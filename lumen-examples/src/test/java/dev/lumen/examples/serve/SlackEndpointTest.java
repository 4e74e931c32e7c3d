package dev.lumen.examples.serve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lumen.api.act.Autonomy;
import dev.lumen.api.act.Lever;
import dev.lumen.api.advise.Prices;
import dev.lumen.api.advise.SizeBounds;
import dev.lumen.api.advise.SizeGrid;
import dev.lumen.api.advise.TtlBounds;
import dev.lumen.core.FeedbackOrchestrator;
import dev.lumen.core.govern.Guardrails;
import dev.lumen.core.govern.Papers;
import dev.lumen.core.govern.Steward;
import dev.lumen.core.govern.Terms;
import dev.lumen.core.govern.TtlInForce;
import dev.lumen.core.notify.SlackClient;
import dev.lumen.core.notify.SlackInteractions;
import dev.lumen.core.state.FileAuditLog;
import dev.lumen.core.state.FileMailbox;
import dev.lumen.core.state.FileStateStore;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A button of Slack's pressed by somebody who may, and requests that only look like it. */
@Tag("any-jdk")
class SlackEndpointTest {
    private static final String PATH = "/slack/interactions";
    private static final String SECRET = "8f742231b10e8888abcd99yyyzzz85a5";
    private static final String ANNA = "U024BE7LH";
    private static final String TIME = "X-Slack-Request-Timestamp";
    private static final String SIGNATURE = "X-Slack-Signature";
    private static final int LARGEST = 262_144;

    private final TtlInForce ttl = new TtlInForce(Loop.CACHE, TtlBounds.DEFAULT);
    private final LatestFeedback latest = new LatestFeedback();

    @TempDir
    private Path folder;

    private volatile Instant now = Instant.parse("2026-11-28T12:00:00Z");
    private KeyServer slack;
    private SlackClient replies;
    private Papers papers;
    private FeedbackOrchestrator lumen;
    private Service service;
    private Client client;

    @BeforeEach
    void open() throws Exception {
        papers = new Papers(
                new FileStateStore(folder.resolve("docket.json")),
                new FileAuditLog(folder.resolve("audit.jsonl")),
                new FileMailbox(folder.resolve("mail")));
        Terms terms = new Terms(
                Loop.CACHE,
                TtlBounds.DEFAULT,
                SizeBounds.DEFAULT,
                SizeGrid.MEGABYTES,
                Map.of(Lever.TTL, Autonomy.PROPOSE),
                OptionalDouble.empty(),
                Guardrails.STANDARD,
                Prices.DEFAULT);
        lumen = FeedbackOrchestrator.builder(Loop.CACHE)
                .clock(() -> now)
                .source(cache -> Loop.reading(now))
                .ttlInForce(ttl)
                .steward(new Steward(terms, papers, ttl, Optional.empty()))
                .sink(latest)
                .build();
        slack = new KeyServer("ok");
        replies = SlackClient.ofWebhook(slack.keys().toString());
        service = new ServiceBuilder(lumen::run, latest)
                .slack(new SlackInteractions(
                        List.of(SECRET), Set.of(ANNA), papers::proposal, papers::post, replies, () -> now))
                .limits(Loop.LIMITS)
                .rest(Duration.ZERO)
                .start();
        client = new Client(service);
        assertThat(client.post("/feedback/run", "").statusCode()).isEqualTo(200);
    }

    @AfterEach
    void close() {
        service.close();
        replies.close();
        lumen.close();
        slack.close();
    }

    private String proposal() {
        return latest.get()
                .orElseThrow()
                .background()
                .proposals()
                .get(0)
                .proposal()
                .id();
    }

    /** As Slack sends it, shortened by what Lumen does not look at. */
    private String press(String user) {
        String payload = """
                {"type": "block_actions", "user": {"id": "%s", "username": "anna", "team_id": "T021F9ZE2"},
                 "api_app_id": "A02LUMEN01", "token": "8LrP3kQxAmpLeT0kenN0tUs3", "team": {"id": "T021F9ZE2"},
                 "channel": {"id": "C024BE91L", "name": "caches"}, "response_url": "%s",
                 "actions": [{"action_id": "lumen_approve", "block_id": "a1", "type": "button", "value": "%s",
                              "action_ts": "1793534460.840180"}]}
                """.formatted(user, slack.keys(), proposal());
        return "payload=" + URLEncoder.encode(payload, StandardCharsets.UTF_8);
    }

    private static String signature(String secret, String time, String body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            byte[] signed = ("v0:" + time + ":" + body).getBytes(StandardCharsets.UTF_8);
            return "v0=" + HexFormat.of().formatHex(mac.doFinal(signed));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private String time(int secondsFromNow) {
        return Long.toString(now.plusSeconds(secondsFromNow).getEpochSecond());
    }

    private HttpResponse<String> send(String body, String... headers) throws Exception {
        String[] all = java.util.Arrays.copyOf(headers, headers.length + 2);
        all[headers.length] = "Content-Type";
        all[headers.length + 1] = "application/x-www-form-urlencoded";
        return client.post(PATH, body, all);
    }

    private HttpResponse<String> signed(String body) throws Exception {
        return send(body, TIME, time(0), SIGNATURE, signature(SECRET, time(0), body));
    }

    private String runLater() throws Exception {
        now = now.plus(Duration.ofMinutes(5));
        return client.post("/feedback/run", "").body();
    }

    private String log() throws Exception {
        return String.join("\n", papers.audit().lines());
    }

    @Test
    void a_press_is_kept_once_however_often_it_comes_and_the_next_run_does_it() throws Exception {
        String press = press(ANNA);
        for (int i = 0; i < 3; i++) {
            HttpResponse<String> taken = signed(press);
            assertThat(taken.statusCode()).isEqualTo(200);
            assertThat(taken.body()).isEmpty();
            assertThat(papers.mail().read()).hasSize(1);
            now = now.plusSeconds(1);
        }
        assertThat(ttl.inForce()).isEqualTo(Duration.ofSeconds(300));
        assertThat(runLater()).contains("slack:" + ANNA + " said APPROVE");
        assertThat(ttl.inForce()).isEqualTo(Duration.ofSeconds(420));
        assertThat(signed(press).statusCode()).as("a retry after all that").isEqualTo(200);
        runLater();
        assertThat(papers.mail().read()).isEmpty();
        assertThat(log()).containsOnlyOnce("\"event\":\"APPROVED\"").doesNotContain("REFUSED");
    }

    @Test
    void what_is_forged_altered_or_old_is_refused_with_that_word_and_nothing_is_kept() throws Exception {
        String press = press(ANNA);
        String time = time(0);
        String good = signature(SECRET, time, press);
        String old = time(-301);
        String early = time(301);
        int last = good.length() - 1;
        String turned = good.substring(0, last) + (good.charAt(last) == '0' ? '1' : '0');
        refused("made up", press, TIME, time, SIGNATURE, "v0=" + "0".repeat(64));
        refused("a digit turned", press, TIME, time, SIGNATURE, turned);
        refused("another secret", press, TIME, time, SIGNATURE, signature(SECRET + "6", time, press));
        refused("no headers", press);
        refused("no signature", press, TIME, time);
        refused("no time", press, SIGNATURE, good);
        refused("an empty signature", press, TIME, time, SIGNATURE, "");
        refused("another version", press, TIME, time, SIGNATURE, good.replace("v0", "v1"));
        refused(
                "in capitals",
                press,
                TIME,
                time,
                SIGNATURE,
                "v0=" + good.substring(3).toUpperCase(java.util.Locale.ROOT));
        refused("replayed", press, TIME, old, SIGNATURE, signature(SECRET, old, press));
        refused("from the future", press, TIME, early, SIGNATURE, signature(SECRET, early, press));
        refused("a later time", press, TIME, time(1), SIGNATURE, good);
        refused("a time that is none", press, TIME, "now", SIGNATURE, signature(SECRET, "now", press));
        refused("two signatures", press, TIME, time, SIGNATURE, good, SIGNATURE, good);
        refused("one of two is good", press, TIME, time, SIGNATURE, turned, SIGNATURE, good);
        refused("two times", press, TIME, time, TIME, time, SIGNATURE, good);
        refused("a byte more", press + "+", TIME, time, SIGNATURE, good);
        refused("a byte less", press.substring(0, press.length() - 1), TIME, time, SIGNATURE, good);
        refused("a byte changed", press.replace("approve", "approvf"), TIME, time, SIGNATURE, good);
        refused("no body", "", TIME, time, SIGNATURE, good);
        assertThat(slack.asked()).as("replies").isZero();
        assertThat(runLater()).doesNotContain("said APPROVE");
        assertThat(ttl.inForce()).isEqualTo(Duration.ofSeconds(300));
    }

    private void refused(String what, String body, String... headers) throws Exception {
        HttpResponse<String> response = send(body, headers);
        assertThat(response.statusCode()).as(what).isEqualTo(401);
        assertThat(response.body()).as(what).isEqualTo("refused");
        assertThat(papers.mail().read()).as(what).isEmpty();
    }

    @Test
    void what_is_signed_and_makes_no_sense_is_refused_with_that_word() throws Exception {
        for (String body : List.of("", "payload=", "payload=1&payload=2", "payload=%7B", "{}", press("<script>"))) {
            HttpResponse<String> response = signed(body);
            assertThat(response.statusCode()).as(body).isEqualTo(400);
            assertThat(response.body()).isEqualTo("refused");
        }
        assertThat(papers.mail().read()).isEmpty();
    }

    @Test
    void who_may_not_answer_has_the_same_answer_and_nothing_is_kept() throws Exception {
        HttpResponse<String> response = signed(press("U0MALLORY"));
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isEmpty();
        assertThat(papers.mail().read()).isEmpty();
        assertThat(runLater()).doesNotContain("said APPROVE");
        assertThat(ttl.inForce()).isEqualTo(Duration.ofSeconds(300));
    }

    @Test
    void a_body_that_is_too_large_is_not_read_though_it_is_signed() throws Exception {
        String press = press(ANNA);
        String large = press + "&more=" + "x".repeat(LARGEST - press.length() - "&more=".length());
        assertThat(signed(large).statusCode()).isEqualTo(200);
        HttpResponse<String> refused = signed(large + "x");
        assertThat(refused.statusCode()).isEqualTo(413);
        assertThat(refused.body()).startsWith("{\"error\":{\"status\":413,").doesNotContain("xx", ANNA);
        assertThat(papers.mail().read()).as("of the one that was not").hasSize(1);
    }

    @Test
    void other_ways_to_ask_are_none() throws Exception {
        assertThat(client.get(PATH).statusCode()).isEqualTo(405);
        assertThat(papers.mail().read()).isEmpty();
    }
}
