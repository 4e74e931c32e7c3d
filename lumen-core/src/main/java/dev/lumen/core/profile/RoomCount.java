package dev.lumen.core.profile;

/**
 * What a simulation counted in a cell beside hits: how the room was used, and why entries were not there.
 *
 * @param heldBytes bytes held, averaged over time
 * @param evictionsPerHour entries pushed out for room
 * @param expired misses of entries whose time was up ÷ accesses
 * @param invalidated misses of entries that were taken out on purpose ÷ accesses
 */
record RoomCount(double heldBytes, double evictionsPerHour, double expired, double invalidated) {
    private static final double MILLIS_PER_HOUR = 3.6e6;

    static RoomCount of(MiniatureSimulation simulation, int row, int column) {
        int cell = simulation.cells().at(row, column);
        Tally tally = simulation.tally();
        Holdings holdings = simulation.holdings();
        double hours = holdings.observedMillis() / MILLIS_PER_HOUR;
        return new RoomCount(
                holdings.meanHeld(cell),
                hours > 0 ? tally.evictions[cell] / hours : 0,
                tally.expired(row, column),
                tally.invalidated(row, column));
    }

    /** This, with what lies between two others added. */
    RoomCount moved(RoomCount from, RoomCount to) {
        return new RoomCount(
                heldBytes + to.heldBytes - from.heldBytes,
                evictionsPerHour + to.evictionsPerHour - from.evictionsPerHour,
                expired + to.expired - from.expired,
                invalidated + to.invalidated - from.invalidated);
    }

    /** This, with the bytes held of another. */
    RoomCount holding(RoomCount other) {
        return new RoomCount(other.heldBytes, evictionsPerHour, expired, invalidated);
    }
}
