package dev.lumen.core.profile;

import dev.lumen.api.evidence.Estimate;
import dev.lumen.api.evidence.MissCauses;
import dev.lumen.api.evidence.SurfacePoint;
import dev.lumen.api.units.ByteSize;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Surfaces by formula: hits grow with TTL and size, each less and less; so do stale ones with the TTL. */
public final class Surfaces {
    private static final List<Integer> TTLS = List.of(60, 120, 300, 600, 900, 1800, 3600);
    private static final List<Long> MEGABYTES = List.of(10L, 32L, 64L, 128L, 256L, 512L, 1024L);
    private static final int HOURS = 10;

    private Surfaces() {}

    /** A million requests in ten hours, with no error to speak of. */
    public static ProfiledSurface certain() {
        return of(1_000_000, 1e-6, false);
    }

    /** The same with another error: half of the interval of a hit ratio at the longest TTL and largest size. */
    public static ProfiledSurface uncertain(double error) {
        return of(1_000_000, error, false);
    }

    /** Where the errors of neighbouring nodes have opposite signs, so that their difference is least sure. */
    public static ProfiledSurface shaky(double error) {
        return of(1_000_000, error, true);
    }

    /** A million requests, the share of stale hits known to within {@code error} either way. */
    public static ProfiledSurface staleWithin(double error) {
        ProfiledSurface certain = certain();
        List<SurfacePoint> points = certain.points().stream()
                .map(point -> new SurfacePoint(
                        point.hitRatio(),
                        point.staleRatio()
                                .map(stale -> new Estimate(
                                        stale.value(), Math.max(0, stale.value() - error), stale.value() + error)),
                        point.occupiedBytes(),
                        point.evictionsPerHour(),
                        point.misses()))
                .toList();
        return new ProfiledSurface(
                certain.ttls(),
                certain.sizes(),
                points,
                certain.deviations(),
                certain.requests(),
                certain.sampledKeys(),
                certain.observed());
    }

    /** The same surface, observed for another time. */
    public static ProfiledSurface observedFor(Duration time, ProfiledSurface surface) {
        return new ProfiledSurface(
                surface.ttls(),
                surface.sizes(),
                surface.points(),
                surface.deviations(),
                surface.requests(),
                surface.sampledKeys(),
                time);
    }

    /**
     * Where more than 64 MB need a TTL below 300 s if at most a fiftieth of the hits may be stale, and such a TTL costs as long as there is
     * no more room.
     *
     * @param noise of a group, where there are more than 64 MB
     */
    public static ProfiledSurface deadlocked(double noise) {
        double[] hits = {.02, .345, .58, .59, .02, .35, .60, .61, .02, .36, .65, .66};
        double[] stale = {.002, .005, .01, .01, .01, .015, .05, .05, .2, .3, .5, .5};
        List<SurfacePoint> points = new ArrayList<>();
        List<List<Double>> deviations = new ArrayList<>();
        for (int cell = 0; cell < hits.length; cell++) {
            SurfacePoint point = point(hits[cell], 1e-6, 0);
            Estimate share = new Estimate(stale[cell], stale[cell], stale[cell]);
            points.add(new SurfacePoint(
                    point.hitRatio(),
                    Optional.of(share),
                    point.occupiedBytes(),
                    point.evictionsPerHour(),
                    point.misses()));
            deviations.add(Collections.nCopies(Tally.GROUPS, cell % 4 >= 2 ? noise : 0.0));
        }
        List<Optional<Duration>> ttls = Stream.of(60, 300, 3600)
                .map(seconds -> Optional.of(Duration.ofSeconds(seconds)))
                .toList();
        List<Optional<ByteSize>> sizes = Stream.of(10, 64, 128, 1024)
                .map(megabytes -> Optional.of(ByteSize.ofMegabytes(megabytes)))
                .toList();
        return new ProfiledSurface(ttls, sizes, points, deviations, 1_000_000, 1_000, Duration.ofHours(HOURS));
    }

    /** Nothing was seen. */
    public static ProfiledSurface unknown() {
        return of(0, 0.1, false);
    }

    /** The formula's hit ratio: of 300 s and 90 MB scale. */
    public static double hitRatio(double ttlSeconds, double megabytes) {
        return ttlSeconds / (ttlSeconds + 300) * (1 - Math.exp(-megabytes / 90));
    }

    private static ProfiledSurface of(double requests, double error, boolean shaky) {
        List<Optional<Duration>> ttls = new ArrayList<>();
        List<Optional<ByteSize>> sizes = new ArrayList<>();
        List<SurfacePoint> points = new ArrayList<>();
        List<List<Double>> deviations = new ArrayList<>();
        TTLS.forEach(seconds -> ttls.add(Optional.of(Duration.ofSeconds(seconds))));
        MEGABYTES.forEach(megabytes -> sizes.add(Optional.of(ByteSize.ofMegabytes(megabytes))));
        for (int seconds : TTLS) {
            for (long megabytes : MEGABYTES) {
                double hits = hitRatio(seconds, (double) megabytes);
                double share = hits * error;
                points.add(point(hits, share, seconds));
                double sign = shaky && points.size() % 2 == 0 ? -1 : 1;
                deviations.add(Collections.nCopies(Tally.GROUPS, sign * share / Deviations.error(ones())));
            }
        }
        return new ProfiledSurface(ttls, sizes, points, deviations, requests, 1_000, Duration.ofHours(HOURS));
    }

    private static double[] ones() {
        double[] ones = new double[Tally.GROUPS];
        java.util.Arrays.fill(ones, 1);
        return ones;
    }

    private static SurfacePoint point(double hits, double error, int ttlSeconds) {
        double stale = ttlSeconds / 36_000.0;
        return new SurfacePoint(
                new Estimate(hits, Math.max(0, hits - error), Math.min(1, hits + error)),
                Optional.of(new Estimate(stale, stale, stale)),
                Estimate.exactly(1_000_000),
                Estimate.exactly(0),
                new MissCauses(0.1 * (1 - hits), 0.5 * (1 - hits), 0.4 * (1 - hits), 0));
    }
}
