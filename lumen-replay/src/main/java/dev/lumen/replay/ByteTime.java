package dev.lumen.replay;

import java.math.BigInteger;

/**
 * An exact sum of bytes × milliseconds. A terabyte held for a year is 3.5·10<sup>22</sup> of them, so the sum has 128
 * bits.
 */
final class ByteTime {
    private long high;
    private long low;

    /** Adds so many bytes for so many milliseconds, both 0 or more. */
    void add(long bytes, long millis) {
        long product = bytes * millis;
        low += product;
        high += Math.multiplyHigh(bytes, millis) + (Long.compareUnsigned(low, product) < 0 ? 1 : 0);
    }

    BigInteger toBigInteger() {
        BigInteger upper = BigInteger.valueOf(high).shiftLeft(Long.SIZE);
        BigInteger lower = BigInteger.valueOf(low >>> 1).shiftLeft(1).add(BigInteger.valueOf(low & 1));
        return upper.add(lower);
    }
}
