package dev.lumen.api.act;

import dev.lumen.api.units.Require;
import java.util.Optional;
import java.util.function.Function;

/** What became of an attempt to publish a TTL. */
public sealed interface Publication {
    /**
     * It is in force.
     *
     * @param now what the channel holds now
     */
    record Accepted(PublishedTtl now) implements Publication {
        /** Refuses null. */
        public Accepted {
            Require.noNull(Accepted.class, now);
        }
    }

    /**
     * Refused: what the channel holds is not what the publisher went by.
     *
     * @param now what the channel holds; absent where nothing was ever published
     */
    record MovedOn(Optional<PublishedTtl> now) implements Publication {
        /** Refuses null. */
        public MovedOn {
            Require.noNull(MovedOn.class, now);
        }
    }

    /**
     * Refused: the publisher is not the fleet's leader, or no longer.
     *
     * @param newest the last fencing token that was given out; 0 for none
     */
    record Outdated(long newest) implements Publication {}

    /** The result of the function for what this is. */
    default <R> R fold(
            Function<? super Accepted, ? extends R> accepted,
            Function<? super MovedOn, ? extends R> movedOn,
            Function<? super Outdated, ? extends R> outdated) {
        if (this instanceof Accepted value) {
            return accepted.apply(value);
        }
        if (this instanceof MovedOn value) {
            return movedOn.apply(value);
        }
        return outdated.apply((Outdated) this);
    }
}
