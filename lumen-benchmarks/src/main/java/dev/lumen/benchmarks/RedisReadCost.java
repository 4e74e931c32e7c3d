package dev.lumen.benchmarks;

import dev.lumen.api.observe.CacheName;
import dev.lumen.redis.RedisMetricSource;
import dev.lumen.redis.link.RedisAccess;
import dev.lumen.redis.sample.SampleLimits;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SetArgs;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.async.RedisAsyncCommands;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * What reading a server once a second costs it, by its own {@code commandstats}: {@code RedisReadCost URI [KEYS] [SECONDS]}, of
 * a server that nobody else uses meanwhile. Keys are added until there are so many, under a prefix of their own; they stay.
 */
public final class RedisReadCost {
    private static final CacheName CACHE = CacheName.of("benchmark");
    private static final int BATCH = 10_000;
    private static final String STATS = "cmdstat_";
    private static final long DEFAULT_KEYS = 1_000_000;
    private static final int DEFAULT_SECONDS = 60;

    private final RedisURI uri;
    private final RedisAsyncCommands<String, String> redis;
    private final int seconds;

    private RedisReadCost(RedisURI uri, StatefulRedisConnection<String, String> connection, int seconds) {
        this.uri = uri;
        this.redis = connection.async();
        this.seconds = seconds;
    }

    /** Runs and prints. */
    public static void main(String[] args) throws Exception {
        RedisURI uri = RedisURI.create(args[0]);
        long keys = args.length > 1 ? Long.parseLong(args[1]) : DEFAULT_KEYS;
        int seconds = args.length > 2 ? Integer.parseInt(args[2]) : DEFAULT_SECONDS;
        RedisClient client = RedisClient.create(uri);
        try (StatefulRedisConnection<String, String> connection = client.connect()) {
            RedisReadCost cost = new RedisReadCost(uri, connection, seconds);
            cost.fill(keys);
            cost.measure("reading", Optional.empty());
            cost.measure("reading, and a SCAN sample a minute", Optional.of(SampleLimits.DEFAULT));
        } finally {
            client.shutdown();
        }
    }

    private void fill(long keys) throws Exception {
        for (long next = redis.dbsize().get();
                next < keys;
                next = redis.dbsize().get()) {
            List<RedisFuture<String>> writes = new ArrayList<>();
            for (long key = next; key < Math.min(keys, next + BATCH); key++) {
                writes.add(redis.set(
                        "lumen-benchmark:" + key % 100 + ":" + key,
                        value(key),
                        SetArgs.Builder.px(TimeUnit.HOURS.toMillis(1 + key % 24))));
            }
            for (RedisFuture<String> write : writes) {
                write.get();
            }
        }
    }

    private static String value(long key) {
        char[] text = new char[(int) (50 + key % 400)];
        Arrays.fill(text, 'x');
        return new String(text);
    }

    private void measure(String what, Optional<SampleLimits> limits) throws Exception {
        var builder = RedisMetricSource.of(RedisAccess.to(uri));
        limits.ifPresent(builder::sampling);
        try (RedisMetricSource source = builder.build()) {
            source.read(CACHE);
            Map<String, long[]> before = stats();
            long[] took = new long[seconds];
            long start = System.nanoTime();
            for (int read = 0; read < seconds; read++) {
                long due = start + TimeUnit.SECONDS.toNanos(read) - System.nanoTime();
                TimeUnit.NANOSECONDS.sleep(Math.max(0, due));
                long begun = System.nanoTime();
                source.read(CACHE);
                took[read] = System.nanoTime() - begun;
            }
            Map<String, long[]> after = stats();
            print(what, before, after, took);
        }
    }

    private void print(String what, Map<String, long[]> before, Map<String, long[]> after, long[] took) {
        long micros = 0;
        StringBuilder commands = new StringBuilder();
        for (var stat : after.entrySet()) {
            long[] earlier = before.getOrDefault(stat.getKey(), new long[2]);
            long calls = stat.getValue()[0] - earlier[0];
            if (calls > 0) {
                long spent = stat.getValue()[1] - earlier[1];
                micros += spent;
                commands.append(String.format(Locale.ROOT, " %s %d (%d µs)", stat.getKey(), calls, spent));
            }
        }
        Arrays.sort(took);
        System.out.printf(
                Locale.ROOT,
                "%s, %d s: %.4f %% of a core (%.1f µs a second); a read %.2f ms (median), %.2f (longest);%s%n",
                what,
                seconds,
                100.0 * micros / TimeUnit.SECONDS.toMicros(seconds),
                (double) micros / seconds,
                took[took.length / 2] / 1e6,
                took[took.length - 1] / 1e6,
                commands);
    }

    /** Calls and microseconds of each command since the server started; this one is among them the next time. */
    private Map<String, long[]> stats() throws Exception {
        Map<String, long[]> stats = new TreeMap<>();
        for (String line : redis.info("commandstats").get().split("\r\n", -1)) {
            if (line.startsWith(STATS)) {
                String[] parts = line.substring(STATS.length()).split("[:=,]", -1);
                stats.put(parts[0], new long[] {Long.parseLong(parts[2]), Long.parseLong(parts[4])});
            }
        }
        return stats;
    }
}
