package dev.lumen.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.lettuce.core.event.metrics.CommandLatencyEvent;
import io.lettuce.core.metrics.CommandLatencyId;
import io.lettuce.core.metrics.CommandMetrics;
import io.lettuce.core.metrics.CommandMetrics.CommandLatency;
import io.lettuce.core.protocol.CommandType;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LettuceLatencyTest {
    private final LettuceLatency latency = new LettuceLatency(Duration.ofMinutes(10));

    @Test
    void one_commands_percentile_is_taken_as_it_is() {
        latency.accept(event(Map.of(id(CommandType.GET, 1), metrics(100, 10, 95, 200))));
        assertThat(micros()).isBetween(94L, 96L);
    }

    @Test
    void several_connections_are_taken_together_by_their_counts() {
        latency.accept(event(Map.of(
                id(CommandType.GET, 1), metrics(9_900, 10, 95, 100),
                id(CommandType.GET, 2), metrics(100, 1_000, 9_500, 10_000))));
        assertThat(micros()).isBetween(90L, 110L);
    }

    @Test
    void writes_are_no_look_ups() {
        latency.accept(event(Map.of(id(CommandType.SET, 1), metrics(100, 10, 95, 200))));
        assertThat(latency.p95()).isEmpty();
    }

    @Test
    void what_was_heard_too_long_ago_is_absent() {
        LettuceLatency brief = new LettuceLatency(Duration.ofNanos(1));
        brief.accept(event(Map.of(id(CommandType.GET, 1), metrics(100, 10, 95, 200))));
        assertThat(brief.p95()).isEmpty();
    }

    private long micros() {
        return latency.p95().orElseThrow().toNanos() / 1000;
    }

    private static CommandLatencyEvent event(Map<CommandLatencyId, CommandMetrics> latencies) {
        return new CommandLatencyEvent(latencies);
    }

    private static CommandLatencyId id(CommandType command, int port) {
        InetSocketAddress address = InetSocketAddress.createUnresolved("localhost", port);
        return CommandLatencyId.create(address, address, command);
    }

    private static CommandMetrics metrics(long count, long min, long p95, long max) {
        CommandLatency latency = new CommandLatency(min, max, Map.of(50.0, (min + p95) / 2, 95.0, p95, 99.0, max));
        return new CommandMetrics(count, TimeUnit.MICROSECONDS, latency, latency);
    }
}
