package dev.lumen.core.profile;

import dev.lumen.api.evidence.Estimate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.IntToDoubleFunction;

/**
 * Makes estimates of what was counted of room: bytes held, and what is evicted. Where there are two simulations, that of the margins tells
 * what both margins of a cell hold, and that of all cells what the cell holds more or less. Of evictions and of causes of misses, the former
 * tells those of the margin that binds, and the latter the difference from it.
 *
 * <p><b>Errors of the sample.</b> If every key stands for a little too much, by a share of ε, what is v(c) at a capacity c becomes
 * (1 + ε) · v(c ÷ (1 + ε)), which is ε · (v − c · dv/dc) too much: so far a number hangs on the sample, by scale. What a full cache holds does
 * not at all. And ε is how far the groups of the sample differ in what they wrote ({@link Written}). Where nothing expires, what is
 * written pushes out another, and evictions are as wrong as misses. Where something does, they are wrong to one side besides: a few
 * entries that stand for many fill a cache more unevenly, and make of v(c) its average over capacities that differ as much.
 *
 * <p><b>Errors of the method.</b> Entries leave up to half a stretch early or late, and the sizes that they are held at are those that were
 * read last ({@link HeldError}).
 */
final class RoomMaker {
    /** Share of what is held by which it is wrong in any case. */
    private static final double NOT_FULL = 0.003;

    /** Share of a TTL by which entries leave early or late on average: a quarter of a stretch. */
    private static final double EARLY_OR_LATE = Holdings.COARSE / 4.0 / TtlRows.BUCKETS;

    private final List<Optional<Duration>> ttls;
    private final Capacities capacities;
    private final MiniatureSimulation all;
    private final Optional<MiniatureSimulation> margins;
    /** The one that follows more keys. */
    private final MiniatureSimulation main;

    private final int lastRow;
    private final int lastColumn;

    RoomMaker(ProfileGrid grid, MiniatureSimulation all, Optional<MiniatureSimulation> margins) {
        ttls = grid.ttls();
        capacities = new Capacities(grid);
        this.all = all;
        this.margins = margins;
        main = margins.orElse(all);
        lastRow = all.cells().rows - 1;
        lastColumn = all.cells().sizes - 1;
    }

    /** Bytes held, averaged over time. */
    Estimate heldBytes(int row, int column) {
        double value = ofMain(row, column) + more(row, column) - leftOpen(row, column);
        Deviations deviations = main.tally()
                .written()
                .deviations(row)
                .times(Math.max(0, byScale(at -> ofMain(row, at), column, 0)))
                .plus(all.tally().written().deviations(row), byScale(at -> more(row, at), column, 0));
        double byTime = main.holdings().error().ofTime(row)
                * CoarseTimes.gain(ttls, at -> ofMain(at, column) + more(at, column), row, value);
        double bySize = main.holdings().error().ofSizes(row) * value;
        double ofMethod = Math.hypot(Math.hypot(byTime, bySize), NOT_FULL * value);
        return estimate(value, Math.hypot(deviations.error(), ofMethod), capacities.bytes(column));
    }

    /**
     * What is open, on average, of a cache that is full: room for half of the entry that was evicted last. A sample holds its capacity.
     */
    private double leftOpen(int row, int column) {
        double full = capacities.slope(column, at -> ofMain(row, at) + more(row, at), 0);
        return within(full, 1) * (1 - main.rate()) * main.tally().written().sizeByBytes(row) / 2;
    }

    /** What the simulation that follows more keys says. */
    private double ofMain(int row, int column) {
        return margins.isEmpty() ? held(row, column) : main.holdings().meanOfMargins(row, column);
    }

    /** What the other one adds to that. */
    private double more(int row, int column) {
        return margins.isEmpty() ? 0 : held(row, column) - all.holdings().meanOfMargins(row, column);
    }

    private double held(int row, int column) {
        return all.holdings().meanHeld(all.cells().at(row, column));
    }

    /** By how much a number of a column is too large, by the share by which each key stands for too much. */
    private double byScale(IntToDoubleFunction value, int column, double atNone) {
        return value.applyAsDouble(column) - capacities.slope(column, value, atNone) * capacity(column);
    }

