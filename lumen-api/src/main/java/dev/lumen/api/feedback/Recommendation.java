package dev.lumen.api.feedback;

import dev.lumen.api.units.Require;
import dev.lumen.api.units.Usd;
import java.util.Optional;

/**
 * One thing worth doing.
 *
 * @param priority how much it matters
 * @param title what to do, as a headline
 * @param current how it is now
 * @param recommended how it should be
 * @param expectedEffect what that is expected to bring
 * @param watch what to keep an eye on afterwards
 * @param costImpactUsdPerMonth expected change of the whole bill, negative where it saves; absent where not known
 */
public record Recommendation(
        Priority priority,
        String title,
        String current,
        String recommended,
        String expectedEffect,
        String watch,
        Optional<Usd> costImpactUsdPerMonth) {
    /** Refuses what is null. */
    public Recommendation {
        Require.noNull(
                Recommendation.class,
                priority,
                title,
                current,
                recommended,
                expectedEffect,
                watch,
                costImpactUsdPerMonth);
    }

    /** How much a recommendation matters, most first. */
    public enum Priority {
        /** The health or a key objective is at stake, or at least 10 % of the API cost. */
        HIGH,
        /** At least 2 % of the API cost, or a metric on its way to BAD. */
        MEDIUM,
        /** Anything else. */
        LOW
    }
}
