package dev.lumen.core.profile;

/**
 * Keeps the maintenance of a recorder within a share of the processors, whatever comes in: by how many keys are hot, each of which
 * is followed for itself, and how often another one is tried; and where that does not do for a second, by a smaller sample. Fewer
 * keys make wider intervals; nothing is biased by it. Hot keys come back when there is room, keys of the sample do not, as their
 * past is not known.
 *
 * <p>It works on the wall: a maintenance that has to wait for a processor is one that others need more.
 *
 * <p>Not thread-safe.
 */
final class MaintenancePace {
    /** The share of all processors that the maintenance may take. */
    private static final double MOST_OF_ALL = 1.0 / 40;

    /** And the share of the one that it runs on. */
    private static final double MOST_OF_ONE = 0.1;

    /** Below this share of that, there is room for more. */
    private static final double COMFORTABLE = 0.5;

    /** Judged over at least so many milliseconds, so that one slow round says little. */
    private static final long STRETCH_MILLIS = 50;

    /** So many hot keys are never too many: what they cost is little once their repeated hits are counted. */
    private static final int FEWEST_HOT = 128;

    /** Milliseconds on end with too much to do, and nothing left to give up but the sample, before that becomes smaller. */
    private static final long PATIENCE_MILLIS = 1_000;

    /** The same before it does so again: what a smaller sample costs shows soon. */
    private static final long MORE_PATIENCE_MILLIS = 250;

    /** A key is tried at one access in two to this power at least. */
    private static final int MOST_CHANCE_BITS = 12;

    private static final double GROWTH = 1.25;
    private static final double STEEPEST_FALL = 0.5;

    private final int mostHot;
    /** The share of one processor that it may take. */
    private final double most;

    private double hot;
    private int chanceBits = LEAST_CHANCE_BITS;
    private long overloadedMillis;
    private long patienceMillis = PATIENCE_MILLIS;
    private double sampleShare = 1;
    private long nanos;
    private long millis;

    /** A key is tried at one access in two to this power at most. */
    static final int LEAST_CHANCE_BITS = Integer.numberOfTrailingZeros(AccessProfile.CHANCE);

    /** With all hot keys that a profile can have. */
    MaintenancePace(int mostHot, int processors) {
        this.mostHot = mostHot;
        most = Math.min(MOST_OF_ONE, processors * MOST_OF_ALL);
        hot = mostHot;
    }

    /**
     * Takes in a round.
     *
     * @param spentNanos what it took
     * @param elapsedMillis time since the round before
     * @param whole whether rounds up to this one are as those to come will be on average, and can be judged
     */
    void spent(long spentNanos, long elapsedMillis, boolean whole) {
        nanos += spentNanos;
        millis += elapsedMillis;
        if (whole && millis >= STRETCH_MILLIS) {
            double load = nanos / 1e6 / millis / most;
            adjustSample(load);
            adjustHot(load);
            nanos = 0;
            millis = 0;
        }
    }

    /** By a load, 1 of which is the most there may be. */
    private void adjustSample(double load) {
        boolean isLeast = hot <= FEWEST_HOT && chanceBits == MOST_CHANCE_BITS;
        overloadedMillis = load > 1 && isLeast ? overloadedMillis + millis : 0;
        sampleShare = 1;
        if (overloadedMillis > patienceMillis) {
            sampleShare = Math.max(STEEPEST_FALL, 1 / load);
            overloadedMillis = 0;
            patienceMillis = MORE_PATIENCE_MILLIS;
        }
    }

    private void adjustHot(double load) {
        if (load > 1) {
            hot = Math.max(Math.min(FEWEST_HOT, mostHot), hot * Math.max(STEEPEST_FALL, 1 / load));
            chanceBits = Math.min(MOST_CHANCE_BITS, chanceBits + 1);
        } else if (load < COMFORTABLE) {
            hot = Math.min(mostHot, hot * GROWTH);
            chanceBits = Math.max(LEAST_CHANCE_BITS, chanceBits - 1);
        }
    }

    /** What share of the sample is to be left, above 0, at most 1; asked for once a round. */
    double sampleShare() {
        double share = sampleShare;
        sampleShare = 1;
        return share;
    }

    /** How many keys may be hot. */
    int hotKeys() {
        return (int) hot;
    }

    /** One access in two to this power has its key tried as a hot one. */
    int chanceBits() {
        return chanceBits;
    }
}
