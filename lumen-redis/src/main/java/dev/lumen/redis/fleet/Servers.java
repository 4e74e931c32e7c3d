package dev.lumen.redis.fleet;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.cluster.api.StatefulRedisClusterConnection;
import io.lettuce.core.cluster.models.partitions.RedisClusterNode;
import io.lettuce.core.codec.ByteArrayCodec;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** All servers that a cache is on, each to be spoken to for itself. */
interface Servers {
    /** Connections to every one of them, or none. */
    Reached reach() throws IOException;

    /** What was reached. To be closed. */
    record Reached(int masters, List<ServerLine> all, List<Runnable> ends) implements AutoCloseable {
        @Override
        public void close() {
            ends.forEach(Runnable::run);
        }
    }

    /** The first is the master. */
    static Servers of(RedisClient client, List<RedisURI> servers, Duration patience) {
        return () -> {
            Reached reached = new Reached(1, new ArrayList<>(), new ArrayList<>());
            try {
                for (RedisURI uri : servers) {
                    StatefulRedisConnection<byte[], byte[]> connection =
                            Waiting.on(client.connectAsync(ByteArrayCodec.INSTANCE, uri), patience);
                    reached.ends().add(() -> Waiting.calmly(connection.closeAsync(), patience));
                    String name = uri.getHost() + ":" + uri.getPort();
                    reached.all().add(new ServerLine(name, connection.async(), patience));
                }
                return reached;
            } catch (IOException | RuntimeException e) {
                reached.close();
                throw Waiting.failure(e);
            }
        };
    }

    /** Over one connection to the cluster, which finds its nodes. */
    static Servers of(RedisClusterClient client, Duration patience) {
        return () -> {
            Waiting.on(client.refreshPartitionsAsync(), patience);
            StatefulRedisClusterConnection<byte[], byte[]> connection =
                    Waiting.on(client.connectAsync(ByteArrayCodec.INSTANCE), patience);
            Reached reached = new Reached(
                    masters(connection),
                    new ArrayList<>(),
                    List.of(() -> Waiting.calmly(connection.closeAsync(), patience)));
            try {
                for (RedisClusterNode node : connection.getPartitions()) {
                    String name = node.getUri().getHost() + ":" + node.getUri().getPort();
                    StatefulRedisConnection<byte[], byte[]> one =
                            Waiting.on(connection.getConnectionAsync(node.getNodeId()), patience);
                    reached.all().add(new ServerLine(name, one.async(), patience));
                }
                return reached;
            } catch (IOException | RuntimeException e) {
                reached.close();
                throw Waiting.failure(e);
            }
        };
    }

    /** One that was emptied, or has just joined, holds nothing. */
    private static boolean isMaster(RedisClusterNode node) {
        return node.getRole().isUpstream() && !node.hasNoSlots();
    }

    private static int masters(StatefulRedisClusterConnection<byte[], byte[]> connection) throws IOException {
        int masters = (int)
                connection.getPartitions().stream().filter(Servers::isMaster).count();
        if (masters == 0) {
            throw new IOException("the cluster has no master that holds slots");
        }
        return masters;
    }
}
