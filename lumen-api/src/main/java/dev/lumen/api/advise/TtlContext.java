package dev.lumen.api.advise;

import dev.lumen.api.grade.CacheHealth;
import dev.lumen.api.observe.CacheMetrics;
import dev.lumen.api.observe.Observation;
import dev.lumen.api.units.Require;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Everything that a {@link TtlPolicy} may look at. Make one with {@link #builder}: the canonical constructor grows with
 * what policies learn to use.
 *
 * @param cache the metrics, with their quality
 * @param health the verdict on them
 * @param currentTtl the TTL in force, above zero
 * @param bounds the TTLs that are allowed
 * @param overrides what a person has decided
 * @param prices what a miss costs
 * @param costTrendPercent how the bill moves, in % per cycle; absent where not known
 * @param history what settled windows did, oldest first
 * @param evidence what recorded accesses say; absent where none are recorded
 */
public record TtlContext(
        Observation<CacheMetrics> cache,
        CacheHealth health,
        Duration currentTtl,
        TtlBounds bounds,
        Overrides overrides,
        Prices prices,
        OptionalDouble costTrendPercent,
        List<TtlExperience> history,
        Optional<AccessEvidence> evidence) {
    /** Refuses a current TTL of zero or less and a trend that is not finite; copies the history. */
    public TtlContext {
        Require.noNull(
                TtlContext.class,
                cache,
                health,
                currentTtl,
                bounds,
                overrides,
                prices,
                costTrendPercent,
                history,
                evidence);
        Require.positive("current TTL", currentTtl);
        costTrendPercent = Require.finite("cost trend", costTrendPercent);
        history = List.copyOf(history);
    }

    /** A builder with the guide's bounds and prices, no overrides, no trend, no history. */
    public static Builder builder(Observation<CacheMetrics> cache, CacheHealth health, Duration currentTtl) {
        return new Builder(cache, health, currentTtl);
    }

    /** This context as it would be if nobody had overridden anything. */
    public TtlContext withoutOverrides() {
        return new TtlContext(
                cache, health, currentTtl, bounds, Overrides.NONE, prices, costTrendPercent, history, evidence);
    }

    /** Collects what is known; not thread-safe. */
    public static final class Builder {
        private final Observation<CacheMetrics> cache;
        private final CacheHealth health;
        private final Duration currentTtl;
        private TtlBounds bounds = TtlBounds.DEFAULT;
        private Overrides overrides = Overrides.NONE;
        private Prices prices = Prices.DEFAULT;
        private OptionalDouble costTrendPercent = OptionalDouble.empty();
        private List<TtlExperience> history = List.of();
        private Optional<AccessEvidence> evidence = Optional.empty();

        private Builder(Observation<CacheMetrics> cache, CacheHealth health, Duration currentTtl) {
            this.cache = cache;
            this.health = health;
            this.currentTtl = currentTtl;
        }

        /** The TTLs that are allowed. */
        public Builder bounds(TtlBounds bounds) {
            this.bounds = bounds;
            return this;
        }

        /** What a person has decided. */
        public Builder overrides(Overrides overrides) {
            this.overrides = overrides;
            return this;
        }

        /** What a miss costs. */
        public Builder prices(Prices prices) {
            this.prices = prices;
            return this;
        }

        /** How the bill moves, in % per cycle. */
        public Builder costTrendPercent(OptionalDouble percent) {
            this.costTrendPercent = percent;
            return this;
        }

        /** What settled windows did, oldest first. */
        public Builder history(List<TtlExperience> history) {
            this.history = history;
            return this;
        }

        /** What recorded accesses say. */
        public Builder evidence(Optional<AccessEvidence> evidence) {
            this.evidence = evidence;
            return this;
        }

        /**
         * The context.
         *
         * @throws IllegalArgumentException if a value is outside its range
         */
        public TtlContext build() {
            return new TtlContext(
                    cache, health, currentTtl, bounds, overrides, prices, costTrendPercent, history, evidence);
        }
    }
}
