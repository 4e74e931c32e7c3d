package dev.lumen.core.profile;

import dev.lumen.api.evidence.SampledAccess;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;

/**
 * Puts the accesses of many senders in order of time: one is let go when no sender has anything older, or when too many wait.
 * Those of one instant keep the order in which they came. Not thread-safe.
 */
final class TimeMerge {
    /** Some four megabytes; a second of sixty JVMs with a thousand sampled accesses each. */
    static final int MOST_WAITING = 1 << 16;

    private final PriorityQueue<Numbered> waiting = new PriorityQueue<>(
            Comparator.comparingLong((Numbered one) -> one.access.atMillis()).thenComparingLong(Numbered::number));

    private long added;

    void add(List<SampledAccess> accesses) {
        accesses.forEach(access -> waiting.add(new Numbered(access, added++)));
    }

    /** The next one in order, if it is not later than {@code until} or too many wait; empty where there is none. */
    Optional<SampledAccess> next(long until) {
        Numbered first = waiting.peek();
        if (first == null || (first.access.atMillis() > until && waiting.size() <= MOST_WAITING)) {
            return Optional.empty();
        }
        waiting.remove();
        return Optional.of(first.access);
    }

    private record Numbered(SampledAccess access, long number) {}
}
