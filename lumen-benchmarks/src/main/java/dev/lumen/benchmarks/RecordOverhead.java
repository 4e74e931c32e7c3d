package dev.lumen.benchmarks;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.lumen.api.evidence.AccessRecorder;
import dev.lumen.api.units.ByteSize;
import dev.lumen.core.profile.AccessProfile;
import dev.lumen.core.profile.ProfileGrid;
import dev.lumen.core.profile.ProfileRecorder;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.NullUnmarked;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/**
 * What recording adds to a look-up in a Caffeine cache: the same loop over the same keys, drawn by Zipf's law, without a
 * recorder, with the one that records nothing, with a profile's, and without a recorder but with Caffeine's own statistics.
 * All look-ups hit. The maintenance runs on one thread beside them.
 */
@NullUnmarked // JMH fills its fields
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 8, time = 1)
@Measurement(iterations = 5, time = 1)
public class RecordOverhead {
    private static final int KEYS = 100_000;
    private static final int DRAWS = 1 << 20;
    private static final long ENTRY_BYTES = 200;

    private static final ProfileGrid GRID = new ProfileGrid(
            List.of(seconds(60), seconds(300), seconds(900), seconds(3600)),
            List.of(megabytes(1), megabytes(4), megabytes(16), Optional.empty()));

    /** How look-ups are recorded. */
    @Param({"NONE", "NOOP", "PROFILE", "STATS"})
    public Recording recording;

    /** Work between two look-ups, in JMH's tokens of about a nanosecond or two: 0 is more than any analysis keeps up with. */
    @Param({"0", "200"})
    public long work;

    private final Integer[] draws = new Integer[DRAWS];
    private Cache<Integer, Integer> cache;
    private AccessRecorder recorder;
    private ProfileRecorder profile;
    private ExecutorService executor;

    /** What is measured. */
    public enum Recording {
        /** The look-up alone. */
        NONE,
        /** The recorder that records nothing. */
        NOOP,
        /** An access profile's recorder. */
        PROFILE,
        /** Caffeine's own statistics. */
        STATS
    }

    /** Each thread's place in the draws. */
    @State(Scope.Thread)
    public static class Place {
        private int next = (int) (Thread.currentThread().getId() * 7919);
    }

    private static Optional<Duration> seconds(long seconds) {
        return Optional.of(Duration.ofSeconds(seconds));
    }

    private static Optional<ByteSize> megabytes(long megabytes) {
        return Optional.of(ByteSize.ofMegabytes(megabytes));
    }

    /** Fills the cache and draws the keys. */
    @Setup(Level.Trial)
    public void prepare() {
        executor = Executors.newSingleThreadExecutor(RecordOverhead::daemon);
        profile = ProfileRecorder.of(GRID, AccessProfile.DEFAULT_STATE_LIMIT, Optional.empty(), executor);
        recorder = recording == Recording.PROFILE ? profile : AccessRecorder.NOOP;
        Caffeine<Object, Object> builder = Caffeine.newBuilder().maximumSize(2L * KEYS);
        cache = (recording == Recording.STATS ? builder.recordStats() : builder).build();
        for (int key = 0; key < KEYS; key++) {
            cache.put(key, key);
        }
        draw();
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "maintenance");
        thread.setDaemon(true);
        return thread;
    }

    private void draw() {
        double[] sums = new double[KEYS];
        double sum = 0;
        for (int key = 0; key < KEYS; key++) {
            sum += 1.0 / (key + 1);
            sums[key] = sum;
        }
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < DRAWS; i++) {
            int place = Arrays.binarySearch(sums, random.nextDouble() * sum);
            draws[i] = Math.min(KEYS - 1, place < 0 ? -place - 1 : place);
        }
    }

    /** Ends the maintenance thread, and says how much was dropped. */
    @TearDown(Level.Trial)
    public void stop() {
        executor.shutdown();
        long accesses = profile.hits();
        if (accesses > 0) {
            System.out.printf(
                    Locale.ROOT, "%d accesses, dropped %.1f %%%n", accesses, 100.0 * profile.dropped() / accesses);
        }
    }

    /** One look-up, and what records it. */
    @Benchmark
    public Integer lookUp(Place place) {
        Blackhole.consumeCPU(work);
        Integer key = draws[place.next++ & (DRAWS - 1)];
        Integer value = cache.getIfPresent(key);
        if (recording == Recording.NOOP || recording == Recording.PROFILE) {
            recorder.hit(key.hashCode(), ENTRY_BYTES);
        }
        return value;
    }
}
