package dev.lumen.core.profile;

import static dev.lumen.core.profile.TrackedKeys.COLD;
import static dev.lumen.core.profile.TrackedKeys.NONE;

import java.util.function.LongConsumer;

/**
 * Plays the accesses of some keys through one small cache for each of some cells of a grid, and counts, in a fixed memory.
 *
 * <p><b>Which keys are followed.</b> Two kinds. A <em>sample</em>: every key whose hash lies below a threshold, which is
 * lowered when memory runs out (SHARDS with fixed size: Waldspurger et al., FAST'15). And the <em>hot</em> keys, each for
 * itself, since a handful of them in or out of a sample would move the result by points: an access in {@value #CHANCE},
 * whichever its key, makes the key hot, a clock over the hot ones makes room (so that a key is hot if it is read often, as
 * in sample-and-hold: Estan and Varghese, SIGCOMM'02). At each moment a key is of one kind or the other, and which was
 * decided before, so that hits of hot keys plus scaled hits of the sample estimate all hits without bias. A simulation may
 * also have no hot keys.
 *
 * <p>Of a key that becomes hot it is not known when each cache wrote it. It takes over what is true of the key of the
 * sample that was read last: that read and this one are drawn alike from the accesses of keys that are not hot, so the
 * write times are right on average (hot-deck imputation).
 *
 * <p><b>Time and memory.</b> The arrays do not grow. Per access: a look into a hash table; for a tracked key some nanoseconds a
 * cell ({@link MiniatureCaches}), or less ({@link MarginCaches}).
 *
 * <p>What time it is, is told by {@link ProfileClock}. Not thread-safe.
 */
final class MiniatureSimulation {
    /** One access in so many makes its key hot. */
    static final int CHANCE = 16;

    /** What the arrays take for a cell. */
    static final int CELL_BYTES = Marks.CELL_BYTES + Holdings.CELL_BYTES;

    /** What the threshold is lowered to when memory runs out. */
    private static final double LOWERED = 0.95;

    /** A sample of fewer keys is not made smaller to save time. */
    private static final int FEWEST_SAMPLED = 1000;

    private static final double MILLIS_PER_HOUR = 3.6e6;
    private static final double TWO_63 = 0x1p63;

    private final Cells cells;
    private final TrackedKeys keys;
    private final TtlRows rows;
    private final Tally tally;
    private final Caches caches;
    private final HotKeys hot;
    private long threshold = Long.MAX_VALUE;
    private long chance;
    private int lowerings;
    /** The key of the sample that was read last. */
    private long donor;

    private MiniatureSimulation(
            StateBudget.Keys budget, TtlRows rows, long seed, TrackedKeys keys, Tally tally, Caches caches) {
        this.rows = rows;
        this.keys = keys;
        this.tally = tally;
        this.caches = caches;
        cells = budget.cells();
        hot = new HotKeys(keys, budget.hotLimit(), this::cool);
        chance = seed;
    }

    /**
     * A simulation of all cells that has seen nothing.
     *
     * @param budget the cells, and the keys that there is memory for
     * @param rows what time it is
     * @param seed of what is left to chance
     */
    static MiniatureSimulation ofAll(StateBudget.Keys budget, TtlRows rows, long seed) {
        TrackedKeys keys = budget.keys();
        Tally tally = new Tally(budget.cells(), budget.cells(), budget.haveHot());
        Caches caches = new MiniatureCaches(budget, keys, rows, tally);
        return new MiniatureSimulation(budget, rows, seed, keys, tally, caches);
    }

    /**
     * A simulation of the margins that goes on from where one of all cells is, of which every key is followed.
     *
     * @param budget the cells, and the keys that there is memory for
     * @param rows what time it is
     * @param seed of what is left to chance
     */
    static MiniatureSimulation ofMargins(MiniatureSimulation all, StateBudget.Keys budget, TtlRows rows, long seed) {
        TrackedKeys keys = budget.keys();
        Tally tally = new Tally(budget.cells(), budget.cells().all(), budget.haveHot());
        MarginCaches caches = new MarginCaches(budget, keys, rows, tally);
        tally.takeOver(all.tally);
        caches.takeOver(all.caches, all.keys, all.cells);
        MiniatureSimulation margins = new MiniatureSimulation(budget, rows, seed, keys, tally, caches);
        margins.donor = all.donor;
        return margins;
    }

