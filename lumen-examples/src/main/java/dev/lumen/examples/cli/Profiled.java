package dev.lumen.examples.cli;

import dev.lumen.api.evidence.SurfacePoint;
import dev.lumen.api.units.ByteSize;
import dev.lumen.core.profile.AccessProfile;
import dev.lumen.core.profile.ProfiledSurface;
import dev.lumen.replay.TraceProfile;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A trace that was profiled.
 *
 * @param ttls the TTLs that were asked for, in the order given
 * @param sizes the sizes that were asked for, in the order given
 * @param surface what was learnt
 * @param stateBytes what the profile took
 * @param nanosPerAccess what it took for an access
 * @param versions whether the trace says which version of the content was current
 */
record Profiled(
        List<Optional<Duration>> ttls,
        List<Optional<ByteSize>> sizes,
        ProfiledSurface surface,
        ByteSize stateBytes,
        double nanosPerAccess,
        boolean versions) {

    Profiled(
            List<Optional<Duration>> ttls,
            List<Optional<ByteSize>> sizes,
            AccessProfile profile,
            TraceProfile feed,
            boolean versions) {
        this(ttls, sizes, profile.surface(), profile.stateBytes(), feed.nanosPerAccess(), versions);
    }

    /** The estimate at one setting, however wide its interval; empty where the trace has no rows. */
    Optional<SurfacePoint> point(Optional<Duration> ttl, Optional<ByteSize> size) {
        return surface.requests() == 0 ? Optional.empty() : Optional.of(surface.nearest(ttl, size));
    }
}
