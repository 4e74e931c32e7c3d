package dev.lumen.api.testkit;

import dev.lumen.api.advise.Overrides;
import dev.lumen.api.advise.Prices;
import dev.lumen.api.advise.SizeBounds;
import dev.lumen.api.advise.SizeContext;
import dev.lumen.api.advise.SizeGrid;
import dev.lumen.api.advise.TtlBounds;
import dev.lumen.api.advise.TtlContext;
import dev.lumen.api.advise.TtlExperience;
import dev.lumen.api.gate.GateComponent;
import dev.lumen.api.gate.GateInputs;
import dev.lumen.api.grade.CacheHealth;
import dev.lumen.api.observe.CacheMetrics;
import dev.lumen.api.observe.Gauges;
import dev.lumen.api.observe.Lookups;
import dev.lumen.api.observe.MissingReason;
import dev.lumen.api.observe.Observation;
import dev.lumen.api.observe.Removals;
import dev.lumen.api.observe.TtlSpread;
import dev.lumen.api.observe.Window;
import dev.lumen.api.signal.Budget;
import dev.lumen.api.signal.CostSeries;
import dev.lumen.api.signal.RhythmState;
import dev.lumen.api.units.ByteSize;
import dev.lumen.api.units.Ratio;
import dev.lumen.api.units.Usd;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.Function;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/**
 * Arbitrary values of the API, for jqwik's {@code @Provide} methods. Each covers the whole range that a cache in use can
 * show, its ends and what may be absent; figures beyond any cache (a petabyte, a decade) are left to the tests of the
 * records themselves.
 *
 * <p>The ends are drawn as often as it takes to meet them, in any combination. jqwik's own edge cases are switched off for
 * what is put together of many parts: there are more combinations of them than a property has tries.
 */
public final class Generators {
    private static final long MOST_REQUESTS = 1_000_000_000_000L;
    private static final long LARGEST_MEGABYTES = 1L << 20;

    private Generators() {}

    /** Shares from 0 to 1, both among them. */
    public static Arbitrary<Double> shares() {
        return doubles(0, 1);
    }

    /** TTLs from 1 ms to 10 years in whole milliseconds. */
    public static Arbitrary<Duration> ttls() {
        return longs(1, Duration.ofDays(3653).toMillis()).map(Duration::ofMillis);
    }

    /** Bounds in whole milliseconds, the two ends equal among them. */
    public static Arbitrary<TtlBounds> ttlBounds() {
        return Combinators.combine(ttls(), ttls())
                .as((one, other) ->
                        one.compareTo(other) <= 0 ? TtlBounds.between(one, other) : TtlBounds.between(other, one));
    }

    /** Sizes from 1 byte to 1 TB. */
    public static Arbitrary<ByteSize> sizes() {
        return Arbitraries.oneOf(
                longs(1, LARGEST_MEGABYTES).map(ByteSize::ofMegabytes),
                longs(1, LARGEST_MEGABYTES << 20).map(ByteSize::ofBytes));
    }

    /** Bounds of a size, the two ends equal among them. */
    public static Arbitrary<SizeBounds> sizeBounds() {
        return Combinators.combine(sizes(), sizes()).as((one, other) -> new SizeBounds(one.min(other), one.max(other)));
    }

    /** Steps of 1 MB, 1 GiB, and of any size. */
    public static Arbitrary<SizeGrid> grids() {
        return Arbitraries.oneOf(Arbitraries.of(SizeGrid.MEGABYTES, SizeGrid.GIBIBYTES), sizes().map(SizeGrid::new));
    }

    /** Windows from 1 s to 7 days. */
    public static Arbitrary<Window> windows() {
        return longs(1, 7 * 86_400).map(seconds -> Window.ending(Metrics.NOW, Duration.ofSeconds(seconds)));
    }

