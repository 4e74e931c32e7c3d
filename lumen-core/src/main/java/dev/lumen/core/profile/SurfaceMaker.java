package dev.lumen.core.profile;

import dev.lumen.api.evidence.Estimate;
import dev.lumen.api.evidence.MissCauses;
import dev.lumen.api.evidence.SurfacePoint;
import dev.lumen.core.profile.ProfiledSurface.Recent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Makes a surface of what was counted. */
final class SurfaceMaker {
    /** What coarse times of writing do to a hit ratio, beside the sampling (measured with every key followed). */
    private static final double SIMULATION_ERROR = 0.0005;

    /** The same for a stale ratio. */
    private static final double STALE_ERROR = 0.002;

    private static final double MILLIS_PER_HOUR = 3.6e6;

    private SurfaceMaker() {}

    /** Which snapshot of which recording it is. */
    record Snapshot(long began, long number) {}

    static ProfiledSurface surface(
            ProfileGrid grid, Tally tally, Holdings holdings, RoomError roomError, int keys, Snapshot snapshot) {
        List<SurfacePoint> points = new ArrayList<>(grid.cells());
        List<List<Double>> deviations = new ArrayList<>(grid.cells());
        for (int cell = 0; cell < grid.cells(); cell++) {
            double[] ofCell = tally.deviations(cell);
            double[] ofRoom = roomError.deviations(cell, tally, holdings);
            Arrays.setAll(ofCell, g -> ofCell[g] + ofRoom[g]);
            points.add(point(cell, tally, holdings, Tally.error(ofCell)));
            deviations.add(Arrays.stream(ofCell).boxed().toList());
        }
        Duration observed = Duration.ofMillis(Math.round(holdings.observedMillis()));
        Recent recent = new Recent(snapshot.began(), snapshot.number(), recent(grid, tally));
        return new ProfiledSurface(
                grid.ttls(), grid.sizes(), points, deviations, tally.requests, keys, observed, recent);
    }

    private static List<Double> recent(ProfileGrid grid, Tally tally) {
        List<Double> hitRatios = new ArrayList<>(grid.cells());
        for (int cell = 0; tally.recentRequests() >= 1 && cell < grid.cells(); cell++) {
            hitRatios.add(tally.recentHitRatio(cell));
        }
        return hitRatios;
    }

    private static SurfacePoint point(int cell, Tally tally, Holdings holdings, double error) {
        double requests = Math.max(tally.requests, Double.MIN_NORMAL);
        double hits = tally.hits(cell);
        double hitRatio = ratio(hits / requests);
        Optional<Estimate> stale = hits > 0
                ? Optional.of(estimate(ratio(tally.stale(cell) / hits), tally.staleRatioError(cell) + STALE_ERROR))
                : Optional.empty();
        double misses = 1 - hitRatio;
        double cold = Math.min(misses, tally.firsts * tally.adjustment() / requests);
        double expired = Math.min(misses - cold, tally.expired(cell) / requests);
        double invalidated = Math.min(misses - cold - expired, tally.invalidated(cell) / requests);
        double hours = holdings.observedMillis() / MILLIS_PER_HOUR;
        return new SurfacePoint(
                estimate(hitRatio, error + SIMULATION_ERROR),
                stale,
                holdings.meanHeld(cell),
                hours > 0 ? tally.evictions[cell] / hours : 0,
                new MissCauses(cold, expired, Math.max(0, misses - cold - expired - invalidated), invalidated));
    }

    private static double ratio(double value) {
        return Math.max(0, Math.min(1, value));
    }

    private static Estimate estimate(double ratio, double error) {
        return new Estimate(ratio, ratio(ratio - error), ratio(ratio + error));
    }
}
