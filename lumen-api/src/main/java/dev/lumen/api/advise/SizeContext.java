package dev.lumen.api.advise;

import dev.lumen.api.grade.CacheHealth;
import dev.lumen.api.observe.CacheMetrics;
import dev.lumen.api.observe.Observation;
import dev.lumen.api.units.ByteSize;
import dev.lumen.api.units.Require;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Everything that a {@link SizeOptimizer} may look at. Make one with {@link #builder}: the canonical constructor grows
 * with what optimisers learn to use.
 *
 * @param cache the metrics, with their quality
 * @param health the verdict on them
 * @param currentSize the capacity in force, above zero
 * @param bounds the capacities that are allowed
 * @param grid the capacities that can be bought or set
 * @param overrides what a person has decided
 * @param prices what a miss and a megabyte cost
 * @param usageTrendPerDay how the share of the capacity in use moves, in ratio points a day; absent where not known
 * @param evidence what recorded accesses say; absent where none are recorded
 */
public record SizeContext(
        Observation<CacheMetrics> cache,
        CacheHealth health,
        ByteSize currentSize,
        SizeBounds bounds,
        SizeGrid grid,
        Overrides overrides,
        Prices prices,
        OptionalDouble usageTrendPerDay,
        Optional<AccessEvidence> evidence) {
    /** Refuses a current size of zero and a trend that is not finite. */
    public SizeContext {
        Require.noNull(
                SizeContext.class,
                cache,
                health,
                currentSize,
                bounds,
                grid,
                overrides,
                prices,
                usageTrendPerDay,
                evidence);
        if (currentSize.bytes() == 0) {
            throw Require.refused("current size", currentSize, "above 0");
        }
        usageTrendPerDay = Require.finite("usage trend", usageTrendPerDay);
    }

    /** A builder with the guide's bounds and prices, any whole MB, no overrides, no trend. */
    public static Builder builder(Observation<CacheMetrics> cache, CacheHealth health, ByteSize currentSize) {
        return new Builder(cache, health, currentSize);
    }

    /** This context as it would be if nobody had overridden anything. */
    public SizeContext withoutOverrides() {
        return new SizeContext(
                cache, health, currentSize, bounds, grid, Overrides.NONE, prices, usageTrendPerDay, evidence);
    }

    /** Collects what is known; not thread-safe. */
    public static final class Builder {
        private final Observation<CacheMetrics> cache;
        private final CacheHealth health;
        private final ByteSize currentSize;
        private SizeBounds bounds = SizeBounds.DEFAULT;
        private SizeGrid grid = SizeGrid.MEGABYTES;
        private Overrides overrides = Overrides.NONE;
        private Prices prices = Prices.DEFAULT;
        private OptionalDouble usageTrendPerDay = OptionalDouble.empty();
        private Optional<AccessEvidence> evidence = Optional.empty();

        private Builder(Observation<CacheMetrics> cache, CacheHealth health, ByteSize currentSize) {
            this.cache = cache;
            this.health = health;
            this.currentSize = currentSize;
        }

        /** The capacities that are allowed. */
        public Builder bounds(SizeBounds bounds) {
            this.bounds = bounds;
            return this;
        }

        /** The capacities that can be bought or set. */
        public Builder grid(SizeGrid grid) {
            this.grid = grid;
            return this;
        }

        /** What a person has decided. */
        public Builder overrides(Overrides overrides) {
            this.overrides = overrides;
            return this;
        }

        /** What a miss and a megabyte cost. */
        public Builder prices(Prices prices) {
            this.prices = prices;
            return this;
        }

        /** How the share of the capacity in use moves, in ratio points a day. */
        public Builder usageTrendPerDay(OptionalDouble trend) {
            this.usageTrendPerDay = trend;
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
        public SizeContext build() {
            return new SizeContext(
                    cache, health, currentSize, bounds, grid, overrides, prices, usageTrendPerDay, evidence);
        }
    }
}
