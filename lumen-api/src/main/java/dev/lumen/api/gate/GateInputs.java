package dev.lumen.api.gate;

import dev.lumen.api.grade.CacheHealth;
import dev.lumen.api.signal.RhythmState;
import dev.lumen.api.units.Require;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What a {@link GateCalculator} weighs and what may cap the health.
 *
 * @param scores the score of each component that the host configured, 0 to 100; empty where it is missing, unknown or a
 *     fallback. A component that is not configured has no entry
 * @param cacheHealth the verdict on the cache; UNKNOWN where its metrics are missing; absent where no cache is configured
 * @param rhythm the verdict on the bill; UNKNOWN where its data are missing; absent where no bill is configured
 * @param unmetKeyObjectives names of the objectives that the host marked as key and that are not met
 * @param incomplete what is configured and known in part only, each as a sentence; it does not lower the coverage, but the
 *     health
 */
public record GateInputs(
        Map<GateComponent, OptionalDouble> scores,
        Optional<CacheHealth> cacheHealth,
        Optional<RhythmState> rhythm,
        List<String> unmetKeyObjectives,
        List<String> incomplete) {
    /** Refuses a score that is NaN or outside [0, 100]; copies the collections. */
    public GateInputs {
        Require.noNull(GateInputs.class, scores, cacheHealth, rhythm, unmetKeyObjectives, incomplete);
        EnumMap<GateComponent, OptionalDouble> copy = new EnumMap<>(GateComponent.class);
        scores.forEach((component, score) -> copy.put(
                Require.present("gate component", component),
                Require.within(
                        component.label() + " score", Require.present(component.label() + " score", score), 0, 100)));
        scores = Collections.unmodifiableMap(copy);
        unmetKeyObjectives = List.copyOf(unmetKeyObjectives);
        incomplete = List.copyOf(incomplete);
    }
}
