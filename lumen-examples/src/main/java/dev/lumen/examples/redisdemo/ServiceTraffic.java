package dev.lumen.examples.redisdemo;

import dev.lumen.api.advise.Prices;
import dev.lumen.api.units.Usd;
import dev.lumen.examples.demo.Zipf;
import dev.lumen.examples.redis.RedisCacheAside;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/**
 * The service under load: some threads that ask the cache for keys by a Zipf distribution, at times of a Poisson process. A seed
 * asks for the same keys in the same order on each thread; a machine that cannot keep the pace asks later, and for fewer.
 */
final class ServiceTraffic implements AutoCloseable {
    private static final int THREADS = 4;
    private static final double NANOS_PER_SECOND = 1e9;
    private static final double SECONDS_PER_HOUR = 3600;

    /** So far behind, what was missed is let go: it would be a burst otherwise. */
    private static final long LATE_NANOS = 200_000_000;

    private final RedisScenario scenario;
    private final RedisCacheAside<String> cache;
    private final Backend backend = new Backend();
    private final Zipf ranked;
    private final LongAdder requests = new LongAdder();
    private final LongAdder calls = new LongAdder();
    private final LongAdder stale = new LongAdder();
    private final LongAdder answerNanos = new LongAdder();
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean over;

    ServiceTraffic(RedisScenario scenario, RedisCacheAside<String> cache) {
        this.scenario = scenario;
        this.cache = cache;
        this.ranked = new Zipf(scenario.keys(), scenario.skew());
        SplittableRandom root = new SplittableRandom(scenario.seed());
        for (int i = 0; i < THREADS; i++) {
            SplittableRandom random = root.split();
            Thread thread = new Thread(() -> serve(random), "lumen-demo-traffic-" + i);
            thread.setDaemon(true);
            threads.add(thread);
        }
        threads.forEach(Thread::start);
    }

    /** The name of a key. */
    static String key(int rank) {
        return "item:" + rank;
    }

    private void serve(SplittableRandom random) {
        double pace = THREADS / scenario.perSecond() * NANOS_PER_SECOND;
        long next = System.nanoTime();
        while (!over) {
            next += (long) (random.nextExponential() * pace);
            int rank = ranked.draw(random);
            long early = next - System.nanoTime();
            if (early > 0) {
                LockSupport.parkNanos(early);
            } else if (early < -LATE_NANOS) {
                next = System.nanoTime();
            }
            ask(rank);
        }
    }

    private void ask(int rank) {
        boolean[] loaded = {false};
        long begun = System.nanoTime();
        String answer = cache.get(key(rank), key -> {
            loaded[0] = true;
            return backend.answer(rank);
        });
        answerNanos.add(System.nanoTime() - begun);
        requests.increment();
        if (loaded[0]) {
            calls.increment();
        } else if (answer != null && !backend.isCurrent(rank, answer)) {
            stale.increment();
        }
    }

    /** What it does for {@code length} from now. */
    Phase watch(Duration length, Supplier<Duration> ttl) throws InterruptedException {
        Count before = count();
        long begun = System.nanoTime();
        Thread.sleep(length.toMillis());
        return phase(before, begun, ttl.get());
    }

    private Phase phase(Count before, long begun, Duration ttl) {
        Count now = count();
        double seconds = (System.nanoTime() - begun) / NANOS_PER_SECOND;
        long asked = now.requests - before.requests;
        long called = now.calls - before.calls;
        double perMonth = called / seconds * SECONDS_PER_HOUR * Prices.HOURS_PER_MONTH;
        return new Phase(
                ttl,
                Duration.ofMillis(Math.round(1000 * seconds)),
                asked,
                called,
                now.stale - before.stale,
                now.failures - before.failures,
                Duration.ofNanos(asked == 0 ? 0 : (now.nanos - before.nanos) / asked),
                Usd.of(perMonth * scenario.prices().apiCall().amount()));
    }

    private Count count() {
        return new Count(requests.sum(), calls.sum(), stale.sum(), answerNanos.sum(), cache.redisFailures());
    }

    /** Ends the threads. */
    @Override
    public void close() {
        over = true;
        for (Thread thread : threads) {
            LockSupport.unpark(thread);
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private record Count(long requests, long calls, long stale, long nanos, long failures) {}
}
