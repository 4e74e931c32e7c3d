package dev.lumen.core.govern.trial;

import dev.lumen.api.evidence.AccessRecorder;
import dev.lumen.api.units.ByteSize;
import dev.lumen.api.units.Require;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Counts hits and misses for a trial: of each bucket of a {@link HoldoutSplit}, and of the hottest keys one by one.
 *
 * <p><b>On the hot path</b> an access costs a multiplication, a look into a table of {@value HotTable#KEYS} keys and one atomic
 * addition, on a stripe of the calling thread's. Nothing blocks, locks, retries or allocates.
 *
 * <p><b>Hot keys.</b> Until {@link #endBaseline}, each {@value #CHANCE}th hit or miss of a bucket puts its key into the table
 * while there is room (sample and hold: Estan and Varghese, SIGCOMM'02); from then on the key is counted for itself. The table
 * then stays as it is: who is hot must not be chosen by what the trial does.
 *
 * <p><b>Counters only grow.</b> What happened between two moments is the difference of two {@linkplain #snapshot snapshots}, so
 * that going from baseline to trial changes nothing that the hot path reads.
 *
 * <p>Look-ups that failed to load are not counted: no TTL would have made them hit. Thread-safe; memory is allocated at once,
 * {@link #stateBytes}: 36 kB a stripe, at most four stripes, and 2 kB.
 */
public final class TrialRecorder implements AccessRecorder {
    /** One access in so many of a bucket makes its key a hot one; a power of two. */
    static final int CHANCE = 64;

    private static final int MOST_STRIPES = 4;
    private static final int CELLS = HoldoutSplit.BUCKETS + HotTable.KEYS;

    /** Longs between stripes, so that they share no cache line. */
    private static final int APART = 16;

    private static final int STRIPE_LONGS = 2 * CELLS + APART;
    private static final int HIT = 0;
    private static final int MISS = 1;

    private final HoldoutSplit split;
    private final HotTable hot = new HotTable();
    private final AtomicLongArray counts;
    private final int stripeMask;

    private TrialRecorder(HoldoutSplit split, int stripes) {
        this.split = Require.present("split", split);
        stripeMask = stripes - 1;
        counts = new AtomicLongArray(stripes * STRIPE_LONGS);
    }

    /** A recorder that begins with the baseline. */
    public static TrialRecorder of(HoldoutSplit split) {
        int processors = Runtime.getRuntime().availableProcessors();
        return new TrialRecorder(split, Math.min(MOST_STRIPES, Integer.highestOneBit(processors)));
    }

    /**
     * A recorder of a JVM that was started anew in the midst of a trial: counts the hot keys of the baseline for themselves, and
     * no others. Its counts begin with nothing.
     *
     * @param baseline what was counted before the trial
     */
    public static TrialRecorder resumed(HoldoutSplit split, TrialCounts baseline) {
        TrialRecorder recorder = of(split);
        for (long id : Require.present("baseline", baseline).hotIds()) {
            recorder.hot.offer(id);
        }
        recorder.hot.close();
        return recorder;
    }

    @Override
    public void hit(long keyHash, long bytes) {
        count(keyHash, HIT);
    }

    @Override
    public void loaded(long keyHash, long bytes, long contentHash, long loadNanos) {
        count(keyHash, MISS);
    }

    @Override
    public void failed(long keyHash) {}

    @Override
    public void invalidated(long keyHash) {}

    private void count(long keyHash, int what) {
        long id = split.id(keyHash);
        int stripe = ((int) Thread.currentThread().getId() & stripeMask) * STRIPE_LONGS;
        int place = hot.find(id);
        if (place != HotTable.NONE) {
            counts.getAndAdd(stripe + 2 * (HoldoutSplit.BUCKETS + place) + what, 1);
            return;
        }
        long before = counts.getAndAdd(stripe + 2 * HoldoutSplit.bucketOfId(id) + what, 1);
        if ((before & (CHANCE - 1)) == CHANCE - 1) {
            hot.offer(id);
        }
    }

    /** Takes no further hot key, and says what was counted so far. To be called once the baseline has been long enough. */
    public TrialCounts endBaseline() {
        hot.close();
        return snapshot();
    }

    /** What was counted so far. Accesses that are under way may be missing. */
    public TrialCounts snapshot() {
        TrialCounts.Builder builder = new TrialCounts.Builder();
        for (int bucket = 0; bucket < HoldoutSplit.BUCKETS; bucket++) {
            builder.bucket(bucket, sum(bucket, HIT), sum(bucket, MISS));
        }
        for (int place = 0; place < HotTable.KEYS; place++) {
            int cell = HoldoutSplit.BUCKETS + place;
            if (hot.id(place) != 0) {
                builder.hot(hot.id(place), sum(cell, HIT), sum(cell, MISS));
            }
        }
        return builder.build();
    }

    private long sum(int cell, int what) {
        long sum = 0;
        for (int stripe = 0; stripe <= stripeMask; stripe++) {
            sum += counts.getAcquire(stripe * STRIPE_LONGS + 2 * cell + what);
        }
        return sum;
    }

    /** What counters and table take, in bytes: constant from the start. */
    public ByteSize stateBytes() {
        return ByteSize.ofBytes((long) Long.BYTES * (counts.length() + HotTable.KEYS));
    }
}
