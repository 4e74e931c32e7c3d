package dev.lumen.redis.fleet;

import dev.lumen.api.units.Require;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.api.async.RedisScriptingAsyncCommands;
import io.lettuce.core.cluster.ClusterClientOptions;
import io.lettuce.core.cluster.ClusterTopologyRefreshOptions;
import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * The connections of one member of a fleet to its Redis: one for commands and one that listens, whatever number of caches share
 * them. They come with the first use, so that a server that is away when a JVM starts stops nothing.
 *
 * <p>Over a client of its own, or over the host's, which is never closed here. Every call is bounded in time. Thread-safe.
 */
public final class FleetRedis implements AutoCloseable {
    /** How long a call waits unless the host says otherwise. */
    public static final Duration PATIENCE = Duration.ofSeconds(2);

    private static final Duration TOPOLOGY_REFRESH = Duration.ofSeconds(15);
    private static final long CLOSING_SECONDS = 2;

    private final Connector connector;
    private final Duration patience;
    private final CommandLine commands;
    private final Nudges nudges;
    private final Runnable endClient;

    private FleetRedis(Connector connector, Duration patience, Runnable endClient) {
        Require.positive("patience with Redis", patience);
        this.connector = connector;
        this.patience = patience;
        this.commands = new CommandLine(connector, patience);
        this.nudges = new Nudges(connector, patience);
        this.endClient = endClient;
    }

    /**
     * Over a client of its own to a server, or to what sentinels say is the master.
     *
     * @param uri where; a sentinel's names the master
     */
    public static FleetRedis own(RedisURI uri) {
        RedisClient client = RedisClient.create();
        client.setOptions(options(ClientOptions.builder()).build());
        return new FleetRedis(
                Connector.of(client, Require.present("Redis URI", uri)),
                PATIENCE,
                () -> client.shutdown(0, CLOSING_SECONDS, TimeUnit.SECONDS));
    }

    /**
     * Over a client of its own to a cluster.
     *
     * @param seeds some of its nodes, one or more
     */
    @SuppressWarnings("deprecation") // Lettuce 7 has another name for the triggers, Lettuce 6 this one alone
    public static FleetRedis ownCluster(List<RedisURI> seeds) {
        if (Require.present("seeds of the cluster", seeds).isEmpty()) {
            throw Require.refused("seeds of the cluster", "none", "one node or more");
        }
        RedisClusterClient client = RedisClusterClient.create(seeds);
        client.setOptions(((ClusterClientOptions.Builder) options(ClusterClientOptions.builder()))
                .topologyRefreshOptions(ClusterTopologyRefreshOptions.builder()
                        .enablePeriodicRefresh(TOPOLOGY_REFRESH)
                        .enableAllAdaptiveRefreshTriggers()
                        .build())
                .build());
        return new FleetRedis(
                Connector.of(client), PATIENCE, () -> client.shutdown(0, CLOSING_SECONDS, TimeUnit.SECONDS));
    }

    /** Over connections of its own from the host's client, which the host closes. */
    public static FleetRedis of(RedisClient client, RedisURI uri) {
        return new FleetRedis(
                Connector.of(Require.present("Redis client", client), Require.present("Redis URI", uri)),
                PATIENCE,
                () -> {});
    }

    /** Over connections of its own from the host's client of a cluster, which the host closes and has refresh its topology. */
    public static FleetRedis of(RedisClusterClient client) {
        return new FleetRedis(Connector.of(Require.present("Redis client", client)), PATIENCE, () -> {});
    }

    /** The same client with another patience; this one must not have been used. */
    public FleetRedis patience(Duration patience) {
        return new FleetRedis(connector, patience, endClient);
    }

    /** Nothing piles up while the server is away: what cannot be sent fails. */
    private static ClientOptions.Builder options(ClientOptions.Builder builder) {
        return builder.disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
                .timeoutOptions(TimeoutOptions.enabled(PATIENCE))
                .socketOptions(SocketOptions.builder()
                        .connectTimeout(PATIENCE)
                        .keepAlive(true)
                        .build());
    }

    /** The answer to one command. */
    <T> T call(Function<RedisClusterAsyncCommands<byte[], byte[]>, ? extends CompletionStage<T>> command)
            throws IOException {
        return commands.call(command);
    }

    /** What a script answers: strings, in a list. */
    List<String> script(Script script, byte[][] keys, byte[]... arguments) throws IOException {
        return call(redis -> script.on((RedisScriptingAsyncCommands<byte[], byte[]>) redis, keys, arguments));
    }

    /** One server after another, the master first. */
    Servers servers(List<RedisURI> uris) {
        return Servers.of(connector.server(), uris, patience);
    }

    /** All nodes of the cluster. */
    Servers clusterServers() {
        return Servers.of(connector.cluster(), patience);
    }

    Nudges nudges() {
        return nudges;
    }

    /** Ends the connections, and the client where it is its own. Closing twice does nothing. */
    @Override
    public void close() {
        nudges.close();
        commands.close();
        endClient.run();
    }
}
