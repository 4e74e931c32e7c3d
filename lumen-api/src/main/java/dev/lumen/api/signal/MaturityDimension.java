package dev.lumen.api.signal;

import dev.lumen.api.units.Require;
import java.util.List;
import java.util.Optional;

/**
 * One side of how a service is run.
 *
 * @param name which side, such as {@code logging}, {@code testing}, {@code monitoring}, {@code automation}, {@code security}
 * @param score how good it is, 0 to 100
 * @param weight what it counts for beside the others; above 0, 1 where all count alike
 * @param evidence what the score rests on, a sentence each; empty where the source does not say
 * @param nextStep what would raise it most, as a sentence; absent where the source does not say
 */
public record MaturityDimension(
        String name, double score, double weight, List<String> evidence, Optional<String> nextStep) {
    /** Refuses blank texts, a score outside [0, 100] and a weight of zero or less; copies the list. */
    public MaturityDimension {
        Require.noNull(MaturityDimension.class, name, score, weight, evidence, nextStep);
        Require.notBlank("name of a maturity dimension", name);
        score = Require.within("score of '" + name + "'", score, 0, 100);
        Require.positive("weight of '" + name + "'", weight);
        evidence = List.copyOf(evidence);
        evidence.forEach(text -> Require.notBlank("evidence of '" + name + "'", text));
        nextStep.ifPresent(text -> Require.notBlank("next step of '" + name + "'", text));
    }

    /**
     * A dimension that counts as much as others, without evidence.
     *
     * @throws IllegalArgumentException if {@code score} is outside [0, 100]
     */
    public static MaturityDimension of(String name, double score) {
        return new MaturityDimension(name, score, 1, List.of(), Optional.empty());
    }
}
