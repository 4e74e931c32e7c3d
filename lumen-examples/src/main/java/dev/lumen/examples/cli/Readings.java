package dev.lumen.examples.cli;

import dev.lumen.api.feedback.UnifiedFeedback;
import dev.lumen.api.observe.CacheName;
import dev.lumen.core.FeedbackOrchestrator;
import dev.lumen.core.OrchestratorBuilder;
import dev.lumen.core.config.LumenConfig;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;

/** Where {@code lumen run} has the cache's metrics from. */
interface Readings extends AutoCloseable {
    /** What the feedback is about. */
    String cacheName();

    /** Has {@code builder} read the cache, if there is one. */
    OrchestratorBuilder into(OrchestratorBuilder builder);

    /** The time of the run. */
    InstantSource clock();

    /** Whether it says what a return on the cache's cost is reckoned from. */
    boolean hasReturn();

    /** Runs as often as a window takes. */
    UnifiedFeedback run(FeedbackOrchestrator orchestrator, Duration interval, Console console);

    @Override
    void close();

    /** A file. All of it is of the moment when the command began. */
    final class Given implements Readings {
        /** What a feedback without a cache is about. */
        private static final String NO_CACHE = "service";

        private final Signals signals;
        private final Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);

        Given(Signals signals) {
            this.signals = signals;
        }

        @Override
        public String cacheName() {
            return signals.cache().map(CacheSection::name).orElse(NO_CACHE);
        }

        @Override
        public OrchestratorBuilder into(OrchestratorBuilder builder) {
            return signals.cache()
                    .map(cache -> builder.source(cache.source(now)))
                    .orElse(builder);
        }

        @Override
        public InstantSource clock() {
            return () -> now;
        }

        @Override
        public boolean hasReturn() {
            return signals.cache().filter(CacheSection::hasReturn).isPresent();
        }

        @Override
        public UnifiedFeedback run(FeedbackOrchestrator orchestrator, Duration interval, Console console) {
            return orchestrator.run();
        }

        @Override
        public void close() {}
    }

    /** A Google Cloud project, read as the command runs; and a file, where the project has nothing on the cache. */
    final class Project implements Readings {
        private final GoogleCloud cloud;
        private final Given file;

        Project(GoogleCloud cloud, Signals signals) {
            this.cloud = cloud;
            this.file = new Given(signals);
        }

        @Override
        public String cacheName() {
            return cloud.cacheName(file.signals.cache().map(CacheSection::name));
        }

        @Override
        public OrchestratorBuilder into(OrchestratorBuilder builder) {
            cloud.cacheInto(builder);
            return file.into(builder);
        }

        @Override
        public InstantSource clock() {
            return file.clock();
        }

        @Override
        public boolean hasReturn() {
            return cloud.hasReturn() || file.hasReturn();
        }

        @Override
        public UnifiedFeedback run(FeedbackOrchestrator orchestrator, Duration interval, Console console) {
            return orchestrator.run();
        }

        /** The project is its owner's to close. */
        @Override
        public void close() {}
    }

    /** A Redis, read as the command runs. */
    final class Live implements Readings {
        private final LumenConfig config;
        private final LiveRedis redis;

        Live(LumenConfig config, LiveRedis redis) {
            this.config = config;
            this.redis = redis;
        }

        @Override
        public String cacheName() {
            return RedisTarget.cacheName(config);
        }

        @Override
        public OrchestratorBuilder into(OrchestratorBuilder builder) {
            return redis.into(builder, CacheName.of(cacheName()), config.ttlBounds());
        }

        @Override
        public InstantSource clock() {
            return () -> Instant.now().truncatedTo(ChronoUnit.MILLIS);
        }

        /** Without a {@code maxmemory} there is no telling what the cache costs; then the gate says that it is missing. */
        @Override
        public boolean hasReturn() {
            return true;
        }

        @Override
        public UnifiedFeedback run(FeedbackOrchestrator orchestrator, Duration interval, Console console) {
            return redis.run(orchestrator, interval, console);
        }

        @Override
        public void close() {
            redis.close();
        }
    }
}
