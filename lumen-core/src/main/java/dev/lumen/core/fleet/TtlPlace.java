package dev.lumen.core.fleet;

import dev.lumen.api.act.Publication;
import dev.lumen.api.act.PublishedTtl;
import dev.lumen.api.act.TtlSetting;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** The TTL in force, and who wants to know that it changed. Thread-safe. */
final class TtlPlace {
    private final LeasePlace lease;
    private final List<Runnable> nudged = new CopyOnWriteArrayList<>();
    private Optional<PublishedTtl> now = Optional.empty(); // guarded by this
    private final Map<String, SortedMap<String, byte[]>> reports = new HashMap<>(); // guarded by this

    TtlPlace(LeasePlace lease) {
        this.lease = lease;
    }

    synchronized Optional<PublishedTtl> read() {
        return now;
    }

    Publication publish(TtlSetting next, long expectedEpoch, long token) {
        Publication outcome = replace(next, expectedEpoch, token);
        nudged.forEach(Runnable::run);
        return outcome;
    }

    private synchronized Publication replace(TtlSetting next, long expectedEpoch, long token) {
        long newest = lease.newest();
        if (token != newest) {
            return new Publication.Outdated(newest);
        }
        long epoch = now.map(PublishedTtl::epoch).orElse(0L);
        if (epoch != expectedEpoch) {
            return new Publication.MovedOn(now);
        }
        PublishedTtl published = new PublishedTtl(epoch + 1, token, next);
        now = Optional.of(published);
        return new Publication.Accepted(published);
    }

    synchronized void report(String trial, String counter, byte[] counts) {
        reports.keySet().removeIf(other -> !other.equals(trial));
        reports.computeIfAbsent(trial, any -> new TreeMap<>()).put(counter, counts.clone());
    }

    /** Asks the others for theirs as well, which are there the next time. */
    SortedMap<String, byte[]> reports(String trial) {
        nudged.forEach(Runnable::run);
        SortedMap<String, byte[]> found = new TreeMap<>();
        synchronized (this) {
            reports.getOrDefault(trial, Collections.emptySortedMap())
                    .forEach((counter, counts) -> found.put(counter, counts.clone()));
        }
        return found;
    }

    void onChange(Runnable nudge) {
        nudged.add(nudge);
    }

    void forget(Runnable nudge) {
        nudged.remove(nudge);
    }
}
