package dev.lumen.core.fleet;

import dev.lumen.api.act.Publication;
import dev.lumen.api.act.PublishedTtl;
import dev.lumen.api.act.TtlSetting;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** The TTL in force, and who wants to know that it changed. Thread-safe. */
final class TtlPlace {
    private final LeasePlace lease;
    private final List<Runnable> nudged = new CopyOnWriteArrayList<>();
    private Optional<PublishedTtl> now = Optional.empty(); // guarded by this

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

    void onChange(Runnable nudge) {
        nudged.add(nudge);
    }

    void forget(Runnable nudge) {
        nudged.remove(nudge);
    }
}
