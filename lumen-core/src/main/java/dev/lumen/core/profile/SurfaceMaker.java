package dev.lumen.core.profile;

import dev.lumen.api.evidence.Estimate;
import dev.lumen.api.evidence.MissCauses;
import dev.lumen.api.evidence.SurfacePoint;
import dev.lumen.core.profile.ProfiledSurface.Recent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntToDoubleFunction;

/**
 * Makes a surface of what was counted. Where there are two simulations, that of the margins tells how often both margins of a cell
 * hit, and that of all cells by how much the cell itself differs from that. Of the rest, the latter tells by how much a cell differs
 * from the margin that binds, and the former what that margin is ({@link RoomMaker}).
 *
 * <p><b>Errors.</b> What the groups of the sample say of hits ({@link Tally}), and of what the room that they take does to hits ({@link
 * RoomError}) and to differences; all group by group, as they are errors of the same keys. Beside these, what coarse times of writing do
 * ({@link CoarseTimes}), and what is guessed.
 */
final class SurfaceMaker {
    /**
     * What it does to a hit ratio that a sample guesses: the times of writing of a newly hot key, for one, and the average of a curve where
     * the curve of the average is asked for. Means of 100 samples were off by 0.0002 to 0.0009, which groups of one sample cannot show. This is
     * where hardly any keys are in the sample; none is guessed of those that are.
     */
    private static final double GUESSED = 0.0005;

    /** What coarse times of writing do to a stale ratio. */
    private static final double STALE_ERROR = 0.002;

    /** A smaller hit ratio is what fading has left of a few hits, and tells no share of them. */
    private static final double LEAST_HITS = 1e-9;

    private final ProfileGrid grid;
    private final Capacities capacities;
    private final RoomMaker rooms;
    private final MiniatureSimulation all;
    private final Optional<MiniatureSimulation> margins;
    /** The one that follows more keys. */
    private final MiniatureSimulation main;

    SurfaceMaker(ProfileGrid grid, MiniatureSimulation all, Optional<MiniatureSimulation> margins) {
        this.grid = grid;
        this.all = all;
        this.margins = margins;
        main = margins.orElse(all);
        capacities = new Capacities(grid);
        rooms = new RoomMaker(grid, all, margins);
    }

    /** The surface, as the snapshot of this number of a recording that began then. */
    ProfiledSurface surface(long began, long snapshot) {
        List<SurfacePoint> points = new ArrayList<>(grid.cells());
        List<List<Double>> deviations = new ArrayList<>(grid.cells());
        List<Double> recent = new ArrayList<>(grid.cells());
        double requests = Math.max(1, main.requests());
        double guessed = GUESSED * (1 - main.rate());
        for (int row = 0; row < grid.ttls().size(); row++) {
            for (int column = 0; column < grid.sizes().size(); column++) {
                HitCount hits = hits(row, column);
                Deviations error = hits.ofHitRatio()
                        .plus(main.roomError().ofHits(row, column), 1 / requests)
                        .plus(all.roomError().ofBytes(column), -differencePerByte(row, column));
                double ofMethod = Math.hypot(guessed, CoarseTimes.error(grid.ttls(), hitRatios(column), row));
                points.add(point(row, column, hits, Math.hypot(error.error(), ofMethod)));
                deviations.add(error.toList());
                recent.add(ratio(hits.recentHitRatio()));
            }
        }
        return new ProfiledSurface(
                grid.ttls(),
                grid.sizes(),
                points,
                deviations,
                main.requests(),
                main.trackedKeys(),
                Duration.ofMillis(Math.round(main.holdings().observedMillis())),
                new Recent(began, snapshot, main.tally().recentRequests() >= 1 ? recent : List.of()));
    }

    private HitCount hits(int row, int column) {
        HitCount counted = HitCount.of(main.tally(), row, column);
        return margins.isEmpty() ? counted : counted.plus(HitCount.of(all.tally(), row, column));
    }

    private IntToDoubleFunction hitRatios(int column) {
        return row -> main.tally().hitRatio(row, column) + difference(row, column);
    }

    /** By how much a cell's hit ratio differs from its margins'. */
    private double difference(int row, int column) {
        return margins.isEmpty() ? 0 : all.tally().hitRatio(row, column);
    }

    /** What another byte of capacity adds to that, as the next capacities show; 0 where there is no limit. */
    private double differencePerByte(int row, int column) {
        return margins.isEmpty() ? 0 : capacities.slope(column, at -> difference(row, at), 0);
    }

    private SurfacePoint point(int row, int column, HitCount hits, double error) {
        double hitRatio = ratio(hits.hitRatio());
        Optional<Estimate> stale = hitRatio > LEAST_HITS
                ? Optional.of(
                        estimate(ratio(hits.staleRatio()), hits.ofStaleRatio().error() + STALE_ERROR))
                : Optional.empty();
        double misses = 1 - hitRatio;
        double cold = Math.min(misses, main.tally().firstRatio());
        double expired = share(misses - cold, rooms.expired(row, column));
        double invalidated = share(misses - cold - expired, rooms.invalidated(row, column));
        return new SurfacePoint(
                estimate(hitRatio, error),
                stale,
                rooms.heldBytes(row, column),
                rooms.evictionsPerHour(row, column),
                new MissCauses(cold, expired, Math.max(0, misses - cold - expired - invalidated), invalidated));
    }

    private static double share(double most, double value) {
        return Math.max(0, Math.min(most, value));
    }

    private static double ratio(double value) {
        return share(1, value);
    }

    private static Estimate estimate(double ratio, double error) {
        return new Estimate(ratio, ratio(ratio - error), ratio(ratio + error));
    }
}
