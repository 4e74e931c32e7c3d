package dev.lumen.api.act;

import dev.lumen.api.units.Require;
import java.time.Duration;

/**
 * What a fleet's advisors hand out. The canonical constructor grows when there is more to hand out than one TTL, such as a
 * second one for a share of the keys; {@link #of} stays.
 *
 * @param ttl the TTL in force, 1 ms or more; kept to the millisecond
 */
public record TtlSetting(Duration ttl) {
    /** Refuses a TTL below 1 ms, which Redis and Spring take for something else; cuts it to milliseconds. */
    public TtlSetting {
        Require.noNull(TtlSetting.class, ttl);
        if (ttl.compareTo(Duration.ofMillis(1)) < 0) {
            throw Require.refused("TTL", ttl, "1 ms or more");
        }
        ttl = Duration.ofMillis(ttl.toMillis());
    }

    /** The setting that hands out {@code ttl} for every key. */
    public static TtlSetting of(Duration ttl) {
        return new TtlSetting(ttl);
    }
}
