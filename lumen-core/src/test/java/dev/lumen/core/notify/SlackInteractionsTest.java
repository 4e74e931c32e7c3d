package dev.lumen.core.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lumen.api.act.Answer;
import dev.lumen.api.act.ProposalHistory;
import dev.lumen.api.act.ProposalStatus;
import dev.lumen.api.testkit.Metrics;
import dev.lumen.api.testkit.Proposals;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Over HTTP: Slack, which presses and reads replies, and a host, which keeps answers. */
class SlackInteractionsTest {
    private static final String ID = "ttl-3f9a2c41";
    private static final String MALLORY = "U0MALLORY";
    private static final HttpClient SENDER = HttpClient.newHttpClient();

    private final Map<String, Answer> kept = new ConcurrentHashMap<>();
    private volatile ProposalHistory history = Proposals.ttl();
    private volatile ProposalLookup lookup = id -> Optional.of(history).filter(known -> id.equals(ID));
    private volatile AnswerBox box = (id, answer) -> kept.putIfAbsent(id, answer) == null;
    private volatile Instant now = Metrics.NOW.plusSeconds(60);

    private LoopbackServer slack;
    private SlackClient client;
    private SlackInteractions interactions;
    private LoopbackServer host;

    @BeforeEach
    void open() throws IOException {
        slack = LoopbackServer.slack();
        client = SlackClient.ofWebhook(slack.at("/hook").toString());
        interactions = interactions(Duration.ofSeconds(30));
        host = LoopbackServer.host(interactions);
    }

    private SlackInteractions interactions(Duration patience) {
        return new SlackInteractions(
                List.of(Press.SECRET),
                Set.of(Press.ANNA, "U0BEN"),
                id -> lookup.find(id),
                (id, answer) -> box.post(id, answer),
                client,
                () -> now,
                patience);
    }

    @AfterEach
    void close() {
        host.close();
        interactions.close();
        client.close();
        slack.close();
    }

    private Press press(String action) {
        return Press.of(action, ID, slack.at("/actions/T0/1/x"));
    }

    private int send(HttpRequest request) throws Exception {
        return SENDER.send(request, BodyHandlers.discarding()).statusCode();
    }

    private int send(Press press) throws Exception {
        return send(press.request(host.at("/slack"), now));
    }

    private int send(byte[] body, Map<String, List<String>> headers) throws Exception {
        return send(Press.request(host.at("/slack"), body, headers));
    }

    private String reply() throws Exception {
        LoopbackServer.Got got = slack.next();
        assertThat(got.path()).isEqualTo("/actions/T0/1/x");
        assertThat(got.json().path("response_type").asText()).isEqualTo("ephemeral");
        return got.json().path("text").asText();
    }

    @Test
    void an_approval_is_kept_and_the_one_who_pressed_is_told() throws Exception {
        assertThat(send(press("lumen_approve"))).isEqualTo(200);
        assertThat(kept).hasSize(1);
        assertThat(kept.keySet()).allMatch(id -> id.matches("slack-[0-9a-f]{64}"));
        assertThat(kept.values())
                .containsExactly(new Answer(ID, Answer.Verdict.APPROVE, "slack:" + Press.ANNA, now, ""));
        assertThat(reply()).startsWith("APPROVE for ttl-3f9a2c41 (TTL 300 s → 420 s) is kept.");
    }

    @Test
    void a_rejection_is_another_answer_and_so_is_another_persons() throws Exception {
        assertThat(send(press("lumen_approve"))).isEqualTo(200);
        assertThat(send(press("lumen_reject"))).isEqualTo(200);
        assertThat(send(press("lumen_approve").by("U0BEN"))).isEqualTo(200);
        assertThat(kept.values())
                .extracting(Answer::verdict)
                .containsExactlyInAnyOrder(Answer.Verdict.APPROVE, Answer.Verdict.REJECT, Answer.Verdict.APPROVE);
    }

    @Test
    void a_replayed_request_counts_once() throws Exception {
        HttpRequest request = press("lumen_approve").request(host.at("/slack"), now);
        assertThat(send(request)).isEqualTo(200);
        assertThat(reply()).contains("is kept");
        now = now.plusSeconds(200);
        assertThat(send(request)).isEqualTo(200);
        assertThat(reply()).isEqualTo("You have said so already: it counts once.");
        assertThat(kept).hasSize(1);
    }

