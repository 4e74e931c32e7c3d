package dev.lumen.api.feedback;

import dev.lumen.api.act.ProposalHistory;
import dev.lumen.api.evidence.HitRatioSurface;
import dev.lumen.api.signal.CostSeries;
import dev.lumen.api.units.Require;
import java.util.List;
import java.util.Optional;

/**
 * What lies behind a feedback and is too large to be a part of it: for charts, not for decisions.
 *
 * @param runs the runs of the last week, oldest first, the one of the feedback last; thinned out where they were more than
 *     can be kept
 * @param surface the surface that the advice was read from; absent where no accesses are recorded
 * @param bill what the service cost, step by step; absent where no bill is configured or it could not be had
 * @param proposals what was proposed of late and what became of it, oldest first; empty where nothing is governed
 */
public record Background(
        List<PastRun> runs,
        Optional<HitRatioSurface> surface,
        Optional<CostSeries> bill,
        List<ProposalHistory> proposals) {
    /** Nothing is known but the feedback itself. */
    public static final Background NONE = new Background(List.of(), Optional.empty(), Optional.empty());

    /** Copies the lists. */
    public Background {
        Require.noNull(Background.class, runs, surface, bill, proposals);
        runs = List.copyOf(runs);
        proposals = List.copyOf(proposals);
    }

    /** What lies behind a feedback where nothing is governed. */
    public Background(List<PastRun> runs, Optional<HitRatioSurface> surface, Optional<CostSeries> bill) {
        this(runs, surface, bill, List.of());
    }
}
