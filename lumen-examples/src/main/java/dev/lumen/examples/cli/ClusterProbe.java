package dev.lumen.examples.cli;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Whether a server is one of a cluster, by its own word. */
final class ClusterProbe {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private ClusterProbe() {}

    /** Asks the server; false where it does not answer. With sentinels, whoever they name is no node of a cluster. */
    static boolean isNodeOfOne(RedisURI uri) {
        if (!uri.getSentinels().isEmpty()) {
            return false;
        }
        RedisClient client = RedisClient.create();
        client.setOptions(ClientOptions.builder().autoReconnect(false).build());
        RedisURI patient = RedisURI.builder(uri).withTimeout(PATIENCE).build();
        try (StatefulRedisConnection<String, String> connection = client.connect(patient)) {
            return connection.sync().info("cluster").contains("cluster_enabled:1");
        } catch (RedisException e) {
            return false;
        } finally {
            client.shutdown(0, PATIENCE.toSeconds(), TimeUnit.SECONDS);
        }
    }
}
