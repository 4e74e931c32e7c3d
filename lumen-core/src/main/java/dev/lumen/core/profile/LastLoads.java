package dev.lumen.core.profile;

/**
 * Compares loads of a key with an earlier one, and tells {@link ChangeRates} whether the content was another one. Contents
 * are seen at loads only: two loads tell whether the key changed in between, not when, nor how often; a hit tells nothing.
 *
 * <p>Not every key can be followed. So loads are drawn: one that finds its place free is kept there, the next few loads of
 * its key are compared with it, and then the place is free for whichever key comes next. A key has as large a share of the
 * comparisons as it has of the loads, however often others are read. (To keep the keys instead, and replace some, would
 * favour those read often, and be wrong where these change at other rates.) A comparison weighs as much as the hits since the
 * key's load before, since it is the stale share of hits that is asked for.
 *
 * <p>Loads of one key follow one another at about the TTL in force, and pairs of one gap alone fit many a mixture of rates.
 * So a load is compared with 1, 2, 4, … or {@value #MOST_LOADS} later ones; the longer, the more seldom, so that gaps are
 * spread evenly by ratio. Pairs that overlap are not independent, which costs precision and not consistency (a composite
 * likelihood: Varin, Reid and Firth, Statistica Sinica 21, 2011).
 *
 * <p>A key that is not loaded again holds its place until {@value #PATIENCE} loads of others wanted it.
 *
 * <p>{@value #KEY_BYTES} bytes a place. Times may stand still or jump back: such a gap teaches nothing. Not thread-safe.
 */
final class LastLoads {
    /** What a place takes. */
    static final int KEY_BYTES = 2 * Long.BYTES + 2 * Integer.BYTES + 2;

    private static final int PATIENCE = 100;
    private static final int MOST_LOADS = 64;

    private final ChangeRates rates;
    private final long[] key;
    private final long[] loadedAt;
    private final int[] content;
    /** Hits since the key's last load. */
    private final int[] hits;
    /** Loads of the key still to be compared; 0 where the place is free. */
    private final byte[] left;
    /** Loads of other keys since the key's last one. */
    private final byte[] refused;

    private long drawn;

    /** No loads yet, and so many places, 1 or more. */
    LastLoads(int places, ChangeRates rates) {
        this.rates = rates;
        key = new long[places];
        loadedAt = new long[places];
        content = new int[places];
        hits = new int[places];
        left = new byte[places];
        refused = new byte[places];
    }

    /** Takes in so many hits of a key. */
    void hit(long hash, long times) {
        int place = place(hash);
        if (key[place] == hash) {
            hits[place] = (int) Math.min(Integer.MAX_VALUE, hits[place] + times);
        }
    }

    /**
     * Takes in a load.
     *
     * @param seen the content that it showed
     * @param weight how many hits one of this key stands for, 0 or more
     */
    void loaded(long millis, long hash, int seen, double weight) {
        int place = place(hash);
        if (left[place] > 0 && key[place] == hash) {
            rates.pair(millis - loadedAt[place], content[place] != seen, hits[place] * weight);
            hits[place] = 0;
            refused[place] = 0;
            left[place]--;
        } else if (left[place] == 0 || ++refused[place] == PATIENCE) {
            draw(place, millis, hash, seen);
        }
    }

    private void draw(int place, long millis, long hash, int seen) {
        key[place] = hash;
        loadedAt[place] = millis;
        content[place] = seen;
        hits[place] = 0;
        refused[place] = 0;
        left[place] = (byte) Long.lowestOneBit(AccessProfile.mix(++drawn) | MOST_LOADS);
    }

    private int place(long hash) {
        // The low bits, as a sample was taken by the high ones.
        return (int) (((hash & 0xffffffffL) * key.length) >>> Integer.SIZE);
    }
}
