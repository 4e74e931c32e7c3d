package dev.lumen.benchmarks.acting;

import dev.lumen.api.act.TtlAdvisor;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/** A cache whose wrapper asks an advisor for the TTL of each entry that it writes; least recently used by bytes. */
final class SimulatedCache {
    private final TtlAdvisor advisor;
    private final Map<Integer, Entry> entries = new LinkedHashMap<>(1 << 12, 0.75f, true);
    private long capacity;
    private long held;
    private long hits;
    private long misses;
    private long evictions;
    private long expirations;

    private record Entry(long expiry, long bytes) {}

    SimulatedCache(TtlAdvisor advisor, long capacity) {
        this.advisor = advisor;
        this.capacity = capacity;
    }

    /** Whether it was there. */
    boolean read(long now, int key, long bytes) {
        Entry entry = entries.get(key);
        if (entry != null && now < entry.expiry()) {
            hits++;
            return true;
        }
        misses++;
        if (entry != null) {
            expirations++;
            held -= entry.bytes();
        }
        if (bytes > capacity) {
            entries.remove(key);
            return false;
        }
        entries.put(key, new Entry(now + advisor.ttlMillis(Traffic.hash(key)), bytes));
        held += bytes;
        fit(now);
        return false;
    }

    private void fit(long now) {
        Iterator<Entry> oldest = entries.values().iterator();
        while (held > capacity) {
            Entry entry = oldest.next();
            oldest.remove();
            held -= entry.bytes();
            if (now < entry.expiry()) {
                evictions++;
            } else {
                expirations++;
            }
        }
    }

    void resize(long bytes, long now) {
        capacity = bytes;
        fit(now);
    }

    long capacity() {
        return capacity;
    }

    long held() {
        return held;
    }

    long hits() {
        return hits;
    }

    long misses() {
        return misses;
    }

    long evictions() {
        return evictions;
    }

    long expirations() {
        return expirations;
    }
}
