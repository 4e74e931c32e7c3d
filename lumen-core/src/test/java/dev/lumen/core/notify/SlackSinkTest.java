package dev.lumen.core.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lumen.api.act.Proposal;
import dev.lumen.api.act.ProposalHistory;
import dev.lumen.api.act.ProposalHistory.Step;
import dev.lumen.api.act.ProposalStatus;
import dev.lumen.api.feedback.Background;
import dev.lumen.api.state.StateStore;
import dev.lumen.api.state.StoredState;
import dev.lumen.api.testkit.Feedbacks;
import dev.lumen.api.testkit.Metrics;
import dev.lumen.api.testkit.Proposals;
import dev.lumen.core.notify.LoopbackServer.Answer;
import dev.lumen.core.state.FileStateStore;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SlackSinkTest {
    private static final ProposalHistory TTL = Proposals.ttl();
    private static final ProposalHistory SIZE = Proposals.size();

    @TempDir
    private Path folder;

    private LoopbackServer slack;
    private SlackClient client;
    private SlackSink sink;

    @BeforeEach
    void open() throws IOException {
        slack = LoopbackServer.slack();
        client = SlackClient.ofWebhook(
                slack.at("/services/hushhush").toString(), new Posting(Posting.ANSWER, Duration.ZERO));
        sink = new SlackSink(client);
    }

    @AfterEach
    void close() {
        client.close();
        slack.close();
    }

    private static void run(SlackSink sink, ProposalHistory... proposals) throws Exception {
        sink.accept(
                Feedbacks.typical(), new Background(List.of(), Optional.empty(), Optional.empty(), List.of(proposals)));
    }

    private static ProposalHistory then(ProposalHistory history, ProposalStatus status) {
        return history.then(new Step(status, Metrics.NOW.plusSeconds(60), "slack:U1", "a test wants it"));
    }

    private StateStore store() {
        return new FileStateStore(folder.resolve("slack.json"));
    }

    private List<String> texts() {
        return slack.others().stream()
                .map(got -> got.json().path("text").asText())
                .toList();
    }

    @Test
    void tells_of_each_proposal_that_waits_once_however_many_runs_there_are() throws Exception {
        run(sink, TTL);
        run(sink, TTL, SIZE);
        run(sink, TTL, SIZE);
        assertThat(texts())
                .satisfiesExactly(
                        first -> assertThat(first).contains("TTL 300 s → 420 s"),
                        second -> assertThat(second).contains("size 256 MB → 320 MB"));
    }

    @Test
    void tells_what_became_of_what_it_told_of_and_of_nothing_else() throws Exception {
        run(sink, TTL, then(SIZE, ProposalStatus.REJECTED));
        run(sink, then(TTL, ProposalStatus.REJECTED), then(SIZE, ProposalStatus.REJECTED));
        run(sink, then(TTL, ProposalStatus.REJECTED));
        assertThat(texts())
                .satisfiesExactly(
                        first -> assertThat(first).startsWith("Lumen proposes"),
                        second -> assertThat(second).contains("ttl-3f9a2c41", "rejected by slack:U1: a test wants it"));
    }

    @Test
    void what_slack_did_not_take_is_told_at_the_next_run() throws Exception {
        slack.says(Answer.of(500, ""), Answer.of(500, ""));
        assertThatThrownBy(() -> run(sink, TTL, SIZE))
                .hasMessage("ttl-3f9a2c41 (PROPOSED) was not told: Slack answered with status 500")
                .hasMessageNotContaining("hushhush");
        assertThat(slack.others()).as("it is not asked again where it is down").hasSize(2);
        run(sink, TTL, SIZE);
        assertThat(texts()).hasSize(2);
    }

    @Test
    void a_message_that_slack_does_not_like_keeps_no_other_back() throws Exception {
        slack.says(Answer.of(400, "invalid_blocks"));
        assertThatThrownBy(() -> run(sink, TTL, SIZE))
                .hasMessageContaining("ttl-3f9a2c41 (PROPOSED) was not told: Slack took no message: status 400")
                .hasMessageContaining("invalid_blocks")
                .hasMessageNotContaining("size-0c11d2aa");
        assertThat(texts()).hasSize(2);
    }

    @Test
    void with_a_store_it_remembers_over_a_restart() throws Exception {
        run(new SlackSink(client, store()), TTL);
        run(new SlackSink(client, store()), TTL, SIZE);
        run(new SlackSink(client, store()), then(TTL, ProposalStatus.REJECTED), SIZE);
        assertThat(texts())
                .satisfiesExactly(
                        first -> assertThat(first).contains("TTL 300 s"),
                        second -> assertThat(second).contains("size 256 MB"),
                        third -> assertThat(third).contains("rejected"));
    }

    @Test
    void a_run_without_its_proposals_makes_it_forget_nothing() throws Exception {
        run(sink, TTL);
        run(sink);
        run(sink, TTL);
        assertThat(texts()).hasSize(1);
    }

    @Test
    void a_store_of_a_newer_version_is_said_and_left_as_it_is() throws Exception {
        StoredState newer = StoredState.of(2, new byte[] {'{', '}'});
        store().save(newer);
        SlackSink other = new SlackSink(client, store());
        for (int run = 0; run < 2; run++) {
            assertThatThrownBy(() -> run(other, TTL)).hasMessageContaining("format version is 2, allowed: 1 to 1");
        }
        assertThat(store().load()).hasValue(newer);
        assertThat(texts()).as("told all the same, once").hasSize(1);
    }

    @Test
    void a_store_that_cannot_be_saved_to_is_said_and_costs_nothing_else() throws Exception {
        SlackSink other = new SlackSink(client, new StateStore() {
            @Override
            public Optional<StoredState> load() {
                return Optional.empty();
            }

            @Override
            public void save(StoredState state) throws IOException {
                throw new IOException("the disk is full");
            }
        });
        assertThatThrownBy(() -> run(other, TTL)).hasMessage("what was told cannot be saved: the disk is full");
        assertThatThrownBy(() -> run(other, TTL)).hasMessage("what was told cannot be saved: the disk is full");
        assertThat(texts()).hasSize(1);
    }

    @Test
    void many_proposals_take_more_than_one_run() throws Exception {
        ProposalHistory[] many = IntStream.range(0, 7)
                .mapToObj(i -> ProposalHistory.of(new Proposal(
                        "ttl-0000000" + i,
                        TTL.proposal().cache(),
                        TTL.proposal().change(),
                        TTL.proposal().baseline(),
                        TTL.proposal().proposedAt(),
                        TTL.proposal().expiresAt(),
                        TTL.proposal().promise(),
                        TTL.proposal().reasons())))
                .toArray(ProposalHistory[]::new);
        run(sink, many);
        assertThat(texts()).hasSize(5);
        run(sink, many);
        assertThat(texts()).hasSize(2);
    }
}
