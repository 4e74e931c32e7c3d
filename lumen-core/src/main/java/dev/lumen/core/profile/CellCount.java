package dev.lumen.core.profile;

import java.util.Arrays;

/**
 * What a simulation counted in a cell, for all accesses.
 *
 * @param hitRatio hits ÷ accesses
 * @param recentHitRatio the same since the last snapshot
 * @param staleHits stale hits ÷ accesses
 * @param ofHits by how much the hit ratio would differ if each group of the sample were left out or doubled, of the sampling of
 *     accesses alone
 * @param ofRoom the same, of the room that the sample takes
 * @param ofStaleHits the same of the stale hits, of the sampling of accesses alone
 * @param heldBytes bytes held, averaged over time
 * @param evictionsPerHour entries pushed out for room
 * @param expired misses of entries whose time was up ÷ accesses
 * @param invalidated misses of entries that were taken out on purpose ÷ accesses
 */
record CellCount(
        double hitRatio,
        double recentHitRatio,
        double staleHits,
        double[] ofHits,
        double[] ofRoom,
        double[] ofStaleHits,
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
        double hits = tally.hits(cell);
        double hours = holdings.observedMillis() / MILLIS_PER_HOUR;
        return new CellCount(
                hits / requests,
                tally.recentRequests() >= 1 ? tally.recentHitRatio(cell) : 0,
                tally.stale(cell) / requests,
                tally.deviations(cell),
                simulation.roomError().deviations(cell, tally, holdings),
                tally.staleDeviations(cell),
                holdings.meanHeld(cell),
                hours > 0 ? tally.evictions[cell] / hours : 0,
                tally.expired(cell) / requests,
                tally.invalidated(cell) / requests);
    }

    /** This, with what lies between two others added. */
    CellCount moved(CellCount from, CellCount to) {
        return new CellCount(
                hitRatio + to.hitRatio - from.hitRatio,
                recentHitRatio + to.recentHitRatio - from.recentHitRatio,
                staleHits + to.staleHits - from.staleHits,
                moved(ofHits, from.ofHits, to.ofHits),
                moved(ofRoom, from.ofRoom, to.ofRoom),
                moved(ofStaleHits, from.ofStaleHits, to.ofStaleHits),
                heldBytes + to.heldBytes - from.heldBytes,
                evictionsPerHour + to.evictionsPerHour - from.evictionsPerHour,
                expired + to.expired - from.expired,
                invalidated + to.invalidated - from.invalidated);
    }

    /** This, with the stale hits of another. */
    CellCount withStaleHitsOf(CellCount other) {
        return new CellCount(
                hitRatio,
                recentHitRatio,
                other.staleHits,
                ofHits,
                ofRoom,
                other.ofStaleHits,
                heldBytes,
                evictionsPerHour,
                expired,
                invalidated);
    }

    private static double[] moved(double[] deviations, double[] from, double[] to) {
        double[] moved = new double[deviations.length];
        Arrays.setAll(moved, g -> deviations[g] + to[g] - from[g]);
        return moved;
    }

    /** By how much the hit ratio would differ if each group were left out or doubled, all in all. */
    double[] deviations() {
        double[] deviations = new double[ofHits.length];
        Arrays.setAll(deviations, g -> ofHits[g] + ofRoom[g]);
        return deviations;
    }

    /** Stale hits ÷ hits; there are hits. */
    double staleRatio() {
        return staleHits / hitRatio;
    }

    /** The same of the stale ratio, of the sampling of accesses alone. */
    double[] staleDeviations() {
        double[] deviations = new double[ofHits.length];
        Arrays.setAll(deviations, g -> (ofStaleHits[g] - staleRatio() * ofHits[g]) / hitRatio);
        return deviations;
    }
}
