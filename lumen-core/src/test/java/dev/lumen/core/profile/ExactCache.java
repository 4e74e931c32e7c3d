package dev.lumen.core.profile;

import dev.lumen.core.profile.Accesses.Access;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a cache of one TTL and capacity really does, written to be obviously right: least recently used by bytes, write-time
 * expiry, expired entries take no room, a hit refreshes nothing, an entry larger than the capacity is not stored.
 */
final class ExactCache {
    private final long ttlMillis;
    private final long capacity;
    private final Map<Integer, Access> entries = new LinkedHashMap<>(16, 0.75f, true);
    private final Deque<Access> written = new ArrayDeque<>();
    private final Map<Integer, Access> takenOut = new HashMap<>();
    private long held;
    private double byteMillis;
    private long now;
    private long start = -1;

    int requests;
    int hits;
    int staleHits;
    int evictions;
    /** Misses of what was taken out on purpose and would not have expired; it might have been evicted. */
    int invalidated;

    ExactCache(long ttlMillis, long capacity) {
        this.ttlMillis = ttlMillis;
        this.capacity = capacity;
    }

    void access(Access access) {
        requests++;
        expire(access.millis());
        pass(access.millis());
        Access entry = entries.get(access.key());
        Access gone = takenOut.remove(access.key());
        if (gone != null && access.millis() - gone.millis() < ttlMillis) {
            invalidated++;
        }
        if (entry != null) {
            hits++;
            staleHits += entry.version() < access.version() ? 1 : 0;
        } else if (access.bytes() <= capacity) {
            evictUntil(capacity - access.bytes());
            entries.put(access.key(), access);
            written.add(access);
            held += access.bytes();
        }
    }

    void invalidate(long time, int key) {
        expire(time);
        pass(time);
        Access entry = entries.remove(key);
        if (entry != null) {
            written.remove(entry);
            held -= entry.bytes();
            takenOut.put(key, entry);
        }
    }

    private void expire(long time) {
        while (!written.isEmpty() && time - written.peek().millis() >= ttlMillis) {
            Access oldest = written.remove();
            if (entries.remove(oldest.key(), oldest)) {
                pass(oldest.millis() + ttlMillis);
                held -= oldest.bytes();
            }
        }
    }

    private void evictUntil(long room) {
        Iterator<Access> byUse = entries.values().iterator();
        while (held > room) {
            held -= byUse.next().bytes();
            byUse.remove();
            evictions++;
        }
    }

    private void pass(long time) {
        start = start < 0 ? time : start;
        byteMillis += (double) held * Math.max(0, time - Math.max(now, start));
        now = Math.max(now, time);
    }

    double hitRatio() {
        return (double) hits / requests;
    }

    double staleRatio() {
        return hits == 0 ? 0 : (double) staleHits / hits;
    }

    double meanHeld() {
        return byteMillis / Math.max(1, now - start);
    }
}
