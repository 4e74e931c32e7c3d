package dev.lumen.benchmarks;

import dev.lumen.api.act.TtlAdvisor;
import dev.lumen.api.advise.TtlBounds;
import dev.lumen.api.observe.CacheName;
import dev.lumen.api.units.Ratio;
import dev.lumen.core.govern.TtlInForce;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What a put pays for its TTL, beside a plain volatile read; every key has another hash. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class TtlAdvisorBenchmark {
    /** What all threads share. */
    @State(Scope.Benchmark)
    public static class Shared {
        private final TtlAdvisor jittered = new TtlInForce(CacheName.of("benchmark"), TtlBounds.DEFAULT, Ratio.of(0.1));
        private final TtlAdvisor even = new TtlInForce(CacheName.of("benchmark"), TtlBounds.DEFAULT);
        private volatile long plain = TtlBounds.DEFAULT.standard().toMillis();
    }

    /** The keys of one thread. */
    @State(Scope.Thread)
    public static class Keys {
        private long hash;

        private long next() {
            return hash++;
        }
    }

    /** The yardstick: a volatile read, and the key's hash taken into account so that both do the same around it. */
    @Benchmark
    public long volatileRead(Shared shared, Keys keys) {
        return shared.plain + keys.next();
    }

    /** The TTL of a key with jitter of 10 %. */
    @Benchmark
    public long ttlWithJitter(Shared shared, Keys keys) {
        return shared.jittered.ttlMillis(keys.next());
    }

    /** The TTL of a key without jitter. */
    @Benchmark
    public long ttlWithoutJitter(Shared shared, Keys keys) {
        return shared.even.ttlMillis(keys.next());
    }
}
