package dev.lumen.core;

import dev.lumen.api.advise.Overrides;
import dev.lumen.api.feedback.Background;
import dev.lumen.api.feedback.CacheFeedback;
import dev.lumen.api.feedback.FeedbackSink;
import dev.lumen.api.feedback.MissingPart;
import dev.lumen.api.feedback.PastRun;
import dev.lumen.api.feedback.Quality;
import dev.lumen.api.feedback.Recommendation;
import dev.lumen.api.feedback.UnifiedFeedback;
import dev.lumen.api.gate.GateComponent;
import dev.lumen.api.gate.GateScore;
import dev.lumen.api.gate.SystemHealth;
import dev.lumen.api.grade.CacheHealth;
import dev.lumen.api.grade.CacheVerdict;
import dev.lumen.api.grade.GradedMetric;
import dev.lumen.api.grade.MetricGrade;
import dev.lumen.api.observe.CacheMetrics;
import dev.lumen.api.observe.MissingReason;
import dev.lumen.api.observe.Observation;
import dev.lumen.api.observe.Observation.Missing;
import dev.lumen.api.signal.Roi;
import dev.lumen.api.units.ByteSize;
import dev.lumen.api.units.Require;
import dev.lumen.api.units.Seconds;
import dev.lumen.core.Deciders.Decided;
import dev.lumen.core.Deciders.Situation;
import dev.lumen.core.collect.Collected;
import dev.lumen.core.collect.Guard;
import dev.lumen.core.collect.Guards;
import dev.lumen.core.collect.MetricCollector;
import dev.lumen.core.govern.Steward;
import dev.lumen.core.roi.RoiCalculator;
import dev.lumen.core.state.RunState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One linear pass: read, grade, advise, weigh, freeze, record, govern, tell. Used by one thread at a time.
 *
 * <p>Each stage may use the deadline up to its share ({@link Patience}), so that what hangs in one cannot have the time of
 * the next; within a stage everything is asked at once.
 */
final class Cycle {
    /** Far from the end of all instants, where sums overflow. */
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

    private static final String LOST =
            "the lease ended within this run, and another JVM of the fleet runs the loop: what this one found was dropped";

    private static final Logger LOG = LoggerFactory.getLogger(FeedbackOrchestrator.class);

    private final Settings settings;
    private final Guard clock;
    private final Guard grader;
    private final MetricCollector collector;
    private final Leadership leadership;
    private final StateKeeper state;
    private final Host host;
    private final Service service;
    private final Deciders deciders;
    private final Governing governing;
    private final List<Guard> sinks;
    private List<String> problems = new ArrayList<>();

    Cycle(Settings settings, Guards guards) {
        this.settings = settings;
        this.clock = guards.of("clock");
        this.grader = guards.of("grader");
        this.collector = new MetricCollector(
                settings.cache(),
                settings.sources(),
                settings.fallback(),
                settings.limits().oldest(),
                guards);
        this.leadership = new Leadership(settings.fleet().lease(), guards);
        this.state = new StateKeeper(settings.store(), guards);
        this.host = new Host(settings, guards);
        this.service = new Service(settings.service(), guards);
        this.deciders = new Deciders(settings, guards);
        this.governing = new Governing(settings.steward(), guards);
        this.sinks =
                settings.sinks().stream().map(sink -> guards.of(sink.name())).toList();
    }

