package dev.lumen.core;

import dev.lumen.api.advise.CacheSizeAdjustment;
import dev.lumen.api.advise.Overrides;
import dev.lumen.api.advise.SizeContext;
import dev.lumen.api.advise.TtlAdjustment;
import dev.lumen.api.advise.TtlContext;
import dev.lumen.api.feedback.CacheFeedback;
import dev.lumen.api.feedback.FeedbackSink;
import dev.lumen.api.feedback.MissingPart;
import dev.lumen.api.feedback.Quality;
import dev.lumen.api.feedback.UnifiedFeedback;
import dev.lumen.api.gate.GateComponent;
import dev.lumen.api.gate.GateInputs;
import dev.lumen.api.gate.GateScore;
import dev.lumen.api.gate.SystemHealth;
import dev.lumen.api.grade.CacheHealth;
import dev.lumen.api.grade.GradedMetric;
import dev.lumen.api.grade.MetricGrade;
import dev.lumen.api.observe.CacheMetrics;
import dev.lumen.api.observe.Observation;
import dev.lumen.api.observe.Observation.Missing;
import dev.lumen.core.cache.CacheGrader;
import dev.lumen.core.collect.Collected;
import dev.lumen.core.collect.Guard;
import dev.lumen.core.collect.MetricCollector;
import dev.lumen.core.state.RunState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One linear pass: read, grade, advise, weigh, freeze, record, tell. Used by one thread at a time.
 *
 * <p>Of the deadline, a tenth each is kept back for the state and for the sinks, so that a hanging source cannot have all
 * of it.
 */
final class Cycle {
    private static final Logger LOG = LoggerFactory.getLogger(FeedbackOrchestrator.class);

    private final Settings settings;
    private final CacheGrader grader;
    private final MetricCollector collector;
    private final StateKeeper state;
    private final Guard host;
    private final Guard ttlPolicy;
    private final Guard sizeOptimizer;
    private final Guard gate;
    private final List<Guard> sinks;
    private List<String> problems = new ArrayList<>();

    Cycle(Settings settings, Executor threads) {
        this.settings = settings;
        this.grader = new CacheGrader(settings.decisions().thresholds());
        this.collector = new MetricCollector(
                settings.cache(),
                settings.sources(),
                settings.fallback(),
                settings.limits().oldest(),
                threads);
        this.state = new StateKeeper(settings.store(), threads);
        this.host = new Guard("host settings", threads);
        this.ttlPolicy = new Guard("TTL policy", threads);
        this.sizeOptimizer = new Guard("size optimizer", threads);
        this.gate = new Guard("gate", threads);
        this.sinks = settings.sinks().stream()
                .map(sink -> new Guard(sink.name(), threads))
                .toList();
    }

    UnifiedFeedback run() {
        Instant now = settings.clock().instant();
        Patience patience = new Patience(settings.limits().run());
        List<String> notices = problems;
        problems = new ArrayList<>();
        notices.addAll(settings.decisions().prices().warnings());
        List<MissingPart> missing = new ArrayList<>();

        RunState before = state.load(patience.upTo(Patience.EARLY), notices);
        Collected collected = collector.collect(
                before.samples(),
                before.lastKnown(),
                now,
                () -> patience.forSource(settings.limits().source()));
        noteFailures(collected, missing, notices);
        HostSays says = call(host, this::ask, patience, missing).orElse(HostSays.NOTHING);
        Duration ttl = ttlInForce(collected.cache(), says);
        Optional<CacheMetrics> measured = collected.cache() instanceof Observation.Measured<CacheMetrics> fresh
                ? Optional.of(fresh.value())
                : Optional.empty();
        RunState after = before.after(collected.samples(), measured, ttl, now);

        UnifiedFeedback feedback = decide(now, collected.cache(), says, ttl, after, patience, missing, notices);
        state.save(after, patience.upTo(Patience.STATE), problems);
        tell(feedback, patience);
        return feedback;
    }

    private HostSays ask() {
        return new HostSays(
                settings.decisions().overrides().get(),
                settings.ttlInForce().get(),
                settings.costTrendPercent().get());
    }

    private Duration ttlInForce(Observation<CacheMetrics> cache, HostSays says) {
        return cache.trusted()
                .flatMap(metrics -> metrics.gauges().ttl())
                .or(says::ttl)
                .orElse(settings.decisions().ttlBounds().standard());
    }

    private static void noteFailures(Collected collected, List<MissingPart> missing, List<String> notices) {
        boolean answered = collected.cache() instanceof Observation.Measured<CacheMetrics>;
        for (MissingPart failure : collected.failures()) {
            if (answered) {
                notices.add("another source answered instead: " + failure.detail());
            } else {
                missing.add(failure);
            }
        }
    }

