package dev.lumen.core.profile;

import dev.lumen.api.units.ByteSize;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongConsumer;

/**
 * Learns from a stream of accesses what hit ratio the workload would have at every setting of a grid, in a fixed memory.
 *
 * <p><b>Two simulations.</b> As long as memory suffices to follow every key, one {@link MiniatureSimulation} plays all cells of the grid
 * with them. Later it plays them with a small sample of the keys, and beside it a second one plays the <em>margins</em> alone: what
 * a TTL does with no limit to the cache, and what a capacity does with nothing that expires. It has many more keys, hot ones among
 * them, since there a key takes little memory and little time. A read hits in a cell, nearly always, where it hits in both its
 * margins, and is stale there where it is in both; so that is what the second one counts, for each cell. How far it is from what the
 * cell does is what the first one tells, read by read, from keys for which it knows both: few reads differ, so few keys do (double
 * sampling with a difference estimator: Cochran, Sampling Techniques, chapter 12). {@link SurfaceMaker} adds up. That takes less time
 * than to play all cells with all those keys, and is more exact.
 *
 * <p>There is one simulation, of all cells, hot keys among its own, where they are few or the memory is too little for two.
 *
 * <p><b>Time and memory.</b> {@link #stateBytes()} is what the arrays take at most. Per access: a look into a hash
 * table or two; for a tracked key some nanoseconds a cell, for a hot one that just goes on hitting, a few.
 *
 * <p>Time may stand still; a time before the latest one is taken at the latest. Not thread-safe.
 */
public final class AccessProfile {
    /** One access in so many makes its key hot. */
    public static final int CHANCE = MiniatureSimulation.CHANCE;

    /** Memory of a profile unless the host says otherwise. */
    public static final ByteSize DEFAULT_STATE_LIMIT = ByteSize.ofMegabytes(1);

    /** To save time, at most so large a share of the sample goes through all cells. */
    private static final double SHARE_OF_ALL = 0.25;

    private final ProfileGrid grid;
    private final StateBudget budget;
    private final TtlRows rows;
    private final ProfileClock clock;
    private final long seed;
    /** Of all cells. */
    private final MiniatureSimulation all;
    /** Of the margins, from when on the other one does not follow every key. */
    private Optional<MiniatureSimulation> margins = Optional.empty();
    /** The one that follows more keys. */
    private MiniatureSimulation main;

