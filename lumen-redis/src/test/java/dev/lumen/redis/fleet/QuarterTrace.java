package dev.lumen.redis.fleet;

import dev.lumen.api.evidence.AccessRecorder;
import dev.lumen.api.observe.CacheName;
import dev.lumen.api.units.ByteSize;
import dev.lumen.core.profile.AccessProfile;
import dev.lumen.core.profile.FleetRecorder;
import dev.lumen.core.profile.ProfileGrid;
import io.lettuce.core.RedisURI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * A process that plays its quarter of a trace: a key every {@value #MICROS} µs among all four, which key by a law that all know,
 * and which process by chance. It says "ready", begins at the instant it is told, keeps pace with the others by real time, and
 * records at the times of the trace, so that a busy machine does not stretch it.
 */
final class QuarterTrace {
    static final int SAMPLE_BITS = 1;
    static final int ACCESSES = 80_000;
    static final int MICROS = 50;
    static final ProfileGrid GRID = new ProfileGrid(
            List.of(Optional.of(Duration.ofMillis(500)), Optional.of(Duration.ofSeconds(2)), Optional.empty()),
            List.of(Optional.of(ByteSize.ofBytes(100_000)), Optional.of(ByteSize.ofBytes(500_000)), Optional.empty()));

    private static final int KEYS = 20_000;

    private final SplittableRandom random = new SplittableRandom(11);

    private QuarterTrace() {}

    static QuarterTrace begin() {
        return new QuarterTrace();
    }

    /** Keys by Zipf's law, near enough: the logarithm of the rank is spread evenly. */
    int nextKey() {
        return (int) Math.exp(random.nextDouble() * Math.log(KEYS)) - 1;
    }

    int nextJvm() {
        return random.nextInt(4);
    }

    /** By another hash than that of the sample, or the keys of the sample would be the large ones. */
    static long bytes(int key) {
        return 100 + Math.floorMod(AccessProfile.mix(key + 17L), 64L);
    }

    /** URI, prefix, and which quarter. */
    public static void main(String... arguments) throws Exception {
        try (FleetRedis redis = FleetRedis.own(RedisURI.create(arguments[0]));
                var channel = RedisFleet.of(redis, CacheName.of("answers of {all}"))
                        .prefix(arguments[1])
                        .evidenceChannel()) {
            AtomicLong now = new AtomicLong(1_795_000_000_000L);
            FleetRecorder recorder = FleetRecorder.of(SAMPLE_BITS, now::get);
            channel.send(recorder.next(channel.largestBatch()));
            System.out.println("ready");
            long start = Long.parseLong(new String(System.in.readNBytes(13), StandardCharsets.US_ASCII));
            long first = now.get();
            QuarterTrace trace = begin();
            int own = Integer.parseInt(arguments[2]);
            for (int i = 0; i < ACCESSES; i++) {
                int key = trace.nextKey();
                now.set(first + (long) i * MICROS / 1000);
                if (trace.nextJvm() == own) {
                    awaitTime(start + (long) i * MICROS / 1000);
                    record(recorder, key);
                }
                if (i % 4_000 == 3_999) {
                    channel.send(recorder.next(channel.largestBatch()));
                }
            }
            now.set(first + (long) ACCESSES * MICROS / 1000);
            channel.send(recorder.next(channel.largestBatch()));
            System.out.println("recorded " + recorder.hits());
        }
    }

    private static void record(AccessRecorder recorder, int key) {
        recorder.hit(key, bytes(key));
    }

    private static void awaitTime(long millis) {
        while (System.currentTimeMillis() < millis) {
            LockSupport.parkNanos(200_000);
        }
    }
}