    /** Look-ups counted (no request at all among them), as a ratio alone, or unknown. */
    public static Arbitrary<Lookups> lookups() {
        return Arbitraries.frequencyOf(
                Tuple.of(8, counted()),
                Tuple.of(2, shares().map(share -> Lookups.ratioOnly(Ratio.of(share)))),
                Tuple.of(1, Arbitraries.just(Lookups.unknown())));
    }

    /** Look-ups that were counted. */
    public static Arbitrary<Lookups> counted() {
        return Combinators.combine(longs(0, MOST_REQUESTS), shares()).as((requests, share) -> {
            long hits = Math.min(requests, Math.round(requests * share));
            return Lookups.counted(hits, requests - hits);
        });
    }

    /** Evictions and expirations, each of them perhaps unknown. */
    public static Arbitrary<Removals> removals() {
        Arbitrary<OptionalLong> counts = longs(0, MOST_REQUESTS)
                .map(OptionalLong::of)
                .optional(0.8)
                .map(present -> present.orElse(OptionalLong.empty()));
        return Combinators.combine(counts, counts).as(Removals::new);
    }

    /** Gauges of a cache, each of them perhaps unknown; what is used fits into the capacity. */
    public static Arbitrary<Gauges> gauges() {
        return Combinators.combine(
                        sizes().optional(0.9),
                        shares().optional(0.9),
                        longs(0, MOST_REQUESTS).optional(0.5),
                        longs(0, 60_000).optional(0.5),
                        ttls().optional(0.8),
                        Arbitraries.of("noeviction", "allkeys-lru", "volatile-ttl")
                                .optional(0.5),
                        doubles(0.1, 10).optional(0.5),
                        doubles(0, 1).optional(0.5))
                .as((capacity, usage, keys, latency, ttl, policy, fragmentation, noTtl) -> {
                    Gauges.Builder builder = Gauges.builder();
                    capacity.ifPresent(builder::capacity);
                    usage.ifPresent(share -> builder.used(
                            capacity.orElse(ByteSize.ofGibibytes(1)).times(share)));
                    keys.ifPresent(builder::keys);
                    latency.ifPresent(millis -> builder.p95Latency(Duration.ofMillis(millis)));
                    ttl.ifPresent(builder::ttl);
                    policy.ifPresent(builder::evictionPolicy);
                    fragmentation.ifPresent(builder::fragmentationRatio);
                    noTtl.ifPresent(share -> builder.shareWithoutTtl(share)
                            .timeLeft(new TtlSpread(
                                    Duration.ofMillis((long) (share * 1000)),
                                    Duration.ofSeconds(60),
                                    Duration.ofSeconds(300))));
                    return builder.build();
                })
                .withoutEdgeCases();
    }

    /** Metrics of one cache; anything in them may be absent. */
    public static Arbitrary<CacheMetrics> metrics() {
        return Combinators.combine(windows(), lookups(), removals(), gauges())
                .as((window, lookups, removals, gauges) -> Metrics.typical()
                        .window(window)
                        .lookups(lookups)
                        .removals(removals)
                        .gauges(old -> gauges.toBuilder())
                        .build())
                .withoutEdgeCases();
    }

    /** Metrics that decisions may rest on. */
    public static Arbitrary<Observation<CacheMetrics>> trusted() {
        return Arbitraries.oneOf(
                metrics().map(Observation::measured),
                Combinators.combine(metrics(), longs(0, 86_400))
                        .as((metrics, age) -> new Observation.Stale<>(metrics, Duration.ofSeconds(age))));
    }

    /** Metrics that no decision may rest on: missing, too old, or a stand-in. */
    public static Arbitrary<Observation<CacheMetrics>> untrusted() {
        return Arbitraries.oneOf(
                metrics().map(Observation.Fallback::new),
                Arbitraries.of(MissingReason.class).map(reason -> Observation.missing(reason, "as the test has it")));
    }

    /** Any verdict that allows a decision. */
    public static Arbitrary<CacheHealth> knownHealth() {
        return Arbitraries.of(CacheHealth.class).filter(health -> health != CacheHealth.UNKNOWN);
    }

