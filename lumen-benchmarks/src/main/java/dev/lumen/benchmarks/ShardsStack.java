package dev.lumen.benchmarks;

import java.util.Arrays;

/**
 * The stack of one TTL: keys alive in a cache without a limit, by last use. The bytes above a key, scaled up, and its own
 * are the smallest cache in which it hits. A Fenwick tree over places in the order sums them.
 */
final class ShardsStack {
    private static final int NONE = -1;
    /** Places for each key, beyond which the order is compacted. */
    private static final int PLACES = 4;

    private final long ttlMillis;
    private final long[] capacities;
    /** Weighted hits whose smallest cache is this one. */
    private final double[] hits;

    private final long[] tree;
    private final int[] slotAt;
    /** Place of a slot in the order from 1 on; 0 where it is not alive. */
    private final int[] place;

    private final long[] size;
    private final long[] written;
    private final int[] laterWritten;
    private final int[] earlierWritten;
    private int firstWritten = NONE;
    private int lastWritten = NONE;
    private int lastPlace;
    private long total;

    ShardsStack(long ttlMillis, long[] capacities, int slots) {
        this.ttlMillis = ttlMillis;
        this.capacities = capacities.clone();
        hits = new double[capacities.length];
        tree = new long[PLACES * slots + 1];
        slotAt = new int[PLACES * slots + 1];
        place = new int[slots];
        size = new long[slots];
        written = new long[slots];
        laterWritten = new int[slots];
        earlierWritten = new int[slots];
        Arrays.fill(slotAt, NONE);
    }

    int sizes() {
        return capacities.length;
    }

    /** Weighted hits that this capacity has more than the one below it. */
    double hitsFrom(int capacity) {
        return hits[capacity];
    }

    void access(int slot, long millis, long bytes, double weight) {
        expire(millis);
        if (place[slot] == 0) {
            write(slot, millis);
        } else {
            double distance = (total - sumTo(place[slot])) * weight + size[slot];
            int smallest = 0;
            while (smallest < capacities.length && capacities[smallest] < distance) {
                smallest++;
            }
            if (smallest < hits.length) {
                hits[smallest] += weight;
            }
            unplace(slot);
        }
        put(slot, bytes);
    }

    private void expire(long millis) {
        while (firstWritten != NONE && millis - written[firstWritten] >= ttlMillis) {
            remove(firstWritten);
        }
    }

    /** Takes a slot out that is to be used for another key, or whose time is up. */
    void remove(int slot) {
        if (place[slot] != 0) {
            unplace(slot);
            unlink(slot);
        }
    }

    private void write(int slot, long millis) {
        written[slot] = millis;
        earlierWritten[slot] = lastWritten;
        laterWritten[slot] = NONE;
        if (lastWritten == NONE) {
            firstWritten = slot;
        } else {
            laterWritten[lastWritten] = slot;
        }
        lastWritten = slot;
    }

    private void unlink(int slot) {
        int earlier = earlierWritten[slot];
        int later = laterWritten[slot];
        if (earlier == NONE) {
            firstWritten = later;
        } else {
            laterWritten[earlier] = later;
        }
        if (later == NONE) {
            lastWritten = earlier;
        } else {
            earlierWritten[later] = earlier;
        }
    }

    private void put(int slot, long bytes) {
        if (lastPlace + 1 == tree.length) {
            compact();
        }
        lastPlace++;
        place[slot] = lastPlace;
        slotAt[lastPlace] = slot;
        size[slot] = bytes;
        add(lastPlace, bytes);
    }

    private void unplace(int slot) {
        add(place[slot], -size[slot]);
        slotAt[place[slot]] = NONE;
        place[slot] = 0;
    }

    private void compact() {
        Arrays.fill(tree, 0);
        total = 0;
        int last = 0;
        for (int at = 1; at < slotAt.length; at++) {
            int slot = slotAt[at];
            if (slot != NONE) {
                slotAt[at] = NONE;
                last++;
                slotAt[last] = slot;
                place[slot] = last;
                add(last, size[slot]);
            }
        }
        lastPlace = last;
    }

    private void add(int at, long bytes) {
        total += bytes;
        for (int node = at; node < tree.length; node += node & -node) {
            tree[node] += bytes;
        }
    }

    private long sumTo(int at) {
        long sum = 0;
        for (int node = at; node > 0; node -= node & -node) {
            sum += tree[node];
        }
        return sum;
    }
}
