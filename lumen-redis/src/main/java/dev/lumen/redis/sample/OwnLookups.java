package dev.lumen.redis.sample;

import dev.lumen.redis.link.NodeLink;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Look-ups that Lumen made itself: Redis counts a {@code PTTL} as a hit or a miss, like any read, and a sample would make the
 * hit ratio look better than it is. Thread-safe.
 */
public final class OwnLookups {
    private final Map<String, Count> counts = new ConcurrentHashMap<>();

    /** Hits on {@code node} since it was last forgotten. */
    public long hits(NodeLink node) {
        return of(node).hits.get();
    }

    /** Misses on {@code node} since it was last forgotten. */
    public long misses(NodeLink node) {
        return of(node).misses.get();
    }

    /** Begins anew for {@code node}, as its server did. */
    public void forget(NodeLink node) {
        counts.remove(node.name());
    }

    void count(NodeLink node, boolean hit) {
        (hit ? of(node).hits : of(node).misses).incrementAndGet();
    }

    private Count of(NodeLink node) {
        return counts.computeIfAbsent(node.name(), name -> new Count(new AtomicLong(), new AtomicLong()));
    }

    private record Count(AtomicLong hits, AtomicLong misses) {}
}