    /** Entries pushed out for room. */
    Estimate evictionsPerHour(int row, int column) {
        boolean ofCapacity = margins.isEmpty() ? row == lastRow : !ttlBinds(row, column);
        IntToDoubleFunction beside = at -> evictions(all, row, at) - (ofCapacity ? evictions(all, lastRow, at) : 0);
        double value = evictions(row, column);
        // With hardly any room, what is written pushes out another, and every access is written.
        double most = ofCapacity ? 0 : perHour(main.requests());
        Deviations ofBeside = all.tally().written().deviations(row).times(byScale(beside, column, most));
        Deviations deviations = ofCapacity ? ofBeside.plus(ofMissesByCapacity(column), perHour(1)) : ofBeside;
        double byTime = EARLY_OR_LATE * CoarseTimes.gain(ttls, at -> evictions(at, column), row, value);
        double slope = capacities.slope(column, at -> evictions(row, at), perHour(main.requests()));
        double bySize = main.holdings().error().ofSizes(row) * slope * capacity(column);
        double unevenness = Math.min(value, byUnevenness(row, column, beside, most));
        double ofMethod = Math.hypot(Math.hypot(byTime, bySize), unevenness);
        return estimate(value, Math.hypot(deviations.error(), ofMethod), Double.MAX_VALUE);
    }

    /** Bytes; 0 where there is no limit. */
    private double capacity(int column) {
        return capacities.isLimited(column) ? capacities.bytes(column) : 0;
    }

    private double evictions(int row, int column) {
        return combined((simulation, atRow, atColumn) -> evictions(simulation, atRow, atColumn), row, column);
    }

    private double evictions(MiniatureSimulation simulation, int row, int column) {
        double counted = simulation.tally().evictions[simulation.cells().at(row, column)];
        return perHour(counted * simulation.tally().adjustmentOfMisses(row, column));
    }

    private double perHour(double count) {
        double hours = main.observedHours();
        return hours > 0 ? count / hours : 0;
    }

    /** Deviations of the number of misses where nothing expires. */
    private Deviations ofMissesByCapacity(int column) {
        return main.roomError()
                .ofHits(lastRow, column)
                .plus(main.tally().ofHitRatio(lastRow, column), main.requests())
                .times(-1);
    }

    /** What it does to evictions that a few entries of the sample stand for many: half the variance of what is held, times the curvature. */
    private double byUnevenness(int row, int column, IntToDoubleFunction evictions, double most) {
        double scale = 1 / all.rate();
        if (row == lastRow || scale == 1) {
            return 0;
        }
        double ofOne = scale * all.tally().written().sizeByBytes(row);
        return held(row, column) * ofOne * Math.abs(capacities.curvature(column, evictions, most)) / 2;
    }

    /** Misses of entries whose time was up ÷ accesses. */
    double expired(int row, int column) {
        return combined((simulation, atRow, atColumn) -> simulation.tally().expired(atRow, atColumn), row, column);
    }

    /** Misses of entries that were taken out on purpose ÷ accesses. */
    double invalidated(int row, int column) {
        return combined((simulation, atRow, atColumn) -> simulation.tally().invalidated(atRow, atColumn), row, column);
    }

    /** A number that a simulation counts in a cell. */
    private interface CellValue {
        double of(MiniatureSimulation simulation, int row, int column);
    }

    /** What the simulation of the margins says of the one that binds, and the other one of how the cell differs from that. */
    private double combined(CellValue value, int row, int column) {
        double inAll = value.of(all, row, column);
        if (margins.isEmpty()) {
            return inAll;
        }
        int marginRow = ttlBinds(row, column) ? row : lastRow;
        int marginColumn = ttlBinds(row, column) ? lastColumn : column;
        return value.of(main, marginRow, marginColumn) + inAll - value.of(all, marginRow, marginColumn);
    }

    private boolean ttlBinds(int row, int column) {
        return main.tally().hitRatio(row, lastColumn) <= main.tally().hitRatio(lastRow, column);
    }

    private static Estimate estimate(double value, double error, double most) {
        double best = within(value, most);
        return new Estimate(best, within(best - error, best), Math.max(best, within(value + error, most)));
    }

    private static double within(double value, double most) {
        return Math.max(0, Math.min(most, value));
    }
}
