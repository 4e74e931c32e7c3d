package dev.lumen.core.govern;

import dev.lumen.api.act.TtlSetting;
import dev.lumen.core.govern.trial.TrialTally;
import java.time.Duration;
import java.util.Optional;

/** A TTL in force that can be changed: {@link TtlInForce} that of one JVM, {@link FleetTtl} that of all. */
public interface SteeredTtl {
    /** The TTL in force, without jitter and trial. */
    Duration inForce();

    /** What is handed out: the TTL in force, and the one on trial. */
    TtlSetting setting();

    /**
     * Puts {@code ttl} into force for all keys, held within the bounds; ends a trial.
     *
     * @return the TTL that is in force now
     * @throws Exception if that is not this JVM's to decide, or it could not be told to the others
     */
    default Duration set(Duration ttl) throws Exception {
        return put(TtlSetting.of(ttl)).ttl();
    }

    /**
     * Hands out {@code setting}, its TTLs held within the bounds.
     *
     * @return what is handed out now
     * @throws Exception if that is not this JVM's to decide, or it could not be told to the others
     */
    TtlSetting put(TtlSetting setting) throws Exception;

    /**
     * What was counted for the trial that is in the setting; empty where there is none.
     *
     * @throws Exception if it cannot be had
     */
    Optional<TrialTally> tally() throws Exception;
}
