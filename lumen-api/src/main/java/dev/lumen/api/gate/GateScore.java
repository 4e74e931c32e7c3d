package dev.lumen.api.gate;

import dev.lumen.api.units.Require;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The unified gate, and the health that follows from it.
 *
 * @param score 0 to 100; absent where no component has a score
 * @param coverage weights present ÷ weights configured, 0 to 1; 0 where nothing is configured
 * @param components the components that have a score, in the order of {@link GateComponent}
 * @param missing names of the components that are configured but have no score
 * @param health the band of the score after the caps
 * @param caps what held the health down, each with its reason; empty where nothing did
 * @param largestLever which component would move the score most, from where to where, in words; absent without a score, and where
 *     every component is at its best
 */
public record GateScore(
        OptionalDouble score,
        double coverage,
        List<Component> components,
        List<String> missing,
        SystemHealth health,
        List<Cap> caps,
        Optional<String> largestLever) {
    /**
     * Refuses a score that lacks a part, is outside [0, 100], or has a coverage outside [0, 1], and a health of EXCELLENT or
     * GOOD without a score or against a cap.
     */
    public GateScore {
        Require.noNull(GateScore.class, score, coverage, components, missing, health, caps, largestLever);
        score = Require.within("gate score", score, 0, 100);
        coverage = Require.within("gate coverage", coverage, 0, 1);
        components = List.copyOf(components);
        missing = List.copyOf(missing);
        caps = List.copyOf(caps);
        boolean praised = health == SystemHealth.EXCELLENT || health == SystemHealth.GOOD;
        for (Cap cap : caps) {
            if (praised && health.compareTo(cap.atMost()) < 0) {
                throw Require.refused("health", health, cap.atMost() + " at most: " + cap.reason());
            }
        }
        if (praised && score.isEmpty()) {
            throw Require.refused("health", health, "WARNING, CRITICAL or UNKNOWN without a score");
        }
    }

    /**
     * One component's part in the score.
     *
     * @param name what it is called
     * @param score its own score, 0 to 100
     * @param weight its share of the score after scaling, 0 to 1; the weights of all components sum to 1
     * @param contribution the points it adds: weight · score
     */
    public record Component(String name, double score, double weight, double contribution) {
        /** Refuses a blank name, NaN, a score or contribution outside [0, 100] and a weight outside [0, 1]. */
        public Component {
            Require.noNull(Component.class, name, score, weight, contribution);
            Require.notBlank("component name", name);
            score = Require.within(name + " score", score, 0, 100);
            weight = Require.within(name + " weight", weight, 0, 1);
            contribution = Require.within(name + " contribution", contribution, 0, 100);
        }
    }

    /**
     * Something that held the health down.
     *
     * @param atMost the best health that it allows
     * @param reason why, as a sentence
     */
    public record Cap(SystemHealth atMost, String reason) {
        /** Refuses what is null. */
        public Cap {
            Require.noNull(Cap.class, atMost, reason);
        }
    }
}
