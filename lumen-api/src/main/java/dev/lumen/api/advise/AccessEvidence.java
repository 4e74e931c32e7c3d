package dev.lumen.api.advise;

import dev.lumen.api.evidence.HitRatioSurface;
import dev.lumen.api.units.ByteSize;
import dev.lumen.api.units.Require;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What recorded accesses say about settings that were not tried, and the room there is to try them. TTL and size are
 * looked for together, so both advisers get the bounds of both; a lever that is held has bounds without room between them.
 *
 * @param surface what the workload would have done at other settings
 * @param ttl the TTL in force, above zero
 * @param ttlBounds the TTLs that are allowed
 * @param size the capacity in force; absent where unlimited or not known
 * @param sizeBounds the capacities that are allowed
 * @param sizeGrid the capacities that can be bought or set
 * @param staleness what a stale answer costs, and how many are allowed
 * @param latency the limit on how long a look-up may take; absent where there is none
 * @param remarks what else to say of the surface in every advice that rests on it, such as how it was corrected
 */
public record AccessEvidence(
        HitRatioSurface surface,
        Duration ttl,
        TtlBounds ttlBounds,
        Optional<ByteSize> size,
        SizeBounds sizeBounds,
        SizeGrid sizeGrid,
        Staleness staleness,
        Optional<LatencyLimit> latency,
        List<Reason> remarks) {
    /** Refuses null and a TTL of zero or less; copies the list. */
    public AccessEvidence {
        Require.noNull(
                AccessEvidence.class, surface, ttl, ttlBounds, size, sizeBounds, sizeGrid, staleness, latency, remarks);
        Require.positive("TTL in force", ttl);
        remarks = List.copyOf(remarks);
    }
}
