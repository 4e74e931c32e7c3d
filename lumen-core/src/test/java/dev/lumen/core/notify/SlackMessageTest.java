package dev.lumen.core.notify;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lumen.api.act.Proposal;
import dev.lumen.api.act.ProposalHistory;
import dev.lumen.api.act.ProposalStatus;
import dev.lumen.api.advise.Reason;
import dev.lumen.api.testkit.Proposals;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class SlackMessageTest {
    private static final Proposal TTL = Proposals.ttl().proposal();

    private static Proposal because(List<Reason> reasons) {
        return new Proposal(
                TTL.id(),
                TTL.cache(),
                TTL.change(),
                TTL.baseline(),
                TTL.proposedAt(),
                TTL.expiresAt(),
                TTL.promise(),
                reasons);
    }

    private static JsonNode json(SlackMessage message) throws Exception {
        return new ObjectMapper().readTree(message.json());
    }

    @Test
    void says_what_is_proposed_what_it_promises_why_and_until_when() throws Exception {
        JsonNode json = json(SlackMessage.ofProposal(TTL));
        assertThat(json.path("blocks").toString())
                .contains("ion-api", "TTL 300 s → 420 s", "+3.0 points (90 % interval +1.0 to +5.0)")
                .contains("a month", "Confidence: 80 %", "Three of ten misses had expired.", "2026-11-02T12:00:00Z");
        assertThat(json.path("text").asText()).contains("ion-api: TTL 300 s → 420 s", "+3.0 points", "2026-11-02");
    }

    @Test
    void has_three_buttons_that_name_the_proposal_and_asks_before_it_approves() throws Exception {
        JsonNode blocks = json(SlackMessage.ofProposal(TTL)).path("blocks");
        JsonNode actions = blocks.get(blocks.size() - 1);
        assertThat(actions.path("type").asText()).isEqualTo("actions");
        assertThat(actions.path("elements").findValuesAsText("action_id"))
                .containsExactly("lumen_approve", "lumen_reject", "lumen_details");
        assertThat(actions.path("elements").findValuesAsText("value")).containsOnly("ttl-3f9a2c41");
        assertThat(actions.path("elements").get(0).path("confirm").toString()).contains("TTL 300 s → 420 s");
    }

    @Test
    void mentions_nobody_and_links_nowhere() {
        Proposal nasty = because(List.of(Reason.of("<!channel> & <https://evil.example|click>")));
        String details = SlackMessage.ofReply(ProposalWords.details(ProposalHistory.of(nasty)))
                .json();
        assertThat(SlackMessage.ofProposal(nasty).json() + details)
                .contains("&lt;!channel&gt; &amp; &lt;https://evil.example|click&gt;")
                .doesNotContain("<");
    }

    @Test
    void stays_within_slacks_limits_whatever_the_reasons_are() throws Exception {
        Proposal long_ = because(Collections.nCopies(200, Reason.of("<😀".repeat(2_000))));
        JsonNode json = json(SlackMessage.ofProposal(long_));
        assertThat(json.path("blocks").size()).isLessThanOrEqualTo(BlockKit.MOST_BLOCKS);
        for (JsonNode block : json.path("blocks")) {
            assertThat(block.path("text").path("text").asText().length()).isLessThanOrEqualTo(BlockKit.LONGEST_TEXT);
        }
        String reply = json(SlackMessage.ofReply(ProposalWords.details(ProposalHistory.of(long_))))
                .path("text")
                .asText();
        assertThat(reply.length()).isLessThanOrEqualTo(BlockKit.LONGEST_FALLBACK);
        assertThat(reply).endsWith("…").doesNotContain("\ud83d…").doesNotContain("&l…");
    }

    @Test
    void has_the_first_reasons_and_says_how_many_more_there_are() {
        Proposal many = because(Collections.nCopies(200, Reason.of("one of many")));
        assertThat(SlackMessage.ofProposal(many).json()).contains("and 195 more, see Details");
    }

    @Test
    void a_reply_is_for_one_person_and_leaves_the_message() throws Exception {
        JsonNode json = json(SlackMessage.ofReply("kept"));
        assertThat(json.path("response_type").asText()).isEqualTo("ephemeral");
        assertThat(json.path("replace_original").asBoolean(true)).isFalse();
        assertThat(json.path("text").asText()).isEqualTo("kept");
    }

    @Test
    void tells_what_became_of_a_proposal_by_whom_and_why() {
        ProposalHistory rejected = Proposals.ttl()
                .then(new ProposalHistory.Step(
                        ProposalStatus.REJECTED, TTL.proposedAt().plusSeconds(60), "slack:U024BE7LH", "not tonight"));
        assertThat(SlackMessage.ofStep(rejected).toString())
                .isEqualTo("ion-api, TTL 300 s → 420 s (ttl-3f9a2c41): rejected by slack:U024BE7LH: not tonight");
    }

    @Test
    void details_have_every_reason_what_it_was_made_from_and_its_life_so_far() {
        Proposal proposal = because(Collections.nCopies(20, Reason.of("one of many")));
        String details = ProposalWords.details(ProposalHistory.of(proposal));
        assertThat(details.split("one of many", -1)).hasSize(21);
        assertThat(details)
                .contains("Made from: TTL 300 s, capacity 256 MB, hit ratio 72.0 %, read 2026-11-01T12:00:00Z")
                .contains("inputs 9f86d081", "PROPOSED since 2026-11-01T12:00:00Z, by lumen");
    }
}
