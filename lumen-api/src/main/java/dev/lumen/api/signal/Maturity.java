package dev.lumen.api.signal;

import dev.lumen.api.units.Require;
import java.util.List;

/**
 * How mature the operation of a service is (SPEC §6).
 *
 * @param score weighted mean of the dimensions, 0 to 100
 * @param level 1 (the first fifth of the scale) to 5 (the last)
 * @param dimensions every dimension, in the order of the source; never empty
 * @param weakest those that hold the score down most and what to do about each, worst first; empty where all are good
 */
public record Maturity(double score, int level, List<MaturityDimension> dimensions, List<Weakness> weakest) {
    /** The highest level. */
    public static final int LEVELS = 5;

    /** Refuses a score or level out of range and an empty list of dimensions; copies the lists. */
    public Maturity {
        Require.noNull(Maturity.class, score, level, dimensions, weakest);
        score = Require.within("maturity score", score, 0, 100);
        Require.within("maturity level", level, 1, LEVELS);
        dimensions = List.copyOf(dimensions);
        if (dimensions.isEmpty()) {
            throw Require.refused("maturity dimensions", "none", "at least one");
        }
        weakest = List.copyOf(weakest);
    }

    /**
     * A dimension worth working on.
     *
     * @param dimension its name
     * @param score how good it is, 0 to 100
     * @param nextStep what to do about it, as a sentence
     * @param scoreGain by how much the maturity score would rise if this dimension were at 100; 0 to 100
     */
    public record Weakness(String dimension, double score, String nextStep, double scoreGain) {
        /** Refuses blank texts and figures outside [0, 100]. */
        public Weakness {
            Require.noNull(Weakness.class, dimension, score, nextStep, scoreGain);
            Require.notBlank("weak dimension", dimension);
            score = Require.within("score of '" + dimension + "'", score, 0, 100);
            Require.notBlank("next step of '" + dimension + "'", nextStep);
            scoreGain = Require.within("score gain of '" + dimension + "'", scoreGain, 0, 100);
        }
    }
}
