package dev.lumen.core;

import dev.lumen.api.act.RunLease;
import dev.lumen.api.act.TtlAdvisor;
import dev.lumen.api.advise.LatencyLimit;
import dev.lumen.api.advise.Overrides;
import dev.lumen.api.advise.Prices;
import dev.lumen.api.advise.SizeBounds;
import dev.lumen.api.advise.SizeGrid;
import dev.lumen.api.advise.SizeOptimizer;
import dev.lumen.api.advise.Staleness;
import dev.lumen.api.advise.TtlBounds;
import dev.lumen.api.advise.TtlPolicy;
import dev.lumen.api.evidence.HitRatioSurface;
import dev.lumen.api.feedback.FeedbackSink;
import dev.lumen.api.gate.GateCalculator;
import dev.lumen.api.gate.GateComponent;
import dev.lumen.api.grade.CacheGrader;
import dev.lumen.api.observe.CacheName;
import dev.lumen.api.observe.MetricSource;
import dev.lumen.api.signal.CostSource;
import dev.lumen.api.signal.MaturitySource;
import dev.lumen.api.signal.RhythmAnalyzer;
import dev.lumen.api.signal.SloSource;
import dev.lumen.api.state.StateStore;
import dev.lumen.api.units.Require;
import dev.lumen.core.cache.CacheThresholds;
import dev.lumen.core.cache.ThresholdGrader;
import dev.lumen.core.config.LumenConfig;
import dev.lumen.core.gate.WeightedGateCalculator;
import dev.lumen.core.govern.FleetTtl;
import dev.lumen.core.govern.Steward;
import dev.lumen.core.profile.FleetEvidence;
import dev.lumen.core.rhythm.CostRhythmLoop;
import dev.lumen.core.sizing.RoiSizeOptimizer;
import dev.lumen.core.state.InMemoryStateStore;
import dev.lumen.core.ttl.AdaptiveTtlPolicy;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Configures a {@link FeedbackOrchestrator}. Every setting but a source has a default; each component can be the host's
 * own. What cannot be is refused at once, by name. Not thread-safe.
 */
public final class OrchestratorBuilder {
    private static final Duration RUN_DEADLINE = Duration.ofSeconds(10);
    private static final Duration SOURCE_DEADLINE = Duration.ofSeconds(5);
    private static final Duration OLDEST_METRICS = Duration.ofMinutes(15);
    private static final Duration LONGEST_DEADLINE = Duration.ofDays(1);

    private final CacheName cache;
    private final List<MetricSource> sources = new ArrayList<>();
    private final List<FeedbackSink> sinks = new ArrayList<>();
    private Optional<MetricSource> fallback = Optional.empty();
    private Optional<CacheGrader> grader = Optional.empty();
    private CacheThresholds thresholds = CacheThresholds.DEFAULT;
    private TtlPolicy ttlPolicy = new AdaptiveTtlPolicy();
    private SizeOptimizer sizeOptimizer = new RoiSizeOptimizer();
    private GateCalculator gate = new WeightedGateCalculator();
    private TtlBounds ttlBounds = TtlBounds.DEFAULT;
    private SizeBounds sizeBounds = SizeBounds.DEFAULT;
    private SizeGrid sizeGrid = SizeGrid.MEGABYTES;
    private Prices prices = Prices.DEFAULT;
    private Staleness staleness = Staleness.FREE;
    private Supplier<Overrides> overrides = () -> Overrides.NONE;
    private Supplier<Optional<Duration>> ttlInForce = Optional::empty;
    private Supplier<OptionalDouble> costTrendPercent = OptionalDouble::empty;
    private Supplier<Optional<HitRatioSurface>> surface = Optional::empty;
    private Supplier<Optional<LatencyLimit>> latencyLimit = Optional::empty;
    private Optional<CostSource> costSource = Optional.empty();
    private Optional<SloSource> sloSource = Optional.empty();
    private Optional<MaturitySource> maturitySource = Optional.empty();
    private RhythmAnalyzer rhythm = new CostRhythmLoop();
    private boolean roiWeighed;
    private StateStore store = new InMemoryStateStore();
    private Optional<RunLease> lease = Optional.empty();
    private Optional<FleetTtl> fleetTtl = Optional.empty();
    private Optional<FleetEvidence> fleetEvidence = Optional.empty();
    private Optional<Steward> steward = Optional.empty();
    private final List<Settings.Unavailable> unavailable = new ArrayList<>();
    private InstantSource clock = InstantSource.system();
    private LongSupplier ticker = System::nanoTime;
    private Optional<Executor> executor = Optional.empty();
    private Duration runDeadline = RUN_DEADLINE;
    private Duration sourceDeadline = SOURCE_DEADLINE;
    private Duration oldestMetrics = OLDEST_METRICS;

