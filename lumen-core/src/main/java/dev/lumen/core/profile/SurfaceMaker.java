package dev.lumen.core.profile;

import dev.lumen.api.evidence.Estimate;
import dev.lumen.api.evidence.MissCauses;
import dev.lumen.api.evidence.SurfacePoint;
import dev.lumen.api.units.ByteSize;
import dev.lumen.core.profile.ProfiledSurface.Recent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Makes a surface of what was counted. Where there are two simulations, that of the margins tells how often both margins of a cell
 * hit, and that of all cells by how much the cell itself differs from that. Of the rest, the latter tells by how much a cell differs
 * from the margin that binds, and the former what that margin is; bytes held go by the margin that holds less.
 *
 * <p><b>Errors.</b> What the groups of the sample say of hits ({@link Tally}), and what they say of the room that they take ({@link
 * RoomError}) times the slope of the hit ratio over the capacities; both group by group, as they are errors of the same keys.
 */
final class SurfaceMaker {
    /** What coarse times of writing do to a hit ratio: up to 0.0008, measured with every key followed. */
    private static final double SIMULATION_ERROR = 0.0007;

    /** What coarse times of writing do to a stale ratio. */
    private static final double STALE_ERROR = 0.002;

    private final ProfileGrid grid;
    /** Of what is played, which may be one more. */
    private final Capacities capacities;

    private final MiniatureSimulation all;
    private final Optional<MiniatureSimulation> margins;
    /** The one that follows more keys. */
    private final MiniatureSimulation main;

    SurfaceMaker(
            ProfileGrid grid, Capacities capacities, MiniatureSimulation all, Optional<MiniatureSimulation> margins) {
        this.grid = grid;
        this.all = all;
        this.margins = margins;
        this.capacities = capacities;
        main = margins.orElse(all);
    }

    /** The surface, as the snapshot of this number of a recording that began then. */
    ProfiledSurface surface(long began, long snapshot) {
        List<SurfacePoint> points = new ArrayList<>(grid.cells());
        List<List<Double>> deviations = new ArrayList<>(grid.cells());
        List<Double> recent = new ArrayList<>(grid.cells());
        for (int row = 0; row < grid.ttls().size(); row++) {
            for (int column = 0; column < grid.sizes().size(); column++) {
                HitCount hits = hits(row, column);
                Deviations error = hits.ofHitRatio().plus(ofRoom(row, column), 1);
                points.add(point(hits, error, room(row, column), column));
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

    /**
     * Deviations of a hit ratio that come from the room. Both margins hit as if the cache that expires nothing were a little smaller, by
     * what the many keys take too much. A difference to them is off by what the few keys take: the cell by the slope of
     * its own hits, as much less as it evicts less, and the margins by that of theirs, the other way round.
     */
    private Deviations ofRoom(int row, int column) {
        double ofCell = binding(row, column) * slope(row, column, true);
        if (margins.isEmpty()) {
            return all.roomError().ofRoom(column).times(-ofCell);
        }
        double ofMargins = evictions(main, main.cells().rows - 1, column) > 0 ? slope(row, column, false) : 0;
        return main.roomError()
                .ofRoom(column)
                .times(-ofMargins)
                .plus(all.roomError().ofRoom(column), ofMargins - ofCell);
    }

    /** How much room matters in a cell, from 0 to 1: where nothing is evicted it does not. */
    private double binding(int row, int column) {
        double evictions = evictions(all, all.cells().rows - 1, column);
        return evictions > 0 ? Math.min(1, evictions(all, row, column) / evictions) : 0;
    }

    private static double evictions(MiniatureSimulation simulation, int row, int column) {
        return simulation.tally().evictions[simulation.cells().at(row, column)];
    }

    /**
     * Hit ratio a byte, of a cell or of both its margins: the mean of the slopes to both neighbours. Where one side is a cliff, its
     * edge may be anywhere on that step, so it counts on this side of the cell, too.
     */
    private double slope(int row, int column, boolean ofCell) {
        double below = slopeBelow(row, column, ofCell);
        double above = column + 1 == capacities.count() ? below : slopeBelow(row, column + 1, ofCell);
        return (below + above) / 2;
    }

    /** Hit ratio a byte that the step up to a capacity brings, the first from no cache at all; 0 or more. */
    private double slopeBelow(int row, int column, boolean ofCell) {
        double less = column == 0 ? 0 : capacities.bytes(column - 1);
        double more = capacities.bytes(column) < Long.MAX_VALUE
                ? capacities.bytes(column)
                : room(row, column).heldBytes();
        double hits = hitRatio(row, column, ofCell) - (column == 0 ? 0 : hitRatio(row, column - 1, ofCell));
        return more > less ? Math.max(0, hits / (more - less)) : 0;
    }

    private double hitRatio(int row, int column, boolean ofCell) {
        double counted = main.tally().hitRatio(row, column);
        return ofCell && margins.isPresent() ? counted + all.tally().hitRatio(row, column) : counted;
    }

    private RoomCount room(int row, int column) {
        RoomCount inAll = RoomCount.of(all, row, column);
        if (margins.isEmpty()) {
            return inAll;
        }
        int noTtl = all.cells().rows - 1;
        int noLimit = all.cells().sizes - 1;
        RoomCount ttl = RoomCount.of(main, row, noLimit);
        RoomCount size = RoomCount.of(main, noTtl, column);
        RoomCount byTtl = inAll.moved(RoomCount.of(all, row, noLimit), ttl);
        RoomCount bySize = inAll.moved(RoomCount.of(all, noTtl, column), size);
        boolean ttlBinds = main.tally().hitRatio(row, noLimit) <= main.tally().hitRatio(noTtl, column);
        return (ttlBinds ? byTtl : bySize).holding(ttl.heldBytes() <= size.heldBytes() ? byTtl : bySize);
    }

    private SurfacePoint point(HitCount hits, Deviations error, RoomCount room, int column) {
        double capacity = grid.sizes().get(column).map(ByteSize::bytes).orElse(Long.MAX_VALUE);
        double hitRatio = ratio(hits.hitRatio());
        Optional<Estimate> stale = hitRatio > 0
                ? Optional.of(
                        estimate(ratio(hits.staleRatio()), hits.ofStaleRatio().error() + STALE_ERROR))
                : Optional.empty();
        double misses = 1 - hitRatio;
        double cold = Math.min(misses, main.tally().firstRatio());
        double expired = share(misses - cold, room.expired());
        double invalidated = share(misses - cold - expired, room.invalidated());
        return new SurfacePoint(
                estimate(hitRatio, Math.hypot(error.error(), SIMULATION_ERROR)),
                stale,
                share(capacity, room.heldBytes()),
                Math.max(0, room.evictionsPerHour()),
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
