package dev.lumen.benchmarks;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.SplittableRandom;

/**
 * A cache that evicts as Redis does: of a few random entries, and the best candidates of earlier draws, the worst one goes
 * (redis.io, "Key eviction"; 5 samples and a pool of 16, as in its evict.c). Write-time TTL; expired entries take no room.
 */
final class SampledCache {
    /** How bad an entry is. */
    enum Policy {
        /** The longer not used, the worse: {@code allkeys-lru}. */
        LRU,
        /** The less often used, in a logarithmic counter that decays: {@code allkeys-lfu}. */
        LFU
    }

    private static final int SAMPLES = 5;
    private static final int POOL = 16;
    private static final int FRESH = 5;
    private static final int MOST_USED = 255;
    private static final int LOG_FACTOR = 10;
    private static final long DECAY_MILLIS = 60_000;

    private final Policy policy;
    private final long capacity;
    private final long ttlMillis;
    private final SplittableRandom random = new SplittableRandom(1);
    private final int[] placeOf;
    private final long[] written;
    private final long[] used;
    private final long[] bytes;
    private final int[] counter;
    private final int[] resident;
    private final int[] pool = new int[POOL];
    private final Deque<long[]> expiries = new ArrayDeque<>();
    private int count;
    private int pooled;
    private long held;

    SampledCache(Policy policy, int keys, long capacity, long ttlMillis) {
        this.policy = policy;
        this.capacity = capacity;
        this.ttlMillis = ttlMillis;
        placeOf = new int[keys];
        Arrays.fill(placeOf, -1);
        written = new long[keys];
        used = new long[keys];
        bytes = new long[keys];
        counter = new int[keys];
        resident = new int[keys];
    }

    /** Looks a key up, and stores it where it is not there; returns whether it was. */
    boolean access(long now, int key, long size) {
        expire(now);
        if (placeOf[key] >= 0) {
            touch(now, key);
            return true;
        }
        if (size <= capacity) {
            while (held + size > capacity) {
                remove(worst(now));
            }
            store(now, key, size);
        }
        return false;
    }

    private void expire(long now) {
        while (!expiries.isEmpty() && now - expiries.peek()[1] >= ttlMillis) {
            long[] oldest = expiries.pop();
            int key = (int) oldest[0];
            if (placeOf[key] >= 0 && written[key] == oldest[1]) {
                remove(key);
            }
        }
    }

    private void touch(long now, int key) {
        decay(now, key);
        used[key] = now;
        double chance = 1.0 / (Math.max(0, counter[key] - FRESH) * LOG_FACTOR + 1);
        if (counter[key] < MOST_USED && random.nextDouble() < chance) {
            counter[key]++;
        }
    }

    private void decay(long now, int key) {
        counter[key] = (int) Math.max(0, counter[key] - (now - used[key]) / DECAY_MILLIS);
    }

    private void store(long now, int key, long size) {
        placeOf[key] = count;
        resident[count++] = key;
        written[key] = now;
        used[key] = now;
        bytes[key] = size;
        counter[key] = FRESH;
        held += size;
        expiries.add(new long[] {key, now});
    }

    private void remove(int key) {
        int place = placeOf[key];
        int last = resident[--count];
        resident[place] = last;
        placeOf[last] = place;
        placeOf[key] = -1;
        held -= bytes[key];
    }

    private int worst(long now) {
        for (int i = 0; i < SAMPLES; i++) {
            offer(now, resident[random.nextInt(count)]);
        }
        int worst = -1;
        int kept = 0;
        for (int i = 0; i < pooled; i++) {
            int key = pool[i];
            if (placeOf[key] >= 0) {
                pool[kept++] = key;
                if (worst < 0 || badness(now, key) > badness(now, pool[worst])) {
                    worst = kept - 1;
                }
            }
        }
        int key = pool[worst];
        pool[worst] = pool[kept - 1];
        pooled = kept - 1;
        return key;
    }

    private void offer(long now, int key) {
        for (int i = 0; i < pooled; i++) {
            if (pool[i] == key) {
                return;
            }
        }
        if (pooled < POOL) {
            pool[pooled++] = key;
            return;
        }
        int best = 0;
        for (int i = 1; i < POOL; i++) {
            best = badness(now, pool[i]) < badness(now, pool[best]) ? i : best;
        }
        if (badness(now, key) > badness(now, pool[best])) {
            pool[best] = key;
        }
    }

    private long badness(long now, int key) {
        if (placeOf[key] < 0) {
            return Long.MIN_VALUE;
        }
        long idle = now - used[key];
        return policy == Policy.LRU ? idle : MOST_USED - Math.max(0, counter[key] - idle / DECAY_MILLIS);
    }
}
