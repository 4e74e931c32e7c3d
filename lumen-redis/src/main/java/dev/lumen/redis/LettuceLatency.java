package dev.lumen.redis;

import dev.lumen.api.units.Require;
import io.lettuce.core.event.Event;
import io.lettuce.core.event.metrics.CommandLatencyEvent;
import io.lettuce.core.metrics.CommandLatencyId;
import io.lettuce.core.metrics.CommandMetrics;
import io.lettuce.core.metrics.CommandMetrics.CommandLatency;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Listens to what a host's Lettuce client measures of its own commands, which is what the service really waits for: network,
 * queue and server together. The host keeps it informed:
 *
 * <pre>{@code
 * LettuceLatency latency = new LettuceLatency(Duration.ofMinutes(10));
 * client.getResources().eventBus().get().subscribe(latency);
 * }</pre>
 *
 * <p>Lettuce measures where LatencyUtils and HdrHistogram are on the class path, and publishes every ten minutes unless its
 * resources say otherwise. It publishes percentiles for each command and connection, which cannot be merged exactly: between
 * two percentiles the times are taken as evenly spread, and the look-ups of all commands then counted together.
 *
 * <p>Thread-safe. Nothing here blocks.
 */
public final class LettuceLatency implements Consumer<Event> {
    /** Commands that read a value, as a cache is read. */
    private static final Set<String> LOOK_UPS = Set.of("GET", "MGET", "GETEX", "HGET", "HMGET", "HGETALL", "JSON.GET");

    private static final double P95 = 0.95;
    private static final int HALVINGS = 60;

    private final long keptNanos;
    private volatile Optional<Heard> last = Optional.empty();

    /**
     * A listener to a client that publishes every {@code interval}; what it heard counts for twice as long.
     *
     * @throws IllegalArgumentException if {@code interval} is not positive
     */
    public LettuceLatency(Duration interval) {
        this.keptNanos = 2 * Require.positive("publishing interval", interval).toNanos();
    }

    /** Takes the latencies out of {@code event}, if it is about them. */
    @Override
    public void accept(Event event) {
        if (event instanceof CommandLatencyEvent measured) {
            p95(measured.getLatencies()).ifPresent(p95 -> last = Optional.of(new Heard(p95, System.nanoTime())));
        }
    }

    /** 95th percentile of the look-ups heard of last; absent where that was too long ago or never. */
    public Optional<Duration> p95() {
        return last.filter(heard -> System.nanoTime() - heard.atNanos <= keptNanos)
                .map(Heard::p95);
    }

    private static Optional<Duration> p95(Map<CommandLatencyId, CommandMetrics> latencies) {
        List<Curve> curves = new ArrayList<>();
        latencies.forEach((id, metrics) -> {
            String command = id.commandType().toString().toUpperCase(Locale.ROOT);
            if (LOOK_UPS.contains(command) && metrics.getCount() > 0) {
                curves.add(Curve.of(metrics));
            }
        });
        double all = curves.stream().mapToDouble(Curve::count).sum();
        if (all == 0) {
            return Optional.empty();
        }
        double low = 0;
        double high = curves.stream().mapToDouble(Curve::maxNanos).max().orElse(0);
        for (int i = 0; i < HALVINGS; i++) {
            double middle = (low + high) / 2;
            double below = curves.stream()
                    .mapToDouble(curve -> curve.count() * curve.shareUpTo(middle))
                    .sum();
            if (below < P95 * all) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return Optional.of(Duration.ofNanos(Math.round(high)));
    }

    private record Heard(Duration p95, long atNanos) {}

    /** The share of one command's calls that took no longer, through the percentiles that are known. */
    private record Curve(long count, TreeMap<Double, Double> sharesByNanos) {
        static Curve of(CommandMetrics metrics) {
            CommandLatency latency = metrics.getCompletion();
            TreeMap<Double, Double> shares = new TreeMap<>();
            shares.put(nanos(metrics, latency.getMin()), 0.0);
            latency.getPercentiles()
                    .forEach((percent, time) -> shares.merge(nanos(metrics, time), percent / 100, Math::max));
            shares.put(nanos(metrics, latency.getMax()), 1.0);
            return new Curve(metrics.getCount(), shares);
        }

        private static double nanos(CommandMetrics metrics, long time) {
            return metrics.getTimeUnit().toNanos(time);
        }

        double maxNanos() {
            return sharesByNanos.lastKey();
        }

        double shareUpTo(double nanos) {
            Map.Entry<Double, Double> below = sharesByNanos.floorEntry(nanos);
            Map.Entry<Double, Double> above = sharesByNanos.higherEntry(nanos);
            if (below == null || above == null) {
                return below == null ? 0 : 1;
            }
            double way = (nanos - below.getKey()) / (above.getKey() - below.getKey());
            return below.getValue() + way * (above.getValue() - below.getValue());
        }
    }
}