    /** Prices up to $10 a call and $10 per MB-month, nothing among them. */
    public static Arbitrary<Prices> prices() {
        Arbitrary<Usd> amounts = doubles(0, 10).map(Usd::of);
        return Combinators.combine(amounts, amounts).as(Prices::new);
    }

    /** Contexts that a TTL policy may decide on, without overrides; the TTL in force lies within the bounds. */
    public static Arbitrary<TtlContext> ttlContexts() {
        return ttlContexts(trusted(), knownHealth());
    }

    /** Contexts that a TTL policy must not decide on, without overrides: untrusted metrics, or health UNKNOWN. */
    public static Arbitrary<TtlContext> undecidableTtlContexts() {
        return Arbitraries.oneOf(
                ttlContexts(untrusted(), Arbitraries.of(CacheHealth.class)),
                ttlContexts(trusted(), Arbitraries.just(CacheHealth.UNKNOWN)));
    }

    private static Arbitrary<TtlContext> ttlContexts(
            Arbitrary<Observation<CacheMetrics>> caches, Arbitrary<CacheHealth> healths) {
        return Combinators.combine(
                        caches,
                        healths,
                        ttls(),
                        Arbitraries.oneOf(Arbitraries.just(TtlBounds.DEFAULT), ttlBounds()),
                        prices(),
                        optionalDoubles(-100, 1_000),
                        experiences().list().ofMaxSize(5))
                .as((cache, health, ttl, bounds, prices, trend, history) -> TtlContext.builder(
                                cache, health, bounds.clamp(ttl))
                        .bounds(bounds)
                        .prices(prices)
                        .costTrendPercent(trend)
                        .history(history)
                        .build())
                .withoutEdgeCases();
    }

    private static Arbitrary<TtlExperience> experiences() {
        return Combinators.combine(ttls(), longs(1, MOST_REQUESTS), shares())
                .as((ttl, requests, share) ->
                        new TtlExperience(ttl, requests, Math.min(requests, Math.round(requests * share))));
    }

    /** Contexts that a size optimiser may decide on, without overrides; the size in force lies within the bounds. */
    public static Arbitrary<SizeContext> sizeContexts() {
        return sizeContexts(trusted(), knownHealth());
    }

    /**
     * Contexts that a size optimiser must not decide on, without overrides: untrusted metrics, or health UNKNOWN for want of
     * look-ups, as opposed to look-ups that no one can know.
     */
    public static Arbitrary<SizeContext> undecidableSizeContexts() {
        return Arbitraries.oneOf(
                sizeContexts(untrusted(), Arbitraries.of(CacheHealth.class)),
                sizeContexts(
                        trusted()
                                .filter(cache -> cache.trusted()
                                        .filter(metrics -> metrics.lookups().equals(Lookups.unknown()))
                                        .isEmpty()),
                        Arbitraries.just(CacheHealth.UNKNOWN)));
    }

    private static Arbitrary<SizeContext> sizeContexts(
            Arbitrary<Observation<CacheMetrics>> caches, Arbitrary<CacheHealth> healths) {
        return Combinators.combine(
                        caches,
                        healths,
                        sizes(),
                        Arbitraries.oneOf(Arbitraries.just(SizeBounds.DEFAULT), sizeBounds()),
                        grids(),
                        prices(),
                        optionalDoubles(-1, 1))
                .as((cache, health, size, bounds, grid, prices, trend) -> {
                    ByteSize current = cache.shown()
                            .flatMap(metrics -> metrics.gauges().capacity())
                            .orElse(size);
                    return SizeContext.builder(cache, health, bounds.clamp(current))
                            .bounds(bounds)
                            .grid(grid)
                            .prices(prices)
                            .usageTrendPerDay(trend)
                            .build();
                })
                .withoutEdgeCases();
    }

