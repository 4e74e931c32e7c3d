package dev.lumen.core.profile;

/**
 * What was counted of the hits of a cell, or of a difference between hits.
 *
 * @param hitRatio hits ÷ accesses
 * @param ofHitRatio its deviations, of the sampling of accesses alone
 * @param recentHitRatio the same since the last snapshot; 0 where there was no access since
 * @param staleShare stale hits ÷ accesses
 * @param ofStaleShare its deviations
 */
record HitCount(
        double hitRatio, Deviations ofHitRatio, double recentHitRatio, double staleShare, Deviations ofStaleShare) {

    static HitCount of(Tally tally, int row, int column) {
        return new HitCount(
                tally.hitRatio(row, column),
                tally.ofHitRatio(row, column),
                tally.recentRequests() >= 1 ? tally.recentHitRatio(row, column) : 0,
                tally.staleShare(row, column),
                tally.ofStaleShare(row, column));
    }

    /** This and a difference. */
    HitCount plus(HitCount difference) {
        return new HitCount(
                hitRatio + difference.hitRatio,
                ofHitRatio.plus(difference.ofHitRatio, 1),
                recentHitRatio + difference.recentHitRatio,
                staleShare + difference.staleShare,
                ofStaleShare.plus(difference.ofStaleShare, 1));
    }

    /** Stale hits ÷ hits; only where there are hits. */
    double staleRatio() {
        return staleShare / hitRatio;
    }

    /** Its deviations. */
    Deviations ofStaleRatio() {
        return ofStaleShare.plus(ofHitRatio, -staleRatio()).times(1 / hitRatio);
    }
}
