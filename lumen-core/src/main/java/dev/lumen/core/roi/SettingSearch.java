package dev.lumen.core.roi;

import dev.lumen.api.advise.AccessEvidence;
import dev.lumen.api.advise.Prices;
import dev.lumen.api.grade.CacheHealth;
import dev.lumen.api.observe.CacheMetrics;
import dev.lumen.api.observe.Observation;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * What both advisers by evidence begin with: the cheapest setting, or why none can be told. Immutable and thread-safe.
 */
public final class SettingSearch {
    private final Optional<CostSurface> costs;
    private final Optional<CheapestSetting> cheapest;
    private final String nothing;

    private SettingSearch(Optional<CostSurface> costs, Optional<CheapestSetting> cheapest, String nothing) {
        this.costs = costs;
        this.cheapest = cheapest;
        this.nothing = nothing;
    }

    /** Looks, where the metrics can be trusted and accesses are recorded. */
    public static SettingSearch of(
            Observation<CacheMetrics> cache, CacheHealth health, Optional<AccessEvidence> evidence, Prices prices) {
        Optional<CacheMetrics> metrics = cache.trusted();
        if (metrics.isEmpty()) {
            return none("the cache's metrics are missing or a stand-in: nothing to decide on");
        }
        if (health == CacheHealth.UNKNOWN) {
            return none("cache health is UNKNOWN: too few requests are known of to decide on");
        }
        if (evidence.isEmpty()) {
            return none("no accesses are recorded");
        }
        CostSurface costs =
                new CostSurface(evidence.get(), prices, metrics.get().requestsPerHour());
        return new SettingSearch(
                Optional.of(costs), CheapestSetting.on(costs), "the recorded accesses say too little yet");
    }

    private static SettingSearch none(String why) {
        return new SettingSearch(Optional.empty(), Optional.empty(), why);
    }

    /** Applies the function of the case that this is: what was found, or the words that say why nothing was. */
    public <R> R fold(BiFunction<CostSurface, CheapestSetting, R> found, Function<String, R> nothing) {
        return cheapest.isPresent() ? found.apply(costs.orElseThrow(), cheapest.get()) : nothing.apply(this.nothing);
    }
}
