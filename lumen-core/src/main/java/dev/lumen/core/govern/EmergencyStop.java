package dev.lumen.core.govern;

import dev.lumen.api.units.Require;
import java.time.Instant;

/**
 * Says that nothing may be changed until a person releases it.
 *
 * @param at since when
 * @param by who stopped; not blank
 * @param why in their words; may be empty
 */
public record EmergencyStop(Instant at, String by, String why) {
    /** Refuses a missing part and nobody. */
    public EmergencyStop {
        Require.noNull(EmergencyStop.class, at, by, why);
        Require.notBlank("who stopped", by);
    }
}
