package dev.lumen.core.govern;

import dev.lumen.api.act.TtlTrial;
import dev.lumen.api.units.Require;
import dev.lumen.core.govern.trial.TrialCounts;
import dev.lumen.core.govern.trial.TrialTally;
import java.util.Optional;

/**
 * A trial on the docket: what is handed out, and what was counted for it. Immutable, some kB.
 *
 * @param trial what is handed out, or is to be
 * @param baselineGone what counters that are gone, with their JVM, have counted of the baseline
 * @param triedGone the same of the trial
 * @param latest what the present counter has counted; absent before it has
 * @param misses of the cache since counting began, as its source says
 * @param evictions the same, as far as the source knows them
 * @param looks how many looks at the trial were taken
 */
public record TrialFile(
        TtlTrial trial,
        TrialCounts baselineGone,
        TrialCounts triedGone,
        Optional<TrialTally> latest,
        long misses,
        long evictions,
        int looks) {
    /** Above it, an eviction for so many misses, entries go for want of room rather than of time. */
    private static final double NEGLIGIBLE = 0.01;

    /** Refuses null and negative counts. */
    public TrialFile {
        Require.noNull(TrialFile.class, trial, baselineGone, triedGone, latest, misses, evictions, looks);
        Require.notNegative("misses", misses);
        Require.notNegative("evictions", evictions);
        Require.notNegative("looks taken", looks);
    }

    /** Nothing is counted yet. */
    static TrialFile of(TtlTrial trial) {
        return new TrialFile(trial, TrialCounts.NONE, TrialCounts.NONE, Optional.empty(), 0, 0, 0);
    }

    /** The same with what was counted until now; what was counted for another trial does not matter. */
    TrialFile counted(TrialTally tally) {
        if (!tally.trial().equals(trial.name())) {
            return this;
        }
        boolean same = latest.map(TrialTally::counter)
                .filter(other -> !other.equals(tally.counter()))
                .isEmpty();
        return new TrialFile(
                trial,
                same ? baselineGone : baseline(),
                same ? triedGone : tried(),
                Optional.of(tally),
                misses,
                evictions,
                looks);
    }

    /** The same with what a window of the cache has shown. */
    TrialFile seen(long moreMisses, long moreEvictions) {
        return new TrialFile(
                trial, baselineGone, triedGone, latest, misses + moreMisses, evictions + moreEvictions, looks);
    }

    /** The same with another state of the trial. */
    TrialFile with(TtlTrial next) {
        return new TrialFile(next, baselineGone, triedGone, latest, misses, evictions, looks);
    }

    /** The same after so many looks. */
    TrialFile looked(int taken) {
        return new TrialFile(trial, baselineGone, triedGone, latest, misses, evictions, taken);
    }

    /** What was counted before the trial. */
    TrialCounts baseline() {
        return latest.map(TrialTally::baseline).map(baselineGone::plus).orElse(baselineGone);
    }

    /** What was counted in the trial. */
    TrialCounts tried() {
        return latest.map(TrialTally::tried).map(triedGone::plus).orElse(triedGone);
    }

    /** Whether entries were pushed out for room in more than a negligible number, so that the arms share the capacity. */
    boolean evictionsBind() {
        return evictions > NEGLIGIBLE * misses;
    }
}
