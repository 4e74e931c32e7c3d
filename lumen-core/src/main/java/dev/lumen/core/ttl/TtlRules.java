package dev.lumen.core.ttl;

import dev.lumen.api.advise.TtlStrategy;
import dev.lumen.api.units.Require;
import java.time.Duration;
import java.util.Optional;

/**
 * The thresholds and steps of {@link AdaptiveTtlPolicy} (the guide's section 4.1).
 *
 * @param lowHitRatio below it the reason says LOW
 * @param highHitRatio from it on the hit ratio needs no help
 * @param memoryPressure used ÷ capacity from which memory is under pressure
 * @param looseMemory used ÷ capacity below which there is room
 * @param highEvictionsPerHour above it evictions are high
 * @param risingCostPercent trend of the bill, in % per cycle, from which it counts as rising
 * @param aggressiveStep step of AGGRESSIVE
 * @param moderateStep step of MODERATE
 * @param conservativeStep step of CONSERVATIVE
 * @param forcedStrategy sets the step, not the direction, of every change; absent where the rule chooses
 * @param strongestStrategy no rule's step goes further than this one's; absent where none is too far
 */
public record TtlRules(
        double lowHitRatio,
        double highHitRatio,
        double memoryPressure,
        double looseMemory,
        double highEvictionsPerHour,
        double risingCostPercent,
        Duration aggressiveStep,
        Duration moderateStep,
        Duration conservativeStep,
        Optional<TtlStrategy> forcedStrategy,
        Optional<TtlStrategy> strongestStrategy) {
    /** The guide's settings. */
    public static final TtlRules DEFAULT = new TtlRules(
            0.60,
            0.80,
            0.85,
            0.70,
            100,
            2,
            Duration.ofSeconds(300),
            Duration.ofSeconds(120),
            Duration.ofSeconds(60),
            Optional.empty(),
            Optional.empty());

    /** Refuses thresholds outside their range or out of order, and steps of zero or less. */
    public TtlRules {
        Require.within("high hit ratio", highHitRatio, 0, 1);
        Require.within("low hit ratio", lowHitRatio, 0, highHitRatio);
        Require.within("memory pressure", memoryPressure, 0, 1);
        Require.within("loose memory", looseMemory, 0, memoryPressure);
        Require.notNegative("high evictions per hour", highEvictionsPerHour);
        Require.finite("rising cost", risingCostPercent);
        Require.positive("aggressive step", aggressiveStep);
        Require.positive("moderate step", moderateStep);
        Require.positive("conservative step", conservativeStep);
        Require.present("forced strategy", forcedStrategy);
        Require.present("strongest strategy", strongestStrategy);
    }

    /** These rules with every step of the size of {@code strategy}'s; MAINTAIN changes nothing ever. */
    public TtlRules forcing(TtlStrategy strategy) {
        return new TtlRules(
                lowHitRatio,
                highHitRatio,
                memoryPressure,
                looseMemory,
                highEvictionsPerHour,
                risingCostPercent,
                aggressiveStep,
                moderateStep,
                conservativeStep,
                Optional.of(strategy),
                strongestStrategy);
    }

    /** These rules with no step further than {@code strategy}'s, unless one is forced. */
    public TtlRules capping(TtlStrategy strategy) {
        return new TtlRules(
                lowHitRatio,
                highHitRatio,
                memoryPressure,
                looseMemory,
                highEvictionsPerHour,
                risingCostPercent,
                aggressiveStep,
                moderateStep,
                conservativeStep,
                forcedStrategy,
                Optional.of(strategy));
    }

    /** What becomes of a rule's {@code choice}. */
    TtlStrategy strategy(TtlStrategy choice) {
        return forcedStrategy.orElseGet(() -> strongestStrategy
                .filter(strongest -> strongest.compareTo(choice) > 0)
                .orElse(choice));
    }

    Duration step(TtlStrategy strategy) {
        return switch (strategy) {
            case AGGRESSIVE -> aggressiveStep;
            case MODERATE -> moderateStep;
            case CONSERVATIVE -> conservativeStep;
            case MAINTAIN -> Duration.ZERO;
        };
    }
}
