package dev.lumen.core.profile;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Runs of equal bytes, looked at and written eight at once: a row of a block takes two steps instead of a loop. */
final class Bytes {
    private static final VarHandle WORDS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());

    /** A word of which every byte is 1. */
    private static final long ONES = 0x0101010101010101L;

    private Bytes() {}

    /** Sets some bytes, from one on and up to before another, to a value. */
    static void fill(byte[] bytes, int from, int to, byte value) {
        if (to - from < Long.BYTES) {
            for (int at = from; at < to; at++) {
                bytes[at] = value;
            }
            return;
        }
        long word = (value & 0xff) * ONES;
        for (int at = from; at < to - Long.BYTES; at += Long.BYTES) {
            WORDS.set(bytes, at, word);
        }
        WORDS.set(bytes, to - Long.BYTES, word);
    }

    /** Whether all bytes from one on and up to before another are alike; true of one, and of none. */
    static boolean areAlike(byte[] bytes, int from, int to) {
        if (to - from < Long.BYTES) {
            int at = from + 1;
            while (at < to && bytes[at] == bytes[from]) {
                at++;
            }
            return at >= to;
        }
        long word = (bytes[from] & 0xff) * ONES;
        long other = (long) WORDS.get(bytes, to - Long.BYTES) ^ word;
        for (int at = from; at < to - Long.BYTES; at += Long.BYTES) {
            other |= (long) WORDS.get(bytes, at) ^ word;
        }
        return other == 0;
    }
}
