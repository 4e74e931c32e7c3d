package dev.lumen.core.fleet;

import dev.lumen.api.act.LeaseGrant;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Who leads, and the highest token. Thread-safe. */
final class LeasePlace {
    private final LongSupplier nanos;
    private @Nullable Object holder; // guarded by this
    private long endsAt; // guarded by this
    private long newest; // guarded by this

    LeasePlace(LongSupplier nanos) {
        this.nanos = nanos;
    }

    synchronized Optional<LeaseGrant> acquire(Object member, Duration length) {
        long now = nanos.getAsLong();
        boolean free = holder == null || now - endsAt >= 0;
        if (!free && holder != member) {
            return Optional.empty();
        }
        if (free) {
            newest++;
        }
        holder = member;
        endsAt = now + length.toNanos();
        return Optional.of(LeaseGrant.of(newest, length, now, nanos));
    }

    synchronized void release(Object member) {
        if (holder == member) {
            holder = null;
        }
    }

    synchronized long newest() {
        return newest;
    }
}
