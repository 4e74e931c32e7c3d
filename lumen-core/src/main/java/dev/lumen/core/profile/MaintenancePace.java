package dev.lumen.core.profile;

/**
 * Keeps the maintenance of a recorder within a share of one processor, whatever comes in: by how many keys are hot, each of which
 * is followed for itself, and how often another one is tried; and where that does not do for a second, by a smaller sample. Fewer
 * keys make wider intervals; nothing is biased by it. Hot keys come back when there is room, keys of the sample do not, as their
 * past is not known.
 *
 * <p>It works on the wall: a maintenance that has to wait for a processor is one that others need more.
 *
 * <p>Not thread-safe.
 */
final class MaintenancePace {
    /** The share of a processor that the maintenance may take. */
    private static final double MOST = 0.1;

    /** Below this share of that, there is room for more. */
    private static final double COMFORTABLE = 0.5;

    /** Judged over at least so many milliseconds, so that one slow round says little. */
    private static final long STRETCH_MILLIS = 50;

    /** So many hot keys are never too many: what they cost is little once their repeated hits are counted. */
    private static final int FEWEST_HOT = 128;

    /** Stretches in a row with too much to do, and nothing left to give up but the sample. */
    private static final int PATIENCE = 20;

    /** A key is tried at one access in two to this power at least. */
    private static final int MOST_CHANCE_BITS = 12;

    private static final double GROWTH = 1.25;
    private static final double STEEPEST_FALL = 0.5;

    private final int mostHot;
    private double hot;
    private int chanceBits = LEAST_CHANCE_BITS;
    private int overloaded;
    private long nanos;
    private long millis;

    /** A key is tried at one access in two to this power at most. */
    static final int LEAST_CHANCE_BITS = Integer.numberOfTrailingZeros(AccessProfile.CHANCE);

    /** With all hot keys that a profile can have. */
    MaintenancePace(int mostHot) {
        this.mostHot = mostHot;
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
            adjust(nanos / 1e6 / millis / MOST);
            nanos = 0;
            millis = 0;
        }
    }

    /** By a load, 1 of which is the most there may be. */
    private void adjust(double load) {
        overloaded = load > 1 && hot <= FEWEST_HOT && chanceBits == MOST_CHANCE_BITS ? overloaded + 1 : 0;
        if (load > 1) {
            hot = Math.max(Math.min(FEWEST_HOT, mostHot), hot * Math.max(STEEPEST_FALL, 1 / load));
            chanceBits = Math.min(MOST_CHANCE_BITS, chanceBits + 1);
        } else if (load < COMFORTABLE) {
            hot = Math.min(mostHot, hot * GROWTH);
            chanceBits = Math.max(LEAST_CHANCE_BITS, chanceBits - 1);
        }
    }

    /** Whether the sample is to become smaller by a step. */
    boolean wantsSmallerSample() {
        return overloaded > PATIENCE;
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
