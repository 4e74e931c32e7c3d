package dev.lumen.examples.serve;

import dev.lumen.api.feedback.Background;
import dev.lumen.api.feedback.FeedbackSink;
import dev.lumen.api.feedback.UnifiedFeedback;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Keeps the last feedback with what lay behind it, for whoever asks between runs. Thread-safe. */
public final class LatestFeedback implements FeedbackSink {
    private volatile @Nullable Known last;

    /** Nothing yet. */
    public LatestFeedback() {}

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

    /** Empty before the first run. */
    Optional<Known> get() {
        return Optional.ofNullable(last);
    }
}
