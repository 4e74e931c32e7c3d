package dev.lumen.core.state;

import dev.lumen.api.feedback.PastRun;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The runs of a week in bounded room. The latest {@value #LATEST} are all kept, be they minutes apart or seconds; of those
 * before them the first in each ten minutes; none that is older than seven days. That is at most {@value #MOST} runs, whose
 * JSON has at most {@value #MOST_BYTES} bytes, and some 600,000 as it is (held by {@code WeekTest}).
 *
 * <p>A run that passes from the latest to the older ones stays or goes for good, whatever comes after it: by what is kept
 * the next choice is the same as by all there ever was.
 */
final class Week {
    static final Duration LENGTH = Duration.ofDays(7);

    /** A day and a half of runs at five minutes, an hour and a half at ten seconds. */
    static final int LATEST = 500;

    /** A week has 1,008 spans of ten minutes, or 1,009 where it begins and ends within one. */
    static final int MOST = LATEST + 1009;

    /** What the longest values that an orchestrator can meet take, rounded up. */
    static final int MOST_BYTES = 900_000;

    private static final long APART_SECONDS = 600;

    private Week() {}

    /**
     * The week after a run.
     *
     * @param runs the week before it
     * @param run the run, which becomes the last; what is not before it is dropped, since the clock has left that future
     * @return oldest first
     */
    static List<PastRun> after(List<PastRun> runs, PastRun run) {
        Instant oldest = run.at().minus(LENGTH);
        List<PastRun> young = new ArrayList<>(runs);
        young.removeIf(old -> old.at().isBefore(oldest) || !old.at().isBefore(run.at()));
        young.sort(Comparator.comparing(PastRun::at));
        young.add(run);
        List<PastRun> kept = new ArrayList<>();
        int older = young.size() - LATEST;
        for (int i = 0; i < young.size(); i++) {
            boolean first = kept.isEmpty() || span(kept.get(kept.size() - 1)) != span(young.get(i));
            if (i >= older || first) {
                kept.add(young.get(i));
            }
        }
        return kept;
    }

    private static long span(PastRun run) {
        return Math.floorDiv(run.at().getEpochSecond(), APART_SECONDS);
    }
}
