package dev.lumen.core.govern.trial;

import dev.lumen.api.units.Require;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Counts as bytes: a version, then each count in groups of seven bits, the lowest first (as Protocol Buffers write them), so that
 * small counts take one byte; hot keys as their id in eight bytes and their counts.
 */
final class CountsCodec {
    private static final byte VERSION = 1;
    private static final int LONGEST_VARINT = 10;

    /** Hot keys of a fleet whose JVMs all count others; more is no snapshot. */
    private static final int MOST_HOT = 1 << 20;

    private CountsCodec() {}

    static byte[] encode(TrialCounts counts) {
        long[] ids = counts.hotIds();
        int longest =
                2 + LONGEST_VARINT * (2 * HoldoutSplit.BUCKETS + 1) + ids.length * (Long.BYTES + 2 * LONGEST_VARINT);
        ByteBuffer out = ByteBuffer.allocate(longest).put(VERSION);
        for (int bucket = 0; bucket < HoldoutSplit.BUCKETS; bucket++) {
            put(out, counts.bucketHits(bucket));
            put(out, counts.bucketMisses(bucket));
        }
        put(out, ids.length);
        for (long id : ids) {
            out.putLong(id);
            put(out, counts.hotHits(id));
            put(out, counts.hotMisses(id));
        }
        return Arrays.copyOf(out.array(), out.position());
    }

    static TrialCounts decode(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        try {
            byte version = in.get();
            if (version != VERSION) {
                throw Require.refused("version of trial counts", version, Byte.toString(VERSION));
            }
            TrialCounts counts = read(in);
            if (in.hasRemaining()) {
                throw Require.refused("trial counts", in.remaining() + " bytes too long", "what toBytes gave");
            }
            return counts;
        } catch (BufferUnderflowException e) {
            throw Require.refused("trial counts", bytes.length + " bytes, cut short", "what toBytes gave");
        }
    }

    private static TrialCounts read(ByteBuffer in) {
        TrialCounts.Builder builder = new TrialCounts.Builder();
        for (int bucket = 0; bucket < HoldoutSplit.BUCKETS; bucket++) {
            builder.bucket(bucket, get(in), get(in));
        }
        long hot = get(in);
        if (hot < 0 || hot > MOST_HOT) {
            throw Require.refused("hot keys of trial counts", hot, "0 to " + MOST_HOT);
        }
        for (long i = 0; i < hot; i++) {
            builder.hot(in.getLong(), get(in), get(in));
        }
        return builder.build();
    }

    private static void put(ByteBuffer out, long count) {
        long rest = count;
        while (rest > 0x7f) {
            out.put((byte) (rest | 0x80));
            rest >>>= 7;
        }
        out.put((byte) rest);
    }

    private static long get(ByteBuffer in) {
        long count = 0;
        for (int shift = 0; shift < Long.SIZE; shift += 7) {
            byte next = in.get();
            count |= (long) (next & 0x7f) << shift;
            if (next >= 0) {
                return count;
            }
        }
        throw Require.refused("count of trial counts", "longer than 64 bits", "a count");
    }
}
