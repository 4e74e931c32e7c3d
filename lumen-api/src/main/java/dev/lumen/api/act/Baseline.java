package dev.lumen.api.act;

import dev.lumen.api.units.ByteSize;
import dev.lumen.api.units.Require;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What a proposal was made from. Where it has moved since, the proposal no longer stands.
 *
 * @param ttl the TTL that was in force; absent where not known
 * @param capacity the capacity; absent where unlimited or not known
 * @param hitRatio the hit ratio, 0 to 1; absent where not measured
 * @param at when it was read
 * @param digest of all that the decision rests on, as it is kept for replaying; lower-case hexadecimal
 */
public record Baseline(
        Optional<Duration> ttl, Optional<ByteSize> capacity, OptionalDouble hitRatio, Instant at, String digest) {
    /** Refuses a missing part, a TTL of zero or less, a ratio outside [0, 1] and a blank digest. */
    public Baseline {
        Require.noNull(Baseline.class, ttl, capacity, hitRatio, at, digest);
        ttl.ifPresent(value -> Require.positive("TTL", value));
        hitRatio = Require.within("hit ratio", hitRatio, 0, 1);
        Require.notBlank("digest", digest);
    }
}
