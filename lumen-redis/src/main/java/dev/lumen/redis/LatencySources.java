package dev.lumen.redis;

import dev.lumen.redis.info.LatencyHistogram;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The 95th percentile: the host's own client's where it measures, else the servers' since the last reading. One thread. */
final class LatencySources {
    private final Optional<LettuceLatency> client;
    private Map<String, LatencyHistogram> before = Map.of();

    LatencySources(Optional<LettuceLatency> client) {
        this.client = client;
    }

    Optional<Duration> p95(NodeReader.Round round) {
        Optional<Duration> server = server(round);
        return client.flatMap(LettuceLatency::p95).or(() -> server);
    }

    /** Of the servers that were read before, as the others' counts are since they started. */
    private Optional<Duration> server(NodeReader.Round round) {
        Map<String, LatencyHistogram> now = new HashMap<>();
        LatencyHistogram between = LatencyHistogram.EMPTY;
        for (NodeAnswer answer : round.answers()) {
            String runId = answer.reading().runId();
            answer.latency().ifPresent(histogram -> now.put(runId, histogram));
            if (now.containsKey(runId) && before.containsKey(runId)) {
                between = between.plus(now.get(runId).since(before.get(runId)));
            }
        }
        before = now;
        return between.p95();
    }
}