    /** Overrides that hold a TTL within {@code bounds}, or everything. */
    public static Arbitrary<Overrides> ttlOverrides(TtlBounds bounds) {
        return Arbitraries.oneOf(
                ttls().map(ttl -> Overrides.NONE.withTtl(bounds.clamp(ttl))),
                Arbitraries.just(Overrides.NONE.withOptimizationDisabled()));
    }

    /** What a gate may be given: each component scored, missing or not configured; nothing at all among them. */
    public static Arbitrary<GateInputs> gateInputs() {
        Arbitrary<OptionalDouble> scores = optionalDoubles(0, 100);
        return Combinators.combine(
                        Arbitraries.maps(Arbitraries.of(GateComponent.class), scores),
                        perhaps(Arbitraries.of(CacheHealth.class)),
                        perhaps(Arbitraries.of(RhythmState.class)),
                        Arbitraries.of("latency", "availability").list().uniqueElements(),
                        Arbitraries.of("objective 'latency' was not measured")
                                .list()
                                .ofMaxSize(1))
                .as(GateInputs::new)
                .withoutEdgeCases();
    }

    /** Bills of hours or days over a few cycles, complete or not, with and without demand and budget. */
    public static Arbitrary<CostSeries> bills() {
        Arbitrary<List<Double>> amounts = doubles(0, 1_000_000).list().ofMaxSize(200);
        return Combinators.combine(
                        amounts,
                        Arbitraries.of(Duration.ofHours(1), Duration.ofHours(6), Duration.ofDays(1)),
                        doubles(0, 1_000),
                        Arbitraries.integers().between(-1, 60),
                        perhaps(budgets()))
                .as((costs, step, demand, late, budget) -> {
                    Instant start = Metrics.NOW.minus(step.multipliedBy(costs.size()));
                    List<Double> asked = costs.stream()
                            .map(cost -> (cost + demand) / (1 + demand))
                            .toList();
                    return new CostSeries(
                            start,
                            step,
                            costs.stream().map(Usd::of).toList(),
                            late % 2 == 0 ? Optional.of(asked) : Optional.empty(),
                            Metrics.NOW.minus(step.multipliedBy(late)),
                            budget);
                })
                .withoutEdgeCases();
    }

    private static Arbitrary<Budget> budgets() {
        return Combinators.combine(doubles(1, 1_000_000), doubles(0, 2_000_000), shares(), Arbitraries.of(true, false))
                .as((limit, spent, elapsed, known) -> new Budget(
                        Usd.of(limit),
                        Usd.of(spent),
                        known
                                ? Optional.of(new Budget.Period(
                                        Duration.ofDays(30), Duration.ofSeconds(Math.round(2_592_000 * elapsed))))
                                : Optional.empty()));
    }

    private static Arbitrary<OptionalDouble> optionalDoubles(double low, double high) {
        return doubles(low, high)
                .optional(0.8)
                .map(value -> value.map(OptionalDouble::of).orElse(OptionalDouble.empty()));
    }

    /** Numbers of a closed range, each end one time in ten. */
    private static Arbitrary<Double> doubles(double low, double high) {
        return withEnds(Arbitraries.doubles().between(low, high), low, high);
    }

    /** Whole numbers of a closed range, each end one time in ten. */
    private static Arbitrary<Long> longs(long low, long high) {
        return withEnds(Arbitraries.longs().between(low, high), low, high);
    }

    private static <T> Arbitrary<T> withEnds(Arbitrary<T> values, T low, T high) {
        return Arbitraries.frequencyOf(
                Tuple.of(8, values), Tuple.of(1, Arbitraries.just(low)), Tuple.of(1, Arbitraries.just(high)));
    }

    private static <T> Arbitrary<Optional<T>> perhaps(Arbitrary<T> values) {
        Function<T, Optional<T>> present = Optional::of;
        return Arbitraries.oneOf(values.map(present), Arbitraries.just(Optional.empty()));
    }
}