    /** Whether the next access may find no memory, and make the sample smaller. */
    boolean isFull() {
        return keys.full() || keys.outOfBlocks();
    }

    /** Whether one of so many accesses comes by chance. */
    boolean isLucky(long accesses) {
        chance = chance * 0x5851f42d4c957f2dL + 0x14057b7ef767814fL;
        return (chance >>> 33) % CHANCE < accesses;
    }

    /**
     * Takes in one access now.
     *
     * @param lucky whether it makes the key a hot one
     */
    void access(long keyHash, long bytes, int content, boolean lucky) {
        makePlaces();
        tally.count(1);
        float size = Math.max(0, bytes);
        int slot = keys.find(keyHash);
        if (slot != NONE && keys.isHot(slot)) {
            hot.read(slot, 1);
            tally.countHot(1);
            caches.read(slot, size, keys.see(slot, content, rows.tick()), tally.hot);
            return;
        }
        if (slot != NONE) {
            readSampled(slot, keyHash, size, content);
        } else if (isSampled(keyHash)) {
            enter(keyHash, size, content);
        }
        if (lucky) {
            heat(keyHash, size, content);
        }
    }

    /** Takes note that a key's entry was taken out on purpose. */
    void invalidate(long keyHash) {
        makePlaces();
        int slot = keys.find(keyHash);
        if (slot != NONE) {
            caches.takeOut(slot);
        }
    }

    /** Takes in further accesses of a key so soon after one that they hit wherever its entry fits; one is taken for any other. */
    void readAgain(long keyHash, long times) {
        int slot = keys.find(keyHash);
        long more = times;
        if (slot != NONE) {
            access(keyHash, (long) keys.size(slot), TrackedKeys.UNSEEN, isLucky(times));
            slot = keys.find(keyHash);
            more--;
        }
        tally.count(more);
        if (slot != NONE && keys.isHot(slot)) {
            hot.read(slot, more);
            tally.countHot(more);
            caches.readAgain(slot, more, tally.hot);
        } else if (slot != NONE) {
            Account account = tally.sample(keyHash, rate());
            tally.access(account, more);
            caches.readAgain(slot, more, account);
        }
    }

    /**
     * Begins with a sample of the keys whose hash has so many leading zeros; asked for before the first access, and, where that
     * is not all keys, with none that comes by chance, since other accesses of it may not come.
     */
    void beginWith(int leadingZeros) {
        tally.byMisses = leadingZeros > 0;
        threshold = Long.MAX_VALUE >>> leadingZeros;
        caches.scale(1 / rate());
    }

    /** What share of the sample has to be kept at least, whatever time that takes; 1 or more where it is small. */
    double leastShare() {
        return (double) FEWEST_SAMPLED / (keys.used() - hot.size());
    }

    /** Lets the sample hold no key whose hash, halved, is at or above a threshold. */
    void sampleAtMost(long most) {
        if (most < threshold) {
            lowerThreshold(most);
        }
    }

    /** From here on, each access counts for so many: 0 or more, 1 unless it is told otherwise. */
    void weigh(double weight) {
        tally.weigh(weight);
    }

    /** Counts accesses of keys that are neither hot nor of the sample, and did not come by chance. */
    void skipped(long count) {
        tally.count(count);
    }

    /** Above half of the hash of every key of the sample. */
    long threshold() {
        return threshold;
    }

    /** Lets no more than so many keys be hot until it is told otherwise. */
    void allowHot(int most) {
        hot.allow(most);
    }

    void forEachHotKey(LongConsumer hashes) {
        keys.forEachHot(hashes);
    }

    /** Whether a key is one of the sample's. */
    boolean isSampled(long keyHash) {
        return keyHash >>> 1 < threshold;
    }

    /** The share of the keys that the sample holds, above 0, at most 1. */
    double rate() {
        return threshold / TWO_63;
    }

    /** Sees to it that there are places in the order for an access. */
    private void makePlaces() {
        if (keys.order.isFull(keys.used())) {
            caches.marks().closeUp();
        }
    }

    /** Lets what was counted so far count for less. */
    void fade(double factor) {
        tally.fade(factor);
        caches.holdings().fade(factor);
        caches.roomError().fade(factor);
    }

    /** Takes so many ticks off all that is written down. */
    void restartTicks(long shift) {
        caches.marks().restartTicks(shift);
    }

