package dev.lumen.examples.cli;

import dev.lumen.api.observe.CacheMetrics;
import dev.lumen.api.observe.CacheName;
import dev.lumen.api.observe.Gauges;
import dev.lumen.api.observe.Lookups;
import dev.lumen.api.observe.Removals;
import dev.lumen.api.observe.Window;
import dev.lumen.api.units.Ratio;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A cache as someone describes it by rates, with no window behind them.
 *
 * @param hitRatio hits ÷ requests
 * @param requestsPerHour look-ups an hour; absent where not known
 * @param evictionsPerHour entries pushed out for room an hour; absent where not known
 */
record Rates(Ratio hitRatio, Optional<Double> requestsPerHour, Optional<Double> evictionsPerHour) {
    private static final CacheName CACHE = CacheName.of("command line");

    /** Long enough that turning rates into whole counts rounds nothing that anyone could see. */
    private static final Window WINDOW = Window.ending(Instant.EPOCH, Duration.ofHours(1_000_000));

    /** The metrics that these rates and {@code gauges} amount to. */
    CacheMetrics metrics(Gauges gauges) {
        return new CacheMetrics(CACHE, WINDOW, lookups(), removals(), gauges, "options");
    }

    private Lookups lookups() {
        if (requestsPerHour.isEmpty()) {
            return Lookups.ratioOnly(hitRatio);
        }
        long requests = count(requestsPerHour.get());
        long hits = Math.min(requests, Math.round(requests * hitRatio.value()));
        return Lookups.counted(hits, requests - hits);
    }

    private Removals removals() {
        return evictionsPerHour.map(rate -> Removals.evicted(count(rate))).orElse(Removals.unknown());
    }

    private static long count(double perHour) {
        return Math.round(perHour * WINDOW.length().toHours());
    }
}
