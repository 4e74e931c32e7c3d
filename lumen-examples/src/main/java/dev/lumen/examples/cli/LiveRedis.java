package dev.lumen.examples.cli;

import dev.lumen.api.advise.TtlBounds;
import dev.lumen.api.feedback.Quality;
import dev.lumen.api.feedback.UnifiedFeedback;
import dev.lumen.api.observe.CacheName;
import dev.lumen.api.observe.MetricSource;
import dev.lumen.api.observe.Reading;
import dev.lumen.core.FeedbackOrchestrator;
import dev.lumen.core.OrchestratorBuilder;
import dev.lumen.core.govern.TtlInForce;
import dev.lumen.redis.RedisMetricSource;
import dev.lumen.redis.RedisMetricSourceBuilder;
import dev.lumen.redis.sample.SampleLimits;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A Redis whose cache a command looks at. It remembers why it could not be read, so that the command can end with that. */
final class LiveRedis implements MetricSource, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LiveRedis.class);

    /** The first reading loads the client, which takes seconds on a busy machine. */
    private static final Duration PATIENCE = Duration.ofSeconds(8);

    private final boolean shared;
    private final boolean sampled;
    private volatile RedisTarget target;
    private volatile RedisMetricSource source;
    private volatile Optional<Exception> failure = Optional.empty();

    /**
     * A Redis, which is not asked yet.
     *
     * @param shared whether the server holds other caches, too
     * @param sampled whether a sample of its keys is taken
     */
    LiveRedis(RedisTarget target, boolean shared, boolean sampled) {
        this.target = target;
        this.shared = shared;
        this.sampled = sampled;
        this.source = source(target);
    }

    private RedisMetricSource source(RedisTarget of) {
        RedisMetricSourceBuilder builder = RedisMetricSource.of(of.access()).timeLimit(PATIENCE);
        if (shared) {
            builder.holdsSeveralCaches();
        }
        if (sampled) {
            builder.sampling(SampleLimits.DEFAULT);
        }
        return builder.build();
    }

    /**
     * Has {@code builder} read it, and go by the TTL that a fleet has put in force there, if one has. One that does not answer
     * ends the command here, before anything waits for it twice. Of a node of a cluster, the whole cluster is read.
     */
    OrchestratorBuilder into(OrchestratorBuilder builder, CacheName cache, TtlBounds bounds) {
        requireWhole(cache);
        target.fleetTtl(cache).ifPresent(ttl -> {
            TtlInForce inForce = new TtlInForce(cache, bounds);
            inForce.set(ttl);
            builder.ttlInForce(inForce);
        });
        return builder.source(this);
    }

    /**
     * Has {@code builder} read it at each run of a service, the whole cluster of a node. One that does not answer now may do so later,
     * and is then taken for what the user called it; one that refuses this user ends the command.
     */
    void watchedBy(OrchestratorBuilder builder, CacheName cache) {
        try {
            requireWhole(cache);
        } catch (Failure e) {
            if (e.getCause() instanceof Exception cause && RedisTarget.isRefusal(cause)) {
                throw e;
            }
            LOG.warn("{}; it is asked again at each run", e.getMessage());
        }
        builder.source(this);
    }

    /** What is read. */
    RedisTarget target() {
        return target;
    }

    private void requireWhole(CacheName cache) {
        requireReadable(cache);
        RedisTarget whole = target.whole();
        if (!whole.equals(target)) {
            source.close();
            target = whole;
            source = source(whole);
            requireReadable(cache);
        }
    }

    private void requireReadable(CacheName cache) {
        try {
            source.read(cache);
        } catch (Exception e) {
            throw target.unreachable(e);
        }
    }

    @Override
    public Reading read(CacheName cache) throws Exception {
        try {
            Reading reading = source.read(cache);
            failure = Optional.empty();
            return reading;
        } catch (Exception e) {
            failure = Optional.of(e);
            throw e;
        }
    }

    @Override
    public List<String> notices() {
        return source.notices();
    }

    @Override
    public String name() {
        return source.name();
    }

    /**
     * Runs the loop over a window. Where no run before has left its counters behind, that takes two readings: what a server
     * has counted since it was started says nothing of now.
     *
     * @param interval between the two
     */
    UnifiedFeedback run(FeedbackOrchestrator orchestrator, Duration interval, Console console) {
        UnifiedFeedback feedback = orchestrator.run();
        requireAnswer();
        if (isMeasured(feedback)) {
            return feedback;
        }
        console.note("the first reading of " + target.shown() + " only begins a window; the next one ends it in "
                + Show.seconds(interval) + " (--interval)");
        try {
            Thread.sleep(interval.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return feedback;
        }
        UnifiedFeedback windowed = orchestrator.run();
        requireAnswer();
        return windowed;
    }

    private void requireAnswer() {
        failure.ifPresent(e -> {
            throw target.unreachable(e);
        });
    }

    private static boolean isMeasured(UnifiedFeedback feedback) {
        return feedback.cache()
                .filter(cache -> cache.quality() == Quality.MEASURED)
                .isPresent();
    }

    @Override
    public void close() {
        source.close();
    }
}
