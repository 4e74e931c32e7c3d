package dev.lumen.examples.serve;

import dev.lumen.api.act.ProposalHistory;
import dev.lumen.api.feedback.Background;
import dev.lumen.api.feedback.FeedbackSink;
import dev.lumen.api.feedback.UnifiedFeedback;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Keeps the last feedback with what lay behind it, for whoever asks between runs. Thread-safe. */
public final class LatestFeedback implements FeedbackSink {
    /** The least time between two looks at a docket that others write as well. */
    private static final Duration REST = Duration.ofSeconds(1);

    private volatile @Nullable Known last;

    private final Supplier<List<ProposalHistory>> docket;
    private final boolean others;

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
        this(before, false);
    }

    private LatestFeedback(Supplier<List<ProposalHistory>> docket, boolean others) {
        this.docket = docket;
        this.others = others;
    }

    /**
     * Nothing yet but proposals, of a JVM whose loop others may run as well.
     *
     * @param docket what all of them have proposed; asked when somebody looks, and may fail or block for I/O
     */
    public static LatestFeedback ofOneAmongOthers(Callable<List<ProposalHistory>> docket) {
        return new LatestFeedback(new OpenDocket(docket, REST)::proposals, true);
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

    /**
     * Keeps what a run came to as well where sinks are not told of it: among others, while another JVM runs the loop, or nobody
     * knows which.
     *
     * @return the same
     */
    public UnifiedFeedback orStandingBy(UnifiedFeedback feedback) {
        Known known = last;
        if (others && (known == null || !known.feedback().equals(feedback))) {
            accept(feedback);
        }
        return feedback;
    }

    @Override
    public String name() {
        return "live report";
    }

    /** What was proposed: as of the last run, or of now where others run the loop, too. */
    List<ProposalHistory> proposals() {
        return others
                ? docket.get()
                : get().map(known -> known.background().proposals()).orElseGet(docket);
    }

    /** Empty before the first run. */
    Optional<Known> get() {
        return Optional.ofNullable(last);
    }
}
