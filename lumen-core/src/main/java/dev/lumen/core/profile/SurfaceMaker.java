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
 * Makes a surface of what was counted. Where there are two simulations, that of all cells tells by how much a cell differs from the
 * margin that binds, and that of the margins what that margin is. The stale ratio goes by the TTL's margin, since it is the TTL that
 * keeps contents from getting old; bytes held by the margin that holds less.
 */
final class SurfaceMaker {
    /** What coarse times of writing do to a hit ratio: up to 0.0008, measured with every key followed. */
    private static final double SIMULATION_ERROR = 0.0007;

    /**
     * What it does to it which keys became hot, where not all are followed, beside what the groups of the sample see of that: with one
     * and the same sample, and 24 seeds of that chance, the standard deviation was 0.0007 where nothing is evicted, the mean of three
     * traces (docs/accuracy.md).
     */
    private static final double HOT_ERROR = 0.0007;

    /** What coarse times of writing do to a stale ratio. */
    private static final double STALE_ERROR = 0.002;

    private final ProfileGrid grid;
    private final MiniatureSimulation all;
    private final Optional<MiniatureSimulation> margins;
    /** The one that follows more keys. */
    private final MiniatureSimulation main;

    SurfaceMaker(ProfileGrid grid, MiniatureSimulation all, Optional<MiniatureSimulation> margins) {
        this.grid = grid;
        this.all = all;
        this.margins = margins;
        main = margins.orElse(all);
    }

    /** The surface, as the snapshot of this number of a recording that began then. */
    ProfiledSurface surface(long began, long snapshot) {
        List<SurfacePoint> points = new ArrayList<>(grid.cells());
        List<List<Double>> deviations = new ArrayList<>(grid.cells());
        List<Double> recent = new ArrayList<>(grid.cells());
        for (int row = 0; row < grid.ttls().size(); row++) {
            for (int column = 0; column < grid.sizes().size(); column++) {
                CellCount cell = cell(row, column);
                points.add(point(cell, column));
                deviations.add(cell.ofHitRatio().toList());
                recent.add(ratio(cell.recentHitRatio()));
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

    private CellCount cell(int row, int column) {
        CellCount inAll = CellCount.of(all, row, column);
        if (margins.isEmpty()) {
            return inAll;
        }
        int noTtl = all.cells().rows - 1;
        int noLimit = all.cells().sizes - 1;
        CellCount ttl = CellCount.of(main, row, noLimit);
        CellCount size = CellCount.of(main, noTtl, column);
        CellCount byTtl = inAll.moved(CellCount.of(all, row, noLimit), ttl);
        CellCount bySize = inAll.moved(CellCount.of(all, noTtl, column), size);
        return (ttl.hitRatio() <= size.hitRatio() ? byTtl : bySize)
                .with(byTtl, ttl.heldBytes() <= size.heldBytes() ? byTtl : bySize);
    }

    private SurfacePoint point(CellCount cell, int column) {
        double capacity = grid.sizes().get(column).map(ByteSize::bytes).orElse(Long.MAX_VALUE);
        double hitRatio = ratio(cell.hitRatio());
        Optional<Estimate> stale = hitRatio > 0 && cell.staleRatio().isPresent()
                ? Optional.of(estimate(
                        ratio(cell.staleRatio().getAsDouble()),
                        cell.ofStaleRatio().error() + STALE_ERROR))
                : Optional.empty();
        double misses = 1 - hitRatio;
        double cold = Math.min(misses, main.tally().firstRatio());
        double expired = share(misses - cold, cell.expired());
        double invalidated = share(misses - cold - expired, cell.invalidated());
        return new SurfacePoint(
                estimate(hitRatio, Math.hypot(cell.ofHitRatio().error(), besideSampling())),
                stale,
                share(capacity, cell.heldBytes()),
                Math.max(0, cell.evictionsPerHour()),
                new MissCauses(cold, expired, Math.max(0, misses - cold - expired - invalidated), invalidated));
    }

    /** Half of an interval, as {@link Deviations#error}, of what else a hit ratio is off by. */
    private double besideSampling() {
        return main.rate() < 1 ? Math.hypot(SIMULATION_ERROR, HOT_ERROR) : SIMULATION_ERROR;
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
