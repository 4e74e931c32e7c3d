package dev.lumen.redis.sample;

import dev.lumen.redis.link.Deadline;
import dev.lumen.redis.link.Failures;
import dev.lumen.redis.link.NodeLink;
import io.lettuce.core.KeyScanCursor;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.ScanArgs;
import io.lettuce.core.ScanCursor;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.async.RedisAsyncCommands;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Walks over keys with {@code SCAN}, and asks of each, in one pipelined trip for a batch, {@code PTTL} and {@code MEMORY
 * USAGE}: reads that change nothing and touch no key's idle time. One of the two that is refused is not asked again; the
 * sample goes on without. Used by one thread at a time.
 */
public final class KeySampler {
    private static final int BATCH = 250;

    /** {@code PTTL} of a key that is not there; -1 says that there is no TTL. */
    private static final long GONE = -2;

    private static final long NOT_ASKED = -3;

    private final SampleLimits limits;
    private final InstantSource clock;
    private final OwnLookups own;
    private boolean ttlRefused;
    private boolean memoryRefused;
    private boolean scanRefused;

    /** A sampler within {@code limits}, whose look-ups are counted in {@code own}. */
    public KeySampler(SampleLimits limits, InstantSource clock, OwnLookups own) {
        this.limits = limits;
        this.clock = clock;
        this.own = own;
    }

    /**
     * A sample with an equal part from each node.
     *
     * @param nodes where to look; each serves the keys of its own
     * @param outer when it must be over, whatever the limits say
     * @param replicas whether the nodes are replicas, which must be told that reading there is meant
     * @throws InterruptedException if this thread is interrupted meanwhile
     */
    public KeySample sample(List<NodeLink> nodes, Deadline outer, boolean replicas) throws InterruptedException {
        Instant at = clock.instant();
        long start = System.nanoTime();
        Deadline deadline = outer.orIn(limits.time());
        Tally tally = new Tally(limits);
        Set<String> missing = new LinkedHashSet<>();
        KeySample.End end = KeySample.End.ALL_KEYS;
        for (int i = 0; i < nodes.size(); i++) {
            int quota = (int) ((long) limits.keys() * (i + 1) / nodes.size());
            end = worse(end, walk(nodes.get(i), quota, tally, deadline, replicas, missing));
        }
        return new KeySample(
                at,
                tally.keys(),
                end,
                Duration.ofNanos(System.nanoTime() - start),
                tally.withoutTtl(),
                tally.timeLeft(),
                tally.sizes(),
                tally.groups(),
                List.copyOf(missing));
    }

    /** Whether a server has said that it will not do {@code SCAN} for this user. */
    public boolean isRefused() {
        return scanRefused;
    }

    private static KeySample.End worse(KeySample.End one, KeySample.End other) {
        return one.compareTo(other) >= 0 ? one : other;
    }

    private KeySample.End walk(
            NodeLink node, int quota, Tally tally, Deadline deadline, boolean replica, Set<String> missing)
            throws InterruptedException {
        try {
            StatefulRedisConnection<byte[], byte[]> connection = deadline.await(node.connection());
            if (replica) {
                deadline.await(connection.async().readOnly());
            }
            ScanCursor cursor = ScanCursor.INITIAL;
            while (true) {
                if (deadline.isOver()) {
                    return KeySample.End.TIME_LIMIT;
                }
                if (tally.keys() >= quota || tally.isFull()) {
                    return KeySample.End.KEY_LIMIT;
                }
                KeyScanCursor<byte[]> page =
                        deadline.await(connection.async().scan(cursor, ScanArgs.Builder.limit(BATCH)));
                lookAt(node, connection, page.getKeys(), quota, tally, deadline, missing);
                if (page.isFinished()) {
                    return KeySample.End.ALL_KEYS;
                }
                cursor = page;
            }
        } catch (TimeoutException e) {
            return KeySample.End.TIME_LIMIT;
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) {
            scanRefused |= Failures.isForbidden(e);
            missing.add("a sample of the keys of " + node.name() + ": " + Failures.words(e));
            return KeySample.End.FAILED;
        }
    }

    private void lookAt(
            NodeLink node,
            StatefulRedisConnection<byte[], byte[]> connection,
            List<byte[]> keys,
            int quota,
            Tally tally,
            Deadline deadline,
            Set<String> missing)
            throws Exception {
        List<Asked> asked = new ArrayList<>();
        RedisAsyncCommands<byte[], byte[]> commands = connection.async();
        connection.setAutoFlushCommands(false);
        try {
            for (byte[] key : keys.subList(0, Math.min(keys.size(), Math.max(0, quota - tally.keys())))) {
                asked.add(new Asked(
                        key,
                        ttlRefused ? null : ttl(node, commands, key),
                        memoryRefused ? null : commands.memoryUsage(key)));
            }
        } finally {
            connection.flushCommands();
            connection.setAutoFlushCommands(true);
        }
        for (Asked one : asked) {
            take(one, tally, deadline);
        }
        if (ttlRefused) {
            missing.add("how long keys live: PTTL is refused");
        }
        if (memoryRefused) {
            missing.add("how large keys are: MEMORY USAGE is refused");
        }
    }

    /** Counts itself when the answer is there, even where no one waits for it any more. */
    private RedisFuture<Long> ttl(NodeLink node, RedisAsyncCommands<byte[], byte[]> commands, byte[] key) {
        RedisFuture<Long> future = commands.pttl(key);
        CompletionStage<Void> unused = future.thenAccept(left -> own.count(node, left != GONE));
        return future;
    }

    /** A key that is gone by now, moves to another node, or lies outside the user's rights, is none of the sample. */
    private void take(Asked one, Tally tally, Deadline deadline) throws Exception {
        try {
            long ttl = one.ttl == null ? NOT_ASKED : ttl(one.ttl, deadline);
            long size = one.size == null ? NOT_ASKED : size(one.size, deadline);
            if (ttl != GONE) {
                tally.add(one.key, ttl != NOT_ASKED, ttl, size);
            }
        } catch (Exception e) {
            if (!Failures.isRefusal(e)) {
                throw e;
            }
        }
    }

    private long ttl(RedisFuture<Long> future, Deadline deadline) throws Exception {
        try {
            return deadline.await(future);
        } catch (Exception e) {
            ttlRefused |= Failures.isForbidden(e);
            return allowing(e);
        }
    }

    private long size(RedisFuture<Long> future, Deadline deadline) throws Exception {
        try {
            @Nullable Long bytes = deadline.await(future);
            return bytes == null ? NOT_ASKED : bytes;
        } catch (Exception e) {
            memoryRefused |= Failures.isForbidden(e);
            return allowing(e);
        }
    }

    private static long allowing(Exception failure) throws Exception {
        if (Failures.isForbidden(failure)) {
            return NOT_ASKED;
        }
        throw failure;
    }

    /** A key and what was asked of it; null where it is not asked any more. */
    private static final class Asked {
        private final byte[] key;
        private final @Nullable RedisFuture<Long> ttl;
        private final @Nullable RedisFuture<Long> size;

        Asked(byte[] key, @Nullable RedisFuture<Long> ttl, @Nullable RedisFuture<Long> size) {
            this.key = key;
            this.ttl = ttl;
            this.size = size;
        }
    }
}
