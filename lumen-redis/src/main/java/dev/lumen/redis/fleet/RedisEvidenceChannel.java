package dev.lumen.redis.fleet;

import dev.lumen.api.act.EvidenceChannel;
import dev.lumen.api.evidence.EvidenceBatch;
import dev.lumen.api.units.ByteSize;
import dev.lumen.api.units.Require;
import io.lettuce.core.Limit;
import io.lettuce.core.Range;
import io.lettuce.core.Range.Boundary;
import io.lettuce.core.StreamMessage;
import io.lettuce.core.XAddArgs;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Sampled accesses through one stream, an entry a batch. The server drops the oldest beyond a number of entries that keeps the
 * largest ones within the limit; a sender sees nothing of that, a leader a gap in the sequence.
 */
final class RedisEvidenceChannel implements EvidenceChannel {
    private static final byte[] FIELD = FleetKeys.bytes("b");

    private final FleetRedis redis;
    private final FleetKeys keys;
    private final long kept;
    private Boundary<String> after = Boundary.unbounded(); // guarded by this

    RedisEvidenceChannel(FleetRedis redis, FleetKeys keys, ByteSize limit) {
        this.redis = redis;
        this.keys = keys;
        this.kept = EvidenceLimits.batches(limit);
    }

    @Override
    public void send(EvidenceBatch batch) throws IOException {
        if (batch.sampled().size() > EvidenceLimits.LARGEST_BATCH) {
            throw Require.refused(
                    "sampled accesses of a batch", batch.sampled().size(), "at most " + EvidenceLimits.LARGEST_BATCH);
        }
        XAddArgs capped = XAddArgs.Builder.maxlen(kept).approximateTrimming();
        redis.call(commands -> commands.xadd(keys.evidence(), capped, Map.of(FIELD, BatchCodec.encode(batch))));
    }

    @Override
    public int largestBatch() {
        return EvidenceLimits.LARGEST_BATCH;
    }

    /** What cannot be read, as a later version may have written it, is left out; its sender's sequence then shows a gap. */
    @Override
    public synchronized List<EvidenceBatch> drain(int most) throws IOException {
        List<EvidenceBatch> batches = new ArrayList<>();
        int asked = most;
        while (asked > 0) {
            List<StreamMessage<byte[], byte[]>> entries = next(asked);
            for (StreamMessage<byte[], byte[]> entry : entries) {
                after = Boundary.excluding(entry.getId());
                decode(entry, batches);
            }
            boolean more = entries.size() == asked && batches.isEmpty();
            asked = more ? most : 0;
        }
        return batches;
    }

    private List<StreamMessage<byte[], byte[]>> next(int count) throws IOException {
        Range<String> range = Range.from(after, Boundary.unbounded());
        return redis.call(commands -> commands.xrange(keys.evidence(), range, Limit.from(count)));
    }

    private static void decode(StreamMessage<byte[], byte[]> entry, List<EvidenceBatch> batches) {
        for (byte[] value : entry.getBody().values()) {
            try {
                BatchCodec.decode(value).ifPresent(batches::add);
            } catch (IOException e) {
                // Not ours, or damaged: a gap.
            }
        }
    }

    @Override
    public String name() {
        return "evidence channel in Redis";
    }

    @Override
    public void close() {}
}
