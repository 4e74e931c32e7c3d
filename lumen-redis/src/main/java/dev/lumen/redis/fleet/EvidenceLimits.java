package dev.lumen.redis.fleet;

import dev.lumen.api.units.ByteSize;
import dev.lumen.api.units.Require;

/** How much evidence may wait on the server. */
final class EvidenceLimits {
    /** Sampled accesses of one batch. */
    static final int LARGEST_BATCH = 1024;

    /** What a batch takes on the server at most: its bytes, and the stream's own. */
    static final long BATCH_BYTES = BatchCodec.HEAD_BYTES + (long) LARGEST_BATCH * BatchCodec.ACCESS_BYTES + 256;

    private EvidenceLimits() {}

    static ByteSize checked(ByteSize limit) {
        if (Require.present("limit of the evidence", limit).bytes()
                < ByteSize.ofMegabytes(1).bytes()) {
            throw Require.refused("limit of the evidence", limit, "1 MB or more");
        }
        return limit;
    }

    /** So many of the largest batches are within {@code limit}; of typical ones, a tenth as large, a tenth of it is taken. */
    static long batches(ByteSize limit) {
        return limit.bytes() / BATCH_BYTES;
    }
}
