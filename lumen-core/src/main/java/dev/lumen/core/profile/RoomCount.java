package dev.lumen.core.profile;

import java.util.function.IntToDoubleFunction;

/**
 * What a simulation counted in a cell beside hits: how the room was used, and why entries were not there.
 *
 * <p>A sample in which every key stands for a little too many, by a share of ε, makes of what is told at a capacity c, v(c), as much as
 * (1 + ε) · v(c ÷ (1 + ε)) of it, which is ε · (v − c · dv/dc) too much. That is how far what is held, and evicted, hangs on the sample:
 * of a cache that is full, what is held does not at all.
 *
 * @param heldBytes bytes held, averaged over time
 * @param heldByScale how much more, by ε
 * @param evictionsPerHour entries pushed out for room
 * @param evictionsByScale how many more, by ε
 * @param expired misses of entries whose time was up ÷ accesses
 * @param invalidated misses of entries that were taken out on purpose ÷ accesses
 */
record RoomCount(
        double heldBytes,
        double heldByScale,
        double evictionsPerHour,
        double evictionsByScale,
        double expired,
        double invalidated) {
    /** Nothing, or no difference. */
    static final RoomCount NONE = new RoomCount(0, 0, 0, 0, 0, 0);

    /**
     * Of a cell.
     *
     * @param capacities of the columns, ascending
     */
    static RoomCount of(MiniatureSimulation simulation, Capacities capacities, int row, int column) {
        Tally tally = simulation.tally();
        Cells cells = simulation.cells();
        Holdings holdings = simulation.holdings();
        double hours = simulation.observedHours();
        IntToDoubleFunction held = at -> holdings.meanHeld(cells.at(row, at));
        IntToDoubleFunction evicted = at -> hours > 0 ? tally.evictions[cells.at(row, at)] / hours : 0;
        double heldHere = held.applyAsDouble(column);
        double evictedHere = evicted.applyAsDouble(column);
        double capacity = capacities.bytes(column);
        // With hardly any room, what is written pushes out another, and every access is written.
        double most = hours > 0 ? tally.requests / hours : 0;
        double full = capacity * Math.max(0, capacities.slope(column, held, 0));
        double spared = capacity * Math.max(0, -capacities.slope(column, evicted, most));
        return new RoomCount(
                heldHere,
                Math.max(0, heldHere - full),
                evictedHere,
                evictedHere + spared,
                tally.expired(row, column),
                tally.invalidated(row, column));
    }

    /** This and a difference. */
    RoomCount plus(RoomCount other) {
        return new RoomCount(
                heldBytes + other.heldBytes,
                heldByScale + other.heldByScale,
                evictionsPerHour + other.evictionsPerHour,
                evictionsByScale + other.evictionsByScale,
                expired + other.expired,
                invalidated + other.invalidated);
    }

    /** By how much this is more than another. */
    RoomCount minus(RoomCount other) {
        return plus(new RoomCount(
                -other.heldBytes,
                -other.heldByScale,
                -other.evictionsPerHour,
                -other.evictionsByScale,
                -other.expired,
                -other.invalidated));
    }
}