    OrchestratorBuilder(CacheName cache) {
        this.cache = Require.present("cache name", cache);
    }

    /**
     * Takes over what {@code config} says of bounds, prices and overrides. What it says of servers and services is for the
     * host, who makes the sources.
     */
    public OrchestratorBuilder config(LumenConfig config) {
        Require.present("configuration", config);
        Overrides held = config.overrides();
        return ttlBounds(config.ttlBounds())
                .sizeBounds(config.sizeBounds())
                .prices(config.prices())
                .overrides(() -> held);
    }

    /** Adds a metric source. All are asked at once; the answer of the first added that has one is taken. */
    public OrchestratorBuilder source(MetricSource source) {
        sources.add(named("source", source, MetricSource::name));
        return this;
    }

    /** A stand-in, for demonstrations, where no source answers: shown, marked FALLBACK, and never decided on. */
    public OrchestratorBuilder fallback(MetricSource source) {
        fallback = Optional.of(named("fallback", source, MetricSource::name));
        return this;
    }

    /** Where the bill of the service is read; no cost section unless set. Its trend also tells the TTL rules that cost rises. */
    public OrchestratorBuilder costSource(CostSource source) {
        costSource = Optional.of(named("cost source", source, CostSource::name));
        return this;
    }

    /** What judges the rhythm of the bill: {@link CostRhythmLoop} over days of hours or weeks of days unless set. */
    public OrchestratorBuilder rhythm(RhythmAnalyzer analyzer) {
        this.rhythm = Require.present("rhythm", analyzer);
        return this;
    }

    /** Where the service-level objectives are read; no SLO section unless set. */
    public OrchestratorBuilder sloSource(SloSource source) {
        sloSource = Optional.of(named("SLO source", source, SloSource::name));
        return this;
    }

    /** Where the maturity of the service's operation is read; no maturity section unless set. */
    public OrchestratorBuilder maturitySource(MaturitySource source) {
        maturitySource = Optional.of(named("maturity source", source, MaturitySource::name));
        return this;
    }

    /**
     * Weighs the return on the cache's cost in the gate, as part of the whole; then it counts as missing where the metrics lack
     * the hits or the capacity that it takes. Unless set, it is shown where it is known and not weighed, so that the gate of a
     * cache alone is its hit ratio.
     */
    public OrchestratorBuilder weighRoi() {
        roiWeighed = true;
        return this;
    }

    /** What judges the cache; the guide's Appendix A by {@link #thresholds} unless set. */
    public OrchestratorBuilder grader(CacheGrader grader) {
        this.grader = Optional.of(Require.present("grader", grader));
        return this;
    }

    /** Where good ends and bad begins, and how many requests a window must have to say anything. */
    public OrchestratorBuilder thresholds(CacheThresholds thresholds) {
        this.thresholds = Require.present("thresholds", thresholds);
        return this;
    }

    /** What recommends a TTL; {@link AdaptiveTtlPolicy} unless set. */
    public OrchestratorBuilder ttlPolicy(TtlPolicy policy) {
        this.ttlPolicy = Require.present("TTL policy", policy);
        return this;
    }

    /** What recommends a size; {@link RoiSizeOptimizer} unless set. */
    public OrchestratorBuilder sizeOptimizer(SizeOptimizer optimizer) {
        this.sizeOptimizer = Require.present("size optimizer", optimizer);
        return this;
    }

    /** What scores the gate; {@link WeightedGateCalculator} unless set. */
    public OrchestratorBuilder gate(GateCalculator calculator) {
        this.gate = Require.present("gate", calculator);
        return this;
    }

    /** The TTLs that are allowed: 60 to 3600 s unless set. */
    public OrchestratorBuilder ttlBounds(TtlBounds bounds) {
        this.ttlBounds = Require.present("TTL bounds", bounds);
        return this;
    }

    /** The sizes that are allowed: 10 to 1024 MB unless set. */
    public OrchestratorBuilder sizeBounds(SizeBounds bounds) {
        this.sizeBounds = Require.present("size bounds", bounds);
        return this;
    }