    private int hotAllowed;
    private long snapshots;

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
        this.grid = grid;
        this.seed = seed;
        budget = StateBudget.within(stateLimit, grid);
        rows = new TtlRows(budget.all().grid());
        all = MiniatureSimulation.ofAll(budget.all(), rows, seed);
        main = all;
        clock = new ProfileClock(rows, halfLife);
        clock.tell(all);
        hotAllowed = hotLimit();
    }

    /** Lets the margins be played from here on, if there is memory for that. */
    private void playMargins() {
        if (margins.isEmpty() && budget.margins().isPresent()) {
            main = MiniatureSimulation.ofMargins(all, budget.margins().get(), rows, seed);
            main.allowHot(hotAllowed);
            margins = Optional.of(main);
            clock.tell(main);
        }
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
        access(millis, keyHash, bytes, content, main.isLucky(1));
    }

    /** As above, where it was decided outside whether the access came by chance. */
    void access(long millis, long keyHash, long bytes, int content, boolean lucky) {
        prepare(millis);
        main.access(keyHash, bytes, content, lucky);
        if (margins.isPresent()) {
            all.sampleAtMost(main.threshold());
            if (all.isSampled(keyHash)) {
                all.access(keyHash, bytes, content, false);
            } else {
                all.skipped(1);
            }
        }
    }

    /** Goes on to a time, and sees to it that no access is the first for which not every key can be followed any more. */
    private void prepare(long millis) {
        clock.advance(millis);
        if (margins.isEmpty() && all.isFull()) {
            playMargins();
        }
    }

    /**
     * Takes note that a key's entry was taken out on purpose. This is no access; the key's next one misses at every setting.
     *
     * @param millis when, as of an access
     * @param keyHash as of an access
     */
    public void invalidate(long millis, long keyHash) {
        clock.advance(millis);
        main.invalidate(keyHash);
        if (margins.isPresent()) {
            all.invalidate(keyHash);
        }
    }

    /**
     * Takes in further accesses of a key so soon after one that they hit wherever its entry fits, none of which showed a content.
     *
     * @param times how many, 1 or more; one of them is taken for a read like any other
     */
    void readAgain(long millis, long keyHash, long times) {
        prepare(millis);
        main.readAgain(keyHash, times);
        if (margins.isPresent()) {
            all.sampleAtMost(main.threshold());
            all.readAgain(keyHash, times);
        }
    }

    /**
     * Begins with a sample of the keys whose hash has so many leading zeros; asked for before the first access, and, where that
     * is not all keys, with none that comes by chance, since other accesses of it may not come.
     */
    void beginWith(int leadingZeros) {
        if (leadingZeros > 0) {
            playMargins();
        }
        all.beginWith(leadingZeros);
        margins.ifPresent(simulation -> simulation.beginWith(leadingZeros));
    }

    /** Keeps a share of the sample alone, above 0, at most 1; more of it where it is small. */
    void sampleLess(double share) {
        double kept = Math.max(share, main.leastShare());
        if (kept < 1) {
            playMargins();
            main.sampleAtMost((long) (main.threshold() * kept));
            margins.ifPresent(simulation -> all.sampleAtMost((long) (simulation.threshold() * SHARE_OF_ALL)));
        }
    }

    /** From here on, each access counts for so many: 0 or more, 1 unless it is told otherwise. */
    void weigh(double weight) {
        all.weigh(weight);
        margins.ifPresent(simulation -> simulation.weigh(weight));
    }

    /** Counts accesses of keys that are neither hot nor of the sample, and did not come by chance. */
    void skipped(long count) {
        all.skipped(count);
        margins.ifPresent(simulation -> simulation.skipped(count));
    }

    /** Above half of the hash of every key of the sample. */
    long threshold() {
        return main.threshold();
    }

    /** How exactly the profile can tell times apart: a bucket of its shortest TTL; all of time where nothing expires. */
    long bucketMillis() {
        return grid.ttls().get(0).map(ttl -> ttl.toMillis() / TtlRows.LIVE).orElse(Long.MAX_VALUE);
    }

    /** The most keys that can be hot. */
    int hotLimit() {
        return budget.margins()
                .map(StateBudget.Keys::hotLimit)
                .orElseGet(() -> budget.all().hotLimit());
    }

    /** Lets no more than so many keys be hot until it is told otherwise. */
    void allowHot(int most) {
        hotAllowed = most;
        main.allowHot(most);
    }

    void forEachHotKey(LongConsumer hashes) {
        main.forEachHotKey(hashes);
    }

    /** The share of the keys that the sample holds, above 0, at most 1. */
    double rate() {
        return main.rate();
    }

    /** What the profile's arrays take at most, in bytes, which is what they take from when on memory is short. */
    public ByteSize stateBytes() {
        return ByteSize.ofBytes(budget.bytes());
    }

    /** Keys followed now, of the sample and hot ones. */
    public int trackedKeys() {
        return main.trackedKeys();
    }

    /** Accesses taken in, faded by the half-life. */
    public double requests() {
        return main.requests();
    }

    /**
     * What has been learnt so far, as a snapshot, and what was learnt since the last one. Costs some microseconds a cell, and a
     * look at every key followed.
     */
    public ProfiledSurface surface() {
        clock.observe();
        snapshots++;
        ProfiledSurface surface = new SurfaceMaker(grid, all, margins).surface(clock.origin(), snapshots);
        all.tally().mark();
        margins.ifPresent(simulation -> simulation.tally().mark());
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