    private void readSampled(int slot, long keyHash, float size, int content) {
        donor = keyHash;
        if (haveBlock(slot)) {
            Account account = tally.sample(keyHash, rate());
            tally.access(account, 1);
            caches.read(slot, size, keys.see(slot, content, rows.tick()), account);
        }
    }

    /** Follows a key of the sample that was not read before. */
    private void enter(long keyHash, float size, int content) {
        while (keys.full()) {
            lowerThreshold();
        }
        if (!isSampled(keyHash)) {
            return;
        }
        Account account = tally.sample(keyHash, rate());
        tally.access(account, 1);
        tally.countFirst(rate());
        int slot = add(keyHash, size, content);
        caches.enter(slot, account);
        donor = keyHash;
    }

    /** Follows a key that is not hot, or not yet. */
    private int add(long keyHash, float size, int content) {
        int slot = keys.add(keyHash);
        keys.size(slot, size);
        keys.content(slot, content);
        keys.heat(slot, COLD);
        keys.accessed(slot, rows.tick());
        keys.changed(slot, -TtlRows.FAR);
        return slot;
    }

    /** Makes a key that was read just now a hot one. */
    private void heat(long keyHash, float size, int content) {
        if (!hot.haveRoom()) {
            return;
        }
        int slot = keys.find(keyHash);
        if (slot == NONE) {
            adopt(keyHash, size, content);
        } else if (haveBlock(slot)) {
            caches.turn(slot, HotKeys.FIRST_HEAT);
            hot.add(slot);
        }
    }

    /** Follows a key whose past is not known. */
    private void adopt(long keyHash, float size, int content) {
        while (keys.full()) {
            lowerThreshold();
        }
        int slot = add(keyHash, size, content);
        keys.heat(slot, HotKeys.FIRST_HEAT);
        if (!haveBlock(slot)) {
            return;
        }
        hot.add(slot);
        int model = keys.find(donor);
        caches.adopt(slot, model == slot ? NONE : model);
    }

    private void cool(int slot) {
        if (isSampled(keys.hash[slot])) {
            caches.turn(slot, COLD);
        } else {
            remove(slot);
        }
    }

    private void remove(int slot) {
        caches.leave(slot);
        keys.remove(slot);
    }

    /** Gives a slot a block if it has none; returns false where the slot had to be given up for that. */
    private boolean haveBlock(int slot) {
        if (keys.writesOf(slot) != NONE) {
            return true;
        }
        long key = keys.hash[slot];
        if (keys.outOfBlocks()) {
            fold();
        }
        while (keys.outOfBlocks()) {
            lowerThreshold();
            if (keys.find(key) != slot) {
                return false;
            }
        }
        keys.takeBlock(slot);
        caches.unfold(slot);
        return true;
    }

    /** Takes the blocks of keys of the sample back that have been idle for so long that they need none. */
    private void fold() {
        for (int slot = 0; slot < keys.slots(); slot++) {
            if (keys.isUsed(slot) && !keys.isHot(slot) && keys.writesOf(slot) != NONE && caches.isUniform(slot)) {
                keys.releaseBlock(slot);
            }
        }
    }

    /** Makes the sample smaller by a twentieth. */
    private void lowerThreshold() {
        lowerThreshold((long) (threshold * LOWERED));
    }

    private void lowerThreshold(long lowered) {
        double before = rate();
        threshold = lowered;
        GroupMix mix = new GroupMix(before, rate(), lowerings++);
        tally.mix(mix);
        caches.roomError().mix(mix);
        for (int slot = 0; slot < keys.slots(); slot++) {
            if (keys.isUsed(slot) && !keys.isHot(slot) && !isSampled(keys.hash[slot])) {
                remove(slot);
            }
        }
        caches.scale(1 / rate());
        caches.makeRoom();
    }

    /** Keys followed now, of the sample and hot ones. */
    int trackedKeys() {
        return keys.used();
    }

    /** Accesses taken in, faded by the half-life. */
    double requests() {
        return tally.requests;
    }

    /** Hours observed, without what has faded. */
    double observedHours() {
        return holdings().observedMillis() / MILLIS_PER_HOUR;
    }

    Cells cells() {
        return cells;
    }

    Tally tally() {
        return tally;
    }

    Holdings holdings() {
        return caches.holdings();
    }

    RoomError roomError() {
        return caches.roomError();
    }
}