    /** The sizes that can be had: any whole MB unless set. */
    public OrchestratorBuilder sizeGrid(SizeGrid grid) {
        this.sizeGrid = Require.present("size grid", grid);
        return this;
    }

    /** What a miss and a megabyte cost: $0.01 and $0.0365 unless set. */
    public OrchestratorBuilder prices(Prices prices) {
        this.prices = Require.present("prices", prices);
        return this;
    }

    /** What a stale answer costs and how many are allowed: nothing, and any number, unless set. */
    public OrchestratorBuilder staleness(Staleness staleness) {
        this.staleness = Require.present("staleness", staleness);
        return this;
    }

    /**
     * How long a look-up may take on average, asked at every run, with the time that a load takes, such as a recorder's {@code
     * meanLoad}; no limit unless set. Policies that decide on recorded accesses keep it; the rules do not know it.
     */
    public OrchestratorBuilder latencyLimit(Supplier<Optional<LatencyLimit>> limit) {
        this.latencyLimit = Require.present("latency limit", limit);
        return this;
    }

    /** What recorded accesses say of other settings, asked at every run; absent unless set. */
    public OrchestratorBuilder surface(Supplier<Optional<HitRatioSurface>> surface) {
        this.surface = Require.present("surface", surface);
        return this;
    }

    /** What a person has decided, asked at every run. */
    public OrchestratorBuilder overrides(Supplier<Overrides> overrides) {
        this.overrides = Require.present("overrides", overrides);
        return this;
    }

    /** Where the TTL in force is read when the metrics do not say. */
    public OrchestratorBuilder ttlInForce(TtlAdvisor advisor) {
        Require.present("advisor of the TTL in force", advisor);
        this.ttlInForce = () -> Optional.of(advisor.inForce());
        return this;
    }

    /**
     * The TTL in force of a fleet, read when the metrics do not say; and what its JVMs do without when they cannot reach one
     * another, said in each feedback. It stays the host's to close.
     */
    public OrchestratorBuilder fleetTtl(FleetTtl ttl) {
        this.fleetTtl = Optional.of(Require.present("TTL of the fleet", ttl));
        return ttlInForce(ttl);
    }

    /**
     * What the recorded accesses of a whole fleet say of other settings; and what of them was lost, said in each feedback. It
     * stays the host's to close.
     */
    public OrchestratorBuilder fleetEvidence(FleetEvidence evidence) {
        this.fleetEvidence = Optional.of(Require.present("evidence of the fleet", evidence));
        return surface(evidence::surface);
    }

    /**
     * What decides which JVM of a fleet runs the loop; this one always unless set. It is asked at the beginning of each run: a
     * JVM that does not have it reads, decides, saves and tells nobody anything, and its feedback says so. The state is then
     * saved with the lease's token. It should last longer than two runs lie apart, and stays the host's to close.
     */
    public OrchestratorBuilder lease(RunLease lease) {
        this.lease = Optional.of(named("lease", lease, RunLease::name));
        return this;
    }

    /**
     * Who makes of advice proposals and changes, as far as its terms allow; unless set, nothing is ever changed. It takes in each
     * feedback before sinks are told of it, and what it has to say is among the feedback's notices.
     *
     * @throws IllegalArgumentException if it governs another cache
     */
    public OrchestratorBuilder steward(Steward steward) {
        if (!Require.present("steward", steward).cache().equals(cache)) {
            throw Require.refused("cache of the steward", "'" + steward.cache() + "'", "'" + cache + "'");
        }
        this.steward = Optional.of(steward);
        return this;
    }

    /** How the bill moves, in % per cycle, asked at every run; absent unless set. */
    public OrchestratorBuilder costTrendPercent(Supplier<OptionalDouble> trend) {
        this.costTrendPercent = Require.present("cost trend", trend);
        return this;
    }

    /** Where the state is kept between runs: in memory unless set. */
    public OrchestratorBuilder stateStore(StateStore store) {
        this.store = named("state store", store, StateStore::name);
        return this;
    }

    /** Adds a sink, told of every feedback. */
    public OrchestratorBuilder sink(FeedbackSink sink) {
        sinks.add(named("sink", sink, FeedbackSink::name));
        return this;
    }

    /** The wall clock: the system's unless set. */
    public OrchestratorBuilder clock(InstantSource clock) {
        this.clock = Require.present("clock", clock);
        return this;
    }

