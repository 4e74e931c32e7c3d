package dev.lumen.core.notify;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lumen.api.act.Proposal;
import dev.lumen.api.act.ProposalHistory;
import java.util.Locale;

/**
 * A message in Slack's Block Kit, with a text for where blocks are not shown (notifications, screen readers). Within Slack's limits
 * whatever the proposal holds, and with its {@code &}, {@code <} and {@code >} escaped, so that no name or reason can mention people
 * or link anywhere. Immutable.
 *
 * @see <a href="https://docs.slack.dev/reference/block-kit/blocks">Blocks</a>
 * @see <a href="https://docs.slack.dev/messaging/formatting-message-text">Formatting message text</a>
 */
final class SlackMessage {
    private final ObjectNode json;

    private SlackMessage(String fallback, ArrayNode blocks) {
        json = JsonNodeFactory.instance.objectNode();
        json.put("text", BlockKit.escaped(fallback, BlockKit.LONGEST_FALLBACK));
        json.put("mrkdwn", false);
        if (!blocks.isEmpty()) {
            json.set("blocks", blocks);
        }
    }

    /** A proposal that waits for an answer, with the buttons Approve, Reject and Details. */
    static SlackMessage ofProposal(Proposal proposal) {
        String change = proposal.cache().value() + ": " + proposal.change().words();
        ArrayNode blocks = JsonNodeFactory.instance
                .arrayNode()
                .add(BlockKit.header("Lumen proposes for " + proposal.cache().value()))
                .add(BlockKit.section(proposal.change().words()))
                .add(BlockKit.section(ProposalWords.promise(proposal.promise())))
                .add(BlockKit.section(ProposalWords.reasons(proposal)))
                .add(BlockKit.context(ProposalWords.expiry(proposal)))
                .add(buttons(proposal, change));
        String fallback = "Lumen proposes for " + change + ". " + ProposalWords.promise(proposal.promise()) + " "
                + ProposalWords.expiry(proposal);
        return new SlackMessage(fallback.replace('\n', ' '), blocks);
    }

    private static ObjectNode buttons(Proposal proposal, String change) {
        ObjectNode approve = BlockKit.button("Approve", SlackAction.APPROVE, proposal.id());
        approve.put("style", "primary");
        approve.set("confirm", BlockKit.confirm("Approve this change?", change, "Approve", "Not now"));
        ObjectNode reject = BlockKit.button("Reject", SlackAction.REJECT, proposal.id());
        reject.put("style", "danger");
        return BlockKit.actions(approve, reject, BlockKit.button("Details", SlackAction.DETAILS, proposal.id()));
    }

    /** A line on what became of a proposal, by its last step. */
    static SlackMessage ofStep(ProposalHistory history) {
        Proposal proposal = history.proposal();
        ProposalHistory.Step step = history.latest();
        String status = step.status().name().toLowerCase(Locale.ROOT).replace('_', ' ');
        String why = step.why().isBlank() ? "" : ": " + step.why();
        String line = proposal.cache().value() + ", " + proposal.change().words() + " (" + proposal.id() + "): "
                + status + " by " + step.by() + why;
        return new SlackMessage(line, JsonNodeFactory.instance.arrayNode().add(BlockKit.section(line)));
    }

    /** Not for the log: reasons may be long. */
    String json() {
        return json.toString();
    }

    /** The same, addressed to a channel. */
    String json(String channel) {
        return json.deepCopy().put("channel", channel).toString();
    }

    /** A text for the one who pressed a button: nobody else sees it, and the message stays. */
    static SlackMessage ofReply(String text) {
        SlackMessage message = new SlackMessage(text, JsonNodeFactory.instance.arrayNode());
        message.json.put("response_type", "ephemeral").put("replace_original", false);
        return message;
    }

    /** The text of the message, without its blocks. */
    @Override
    public String toString() {
        return json.path("text").asText();
    }
}
