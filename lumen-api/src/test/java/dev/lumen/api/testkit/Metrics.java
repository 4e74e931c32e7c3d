package dev.lumen.api.testkit;

import dev.lumen.api.observe.CacheMetrics;
import dev.lumen.api.observe.CacheName;
import dev.lumen.api.observe.Gauges;
import dev.lumen.api.observe.Lookups;
import dev.lumen.api.observe.Removals;
import dev.lumen.api.observe.Window;
import dev.lumen.api.units.ByteSize;
import java.time.Duration;
import java.time.Instant;
import java.util.function.UnaryOperator;

/**
 * Builds {@link CacheMetrics} for tests, from an example whose every part can be replaced. Immutable: each method returns
 * another one.
 */
public final class Metrics {
    /** When the windows of the examples end. */
    public static final Instant NOW = Instant.parse("2026-11-01T12:00:00Z");

    private final CacheMetrics metrics;

    private Metrics(CacheMetrics metrics) {
        this.metrics = metrics;
    }

    /**
     * The golden case of SPEC §3: an hour with 10,000 requests and hit ratio 0.725, 185 of 256 MB, p95 85 ms, 42
     * evictions, TTL 300 s.
     */
    public static Metrics typical() {
        return new Metrics(new CacheMetrics(
                CacheName.of("ion-api"),
                Window.ending(NOW, Duration.ofHours(1)),
                Lookups.counted(7_250, 2_750),
                Removals.evicted(42),
                Gauges.builder()
                        .used(ByteSize.ofMegabytes(185))
                        .capacity(ByteSize.ofMegabytes(256))
                        .p95Latency(Duration.ofMillis(85))
                        .ttl(Duration.ofSeconds(300))
                        .build(),
                "example"));
    }

    /** The same hour with everything absent that can be. */
    public static Metrics bare() {
        return typical().lookups(Lookups.unknown()).removals(Removals.unknown()).gauges(builder -> Gauges.builder());
    }

    /** These metrics over {@code window}, counts unchanged. */
    public Metrics window(Window window) {
        return of(window, metrics.lookups(), metrics.removals(), metrics.gauges());
    }

    /** These metrics with {@code lookups}. */
    public Metrics lookups(Lookups lookups) {
        return of(metrics.window(), lookups, metrics.removals(), metrics.gauges());
    }

    /** These metrics with {@code requests} look-ups, of which {@code hitRatio}, 0 to 1, to the nearest one are hits. */
    public Metrics requests(long requests, double hitRatio) {
        long hits = Math.min(requests, Math.round(requests * hitRatio));
        return lookups(Lookups.counted(hits, requests - hits));
    }

    /** These metrics with {@code removals}. */
    public Metrics removals(Removals removals) {
        return of(metrics.window(), metrics.lookups(), removals, metrics.gauges());
    }

    /** These metrics with {@code used} of {@code capacity}. */
    public Metrics memory(ByteSize used, ByteSize capacity) {
        return gauges(builder -> builder.used(used).capacity(capacity));
    }

    /** These metrics with the gauges that {@code change} makes of the ones they have. */
    public Metrics gauges(UnaryOperator<Gauges.Builder> change) {
        return of(
                metrics.window(),
                metrics.lookups(),
                metrics.removals(),
                change.apply(metrics.gauges().toBuilder()).build());
    }

    /** The metrics. */
    public CacheMetrics build() {
        return metrics;
    }

    private Metrics of(Window window, Lookups lookups, Removals removals, Gauges gauges) {
        return new Metrics(new CacheMetrics(metrics.cache(), window, lookups, removals, gauges, metrics.source()));
    }
}
