package dev.lumen.redis.fleet;

import dev.lumen.api.act.SizeActuator;
import dev.lumen.api.advise.SizeBounds;
import dev.lumen.api.units.ByteSize;
import dev.lumen.api.units.Require;
import io.lettuce.core.RedisURI;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Changes how much memory the servers may take, by {@code CONFIG SET maxmemory}: for hosts that run their own Redis and allow
 * it, which they do by making one. Nothing else of a server is ever set.
 *
 * <p><b>On a cluster</b> the size is that of all masters together: each gets its share, a whole byte. Its replicas get the same:
 * they ignore it while they follow ({@code replica-ignore-maxmemory}), and one that takes over goes by its own.
 *
 * <p><b>All or none.</b> What each server had is read first; each is set, and read back. Where one refuses, answers something
 * else or does not answer, those that were set get back what they had, and the call fails with that server's name. So a
 * server that is known and cannot be reached stops every change: it may come back with the old limit.
 *
 * <p>Refused as well: a size beyond the bounds, and one below what a server holds now where its eviction policy is {@code
 * noeviction}, since it would refuse every write from then on. A smaller size evicts until it fits, in the server's own time.
 *
 * <p>A server that persists its configuration keeps the new limit only after {@code CONFIG REWRITE}, which is left to its
 * operators. Not thread-safe, as its contract allows.
 */
public final class RedisSizeActuator implements SizeActuator {
    private final Servers servers;
    private final SizeBounds bounds;

    private RedisSizeActuator(Servers servers, SizeBounds bounds) {
        this.servers = servers;
        this.bounds = Require.present("size bounds", bounds);
    }

    /**
     * For one server, with the replicas that may take over from it.
     *
     * @param redis a host's or its own client; not closed here
     * @param bounds the sizes that may be set
     * @param server the master
     * @param replicas all that follow it, each with the rights to be configured
     */
    public static RedisSizeActuator ofServer(
            FleetRedis redis, SizeBounds bounds, RedisURI server, List<RedisURI> replicas) {
        List<RedisURI> all = new ArrayList<>(List.of(Require.present("server", server)));
        all.addAll(Require.present("replicas", replicas));
        return new RedisSizeActuator(redis.servers(List.copyOf(all)), bounds);
    }

    /**
     * For a cluster: its masters and their replicas, as they are when a size is applied.
     *
     * @param redis over a cluster's client; not closed here
     * @param bounds the sizes that may be set, of all masters together
     * @throws IllegalArgumentException if {@code redis} is no cluster's
     */
    public static RedisSizeActuator ofCluster(FleetRedis redis, SizeBounds bounds) {
        return new RedisSizeActuator(redis.clusterServers(), bounds);
    }

    @Override
    public void apply(ByteSize size) throws IOException {
        if (size.compareTo(bounds.min()) < 0 || size.compareTo(bounds.max()) > 0) {
            throw Require.refused("size", size, bounds.min() + " to " + bounds.max());
        }
        try (Servers.Reached reached = servers.reach()) {
            long each = size.bytes() / reached.masters();
            List<MemoryLimit> limits = new ArrayList<>();
            for (ServerLine server : reached.all()) {
                limits.add(MemoryLimit.read(server));
            }
            for (MemoryLimit limit : limits) {
                limit.checkRoom(each);
            }
            setAll(limits, each);
        }
    }

    private static void setAll(List<MemoryLimit> limits, long bytes) throws IOException {
        List<MemoryLimit> changed = new ArrayList<>();
        for (MemoryLimit limit : limits) {
            changed.add(limit); // before it is known whether it was: an answer can be lost
            try {
                limit.set(bytes);
            } catch (IOException e) {
                throw undone(changed, e);
            }
        }
    }

    private static IOException undone(List<MemoryLimit> changed, IOException why) {
        IOException failure = new IOException("the size was not changed: " + why.getMessage(), why);
        for (MemoryLimit limit : changed) {
            try {
                limit.restore();
            } catch (IOException e) {
                failure.addSuppressed(e);
            }
        }
        return failure.getSuppressed().length == 0
                ? failure
                : new IOException(
                        failure.getMessage() + "; and it could not be put back everywhere: "
                                + failure.getSuppressed()[0].getMessage(),
                        failure);
    }
}