    @Test
    void double_clicks_at_the_same_moment_count_once() throws Exception {
        List<CompletableFuture<HttpResponse<Void>>> calls = java.util.stream.IntStream.range(0, 8)
                .mapToObj(i -> SENDER.sendAsync(
                        press("lumen_approve").request(host.at("/slack"), now.plusSeconds(i)),
                        BodyHandlers.discarding()))
                .toList();
        for (CompletableFuture<HttpResponse<Void>> call : calls) {
            assertThat(call.get(30, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
        }
        assertThat(kept).hasSize(1);
    }

    @Test
    void what_was_taken_long_ago_and_is_out_of_the_box_is_not_kept_again() throws Exception {
        history = history.then(new ProposalHistory.Step(ProposalStatus.APPROVED, now, "slack:" + Press.ANNA, ""));
        assertThat(send(press("lumen_approve"))).isEqualTo(200);
        assertThat(reply()).isEqualTo("You have said so already: it counts once.");
        assertThat(kept).isEmpty();
    }

    @Test
    void a_second_answer_is_kept_for_the_log_and_said_to_change_nothing() throws Exception {
        history = history.then(new ProposalHistory.Step(ProposalStatus.REJECTED, now, "cli:ben", "not now"));
        assertThat(send(press("lumen_approve"))).isEqualTo(200);
        assertThat(reply()).contains("It will change nothing", "REJECTED since", "by cli:ben: not now");
        assertThat(kept).hasSize(1);
    }

    @Test
    void an_answer_that_comes_too_late_is_kept_for_the_log_and_said_to_be_late() throws Exception {
        now = history.proposal().expiresAt();
        assertThat(send(press("lumen_approve"))).isEqualTo(200);
        assertThat(reply()).contains("It came too late");
        assertThat(kept.values()).extracting(Answer::at).containsExactly(now);
    }

    @Test
    void who_may_not_answer_is_told_so_and_nothing_is_kept() throws Exception {
        assertThat(send(press("lumen_approve").by(MALLORY))).isEqualTo(200);
        assertThat(reply()).contains("U0MALLORY", "not among those who may answer");
        assertThat(kept).isEmpty();
    }

    @Test
    void a_proposal_that_is_not_known_is_said_to_be_so_and_nothing_is_kept() throws Exception {
        assertThat(send(Press.of("lumen_approve", "ttl-00000000", slack.at("/actions/T0/1/x"))))
                .isEqualTo(200);
        assertThat(reply()).isEqualTo("No proposal ttl-00000000 is known here. Nothing was kept.");
        assertThat(kept).isEmpty();
    }

    @Test
    void details_are_the_evidence_and_for_everyone() throws Exception {
        assertThat(send(press("lumen_details").by(MALLORY))).isEqualTo(200);
        assertThat(reply())
                .contains(
                        "Three of ten misses had expired.", "90 % interval", "Made from: TTL 300 s", "inputs 9f86d081");
        assertThat(kept).isEmpty();
    }

    @Test
    void where_proposals_cannot_be_read_an_answer_is_kept_all_the_same() throws Exception {
        lookup = id -> {
            throw new IOException("the disk is gone");
        };
        assertThat(send(press("lumen_approve"))).isEqualTo(200);
        assertThat(reply()).startsWith("Your answer is kept");
        assertThat(kept).hasSize(1);
        assertThat(send(press("lumen_details"))).isEqualTo(200);
        assertThat(reply()).contains("cannot be read now");
    }

    @Test
    void what_cannot_be_kept_is_not_acknowledged_and_can_be_pressed_again() throws Exception {
        AtomicBoolean full = new AtomicBoolean(true);
        AnswerBox works = box;
        box = (id, answer) -> {
            if (full.getAndSet(false)) {
                throw new IOException("the disk is full");
            }
            return works.post(id, answer);
        };
        assertThat(send(press("lumen_approve"))).isEqualTo(503);
        assertThat(reply()).contains("could not be kept. Press again");
        assertThat(kept).isEmpty();
        assertThat(send(press("lumen_approve"))).isEqualTo(200);
        assertThat(kept).hasSize(1);
    }

    @Test
    void a_box_that_hangs_is_interrupted_and_not_waited_for() throws Exception {
        CountDownLatch interrupted = new CountDownLatch(1);
        box = (id, answer) -> {
            try {
                Thread.sleep(Duration.ofMinutes(5).toMillis());
                return true;
            } catch (InterruptedException e) {
                interrupted.countDown();
                throw e;
            }
        };
        try (SlackInteractions hasty = interactions(Duration.ofMillis(100))) {
            byte[] body = press("lumen_approve").body();
            assertThat(hasty.handle(Press.signed(body, now, Press.SECRET), body).status())
                    .isEqualTo(503);
            assertThat(interrupted.await(30, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void a_slack_that_is_slow_to_take_replies_delays_no_acknowledgement() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        slack.says(LoopbackServer.Answer.of(200, "ok").after(() -> SlackClientTest.await(release)));
        assertThat(send(press("lumen_approve"))).isEqualTo(200);
        assertThat(release.getCount()).as("the reply hangs still").isEqualTo(1);
        release.countDown();
        assertThat(reply()).contains("is kept");
    }

    @Test
    void replies_go_to_no_other_server() throws Exception {
        try (LoopbackServer other = LoopbackServer.slack()) {
            assertThat(send(Press.of("lumen_details", ID, other.at("/actions/T0/1/x"))))
                    .isEqualTo(200);
            assertThat(send(press("lumen_details"))).isEqualTo(200);
            assertThat(reply())
                    .as("replies go one after the other: this is the second")
                    .contains("Made from");
            assertThat(other.others()).isEmpty();
        }
    }

    @Test
    void what_is_forged_altered_or_old_is_refused_and_nothing_else_happens() throws Exception {
        byte[] body = press("lumen_approve").body();
        byte[] altered = press("lumen_approve").by("U0BEN").body();
        Map<String, List<String>> good = Press.signed(body, now, Press.SECRET);
        Map<String, List<String>> unsigned = new HashMap<>(good);
        unsigned.remove("X-Slack-Signature");
        assertThat(send(body, Press.signed(body, now, "guessed"))).as("forged").isEqualTo(401);
        assertThat(send(altered, good)).as("altered").isEqualTo(401);
        assertThat(send(body, unsigned)).as("unsigned").isEqualTo(401);
        assertThat(send(body, Press.signed(body, now.minusSeconds(301), Press.SECRET)))
                .as("old")
                .isEqualTo(401);
        assertThat(send(body, Press.signed(body, now.plusSeconds(301), Press.SECRET)))
                .as("from the future")
                .isEqualTo(401);
        assertThat(kept).isEmpty();
        assertThat(slack.others()).isEmpty();
        assertThat(send(body, good)).as("and this is what they would have done").isEqualTo(200);
        assertThat(kept).hasSize(1);
    }

    @Test
    void what_is_malformed_or_too_large_is_refused_though_it_is_signed() throws Exception {
        byte[] broken = "payload=%7B%22type%22".getBytes(StandardCharsets.US_ASCII);
        assertThat(send(broken, Press.signed(broken, now, Press.SECRET))).isEqualTo(400);
        byte[] large = new byte[SlackInteractions.LARGEST + 1];
        assertThat(send(large, Press.signed(large, now, Press.SECRET))).isEqualTo(413);
        assertThat(kept).isEmpty();
        assertThat(slack.others()).isEmpty();
    }

    @Test
    void what_is_nothing_of_lumens_is_taken_and_left() throws Exception {
        assertThat(send(press("vote_yes"))).isEqualTo(200);
        assertThat(kept).isEmpty();
        assertThat(slack.others()).isEmpty();
    }

    @Test
    void once_closed_nothing_is_acknowledged() {
        interactions.close();
        byte[] body = press("lumen_approve").body();
        assertThat(interactions
                        .handle(Press.signed(body, now, Press.SECRET), body)
                        .status())
                .isEqualTo(503);
    }

    @Test
    void approvers_that_cannot_be_are_refused_and_no_secret_is_shown() {
        assertThatThrownBy(() -> new SlackInteractions(List.of(Press.SECRET), Set.of("anna"), lookup, box, client))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("approver is 'anna', allowed: a Slack user id such as U024BE7LH");
        assertThat(interactions.toString()).isEqualTo("SlackInteractions[SignatureCheck[1 secrets], 2 approvers]");
    }
}
