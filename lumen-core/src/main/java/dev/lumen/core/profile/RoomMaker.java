package dev.lumen.core.profile;

import dev.lumen.api.evidence.Estimate;
import java.util.Optional;
import java.util.function.IntToDoubleFunction;

/**
 * Makes estimates of what was counted of room: bytes held, and what is evicted. Where there are two simulations, that of the margins tells
 * what both margins of a cell hold, and that of all cells what the cell holds more or less. Of evictions and of causes of misses, the former
 * tells those of the margin that binds, and the latter the difference from it.
 *
 * <p><b>Errors.</b> A sample in which every key stands for a little too much, by a share of ε, makes of what is v(c) at a capacity c
 * as much as (1 + ε) · v(c ÷ (1 + ε)), which is ε · (v − c · dv/dc) too much: so far a number hangs on the sample, by scale. What a full cache
 * holds does not at all. And ε is how far the groups of the sample differ in what they wrote ({@link Tally#ofWritten}). Where nothing
 * expires, what is written pushes out another, and evictions are as wrong as misses.
 */
final class RoomMaker {
    private final Capacities capacities;
    private final MiniatureSimulation all;
    private final Optional<MiniatureSimulation> margins;
    /** The one that follows more keys. */
    private final MiniatureSimulation main;

    private final int lastRow;
    private final int lastColumn;

    RoomMaker(Capacities capacities, MiniatureSimulation all, Optional<MiniatureSimulation> margins) {
        this.capacities = capacities;
        this.all = all;
        this.margins = margins;
        main = margins.orElse(all);
        lastRow = all.cells().rows - 1;
        lastColumn = all.cells().sizes - 1;
    }

    /** Bytes held, averaged over time. */
    Estimate heldBytes(int row, int column) {
        IntToDoubleFunction ofMain =
                at -> margins.isEmpty() ? held(row, at) : main.holdings().meanOfMargins(row, at);
        IntToDoubleFunction more =
                at -> margins.isEmpty() ? 0 : held(row, at) - all.holdings().meanOfMargins(row, at);
        Deviations deviations = main.tally()
                .ofWritten(row)
                .times(Math.max(0, byScale(ofMain, column, 0)))
                .plus(all.tally().ofWritten(row), byScale(more, column, 0));
        double value = ofMain.applyAsDouble(column) + more.applyAsDouble(column);
        return estimate(value, deviations.error(), capacities.bytes(column));
    }

    private double held(int row, int column) {
        return all.holdings().meanHeld(all.cells().at(row, column));
    }

    /** By how much a number of a column is too large, by the share by which each key stands for too much. */
    private double byScale(IntToDoubleFunction value, int column, double atNone) {
        double slope = capacities.slope(column, value, atNone);
        return value.applyAsDouble(column) - (slope == 0 ? 0 : slope * capacities.bytes(column));
    }

    /** What is told of a cell beside what it holds. */
    Causes causes(int row, int column) {
        RoomCount inAll = count(all, row, column);
        if (margins.isEmpty()) {
            return causes(inAll, ofEvictions(inAll, row, column));
        }
        boolean ttlBinds =
                main.tally().hitRatio(row, lastColumn) <= main.tally().hitRatio(lastRow, column);
        int marginRow = ttlBinds ? row : lastRow;
        int marginColumn = ttlBinds ? lastColumn : column;
        RoomCount margin = count(main, marginRow, marginColumn);
        RoomCount difference = inAll.minus(count(all, marginRow, marginColumn));
        return causes(
                margin.plus(difference),
                ofEvictions(margin, marginRow, marginColumn)
                        .plus(all.tally().ofWritten(row), difference.evictionsByScale()));
    }

    /**
     * What became of entries.
     *
     * @param evictionsPerHour entries pushed out for room
     * @param expired misses of entries whose time was up ÷ accesses
     * @param invalidated misses of entries that were taken out on purpose ÷ accesses
     */
    record Causes(Estimate evictionsPerHour, double expired, double invalidated) {}

    private static Causes causes(RoomCount count, Deviations ofEvictions) {
        return new Causes(
                estimate(count.evictionsPerHour(), ofEvictions.error(), Double.MAX_VALUE),
                count.expired(),
                count.invalidated());
    }

    private RoomCount count(MiniatureSimulation simulation, int row, int column) {
        double hours = simulation.observedHours();
        Tally tally = simulation.tally();
        IntToDoubleFunction evictions =
                at -> hours > 0 ? tally.evictions[simulation.cells().at(row, at)] / hours : 0;
        // With hardly any room, what is written pushes out another, and every access is written.
        double most = hours > 0 ? tally.requests / hours : 0;
        return new RoomCount(
                evictions.applyAsDouble(column),
                Math.max(0, byScale(evictions, column, most)),
                tally.expired(row, column),
                tally.invalidated(row, column));
    }

    /** Of the simulation that follows more keys. */
    private Deviations ofEvictions(RoomCount count, int row, int column) {
        if (row < lastRow) {
            return main.tally().ofWritten(row).times(count.evictionsByScale());
        }
        double requests = Math.max(1, main.requests());
        double hours = main.observedHours();
        return main.tally()
                .ofHitRatio(row, column)
                .plus(main.roomError().ofHits(row, column), 1 / requests)
                .times(hours > 0 ? -requests / hours : 0);
    }

    private static Estimate estimate(double value, double error, double most) {
        double best = within(value, most);
        return new Estimate(best, within(value - error, best), Math.max(best, within(value + error, most)));
    }

    private static double within(double value, double most) {
        return Math.max(0, Math.min(most, value));
    }
}
