package dev.lumen.examples.redisdemo;

import dev.lumen.api.feedback.Background;
import dev.lumen.api.feedback.FeedbackSink;
import dev.lumen.api.feedback.PastRun;
import dev.lumen.api.feedback.UnifiedFeedback;
import dev.lumen.examples.redis.RedisCacheAside;
import io.lettuce.core.RedisURI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * A cached service on a real Redis: watched at the TTL that someone once guessed, then with the loop on, then watched once more.
 * Everything on the server lies under a prefix that no other run has, and is taken away at the end; nothing else is touched.
 */
public final class RedisDemo {
    private static final int WARM_UP_MILLIS = 1500;
    private static final int ID_DIGITS = 8;

    private final RedisScenario scenario;
    private final RedisURI uri;
    private final String prefix = "lumen-demo:" + UUID.randomUUID().toString().substring(0, ID_DIGITS);

    /** A demonstration on the server at {@code uri}. */
    public RedisDemo(RedisScenario scenario, RedisURI uri) {
        this.scenario = scenario;
        this.uri = uri;
    }

    /** What all keys of this run begin with. */
    public String prefix() {
        return prefix;
    }

    /**
     * Runs it; takes as long as the phases and the runs of the scenario together.
     *
     * @param sinks what the orchestrator tells of every feedback
     * @param onPhase is told of each phase as it ends
     * @param onMove is told of every change as it is made
     * @throws Exception if the server cannot be used; says why
     */
    public Shown run(List<FeedbackSink> sinks, Consumer<Phase> onPhase, Consumer<TtlMove> onMove) throws Exception {
        List<PastRun> runs = new ArrayList<>();
        List<FeedbackSink> told = new ArrayList<>(sinks);
        told.add(feedback -> runs.add(PastRun.of(feedback)));
        try (WrittenKeys keys = WrittenKeys.on(uri, prefix, scenario.keys())) {
            keys.requireUsable();
            try (SteeredRedis redis = new SteeredRedis(scenario, uri, prefix, told)) {
                return shown(redis, runs, onPhase, onMove);
            }
        }
    }

    private Shown shown(SteeredRedis redis, List<PastRun> runs, Consumer<Phase> onPhase, Consumer<TtlMove> onMove)
            throws Exception {
        try (RedisCacheAside<String> cache = new RedisCacheAside<>(
                        uri, prefix + ":", RedisCacheAside.Form.text(), redis.ttl(), redis.recorder());
                ServiceTraffic traffic = new ServiceTraffic(scenario, cache)) {
            Thread.sleep(WARM_UP_MILLIS);
            redis.run(); // a beginning for the counters
            Phase before = traffic.watch(scenario.phase(), redis.ttl()::inForce);
            onPhase.accept(before);
            List<TtlMove> moves = new ArrayList<>();
            long next = System.nanoTime();
            for (int run = 0; run < scenario.runs(); run++) {
                redis.run().ifPresent(move -> {
                    moves.add(move);
                    onMove.accept(move);
                });
                next += scenario.every().toNanos();
                TimeUnit.NANOSECONDS.sleep(next - System.nanoTime());
            }
            Phase after = traffic.watch(scenario.phase(), redis.ttl()::inForce);
            onPhase.accept(after);
            UnifiedFeedback last = redis.latest();
            Background background =
                    new Background(runs, Optional.of(redis.recorder().surface()), Optional.empty());
            return new Shown(before, after, moves, last, background);
        }
    }

    /**
     * What was to be seen.
     *
     * @param before the service at the TTL that it began with
     * @param after the service at the TTL that the loop found
     * @param moves what the loop did, in order
     * @param feedback the last one
     * @param background what lies behind it, for the report
     */
    public record Shown(
            Phase before, Phase after, List<TtlMove> moves, UnifiedFeedback feedback, Background background) {
        /** Copies the list. */
        public Shown {
            moves = List.copyOf(moves);
        }
    }
}