    private UnifiedFeedback decide(
            Instant now,
            Observation<CacheMetrics> cache,
            HostSays says,
            Duration ttl,
            RunState after,
            Patience patience,
            List<MissingPart> missing,
            List<String> notices) {
        List<MetricGrade> grades = cache.shown().map(grader::grades).orElse(List.of());
        CacheHealth health =
                cache.shown().map(metrics -> grader.health(metrics, grades)).orElse(CacheHealth.UNKNOWN);
        Optional<CacheMetrics> trusted = cache.trusted();
        Optional<TtlAdjustment> ttlAdvice = trusted.isEmpty()
                ? Optional.empty()
                : call(ttlPolicy, () -> ttlAdvice(cache, health, ttl, says, after), patience, missing);
        Optional<CacheSizeAdjustment> sizeAdvice = trusted.flatMap(
                        metrics -> metrics.gauges().capacity())
                .filter(capacity -> capacity.bytes() > 0)
                .flatMap(capacity -> call(
                        sizeOptimizer,
                        () -> settings.decisions()
                                .sizeOptimizer()
                                .recommend(SizeContext.builder(cache, health, capacity)
                                        .bounds(settings.decisions().sizeBounds())
                                        .grid(settings.decisions().sizeGrid())
                                        .overrides(says.overrides())
                                        .prices(settings.decisions().prices())
                                        .usageTrendPerDay(after.usageTrendPerDay())
                                        .build()),
                        patience,
                        missing));
        GateInputs inputs = gateInputs(cache, health);
        Optional<GateScore> score = call(gate, () -> settings.decisions().gate().score(inputs), patience, missing);
        return new UnifiedFeedback(
                UnifiedFeedback.SCHEMA_VERSION,
                now,
                settings.cache(),
                score.map(GateScore::health).orElse(SystemHealth.UNKNOWN),
                score,
                cache.shown().map(metrics -> section(cache, metrics, health, grades, ttlAdvice, sizeAdvice)),
                ttlAdvice,
                sizeAdvice,
                says.overrides(),
                Recommendations.of(trusted, settings.decisions().prices(), health, ttlAdvice, sizeAdvice),
                missing,
                notices);
    }

    private TtlAdjustment ttlAdvice(
            Observation<CacheMetrics> cache, CacheHealth health, Duration ttl, HostSays says, RunState after) {
        Settings.Decisions decisions = settings.decisions();
        return decisions
                .ttlPolicy()
                .recommend(TtlContext.builder(cache, health, ttl)
                        .bounds(decisions.ttlBounds())
                        .overrides(says.overrides())
                        .prices(decisions.prices())
                        .costTrendPercent(says.costTrendPercent())
                        .history(after.experience(decisions.thresholds().minRequests()))
                        .build());
    }

    private static GateInputs gateInputs(Observation<CacheMetrics> cache, CacheHealth health) {
        boolean trusted = cache.trusted().isPresent();
        OptionalDouble ratio = cache.trusted().map(CacheMetrics::hitRatio).orElse(OptionalDouble.empty());
        OptionalDouble score = health == CacheHealth.UNKNOWN || ratio.isEmpty()
                ? OptionalDouble.empty()
                : OptionalDouble.of(100 * ratio.getAsDouble());
        return new GateInputs(
                Map.of(GateComponent.CACHE, score),
                Optional.of(trusted ? health : CacheHealth.UNKNOWN),
                Optional.empty(),
                List.of());
    }

    private static CacheFeedback section(
            Observation<CacheMetrics> cache,
            CacheMetrics metrics,
            CacheHealth health,
            List<MetricGrade> grades,
            Optional<TtlAdjustment> ttl,
            Optional<CacheSizeAdjustment> size) {
        List<GradedMetric> graded = grades.stream().map(MetricGrade::metric).toList();
        Quality quality = cache.fold(
                fresh -> Quality.MEASURED, old -> Quality.STALE, dummy -> Quality.FALLBACK, none -> Quality.FALLBACK);
        Optional<Duration> age =
                cache instanceof Observation.Stale<CacheMetrics> stale ? Optional.of(stale.age()) : Optional.empty();
        return new CacheFeedback(
                health,
                ActionChoice.between(metrics, ttl, size),
                metrics.hitRatio(),
                quality,
                age,
                metrics,
                grades,
                Arrays.stream(GradedMetric.values())
                        .filter(metric -> !graded.contains(metric))
                        .toList());
    }

    private <T> Optional<T> call(Guard guard, Callable<T> task, Patience patience, List<MissingPart> missing) {
        Observation<T> answer = guard.call(task, patience.upTo(Patience.DECISIONS));
        if (answer instanceof Missing<T> nothing) {
            missing.add(new MissingPart(guard.name(), nothing.reason(), nothing.detail()));
        }
        return answer.trusted();
    }

    private void tell(UnifiedFeedback feedback, Patience patience) {
        List<Guard.Pending<Boolean>> calls = new ArrayList<>();
        for (int i = 0; i < sinks.size(); i++) {
            FeedbackSink sink = settings.sinks().get(i);
            calls.add(sinks.get(i).start(() -> {
                sink.accept(feedback);
                return true;
            }));
        }
        for (Guard.Pending<Boolean> call : calls) {
            if (call.await(patience.upTo(Patience.ALL)) instanceof Missing<Boolean> failed) {
                problems.add("a sink was not told of the last feedback: " + failed.detail());
            }
        }
        problems.forEach(problem -> LOG.warn("cache {}: {}", settings.cache(), problem));
    }

    /** What the host's own suppliers answered. */
    private record HostSays(Overrides overrides, Optional<Duration> ttl, OptionalDouble costTrendPercent) {
        /** Where they could not be asked, nothing may be changed. */
        static final HostSays NOTHING =
                new HostSays(Overrides.NONE.withOptimizationDisabled(), Optional.empty(), OptionalDouble.empty());
    }
}
