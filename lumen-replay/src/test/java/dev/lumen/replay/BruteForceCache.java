package dev.lumen.replay;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The reference cache written down as plainly as can be, to compare {@link ReferenceCache} with: a list from the least
 * to the most recently used entry, and a clock that ticks through every single millisecond. Far too slow for a trace.
 */
final class BruteForceCache {
    private record Entry(int key, long size, long version, long written, long ttl) {
        boolean hasExpiredBy(long time) {
            return time - written >= ttl;
        }
    }

    /** From the least to the most recently used. */
    private final List<Entry> entries = new ArrayList<>();

    private final Map<Integer, AccessOutcome> missAfterLeaving = new HashMap<>();

    private long ttl = Long.MAX_VALUE;
    private long capacity = Long.MAX_VALUE;
    private boolean started;
    private long start;
    private long now;

    private final Map<AccessOutcome, Long> outcomes = new HashMap<>();
    private long evictions;
    private long expirations;
    private long requestedBytes;
    private long hitBytes;
    private long heldByteMillis;
    private long providedByteMillis;
    private boolean wasUnlimited;

    void setTtl(long millis) {
        ttl = millis;
    }

    void setCapacity(long bytes) {
        capacity = bytes;
        evictWhileAbove(bytes);
    }

    void advanceTo(long time) {
        if (!started) {
            started = true;
            start = time;
            now = time;
        }
        while (now < time) {
            heldByteMillis += heldBytes();
            if (capacity == Long.MAX_VALUE) {
                wasUnlimited = true;
            } else {
                providedByteMillis += capacity;
            }
            now++;
            expire();
        }
    }

    AccessOutcome access(TraceRow row) {
        advanceTo(row.timestampMillis());
        requestedBytes += row.sizeBytes();
        AccessOutcome outcome = entries.stream()
                .filter(entry -> entry.key() == row.key())
                .findFirst()
                .map(entry -> hit(entry, row))
                .orElseGet(() -> miss(row));
        outcomes.merge(outcome, 1L, Long::sum);
        return outcome;
    }

    private AccessOutcome hit(Entry entry, TraceRow row) {
        entries.remove(entry);
        entries.add(entry);
        hitBytes += row.sizeBytes();
        return entry.version() < row.version() ? AccessOutcome.STALE_HIT : AccessOutcome.FRESH_HIT;
    }

    private AccessOutcome miss(TraceRow row) {
        AccessOutcome why = missAfterLeaving.getOrDefault(row.key(), AccessOutcome.COLD_MISS);
        if (row.sizeBytes() > capacity) {
            missAfterLeaving.put(row.key(), AccessOutcome.EVICTED_MISS);
        } else {
            evictWhileAbove(capacity - row.sizeBytes());
            entries.add(new Entry(row.key(), row.sizeBytes(), row.version(), now, ttl));
        }
        return why;
    }

    private void evictWhileAbove(long bytes) {
        while (heldBytes() > bytes) {
            missAfterLeaving.put(entries.remove(0).key(), AccessOutcome.EVICTED_MISS);
            evictions++;
        }
    }

    private void expire() {
        for (Entry entry : List.copyOf(entries)) {
            if (entry.hasExpiredBy(now)) {
                entries.remove(entry);
                missAfterLeaving.put(entry.key(), AccessOutcome.EXPIRED_MISS);
                expirations++;
            }
        }
    }

    long now() {
        return now;
    }

    long entries() {
        return entries.size();
    }

    long heldBytes() {
        return entries.stream().mapToLong(Entry::size).sum();
    }

    CacheCounters counters() {
        return new CacheCounters(
                new CacheCounters.Hits(count(AccessOutcome.FRESH_HIT), count(AccessOutcome.STALE_HIT)),
                new CacheCounters.Misses(
                        count(AccessOutcome.COLD_MISS),
                        count(AccessOutcome.EXPIRED_MISS),
                        count(AccessOutcome.EVICTED_MISS)),
                new CacheCounters.Removals(evictions, expirations),
                new CacheCounters.Traffic(requestedBytes, hitBytes),
                new CacheCounters.Occupancy(
                        BigInteger.valueOf(heldByteMillis),
                        wasUnlimited ? Optional.empty() : Optional.of(BigInteger.valueOf(providedByteMillis)),
                        now - start));
    }

    private long count(AccessOutcome outcome) {
        return outcomes.getOrDefault(outcome, 0L);
    }
}
