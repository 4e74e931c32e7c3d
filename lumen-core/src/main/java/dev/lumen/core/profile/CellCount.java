package dev.lumen.core.profile;

import java.util.OptionalDouble;

/**
 * What a simulation counted in a cell, for all accesses.
 *
 * @param hitRatio hits ÷ accesses
 * @param recentHitRatio the same since the last snapshot
 * @param ofHitRatio deviations of the hit ratio
 * @param staleRatio stale hits ÷ hits, where there are hits
 * @param ofStaleRatio deviations of the stale ratio, of the sampling of accesses alone
 * @param heldBytes bytes held, averaged over time
 * @param evictionsPerHour entries pushed out for room
 * @param expired misses of entries whose time was up ÷ accesses
 * @param invalidated misses of entries that were taken out on purpose ÷ accesses
 */
record CellCount(
        double hitRatio,
        double recentHitRatio,
        Deviations ofHitRatio,
        OptionalDouble staleRatio,
        Deviations ofStaleRatio,
        double heldBytes,
        double evictionsPerHour,
        double expired,
        double invalidated) {
    private static final double MILLIS_PER_HOUR = 3.6e6;

    static CellCount of(MiniatureSimulation simulation, int row, int column) {
        int cell = simulation.cells().at(row, column);
        Tally tally = simulation.tally();
        Holdings holdings = simulation.holdings();
        double requests = Math.max(tally.requests, Double.MIN_NORMAL);
        double hours = holdings.observedMillis() / MILLIS_PER_HOUR;
        double hitRatio = tally.hits(cell) / requests;
        double staleRatio = hitRatio > 0 ? tally.stale(cell) / tally.hits(cell) : 0;
        Deviations ofHits = tally.deviations(cell);
        return new CellCount(
                hitRatio,
                tally.recentRequests() >= 1 ? tally.recentHitRatio(cell) : 0,
                ofHits.plus(simulation.roomError().deviations(cell, tally, holdings), 1),
                hitRatio > 0 ? OptionalDouble.of(staleRatio) : OptionalDouble.empty(),
                tally.staleDeviations(cell).plus(ofHits, -staleRatio).times(hitRatio > 0 ? 1 / hitRatio : 0),
                holdings.meanHeld(cell),
                hours > 0 ? tally.evictions[cell] / hours : 0,
                tally.expired(cell) / requests,
                tally.invalidated(cell) / requests);
    }

    /** This, with what lies between two others added. Where one has no stale ratio, there is taken to be no difference. */
    CellCount moved(CellCount from, CellCount to) {
        boolean isStaleKnown = staleRatio.isPresent() && from.staleRatio.isPresent() && to.staleRatio.isPresent();
        return new CellCount(
                hitRatio + to.hitRatio - from.hitRatio,
                recentHitRatio + to.recentHitRatio - from.recentHitRatio,
                ofHitRatio.plus(to.ofHitRatio, 1).plus(from.ofHitRatio, -1),
                isStaleKnown
                        ? OptionalDouble.of(
                                staleRatio.getAsDouble() + to.staleRatio.getAsDouble() - from.staleRatio.getAsDouble())
                        : to.staleRatio,
                isStaleKnown ? ofStaleRatio.plus(to.ofStaleRatio, 1).plus(from.ofStaleRatio, -1) : to.ofStaleRatio,
                heldBytes + to.heldBytes - from.heldBytes,
                evictionsPerHour + to.evictionsPerHour - from.evictionsPerHour,
                expired + to.expired - from.expired,
                invalidated + to.invalidated - from.invalidated);
    }

    /** This, with the stale ratio of another, and the bytes held of yet another. */
    CellCount with(CellCount stale, CellCount held) {
        return new CellCount(
                hitRatio,
                recentHitRatio,
                ofHitRatio,
                stale.staleRatio,
                stale.ofStaleRatio,
                held.heldBytes,
                evictionsPerHour,
                expired,
                invalidated);
    }
}
