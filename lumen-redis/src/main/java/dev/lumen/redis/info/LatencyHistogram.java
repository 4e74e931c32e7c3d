package dev.lumen.redis.info;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * How long a server took over the look-ups that it executed, as {@code LATENCY HISTOGRAM} counts them: in buckets whose bounds
 * double, since the start of the process. It is the time inside the server, without the network and without waiting in line.
 *
 * @param counts look-ups by the upper bound of their bucket, in microseconds
 */
public record LatencyHistogram(Map<Long, Long> counts) {
    /** Nothing counted. */
    public static final LatencyHistogram EMPTY = new LatencyHistogram(Map.of());

    private static final double P95 = 0.95;

    /** Copies the map. */
    public LatencyHistogram {
        counts = Map.copyOf(counts);
    }

    /**
     * Reads the answer: a name and its value in turn, where the value of {@code histogram_usec} lists bounds and, for each, how
     * many calls were no slower. All commands in it are taken together. What is not in that form counts as nothing.
     */
    public static LatencyHistogram of(List<?> answer) {
        TreeMap<Long, Long> counts = new TreeMap<>();
        for (int i = 1; i < answer.size(); i += 2) {
            if (answer.get(i) instanceof List<?> command) {
                add(command, counts);
            }
        }
        return new LatencyHistogram(counts);
    }

    private static void add(List<?> command, Map<Long, Long> counts) {
        for (int i = 1; i < command.size(); i += 2) {
            if (!"histogram_usec".equals(text(command.get(i - 1))) || !(command.get(i) instanceof List<?> buckets)) {
                continue;
            }
            long before = 0;
            for (int j = 1; j < buckets.size(); j += 2) {
                if (buckets.get(j - 1) instanceof Long bound && buckets.get(j) instanceof Long upTo) {
                    counts.merge(bound, Math.max(0, upTo - before), Long::sum);
                    before = upTo;
                }
            }
        }
    }

    /** These look-ups and those of another server. */
    public LatencyHistogram plus(LatencyHistogram other) {
        TreeMap<Long, Long> sum = new TreeMap<>(counts);
        other.counts.forEach((bound, count) -> sum.merge(bound, count, Long::sum));
        return new LatencyHistogram(sum);
    }

    /** The look-ups since {@code before}; of a bucket that has fewer than before, all: it was counted anew. */
    public LatencyHistogram since(LatencyHistogram before) {
        TreeMap<Long, Long> difference = new TreeMap<>();
        counts.forEach((bound, count) -> {
            long then = before.counts.getOrDefault(bound, 0L);
            long now = count >= then ? count - then : count;
            if (now > 0) {
                difference.put(bound, now);
            }
        });
        return new LatencyHistogram(difference);
    }

    /** The upper bound of the bucket with the 95th percentile, up to twice what it is; absent where nothing was counted. */
    public Optional<Duration> p95() {
        long all = counts.values().stream().mapToLong(Long::longValue).sum();
        long wanted = (long) Math.ceil(all * P95);
        long seen = 0;
        for (Map.Entry<Long, Long> bucket : new TreeMap<>(counts).entrySet()) {
            seen += bucket.getValue();
            if (seen >= wanted && seen > 0) {
                return Optional.of(Duration.ofNanos(bucket.getKey() * 1000));
            }
        }
        return Optional.empty();
    }

    private static String text(Object value) {
        return value instanceof byte[] bytes ? new String(bytes, StandardCharsets.UTF_8) : String.valueOf(value);
    }
}
