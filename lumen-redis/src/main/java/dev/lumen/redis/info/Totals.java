package dev.lumen.redis.info;

import dev.lumen.api.observe.Gauges;
import dev.lumen.api.observe.Lookups;
import dev.lumen.api.observe.Removals;
import dev.lumen.api.units.ByteSize;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Several servers as one cache. A sum is there only where every server that answered knows its part: of a sum that lacks a
 * part no one could say what it is of.
 *
 * @param nodes who answered, at least one
 */
public record Totals(List<NodeReading> nodes) {
    /** Copies the list. */
    public Totals {
        nodes = List.copyOf(nodes);
    }

    /** Hits and misses of all. */
    public Lookups lookups() {
        OptionalLong hits = sum(node -> node.counters().hits());
        OptionalLong misses = sum(node -> node.counters().misses());
        return hits.isPresent() && misses.isPresent()
                ? Lookups.counted(hits.getAsLong(), misses.getAsLong())
                : Lookups.unknown();
    }

    /** Evictions and expirations of all. */
    public Removals removals() {
        return new Removals(
                sum(node -> node.counters().evictions()),
                sum(node -> node.counters().expirations()));
    }

    /** Bytes that count against the limit. */
    public OptionalLong used() {
        return sum(node -> node.memory().used());
    }

    /** The limits together; absent where one has none. */
    public OptionalLong limit() {
        return sum(node -> node.memory().limit());
    }

    /** Keys in the database asked for. */
    public OptionalLong keys() {
        return sum(node -> node.keyspace().keys());
    }

    /** The share of those keys without a TTL, 0 to 1; absent where there are none. */
    public OptionalDouble withoutTtl() {
        OptionalLong keys = keys();
        OptionalLong expiring = sum(node -> node.keyspace().expiring());
        return keys.orElse(0) > 0 && expiring.isPresent()
                ? OptionalDouble.of(Math.max(0, 1 - (double) expiring.getAsLong() / keys.getAsLong()))
                : OptionalDouble.empty();
    }

    /** The eviction policies in use, each named once. */
    public List<String> policies() {
        return nodes.stream()
                .flatMap(node -> node.memory().policy().stream())
                .distinct()
                .sorted()
                .toList();
    }

    /** Memory taken from the system in bytes. */
    public OptionalLong resident() {
        return sum(node -> node.memory().resident());
    }

    /** Memory taken from the system ÷ memory used. */
    public OptionalDouble fragmentation() {
        OptionalLong resident = resident();
        OptionalLong total = sum(node -> node.memory().total());
        return resident.orElse(0) > 0 && total.orElse(0) > 0
                ? OptionalDouble.of((double) resident.getAsLong() / total.getAsLong())
                : OptionalDouble.empty();
    }

    /**
     * What the counters have counted since: who answered, by their run ids. When another set answers, the sum of before means
     * nothing to the sum of now.
     */
    public String epoch() {
        return nodes.stream().map(NodeReading::runId).sorted().collect(Collectors.joining("+"));
    }

    /**
     * What is true now. Redis passes its limit for an instant while it evicts, and for longer with {@code noeviction}: what
     * is used is held at the limit.
     */
    public Gauges.Builder gauges() {
        Gauges.Builder gauges = Gauges.builder();
        Optional<ByteSize> limit = size(limit());
        limit.ifPresent(gauges::capacity);
        size(used()).map(used -> limit.map(used::min).orElse(used)).ifPresent(gauges::used);
        keys().ifPresent(gauges::keys);
        fragmentation().ifPresent(gauges::fragmentationRatio);
        if (!policies().isEmpty()) {
            gauges.evictionPolicy(String.join(", ", policies()));
        }
        refusal().ifPresent(gauges::refusal);
        return gauges;
    }

    /** Why the cache does not serve: as soon as one of its servers does not, a part of its keys cannot be had. */
    private Optional<String> refusal() {
        List<String> refusals = nodes.stream()
                .flatMap(node -> node.refusal().map(why -> node.node() + ": " + why).stream())
                .toList();
        return refusals.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", refusals));
    }

    private OptionalLong sum(Function<NodeReading, OptionalLong> part) {
        long sum = 0;
        for (NodeReading node : nodes) {
            OptionalLong value = part.apply(node);
            if (value.isEmpty()) {
                return OptionalLong.empty();
            }
            sum += value.getAsLong();
        }
        return OptionalLong.of(sum);
    }

    private static Optional<ByteSize> size(OptionalLong bytes) {
        return bytes.isPresent() ? Optional.of(ByteSize.ofBytes(bytes.getAsLong())) : Optional.empty();
    }
}
