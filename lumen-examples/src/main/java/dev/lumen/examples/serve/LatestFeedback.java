package dev.lumen.examples.serve;

import dev.lumen.api.act.ProposalHistory;
import dev.lumen.api.feedback.Background;
import dev.lumen.api.feedback.FeedbackSink;
import dev.lumen.api.feedback.UnifiedFeedback;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Keeps the last feedback with what lay behind it, for whoever asks between runs. Thread-safe. */
public final class LatestFeedback implements FeedbackSink {
    private volatile @Nullable Known last;

    private final Supplier<List<ProposalHistory>> before;

    /** Nothing yet. */
    public LatestFeedback() {
        this(List::of);
    }

    /**
     * Nothing yet but proposals from before a restart.
     *
     * @param before what was proposed; asked until the first run, and does not fail
     */
    public LatestFeedback(Supplier<List<ProposalHistory>> before) {
        this.before = before;
    }

    /**
     * What is known.
     *
     * @param feedback of the last run
     * @param background what lay behind it
     */
    record Known(UnifiedFeedback feedback, Background background) {}

    @Override
    public void accept(UnifiedFeedback feedback) {
        accept(feedback, Background.NONE);
    }

    @Override
    public void accept(UnifiedFeedback feedback, Background background) {
        last = new Known(feedback, background);
    }

    @Override
    public String name() {
        return "live report";
    }

    /** What was proposed, as of the last run. */
    List<ProposalHistory> proposals() {
        return get().map(known -> known.background().proposals()).orElseGet(before);
    }

    /** Empty before the first run. */
    Optional<Known> get() {
        return Optional.ofNullable(last);
    }
}
