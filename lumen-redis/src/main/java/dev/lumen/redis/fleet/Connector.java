package dev.lumen.redis.fleet;

import dev.lumen.api.units.Require;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulConnection;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.cluster.api.StatefulRedisClusterConnection;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import java.util.concurrent.CompletionStage;

/** Makes connections, whatever kind of client there is. */
interface Connector {
    /** A connection for commands. */
    CompletionStage<Line> connect();

    /** A connection that listens. */
    CompletionStage<? extends StatefulRedisPubSubConnection<byte[], byte[]>> listen();

    /** The client of single servers. */
    default RedisClient server() {
        throw Require.refused("Redis client", "a cluster's", "one of single servers");
    }

    /** The client of a cluster. */
    default RedisClusterClient cluster() {
        throw Require.refused("Redis client", "one of single servers", "a cluster's");
    }

    static Connector of(RedisClient client, RedisURI uri) {
        return new Connector() {
            @Override
            public RedisClient server() {
                return client;
            }

            @Override
            public CompletionStage<Line> connect() {
                return client.connectAsync(ByteArrayCodec.INSTANCE, uri).thenApply(Line::of);
            }

            @Override
            public CompletionStage<? extends StatefulRedisPubSubConnection<byte[], byte[]>> listen() {
                return client.connectPubSubAsync(ByteArrayCodec.INSTANCE, uri);
            }
        };
    }

    /** A cluster's client knows no node before it was told to look. */
    static Connector of(RedisClusterClient client) {
        return new Connector() {
            @Override
            public RedisClusterClient cluster() {
                return client;
            }

            @Override
            public CompletionStage<Line> connect() {
                return client.refreshPartitionsAsync()
                        .thenCompose(known -> client.connectAsync(ByteArrayCodec.INSTANCE))
                        .thenApply(Line::of);
            }

            @Override
            public CompletionStage<? extends StatefulRedisPubSubConnection<byte[], byte[]>> listen() {
                return client.refreshPartitionsAsync()
                        .thenCompose(known -> client.connectPubSubAsync(ByteArrayCodec.INSTANCE));
            }
        };
    }

    /** A connection for commands, and its commands. */
    record Line(StatefulConnection<byte[], byte[]> connection, RedisClusterAsyncCommands<byte[], byte[]> commands) {
        private static Line of(StatefulRedisConnection<byte[], byte[]> connection) {
            return new Line(connection, connection.async());
        }

        private static Line of(StatefulRedisClusterConnection<byte[], byte[]> connection) {
            return new Line(connection, connection.async());
        }
    }
}
