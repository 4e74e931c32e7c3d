package dev.lumen.benchmarks;

import dev.lumen.api.units.ByteSize;
import dev.lumen.core.profile.ProfileGrid;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What Lumen is measured against: SHARDS with a fixed number of sampled keys and its adjustment (Waldspurger, Park,
 * Garthwaite and Ahmad, "Efficient MRC Construction with SHARDS", FAST'15), extended as far as it goes to sizes and TTLs:
 * for each TTL a stack of the keys alive, weighted by their bytes, so that entries that have expired take no room.
 *
 * <p>A key is sampled if its hash lies below a threshold; when there are too many, the one with the highest hash goes and
 * becomes the threshold. A sampled access counts 1 ÷ rate, at the rate of its time. The accesses that the sample came
 * out short of what was expected are taken to be hits at the top of the stack (the adjustment: they are those of hot keys
 * that were not sampled).
 *
 * <p><b>Memory.</b> Counted as an efficient implementation in C would need it, without pointers or slack for growth: a key's
 * hash, size, place in the order, place in a heap by hash and share of a hash index that is two thirds full, {@value
 * #KEY_BYTES} bytes; for each TTL its time of writing, a link in the order of writing and a node of a Fenwick tree that is
 * compacted when a quarter over-full, {@value #KEY_TTL_BYTES} bytes; for each cell one counter. (This class itself takes
 * more, which is not held against it.)
 */
final class ShardsBaseline {
    private static final int KEY_BYTES = 8 + 4 + 4 + 4 + 6;
    private static final int KEY_TTL_BYTES = 4 + 4 + 5;
    private static final double TWO_63 = 0x1p63;

    private final ShardsStack[] stacks;
    private final int limit;
    private final Map<Long, Integer> slots;
    private final TreeMap<Long, Integer> byHash = new TreeMap<>(Long::compareUnsigned);
    private final int[] free;
    private int freeCount;
    private long threshold = Long.MAX_VALUE;
    private long requests;
    private double sampled;

    ShardsBaseline(ProfileGrid grid, ByteSize stateLimit) {
        limit = keysWithin(grid, stateLimit);
        slots = new HashMap<>(2 * limit);
        stacks = new ShardsStack[grid.ttls().size()];
        long[] capacities = grid.sizes().stream()
                .mapToLong(size -> size.map(ByteSize::bytes).orElse(Long.MAX_VALUE))
                .toArray();
        for (int row = 0; row < stacks.length; row++) {
            Optional<Duration> ttl = grid.ttls().get(row);
            stacks[row] = new ShardsStack(ttl.map(Duration::toMillis).orElse(Long.MAX_VALUE), capacities, limit + 1);
        }
        free = new int[limit + 1];
        for (int slot = 0; slot <= limit; slot++) {
            free[freeCount++] = slot;
        }
    }

    /** How many keys fit. */
    static int keysWithin(ProfileGrid grid, ByteSize stateLimit) {
        long counters = (long) grid.cells() * Double.BYTES;
        return (int) ((stateLimit.bytes() - counters)
                / (KEY_BYTES + KEY_TTL_BYTES * grid.ttls().size()));
    }

    void access(long millis, long hash, long bytes) {
        requests++;
        if (hash >>> 1 >= threshold) {
            return;
        }
        Integer known = slots.get(hash);
        int slot = known == null ? add(hash) : known;
        double weight = TWO_63 / threshold;
        sampled += weight;
        for (ShardsStack stack : stacks) {
            stack.access(slot, millis, bytes, weight);
        }
        if (slots.size() > limit) {
            dropHighest();
        }
    }

    private int add(long hash) {
        int slot = free[--freeCount];
        slots.put(hash, slot);
        byHash.put(hash, slot);
        return slot;
    }

    private void dropHighest() {
        Map.Entry<Long, Integer> highest = byHash.pollLastEntry();
        threshold = highest.getKey() >>> 1;
        int slot = highest.getValue();
        slots.remove(highest.getKey());
        for (ShardsStack stack : stacks) {
            stack.remove(slot);
        }
        free[freeCount++] = slot;
    }

    /** Estimated hits ÷ requests, TTLs outer. */
    double[] hitRatios() {
        int sizes = stacks[0].sizes();
        double[] ratios = new double[stacks.length * sizes];
        double adjustment = requests - sampled;
        for (int row = 0; row < stacks.length; row++) {
            double hits = adjustment;
            for (int size = 0; size < sizes; size++) {
                hits += stacks[row].hitsFrom(size);
                ratios[row * sizes + size] = Math.max(0, Math.min(1, hits / Math.max(1, requests)));
            }
        }
        return ratios;
    }
}