    /**
     * The monotonic time in nanoseconds, by which deadlines are kept: {@link System#nanoTime} unless set. Where real time is
     * further on, that counts, so that no ticker makes a run late.
     */
    public OrchestratorBuilder ticker(LongSupplier ticker) {
        this.ticker = Require.present("ticker", ticker);
        return this;
    }

    /**
     * Where sources, policies, the store and sinks are called: threads of the orchestrator's own unless set. One executor may
     * serve many orchestrators; it stays the host's to shut down. It must run its tasks on other threads than the caller's,
     * and have threads to spare for components that hang: a task that finds none waits, and counts as late.
     */
    public OrchestratorBuilder executor(Executor executor) {
        this.executor = Optional.of(Require.present("executor", executor));
        return this;
    }

    /**
     * Says that the host has a part of the gate which Lumen cannot be told of: every feedback names it as missing, its weight
     * lowers the coverage, and the health is GOOD at most.
     *
     * @param part which part
     * @param why why not, in words
     */
    public OrchestratorBuilder unavailable(GateComponent part, String why) {
        Require.present("unavailable part", part);
        unavailable.add(new Settings.Unavailable(part.label(), Require.notBlank("reason", why), Optional.of(part)));
        return this;
    }

    /**
     * Says that the host has a bill which Lumen cannot be told of: every feedback names it as missing, its rhythm is UNKNOWN,
     * and the health is GOOD at most.
     *
     * @param why why not, in words
     */
    public OrchestratorBuilder costUnavailable(String why) {
        unavailable.add(new Settings.Unavailable("cost", Require.notBlank("reason", why), Optional.empty()));
        return this;
    }

    /** How long a run may take, above zero and at most a day: 10 s unless set. */
    public OrchestratorBuilder deadline(Duration deadline) {
        this.runDeadline = deadline("run deadline", deadline);
        return this;
    }

    /**
     * How long a source may take, above zero and at most a day: 5 s unless set, and in any case no more than its share of the
     * run's deadline.
     */
    public OrchestratorBuilder sourceDeadline(Duration deadline) {
        this.sourceDeadline = deadline("source deadline", deadline);
        return this;
    }

    /** How old last known metrics may be and still stand in, 0 or more: 15 minutes unless set. */
    public OrchestratorBuilder oldestMetrics(Duration age) {
        this.oldestMetrics = Require.notNegative("oldest metrics", age);
        return this;
    }

    /**
     * The orchestrator.
     *
     * @throws IllegalArgumentException if neither a source of the cache nor one of the service is configured, or two of the
     *     cache have the same name
     */
    public FeedbackOrchestrator build() {
        boolean service = costSource.isPresent() || sloSource.isPresent() || maturitySource.isPresent();
        if (sources.isEmpty() && fallback.isEmpty() && !service) {
            throw Require.refused(
                    "sources of cache '" + cache + "'", "none", "at least one metric source, or one of the service");
        }
        Set<String> names = new LinkedHashSet<>();
        for (MetricSource source : sources) {
            if (!names.add(source.name())) {
                throw Require.refused(
                        "source name", "'" + source.name() + "' twice", "a name of its own for each source");
            }
        }
        return new FeedbackOrchestrator(new Settings(
                cache,
                List.copyOf(sources),
                fallback,
                new Settings.Limits(runDeadline, sourceDeadline, oldestMetrics),
                new Settings.Decisions(
                        thresholds.minRequests(),
                        grader.orElseGet(() -> new ThresholdGrader(thresholds)),
                        ttlPolicy,
                        sizeOptimizer,
                        gate,
                        ttlBounds,
                        sizeBounds,
                        sizeGrid,
                        prices,
                        staleness,
                        overrides),
                new Settings.Service(costSource, sloSource, maturitySource, rhythm, roiWeighed),
                ttlInForce,
                costTrendPercent,
                surface,
                latencyLimit,
                store,
                new Settings.Fleet(lease, fleetTtl, fleetEvidence),
                steward,
                List.copyOf(sinks),
                List.copyOf(unavailable),
                new Settings.Time(clock, ticker),
                executor));
    }

    private static <T> T named(String role, T component, Function<T, String> name) {
        Require.notBlank("name of the " + role, name.apply(Require.present(role, component)));
        return component;
    }

    private static Duration deadline(String name, Duration deadline) {
        Require.positive(name, deadline);
        if (deadline.compareTo(LONGEST_DEADLINE) > 0) {
            throw Require.refused(name, deadline, "at most " + LONGEST_DEADLINE);
        }
        return deadline;
    }
}