    UnifiedFeedback run() {
        Patience patience =
                new Patience(settings.limits().run(), settings.time().ticker());
        List<String> notices = problems;
        problems = new ArrayList<>();
        Instant now = now(patience, notices);
        notices.addAll(settings.decisions().prices().warnings());
        List<MissingPart> missing = new ArrayList<>();
        settings.unavailable()
                .forEach(part -> missing.add(new MissingPart(part.name(), MissingReason.NOT_AVAILABLE, part.why())));
        notices.addAll(settings.fleet().remarks());
        Leadership.Standing standing = leadership.ask(patience.upTo(Patience.EARLY), missing, notices);
        if (!standing.leads()) {
            return standBy(now, missing, notices);
        }
        Answers answers = new Answers(patience, missing);

        Host.Asked asked = host.ask();
        Service.Asked serviceAsked = service.ask();
        Supplier<Duration> sourcePatience =
                patience.upTo(Patience.SOURCES, settings.limits().source());
        RunState before = state.load(standing, patience.upTo(Patience.EARLY), notices);
        Collected collected = collector.collect(before.samples(), before.lastKnown(), now, sourcePatience);
        noteFailures(collected, missing, notices);
        notices.addAll(collected.notices());
        Host.Says says = asked.await(answers).within(settings.decisions().ttlBounds(), notices);
        Service.Says aboutService = serviceAsked.await(answers, sourcePatience, missing);
        notices.addAll(aboutService.notices());

        Observation<CacheMetrics> cache = collected.cache();
        Optional<CacheMetrics> measured = cache instanceof Observation.Measured<CacheMetrics> fresh
                ? Optional.of(fresh.value())
                : Optional.empty();
        Optional<Duration> known = ttlInForce(cache, measured, says).or(before::ttl);
        Duration ttl = known.orElse(settings.decisions().ttlBounds().standard());
        if (known.isEmpty() && settings.cacheConfigured()) {
            notices.add("the TTL in force is not known: advice starts from the default, " + Seconds.text(ttl));
        }
        RunState after =
                before.after(collected.samples(), measured, measured.isPresent() ? Optional.of(ttl) : known, now);

        UnifiedFeedback decided = decide(now, cache, ttl, says, aboutService, after, answers, missing, notices);
        RunState left = after.with(PastRun.of(decided));
        if (!standing.leads() || !state.save(left, patience.upTo(Patience.STATE), problems)) {
            return standBy(now, missing, List.of(LOST));
        }
        Steward.Session session = governing.attend(decided, says.surface(), standing, patience.upTo(Patience.STATE));
        UnifiedFeedback feedback = decided.withNotices(session.notices());
        Background background = new Background(
                left.runs(), says.surface(), aboutService.bill().map(Service.Bill::series), session.proposals());
        tell(feedback, background, patience);
        return feedback;
    }

    /** What a JVM says that does not run the loop. Nobody is told of it but the caller: the fleet's feedback is the leader's. */
    private UnifiedFeedback standBy(Instant now, List<MissingPart> missing, List<String> notices) {
        return new UnifiedFeedback(
                UnifiedFeedback.SCHEMA_VERSION,
                now,
                settings.cache(),
                SystemHealth.UNKNOWN,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Overrides.NONE,
                List.of(),
                missing,
                notices);
    }

    private Instant now(Patience patience, List<String> notices) {
        Observation<Instant> read = clock.call(this::hostsTime, patience.upTo(Patience.EARLY));
        if (read instanceof Missing<Instant> missing) {
            notices.add("the system's time stands in for the host's: " + missing.detail());
        }
        return read.trusted().orElseGet(Instant::now);
    }

    private Instant hostsTime() {
        Instant time = Require.present("time", settings.time().clock().instant());
        if (time.isBefore(Instant.EPOCH) || time.isAfter(LATEST)) {
            throw Require.refused("time", time, Instant.EPOCH + " to " + LATEST);
        }
        return time;
    }

    /** What the cache says now, else what the host says now, else what the cache said last. */
    private static Optional<Duration> ttlInForce(
            Observation<CacheMetrics> cache, Optional<CacheMetrics> measured, Host.Says says) {
        return measured.flatMap(metrics -> metrics.gauges().ttl())
                .or(says::ttl)
                .or(() -> cache.trusted().flatMap(metrics -> metrics.gauges().ttl()));
    }

    private static void noteFailures(Collected collected, List<MissingPart> missing, List<String> notices) {
        boolean answered = collected.cache() instanceof Observation.Measured<CacheMetrics>;
        for (MissingPart failure : collected.failures()) {
            if (answered) {
                notices.add("another source answered: " + failure.detail());
            } else {
                missing.add(failure);
            }
        }
    }

