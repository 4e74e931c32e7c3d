package dev.lumen.api.act;

import dev.lumen.api.units.Require;
import java.time.Duration;
import java.util.Optional;

/**
 * What a fleet's advisors hand out. The canonical constructor grows when there is more to hand out; {@link #of} stays.
 *
 * @param ttl the TTL in force, 1 ms or more; kept to the millisecond
 * @param trial the TTL that some keys have instead, or are to have; absent where there is no trial
 */
public record TtlSetting(Duration ttl, Optional<TtlTrial> trial) {
    /** Refuses a TTL below 1 ms, which Redis and Spring take for something else; cuts it to milliseconds. */
    public TtlSetting {
        Require.noNull(TtlSetting.class, ttl, trial);
        ttl = wholeMillis("TTL", ttl);
    }

    /** The setting that hands out {@code ttl} for every key. */
    public static TtlSetting of(Duration ttl) {
        return new TtlSetting(ttl, Optional.empty());
    }

    /** The same with another TTL for some keys. */
    public TtlSetting with(TtlTrial tried) {
        return new TtlSetting(ttl, Optional.of(tried));
    }

    static Duration wholeMillis(String name, Duration ttl) {
        if (ttl.compareTo(Duration.ofMillis(1)) < 0) {
            throw Require.refused(name, ttl, "1 ms or more");
        }
        return Duration.ofMillis(ttl.toMillis());
    }
}
