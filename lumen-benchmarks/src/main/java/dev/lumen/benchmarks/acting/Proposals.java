package dev.lumen.benchmarks.acting;

import dev.lumen.api.act.ProposalHistory;
import dev.lumen.api.feedback.Background;
import dev.lumen.api.feedback.FeedbackSink;
import dev.lumen.api.feedback.UnifiedFeedback;
import java.util.Map;

/** Keeps all proposals by id, beyond what a docket remembers. */
record Proposals(Map<String, ProposalHistory> kept) implements FeedbackSink {
    @Override
    public void accept(UnifiedFeedback feedback) {}

    @Override
    public void accept(UnifiedFeedback feedback, Background background) {
        for (ProposalHistory each : background.proposals()) {
            kept.put(each.proposal().id(), each);
        }
    }
}
