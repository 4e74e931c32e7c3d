package dev.lumen.core.govern.trial;

import java.util.concurrent.atomic.AtomicLongArray;

/**
 * The keys that are counted one by one: a hash table that only ever gains keys, until it is closed.
 *
 * <p>Thread-safe. A key takes a place by one compare-and-set; a look is at most {@value #PROBES} loads. Nothing waits.
 */
final class HotTable {
    static final int NONE = -1;

    /** So many keys it holds. */
    static final int KEYS = 256;

    private static final int PROBES = 4;

    /** Those bits of a key's id that its bucket does not come from, taken high, as a product's are the better mixed. */
    private static final int HOME_SHIFT = 40;

    private final AtomicLongArray ids = new AtomicLongArray(KEYS);
    private volatile boolean open = true;

    /** Where a key is, or {@link #NONE}. */
    int find(long id) {
        int home = home(id);
        for (int probe = 0; probe < PROBES; probe++) {
            long there = ids.getOpaque((home + probe) & (KEYS - 1));
            if (there == id) {
                return (home + probe) & (KEYS - 1);
            }
            if (there == 0) {
                return NONE;
            }
        }
        return NONE;
    }

    /** Gives a key a place if one of its own is free and the table is open. */
    void offer(long id) {
        if (id == 0 || !open) {
            return;
        }
        int home = home(id);
        for (int probe = 0; probe < PROBES; probe++) {
            int place = (home + probe) & (KEYS - 1);
            long there = ids.get(place);
            if (there == id || (there == 0 && ids.compareAndSet(place, 0, id))) {
                return;
            }
        }
    }

    void close() {
        open = false;
    }

    /** The key at a place; 0 where there is none. */
    long id(int place) {
        return ids.get(place);
    }

    private static int home(long id) {
        return (int) (id >>> HOME_SHIFT) & (KEYS - 1);
    }
}
