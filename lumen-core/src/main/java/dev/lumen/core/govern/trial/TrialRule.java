package dev.lumen.core.govern.trial;

import dev.lumen.api.units.Require;

/**
 * How a trial is judged.
 *
 * @param alpha how often all looks of a trial together may find a difference where there is none, in (0, 0.5]
 * @param tolerance a change for the worse that is not worth a word, as the cost of so many misses a request, 0 to 1: what is
 *     shown to be no worse than that is kept
 * @param looks when it may be judged
 */
public record TrialRule(double alpha, double tolerance, LookSchedule looks) {
    /** α = 0.01 (SPEC §10), and a tolerance of one point of hit ratio. */
    public static final TrialRule DEFAULT = new TrialRule(0.01, 0.01, LookSchedule.DEFAULT);

    /** Refuses NaN and values outside their range. */
    public TrialRule {
        Require.noNull(TrialRule.class, alpha, tolerance, looks);
        alpha = Require.within("error probability of a trial", alpha, 1e-9, 0.5);
        tolerance = Require.within("tolerance of a trial", tolerance, 0, 1);
    }
}
