package dev.lumen.redis.fleet;

import dev.lumen.api.evidence.EvidenceBatch;
import dev.lumen.api.evidence.SampledAccess;
import dev.lumen.api.evidence.SampledAccess.Kind;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An {@link EvidenceBatch} as bytes: 11 to 12 for a typical hit, 15 to 16 for a load, 33 at most.
 *
 * <pre>
 * batch  = 1 (format), sender, sequence, sampleBits, until, accesses, dropped, count, access*, whatever later versions add
 * access = kind | delta &lt;&lt; 2 (a byte; delta 63: a signed number follows), hash (8 bytes), bytes, content (4 bytes, of a load)
 * </pre>
 *
 * Numbers are of 7 bits a byte, the lowest first; signed ones zigzag; times are differences from the access before, in
 * milliseconds, the first one from {@code until}; the sender is its length and UTF-8.
 */
final class BatchCodec {
    /** The most that an access takes. */
    static final int ACCESS_BYTES = 1 + 10 + 8 + 10 + 4;

    /** The most that the rest takes. */
    static final int HEAD_BYTES = 1 + 10 + 4 * 64 + 10 + 10 + 10 + 10 + 10 + 10;

    private static final int FORMAT = 1;
    private static final int KIND_BITS = 2;
    private static final int LONG_DELTA = 63;
    private static final Kind[] KINDS = {Kind.HIT, Kind.LOADED, Kind.INVALIDATED};

    private BatchCodec() {}

    static byte[] encode(EvidenceBatch batch) {
        ByteBuffer out = ByteBuffer.allocate(HEAD_BYTES + batch.sampled().size() * ACCESS_BYTES);
        byte[] sender = batch.sender().getBytes(StandardCharsets.UTF_8);
        out.put((byte) FORMAT);
        number(out, sender.length);
        out.put(sender);
        number(out, batch.sequence());
        number(out, batch.sampleBits());
        signed(out, batch.untilMillis());
        number(out, batch.accesses());
        number(out, batch.dropped());
        number(out, batch.sampled().size());
        long before = batch.untilMillis();
        for (SampledAccess access : batch.sampled()) {
            access(out, access, before);
            before = access.atMillis();
        }
        byte[] bytes = new byte[out.position()];
        out.flip().get(bytes);
        return bytes;
    }

    private static void access(ByteBuffer out, SampledAccess access, long before) {
        long delta = access.atMillis() - before;
        boolean small = delta >= 0 && delta < LONG_DELTA;
        int kind = List.of(KINDS).indexOf(access.kind());
        out.put((byte) (kind | ((small ? (int) delta : LONG_DELTA) << KIND_BITS)));
        if (!small) {
            signed(out, delta);
        }
        out.putLong(access.keyHash());
        number(out, access.bytes());
        if (access.kind() == Kind.LOADED) {
            out.putInt(access.contentHash());
        }
    }

    /**
     * The batch.
     *
     * @return empty where it is of a format that this version does not know
     * @throws IOException if it is none
     */
    static Optional<EvidenceBatch> decode(byte[] bytes) throws IOException {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        try {
            if (in.get() != FORMAT) {
                return Optional.empty();
            }
            byte[] sender = new byte[small(in)];
            in.get(sender);
            long sequence = number(in);
            int sampleBits = (int) Math.min(Integer.MAX_VALUE, number(in));
            long until = signed(in);
            long accesses = number(in);
            long dropped = number(in);
            return Optional.of(new EvidenceBatch(
                    new String(sender, StandardCharsets.UTF_8),
                    sequence,
                    sampleBits,
                    until,
                    accesses,
                    dropped,
                    sampled(in, until)));
        } catch (BufferUnderflowException | IllegalArgumentException e) {
            throw new IOException("not a batch of evidence: " + e, e);
        }
    }

    private static List<SampledAccess> sampled(ByteBuffer in, long until) {
        int count = small(in);
        List<SampledAccess> sampled = new ArrayList<>();
        long at = until;
        for (int i = 0; i < count; i++) {
            int head = in.get() & 0xff;
            Kind kind = kind(head & ((1 << KIND_BITS) - 1));
            int delta = head >>> KIND_BITS;
            at += delta == LONG_DELTA ? signed(in) : delta;
            long hash = in.getLong();
            long size = number(in);
            sampled.add(new SampledAccess(kind, at, hash, size, kind == Kind.LOADED ? in.getInt() : 0));
        }
        return sampled;
    }

    private static Kind kind(int number) {
        if (number >= KINDS.length) {
            throw new IllegalArgumentException("kind " + number);
        }
        return KINDS[number];
    }

    private static void signed(ByteBuffer out, long value) {
        number(out, (value << 1) ^ (value >> (Long.SIZE - 1)));
    }

    private static long signed(ByteBuffer in) {
        long value = number(in);
        return (value >>> 1) ^ -(value & 1);
    }

    private static void number(ByteBuffer out, long value) {
        long rest = value;
        while ((rest & ~0x7fL) != 0) {
            out.put((byte) ((rest & 0x7f) | 0x80));
            rest >>>= 7;
        }
        out.put((byte) rest);
    }

    private static long number(ByteBuffer in) {
        long value = 0;
        for (int shift = 0; shift < Long.SIZE; shift += 7) {
            byte next = in.get();
            value |= (next & 0x7fL) << shift;
            if (next >= 0) {
                return value;
            }
        }
        throw new IllegalArgumentException("a number of more than 10 bytes");
    }

    /** A number that must be small, and no larger than what is left. */
    private static int small(ByteBuffer in) {
        long value = number(in);
        if (value < 0 || value > in.remaining()) {
            throw new IllegalArgumentException("a count of " + value);
        }
        return (int) value;
    }
}