    private UnifiedFeedback decide(
            Instant now,
            Observation<CacheMetrics> cache,
            Duration ttl,
            Host.Says says,
            Service.Says aboutService,
            RunState after,
            Answers answers,
            List<MissingPart> missing,
            List<String> notices) {
        CacheVerdict verdict = verdict(cache, answers);
        Optional<Roi> roi = roi(cache, missing);
        Trends trends = Trends.of(after.runs(), new PastRun.Setting(Optional.of(ttl), capacity(cache)), now);
        Decided decided = deciders.ask(
                new Situation(cache, verdict.health(), ttl, says, aboutService, roi, after, trends), answers);
        List<Recommendation> others = new ArrayList<>(ServiceAdvice.of(aboutService));
        others.addAll(warnings(cache, verdict, trends, decided, answers));
        return new UnifiedFeedback(
                UnifiedFeedback.SCHEMA_VERSION,
                now,
                settings.cache(),
                decided.score().map(GateScore::health).orElse(SystemHealth.UNKNOWN),
                decided.score(),
                cache.shown().map(metrics -> section(cache, metrics, verdict, decided)),
                decided.ttl(),
                decided.size(),
                aboutService.maturity(),
                roi,
                aboutService.slo(),
                aboutService.costRhythm(),
                says.overrides(),
                Recommendations.of(
                        cache.trusted(), settings.decisions().prices(), verdict, decided.ttl(), decided.size(), others),
                missing,
                notices);
    }

    private static Optional<ByteSize> capacity(Observation<CacheMetrics> cache) {
        return cache.trusted().flatMap(metrics -> metrics.gauges().capacity());
    }

    /** Only of what was measured now: what is stale has no present to reckon from. */
    private List<Recommendation> warnings(
            Observation<CacheMetrics> cache, CacheVerdict verdict, Trends trends, Decided decided, Answers answers) {
        List<TrendAdvice.Course> courses = cache instanceof Observation.Measured<CacheMetrics> fresh
                ? TrendAdvice.courses(fresh.value(), verdict, trends, decided.size())
                : List.of();
        return courses.isEmpty()
                ? List.of()
                : answers.of(
                                grader,
                                grader.start(() -> TrendAdvice.of(
                                        courses, settings.decisions().grader())),
                                Patience.DECISIONS)
                        .orElse(List.of());
    }

    private Optional<Roi> roi(Observation<CacheMetrics> cache, List<MissingPart> missing) {
        Optional<Roi> roi = cache.trusted()
                .flatMap(metrics ->
                        RoiCalculator.of(metrics, settings.decisions().prices()));
        if (roi.isEmpty() && settings.service().roiWeighed()) {
            missing.add(new MissingPart(
                    GateComponent.ROI.label(),
                    MissingReason.NO_DATA,
                    "the hits or the capacity of the cache are not known"));
        }
        return roi;
    }

    private CacheVerdict verdict(Observation<CacheMetrics> cache, Answers answers) {
        return cache.shown()
                .flatMap(metrics -> answers.of(
                        grader, grader.start(() -> settings.decisions().grader().grade(metrics)), Patience.DECISIONS))
                .orElse(new CacheVerdict(CacheHealth.UNKNOWN, List.of()));
    }

    private static CacheFeedback section(
            Observation<CacheMetrics> cache, CacheMetrics metrics, CacheVerdict verdict, Decided decided) {
        List<GradedMetric> graded =
                verdict.grades().stream().map(MetricGrade::metric).toList();
        Quality quality = cache.fold(
                fresh -> Quality.MEASURED, old -> Quality.STALE, dummy -> Quality.FALLBACK, none -> Quality.FALLBACK);
        Optional<Duration> age =
                cache instanceof Observation.Stale<CacheMetrics> stale ? Optional.of(stale.age()) : Optional.empty();
        return new CacheFeedback(
                verdict.health(),
                ActionChoice.between(metrics, decided.ttl(), decided.size()),
                metrics.hitRatio(),
                quality,
                age,
                metrics,
                verdict.grades(),
                Arrays.stream(GradedMetric.values())
                        .filter(metric -> !graded.contains(metric))
                        .toList());
    }

    private void tell(UnifiedFeedback feedback, Background background, Patience patience) {
        List<Guard.Pending<Boolean>> calls = new ArrayList<>();
        for (int i = 0; i < sinks.size(); i++) {
            FeedbackSink sink = settings.sinks().get(i);
            calls.add(sinks.get(i).start(() -> {
                sink.accept(feedback, background);
                return true;
            }));
        }
        for (Guard.Pending<Boolean> call : calls) {
            if (call.await(patience.upTo(Patience.TOLD)) instanceof Missing<Boolean> failed) {
                problems.add("a sink was not told of the last feedback: " + failed.detail());
            }
        }
        problems.forEach(problem -> LOG.warn("cache {}: {}", settings.cache(), problem));
    }
}
