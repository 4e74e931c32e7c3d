package dev.lumen.core.govern;

import java.time.Duration;

/** A TTL in force that can be changed: {@link TtlInForce} that of one JVM, {@link FleetTtl} that of all. */
public interface SteeredTtl {
    /** The TTL in force, without jitter. */
    Duration inForce();

    /**
     * Puts {@code ttl} into force, held within the bounds.
     *
     * @return the TTL that is in force now
     * @throws Exception if that is not this JVM's to decide, or it could not be told to the others
     */
    Duration set(Duration ttl) throws Exception;
}
