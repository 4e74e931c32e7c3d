package dev.lumen.core.profile;

import dev.lumen.api.evidence.Estimate;
import dev.lumen.api.evidence.SurfacePoint;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Stale shares for a cache whose contents are seen at loads only.
 *
 * <p>A profile dates a change at the load that shows it, which is late by up to the TTL in force, so what it counts as stale
 * is wrong: too little, as entries were stale before the change was seen. So for each TTL the share comes from the {@link
 * ChangeRates}, for entries that live to their end; a smaller cache, whose entries do not, gets it in the proportion in which
 * the profile saw it have less than the largest cache with that TTL.
 *
 * <p>Near the TTL in force, up to some four times as long, the share is good to about a point; the farther off, the wider.
 * Keys are taken to share the hits as they do at the TTL in force. Where a far longer one would bring many hits of keys
 * that have hardly any now, and these change at other rates, the share there is off by what that mixture differs.
 *
 * <p>Pure functions, but that the rates are fitted.
 */
final class LiveFreshness {
    /** Two-sided 90 % point of the normal distribution. */
    private static final double Z_90 = 1.645;

    /** What the model may be off by beside the sampling, as a share: reads that are not steady, rates between the classes. */
    private static final double MODEL_ERROR = 0.1;

    /** What it may be off by where hardly anything is stale. */
    private static final double STALE_ERROR = 0.002;

    /** Pairs of the same first load show the same change, so many of them about as often as each shows one of its own. */
    private static final double CHANGES_PER_DRAW = 4;

    private LiveFreshness() {}

    /** The surface with the stale shares that follow from the rates; with none where no pair of loads was seen. */
    static ProfiledSurface apply(ProfiledSurface surface, ChangeRates rates) {
        boolean known = rates.isKnown();
        if (known) {
            rates.fit();
        }
        int sizes = surface.sizes().size();
        List<SurfacePoint> points = new ArrayList<>(surface.points().size());
        for (int cell = 0; cell < surface.points().size(); cell++) {
            SurfacePoint point = surface.points().get(cell);
            SurfacePoint largest = surface.points().get(cell / sizes * sizes + sizes - 1);
            long lived = lifetimeMillis(surface.ttls().get(cell / sizes), surface.observed());
            Optional<Estimate> stale = known && point.staleRatio().isPresent()
                    ? Optional.of(estimate(rates.staleShare(lived) * proportion(point, largest), rates.changes()))
                    : Optional.empty();
            points.add(new SurfacePoint(
                    point.hitRatio(), stale, point.occupiedBytes(), point.evictionsPerHour(), point.misses()));
        }
        return new ProfiledSurface(
                surface.ttls(),
                surface.sizes(),
                points,
                surface.deviations(),
                surface.requests(),
                surface.sampledKeys(),
                surface.observed(),
                surface.recent());
    }

    /** No entry can have lived for longer than was observed. */
    private static long lifetimeMillis(Optional<Duration> ttl, Duration observed) {
        return Math.min(ttl.map(Duration::toMillis).orElse(Long.MAX_VALUE), observed.toMillis());
    }

    private static double proportion(SurfacePoint point, SurfacePoint largest) {
        double most = largest.staleRatio().map(Estimate::value).orElse(0.0);
        double here = point.staleRatio().map(Estimate::value).orElse(0.0);
        return most > 0 ? Math.min(1, here / most) : 1;
    }

    /** A rate that rests on n changes is off by about 1 ÷ √n of it, and the share by no larger a part of itself. */
    private static Estimate estimate(double share, double changes) {
        double relative = Z_90 * Math.sqrt(CHANGES_PER_DRAW / (changes + 1)) + MODEL_ERROR;
        double error = relative * Math.min(share, 1 - share) + STALE_ERROR;
        return new Estimate(share, Math.max(0, share - error), Math.min(1, share + error));
    }
}
