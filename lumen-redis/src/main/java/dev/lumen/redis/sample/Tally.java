package dev.lumen.redis.sample;

import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** Adds keys up; room for as many as the limits allow and no more. */
final class Tally {
    private static final int LONGEST_PREFIX = 64;

    private final SampleLimits limits;
    private final long[] timesLeft;
    private final long[] sizes;
    private final Map<String, Group> groups = new HashMap<>();
    private int keys;
    private int told;
    private int expiring;
    private int weighed;
    private long bytes;

    Tally(SampleLimits limits) {
        this.limits = limits;
        this.timesLeft = new long[limits.keys()];
        this.sizes = new long[limits.keys()];
    }

    boolean isFull() {
        return keys >= limits.keys();
    }

    int keys() {
        return keys;
    }

    /** Takes a key in; a negative time left stands for none, a negative size for not known. */
    void add(byte[] key, boolean ttlTold, long millisLeft, long size) {
        Group group = group(key);
        keys++;
        group.keys++;
        if (ttlTold) {
            told++;
            if (millisLeft >= 0) {
                timesLeft[expiring++] = millisLeft;
            }
        }
        if (size >= 0) {
            sizes[weighed++] = size;
            bytes += size;
            group.bytes += size;
        }
    }

    OptionalDouble withoutTtl() {
        return told == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) (told - expiring) / told);
    }

    Optional<Spread> timeLeft() {
        return Spread.of(timesLeft, expiring);
    }

    Optional<Spread> sizes() {
        return Spread.of(sizes, weighed);
    }

    List<PrefixGroup> groups() {
        return groups.entrySet().stream()
                .sorted(Comparator.comparingLong((Map.Entry<String, Group> entry) -> -entry.getValue().bytes)
                        .thenComparingInt(entry -> -entry.getValue().keys)
                        .thenComparing(Map.Entry::getKey))
                .map(entry -> new PrefixGroup(entry.getKey(), entry.getValue().keys, share(entry.getValue().bytes)))
                .toList();
    }

    private OptionalDouble share(long part) {
        return bytes == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) part / bytes);
    }

    private Group group(byte[] key) {
        String prefix = prefix(key);
        Group known = groups.get(prefix);
        if (known != null) {
            return known;
        }
        boolean room = groups.size() < limits.groups() || prefix.equals(PrefixGroup.NONE);
        return groups.computeIfAbsent(room ? prefix : PrefixGroup.OTHERS, name -> new Group());
    }

    private String prefix(byte[] key) {
        String start = new String(key, 0, Math.min(key.length, 4 * LONGEST_PREFIX), StandardCharsets.UTF_8);
        int end = start.indexOf(limits.separator());
        if (end < 0) {
            return PrefixGroup.NONE;
        }
        StringBuilder readable = new StringBuilder();
        start.substring(0, Math.min(end + 1, LONGEST_PREFIX))
                .chars()
                .map(c -> Character.isISOControl(c) || c == '\uFFFD' ? '?' : c)
                .forEach(c -> readable.append((char) c));
        return readable.toString();
    }

    private static final class Group {
        private int keys;
        private long bytes;
    }
}
