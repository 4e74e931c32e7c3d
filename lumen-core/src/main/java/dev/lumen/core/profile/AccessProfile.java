package dev.lumen.core.profile;

import static dev.lumen.core.profile.TrackedKeys.COLD;
import static dev.lumen.core.profile.TrackedKeys.NONE;

import dev.lumen.api.units.ByteSize;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongConsumer;

/**
 * Learns from a stream of accesses what hit ratio the workload would have at every setting of a grid, in a fixed memory.
 *
 * <p><b>Which keys are followed.</b> Two kinds. A <em>sample</em>: every key whose hash lies below a threshold, which is
 * lowered when memory runs out (SHARDS with fixed size: Waldspurger et al., FAST'15). And the <em>hot</em> keys, each for
 * itself, since a handful of them in or out of a sample would move the result by points: an access in {@value #CHANCE},
 * whichever its key, makes the key hot, a clock over the hot ones makes room (so that a key is hot if it is read often, as
 * in sample-and-hold: Estan and Varghese, SIGCOMM'02). At each moment a key is of one kind or the other, and which was
 * decided before, so that hits of hot keys plus scaled hits of the sample estimate all hits without bias.
 *
 * <p>Of a key that becomes hot it is not known when each cache wrote it. It takes over what is true of the key of the
 * sample that was read last: that read and this one are drawn alike from the accesses of keys that are not hot, so the
 * write times are right on average (hot-deck imputation).
 *
 * <p><b>Time and memory.</b> {@link #stateBytes()} is what the arrays take and does not grow. Per access: a look into a hash
 * table; for a tracked key some nanoseconds a cell, for a hot one that just goes on hitting, a few.
 *
 * <p>Time may stand still; a time before the latest one is taken at the latest. Not thread-safe.
 */
public final class AccessProfile {
    /** One access in so many makes its key hot. */
    public static final int CHANCE = 16;

    /** Memory of a profile unless the host says otherwise. */
    public static final ByteSize DEFAULT_STATE_LIMIT = ByteSize.ofMegabytes(1);

    /** What the threshold is lowered to when memory runs out. */
    private static final double LOWERED = 0.95;

    /** A sample of fewer keys is not made smaller to save time. */
    private static final int FEWEST_SAMPLED = 1000;

    private static final double TWO_63 = 0x1p63;

    private final ProfileGrid grid;
    private final TrackedKeys keys;
    private final TtlRows rows;
    private final Tally tally;
    private final MiniatureCaches caches;
    private final HotKeys hot;
    private final long stateBytes;
    private final HalfLife halfLife;
    private long threshold = Long.MAX_VALUE;
    private long origin;
    private long snapshots;
    private boolean started;
    private long nextLook;
    private long chance;
    /** The key of the sample that was read last. */
    private long donor;

    /**
     * An empty profile.
     *
     * @param grid the settings to learn about
     * @param stateLimit the memory that it may take, large enough for a few dozen keys
     * @param halfLife after which an access counts half; absent if all count alike for ever
     * @param seed of what is left to chance; the same accesses and seed give the same surface
     * @throws IllegalArgumentException if the limit is too small for the grid, or the half-life is not positive
     */
    public AccessProfile(ProfileGrid grid, ByteSize stateLimit, Optional<Duration> halfLife, long seed) {
        this(grid, stateLimit, halfLife, seed, 0);
    }

    /** Counts uses from {@code firstUse} on, so that tests can see them wrap. */
    AccessProfile(ProfileGrid grid, ByteSize stateLimit, Optional<Duration> halfLife, long seed, int firstUse) {
        this.grid = grid;
        this.halfLife = new HalfLife(halfLife);
        StateBudget budget = StateBudget.within(stateLimit, grid);
        keys = new TrackedKeys(budget.slots(), budget.blocks(), WriteTimes.blockBytes(grid), firstUse);
        rows = new TtlRows(grid);
        tally = new Tally(rows.count, grid.sizes().size());
        caches = new MiniatureCaches(grid, keys, rows, tally);
        hot = new HotKeys(keys, (int) (budget.blocks() * HotKeys.SHARE), this::cool);
        stateBytes = budget.bytes();
        chance = seed;
    }

