package dev.lumen.redis.fleet;

import dev.lumen.api.act.PublishedTtl;
import dev.lumen.api.act.TtlChannel.Follower;
import java.util.Optional;
import java.util.function.Consumer;

/** A follower, and what it was told of last. Once {@link #end} has returned it is told of nothing more. */
final class Told {
    private final Follower follower;
    private Optional<PublishedTtl> last = Optional.empty(); // guarded by this
    private boolean ended; // guarded by this

    Told(Follower follower) {
        this.follower = follower;
    }

    synchronized void of(Optional<PublishedTtl> now) {
        boolean newer = now.isPresent() && (last.isEmpty() || now.get().isNewerThan(last.get()));
        if (newer) {
            last = now;
        }
        tell(told -> {
            if (newer) {
                told.newer(now.get());
            } else if (now.isPresent()) {
                told.confirmed();
            } else {
                told.empty();
            }
        });
    }

    synchronized void unreachable(String why) {
        tell(told -> told.unreachable(why));
    }

    private synchronized void tell(Consumer<Follower> what) {
        if (ended) {
            return;
        }
        try {
            what.accept(follower);
        } catch (RuntimeException e) {
            // The others are to be told all the same.
        }
    }

    synchronized void end() {
        ended = true;
    }
}
