package dev.lumen.api.evidence;

import dev.lumen.api.units.ByteSize;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What hit ratio a workload would have had at other TTLs and capacities: an immutable snapshot, from recorded accesses
 * (SPEC §9). TTLs are write-time; the cache is least recently used by bytes.
 *
 * <p>An absent TTL is an entry that never expires, an absent capacity a cache without a limit. Thread-safe.
 */
public interface HitRatioSurface {
    /**
     * The estimate at one setting.
     *
     * @param ttl the TTL; held at the nearer end of {@link #ttls} where it lies outside
     * @param capacity the capacity; held at the nearer end of {@link #sizes} where it lies outside
     * @return empty where the surface knows too little to say
     */
    Optional<SurfacePoint> at(Optional<Duration> ttl, Optional<ByteSize> capacity);

    /**
     * How the hit ratio would change from one setting to another. Its interval is narrower than those of the two together,
     * since both were estimated from the same keys.
     *
     * @return change in ratio points; empty where the surface knows too little about one of the two
     */
    Optional<Estimate> hitRatioChange(
            Optional<Duration> fromTtl,
            Optional<ByteSize> fromCapacity,
            Optional<Duration> toTtl,
            Optional<ByteSize> toCapacity);

    /**
     * The hit ratio at one setting, of the accesses since an earlier snapshot alone.
     *
     * @param earlier the snapshot of the same recording that was made just before this one
     * @return empty where it is another one, nothing was recorded since, or the surface cannot tell
     */
    default OptionalDouble hitRatioSince(HitRatioSurface earlier, Optional<Duration> ttl, Optional<ByteSize> capacity) {
        return OptionalDouble.empty();
    }

    /** The TTLs that were played through, ascending, the absent one last. Between them is interpolated. */
    List<Optional<Duration>> ttls();

    /** The capacities that were played through, ascending, the absent one last. Between them is interpolated. */
    List<Optional<ByteSize>> sizes();

    /** Accesses that it rests on, 0 or more; fewer than were seen where old ones have faded. */
    double requests();

    /** Keys that were followed, 0 or more. */
    int sampledKeys();

    /** The span of time that the accesses came from, without what has faded. */
    Duration observed();
}
