package dev.lumen.replay;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Numbers distinct keys 0, 1, 2, … in the order of their first appearance.
 *
 * <p>An open-addressing table of key numbers, probed linearly and at most half full. Each key has a 64-bit
 * <em>identity</em>. A key of up to seven bytes fits into it whole, next to its length and a mark, so that equal
 * identities are equal keys; a longer one has a hash there, and its bytes are kept and compared. Memory per distinct key:
 * 8 bytes of identity, 8 to 16 bytes of table, and for a long key 8 bytes and its text; arrays double as they grow.
 * There is room for 2<sup>29</sup> keys.
 */
final class KeyDictionary {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    /** The longest key that fits into an identity. */
    private static final int SHORT_KEY_BYTES = 7;

    private static final int SHORT_KEY_MARK = 1;

    /** The finalizer of MurmurHash3 (Appleby, 2011): a bijection in which each bit in moves half of the bits out. */
    private static final long MIX_1 = 0xff51afd7ed558ccdL;

    private static final long MIX_2 = 0xc4ceb9fe1a85ec53L;

    /** Text is kept in chunks as large as the longest row, so that each key fits into one. */
    private static final int CHUNK_BITS = 20;

    private static final int CHUNK_BYTES = 1 << CHUNK_BITS;

    /** One more than the chunk's bits: a key may fill a chunk. */
    private static final int LENGTH_BITS = CHUNK_BITS + 1;

    private static final int FIRST_TABLE = 1 << 10;

    /** Key numbers plus one; 0 is a free place. */
    private int[] table = new int[FIRST_TABLE];

    private long[] identities = new long[FIRST_TABLE / 2];

    /** Of long keys: chunk, offset in it, and length, packed. Empty until there is a long key. */
    private long[] texts = new long[0];

    private byte[][] chunks = new byte[0][];
    private int chunkUsed = CHUNK_BYTES;
    private int size;

    /**
     * Returns the identity of the key in {@code bytes[from, to)}. Up to seven bytes behind the key are read and ignored.
     */
    static long identity(byte[] bytes, int from, int to) {
        int length = to - from;
        if (length <= SHORT_KEY_BYTES) {
            long word = firstBytes((long) LONGS.get(bytes, from), length);
            return word << 4 | (long) length << 1 | SHORT_KEY_MARK;
        }
        long hash = length;
        int at = from;
        for (; at <= to - Long.BYTES; at += Long.BYTES) {
            hash = mix(hash ^ (long) LONGS.get(bytes, at)) + length;
        }
        if (at < to) {
            hash = mix(hash ^ firstBytes((long) LONGS.get(bytes, at), to - at));
        }
        return hash & ~SHORT_KEY_MARK;
    }

    /** Returns a hash of which every bit is fit for use, equal for equal keys in every run and on every machine. */
    static long mix(long identity) {
        long hash = identity;
        hash = (hash ^ (hash >>> 33)) * MIX_1;
        hash = (hash ^ (hash >>> 33)) * MIX_2;
        return hash ^ (hash >>> 33);
    }

    private static long firstBytes(long word, int count) {
        return count == 0 ? 0 : word & (-1L >>> (Long.SIZE - Byte.SIZE * count));
    }

    /**
     * Returns the number of a key, a new one if it was never seen.
     *
     * @param identity the key's {@link #identity}
     * @param hash the {@link #mix} of that identity
     */
    int number(long identity, long hash, byte[] bytes, int from, int to) {
        int mask = table.length - 1;
        int place = (int) hash & mask;
        while (table[place] != 0) {
            int number = table[place] - 1;
            if (identities[number] == identity && sameText(number, identity, bytes, from, to)) {
                return number;
            }
            place = (place + 1) & mask;
        }
        return add(place, identity, bytes, from, to);
    }

    /** Returns how many distinct keys there are. */
    int size() {
        return size;
    }

    private boolean sameText(int number, long identity, byte[] bytes, int from, int to) {
        if ((identity & SHORT_KEY_MARK) != 0) {
            return true;
        }
        long text = texts[number];
        int length = (int) text & ((1 << LENGTH_BITS) - 1);
        int offset = (int) (text >>> LENGTH_BITS) & (CHUNK_BYTES - 1);
        byte[] chunk = chunks[(int) (text >>> (LENGTH_BITS + CHUNK_BITS))];
        return Arrays.equals(chunk, offset, offset + length, bytes, from, to);
    }

    private int add(int place, long identity, byte[] bytes, int from, int to) {
        int number = size++;
        if (number == identities.length) {
            identities = Arrays.copyOf(identities, 2 * number);
        }
        identities[number] = identity;
        if ((identity & SHORT_KEY_MARK) == 0) {
            keepText(number, bytes, from, to);
        }
        table[place] = size;
        if (size > table.length / 2) {
            rehash();
        }
        return number;
    }

    private void keepText(int number, byte[] bytes, int from, int to) {
        int length = to - from;
        if (chunkUsed + length > CHUNK_BYTES) {
            chunks = Arrays.copyOf(chunks, chunks.length + 1);
            chunks[chunks.length - 1] = new byte[CHUNK_BYTES];
            chunkUsed = 0;
        }
        System.arraycopy(bytes, from, chunks[chunks.length - 1], chunkUsed, length);
        if (number >= texts.length) {
            texts = Arrays.copyOf(texts, identities.length);
        }
        long chunk = chunks.length - 1L;
        texts[number] = (((chunk << CHUNK_BITS) | chunkUsed) << LENGTH_BITS) | length;
        chunkUsed += length;
    }

    private void rehash() {
        int[] larger = new int[2 * table.length];
        int mask = larger.length - 1;
        for (int number = 0; number < size; number++) {
            int place = (int) mix(identities[number]) & mask;
            while (larger[place] != 0) {
                place = (place + 1) & mask;
            }
            larger[place] = number + 1;
        }
        table = larger;
    }
}
