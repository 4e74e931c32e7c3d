package dev.lumen.redis.monitor;

/**
 * A 64-bit hash of bytes that come one at a time: FNV-1a (Fowler, Noll, Vo), whose weak low bits a final mix spreads out
 * (the finalizer of MurmurHash3, Appleby). The same in every process; no defence against keys that someone makes to collide.
 */
final class Hash64 {
    private static final long BASIS = 0xcbf29ce484222325L;
    private static final long PRIME = 0x100000001b3L;

    private long state = BASIS;

    void add(int octet) {
        state = (state ^ (octet & 0xff)) * PRIME;
    }

    /** The hash of all bytes since the last reset. */
    long value() {
        return mix(state);
    }

    void reset() {
        state = BASIS;
    }

    static long mix(long bits) {
        long z = bits;
        z = (z ^ (z >>> 33)) * 0xff51afd7ed558ccdL;
        z = (z ^ (z >>> 33)) * 0xc4ceb9fe1a85ec53L;
        return z ^ (z >>> 33);
    }
}