    /**
     * Takes in one access. Keys that no sample follows are counted and, one in {@value #CHANCE}, become hot.
     *
     * @param millis when, on any clock; held at the latest time seen where it is earlier
     * @param keyHash a well-mixed hash of the key ({@link #mix}): sampling goes by its upper bits
     * @param bytes size of the entry; less than 0 counts as 0
     * @param content what tells one content of the entry from another, such as its version or a hash of it; the least int
     *     where it was not looked at
     */
    public void access(long millis, long keyHash, long bytes, int content) {
        access(millis, keyHash, bytes, content, isLucky(1));
    }

    /** Whether one of so many accesses comes by chance. */
    private boolean isLucky(long accesses) {
        chance = chance * 0x5851f42d4c957f2dL + 0x14057b7ef767814fL;
        return (chance >>> 33) % CHANCE < accesses;
    }

    /** As above, where it was decided outside whether the access came by chance. */
    void access(long millis, long keyHash, long bytes, int content, boolean lucky) {
        advance(millis);
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

    /**
     * Takes note that a key's entry was taken out on purpose. This is no access; the key's next one misses at every setting.
     *
     * @param millis when, as of an access
     * @param keyHash as of an access
     */
    public void invalidate(long millis, long keyHash) {
        advance(millis);
        int slot = keys.find(keyHash);
        if (slot != NONE) {
            caches.takeOut(slot);
        }
    }

    /**
     * Takes in further accesses of a key so soon after one that they hit wherever its entry fits, none of which showed a content.
     *
     * @param times how many, 1 or more; one of them is taken for a read like any other
     */
    void readAgain(long millis, long keyHash, long times) {
        int slot = keys.find(keyHash);
        long more = times;
        if (slot != NONE) {
            access(millis, keyHash, (long) keys.size(slot), TrackedKeys.UNSEEN, isLucky(times));
            slot = keys.find(keyHash);
            more--;
        }
        tally.count(more);
        if (slot != NONE && keys.isHot(slot)) {
            hot.read(slot, more);
            tally.countHot(more);
            caches.readAgain(slot, more, tally.hot);
        } else if (slot != NONE) {
            Tally.Account account = tally.sample(keyHash, rate());
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

    /** Makes the sample smaller by a twentieth, unless it is small already. */
    void sampleLess() {
        if (keys.used() - hot.size() > FEWEST_SAMPLED) {
            lowerThreshold();
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

    /** How exactly the profile can tell times apart: a bucket of its shortest TTL; all of time where nothing expires. */
    long bucketMillis() {
        return grid.ttls().get(0).map(ttl -> ttl.toMillis() / TtlRows.LIVE).orElse(Long.MAX_VALUE);
    }

    /** The most keys that can be hot. */
    int hotLimit() {
        return hot.limit();
    }

    /** Lets no more than so many keys be hot until it is told otherwise. */
    void allowHot(int most) {
        hot.allow(most);
    }

    void forEachHotKey(LongConsumer hashes) {
        keys.forEachHot(hashes);
    }

    private boolean isSampled(long keyHash) {
        return keyHash >>> 1 < threshold;
    }

    /** The share of the keys that the sample holds, above 0, at most 1. */
    double rate() {
        return threshold / TWO_63;
    }

    private void advance(long millis) {
        if (!started) {
            started = true;
            origin = millis;
        }
        long now = Math.max(rows.now(), sinceOrigin(millis));
        if (rows.ticksRunOut(now)) {
            caches.restartTicks(rows.restartTicks(now));
        }
        if (rows.advance(now)) {
            caches.holdings().advance();
        }
        if (now >= nextLook) {
            caches.holdings().observe();
            nextLook = now + 1 + now / 128;
        }
        if (halfLife.isDue(now)) {
            fade(now);
        }
        if (keys.order.isFull(keys.used())) {
            caches.closeUp();
        }
    }

    private long sinceOrigin(long millis) {
        long passed = millis - origin;
        boolean overflows = millis > origin && passed < 0;
        return overflows ? TtlRows.LATEST : Math.min(TtlRows.LATEST, passed);
    }

    private void fade(long now) {
        double factor = halfLife.fade(now);
        tally.fade(factor);
        caches.holdings().fade(factor);
        caches.roomError().fade(factor);
    }

    private void readSampled(int slot, long keyHash, float size, int content) {
        donor = keyHash;
        if (haveBlock(slot)) {
            Tally.Account account = tally.sample(keyHash, rate());
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
        tally.access(tally.sample(keyHash, rate()), 1);
        tally.countFirst(rate());
        int slot = add(keyHash, size, content, COLD);
        caches.enter(slot);
        donor = keyHash;
    }

    private int add(long keyHash, float size, int content, byte heat) {
        int slot = keys.add(keyHash);
        keys.size(slot, size);
        keys.content(slot, content);
        keys.heat(slot, heat);
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
            hot.count();
        }
    }

    /** Follows a key whose past is not known. */
    private void adopt(long keyHash, float size, int content) {
        while (keys.full()) {
            lowerThreshold();
        }
        int slot = add(keyHash, size, content, HotKeys.FIRST_HEAT);
        if (!haveBlock(slot)) {
            return;
        }
        hot.count();
        int model = keys.find(donor);
        if (model != NONE && model != slot) {
            caches.times().imitate(slot, model);
        }
        caches.adopt(slot);
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
        caches.times().unfold(slot);
        return true;
    }

    /** Takes the blocks of keys of the sample back that have been idle for so long that they need none. */
    private void fold() {
        for (int slot = 0; slot < keys.slots(); slot++) {
            if (keys.isUsed(slot)
                    && !keys.isHot(slot)
                    && keys.writesOf(slot) != NONE
                    && caches.times().isUniform(slot)) {
                keys.releaseBlock(slot);
            }
        }
    }

    /** Makes the sample smaller by a twentieth. */
    private void lowerThreshold() {
        threshold = (long) (threshold * LOWERED);
        for (int slot = 0; slot < keys.slots(); slot++) {
            if (keys.isUsed(slot) && !keys.isHot(slot) && !isSampled(keys.hash[slot])) {
                remove(slot);
            }
        }
        caches.scale(1 / rate());
        caches.makeRoom();
    }

    /** What the profile's arrays take, in bytes: constant from the start. */
    public ByteSize stateBytes() {
        return ByteSize.ofBytes(stateBytes);
    }

    /** Keys followed now, of the sample and hot ones. */
    public int trackedKeys() {
        return keys.used();
    }

    /** Accesses taken in, faded by the half-life. */
    public double requests() {
        return tally.requests;
    }

    /**
     * What has been learnt so far, as a snapshot, and what was learnt since the last one. Costs some microseconds a cell, and a
     * look at every key followed.
     */
    public ProfiledSurface surface() {
        caches.holdings().observe();
        SurfaceMaker.Snapshot snapshot = new SurfaceMaker.Snapshot(origin, ++snapshots);
        ProfiledSurface surface =
                SurfaceMaker.surface(grid, tally, caches.holdings(), caches.roomError(), keys.used(), snapshot);
        tally.mark();
        return surface;
    }

    /**
     * Mixes any hash of a key into one that is fit for sampling: every bit of the result depends on every bit of the hash
     * (the finaliser of MurmurHash3).
     */
    public static long mix(long hash) {
        long h = (hash ^ (hash >>> 33)) * 0xff51afd7ed558ccdL;
        h = (h ^ (h >>> 33)) * 0xc4ceb9fe1a85ec53L;
        return h ^ (h >>> 33);
    }
}
