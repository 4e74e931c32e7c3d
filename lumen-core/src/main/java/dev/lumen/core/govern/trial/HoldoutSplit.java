package dev.lumen.core.govern.trial;

import dev.lumen.api.observe.CacheName;
import dev.lumen.api.units.Ratio;
import dev.lumen.api.units.Require;

/**
 * Which keys get the new TTL first: the same ones in every JVM and after every restart.
 *
 * <p>A key falls into one of {@value #BUCKETS} buckets by the upper bits of a product of its hash with an odd number
 * (multiply-shift: Dietzfelbinger et al., Journal of Algorithms 25, 1997), and each bucket has the new TTL or not by a coin of
 * its own, which shows the new TTL with the share's probability. Number and coins come from a salt, a hash of the cache's name
 * and the trial's, so that they have nothing to do with one another from trial to trial, nor with the sample that the profile
 * follows, which goes by a fixed mix of the same hash.
 *
 * <p><b>Why buckets.</b> What was drawn by lot can be judged by lot: {@link TrialTest} asks what other coins would have shown,
 * and for that has to know what was counted for each coin. It knows it for a bucket, in bounded memory; for each key it could
 * not.
 *
 * <p>The share is that of the buckets that is <em>expected</em>; with 10 % it is 8.7 to 11.3 % of them in 19 trials of 20, and of the
 * requests what the keys in them make. {@link #newBuckets} has the exact number.
 *
 * <p>Immutable, thread-safe. {@link #isNew} costs a multiplication, a load and a compare, and allocates nothing.
 */
public final class HoldoutSplit {
    /** Into so many buckets the keys are hashed. */
    public static final int BUCKETS = 2048;

    /** One key in ten, unless the host says otherwise. */
    public static final Ratio DEFAULT_SHARE = new Ratio(0.1);

    private static final int BUCKET_SHIFT = Long.SIZE - Integer.numberOfTrailingZeros(BUCKETS);

    /** 2⁶⁴ ÷ golden ratio, odd: its multiples are spread evenly, so that no two buckets toss the same coin. */
    private static final long GOLDEN = 0x9e3779b97f4a7c15L;

    private final Ratio share;
    private final long salt;
    private final long multiplier;
    private final long[] bits = new long[BUCKETS / Long.SIZE];

    private HoldoutSplit(long salt, Ratio share) {
        this.salt = salt;
        this.share = share;
        multiplier = mixed(salt) | 1;
        for (int bucket = 0; bucket < BUCKETS; bucket++) {
            double coin = (mixed(salt + (bucket + 1) * GOLDEN) >>> 11) * 0x1p-53;
            if (coin < share.value()) {
                bits[bucket / Long.SIZE] |= 1L << bucket;
            }
        }
    }

    /**
     * The split of one trial.
     *
     * @param cache whose keys are split
     * @param trial the trial's name, another for each trial of a cache; not blank
     * @param share expected share of the keys that get the new TTL, 0 to 1
     * @throws IllegalArgumentException if the name is blank
     */
    public static HoldoutSplit of(CacheName cache, String trial, Ratio share) {
        String cacheName = Require.present("cache", cache).value();
        long salt = hash(hash(GOLDEN, cacheName) + 1, Require.notBlank("trial", trial));
        return new HoldoutSplit(salt, Require.present("share", share));
    }

    /** Each character of a text mixed in; unlike {@code String.hashCode} with 64 bits. */
    private static long hash(long seed, String text) {
        long hash = seed;
        for (int i = 0; i < text.length(); i++) {
            hash = mixed(hash ^ text.charAt(i)) + GOLDEN;
        }
        return hash;
    }

    /** The finaliser of MurmurHash3. */
    private static long mixed(long value) {
        long h = (value ^ (value >>> 33)) * 0xff51afd7ed558ccdL;
        h = (h ^ (h >>> 33)) * 0xc4ceb9fe1a85ec53L;
        return h ^ (h >>> 33);
    }

    /**
     * Whether a key has the new TTL.
     *
     * @param keyHash any hash of the key, the one that the cache's wrappers give to the advisor and the recorder
     */
    public boolean isNew(long keyHash) {
        return isNewBucket(bucketOfId(id(keyHash)));
    }

    /** The share that was asked for. */
    public Ratio share() {
        return share;
    }

    /** How many of the {@value #BUCKETS} buckets have the new TTL. */
    public int newBuckets() {
        int count = 0;
        for (long word : bits) {
            count += Long.bitCount(word);
        }
        return count;
    }

    /** What tells trials apart; equal salts and shares split alike. */
    public long salt() {
        return salt;
    }

    /** Another number for each hash of a key: multiplying by an odd number loses nothing. */
    long id(long keyHash) {
        return (keyHash ^ salt) * multiplier;
    }

    static int bucketOfId(long id) {
        return (int) (id >>> BUCKET_SHIFT);
    }

    boolean isNewBucket(int bucket) {
        return (bits[bucket / Long.SIZE] >>> bucket & 1) != 0;
    }

    @Override
    public String toString() {
        return share + " of the keys, salt " + Long.toHexString(salt);
    }
}
