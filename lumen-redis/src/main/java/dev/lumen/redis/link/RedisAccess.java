package dev.lumen.redis.link;

import dev.lumen.api.units.Require;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.cluster.models.partitions.RedisClusterNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * How to get to a Redis: one server, the master that sentinels name, or all nodes of a cluster; with a client of Lumen's own
 * or through one that the host has. TLS, user, password and database are the {@link RedisURI}'s,
 * which must not change any more.
 *
 * <p>Through a host's client, Lumen opens connections of its own, closes those, and never the client. Immutable and
 * thread-safe, opens nothing by itself. {@link #toString()} names hosts and ports and nothing else.
 */
public final class RedisAccess {
    private final List<RedisURI> uris;
    private final boolean cluster;
    private final Optional<RedisClient> client;
    private final Optional<RedisClusterClient> clusterClient;
    private final ClientOptions options;

    private RedisAccess(
            List<RedisURI> uris,
            boolean cluster,
            Optional<RedisClient> client,
            Optional<RedisClusterClient> clusterClient,
            ClientOptions options) {
        this.uris = uris;
        this.cluster = cluster;
        this.client = client;
        this.clusterClient = clusterClient;
        this.options = options;
    }

    /**
     * One server, or, where {@code uri} lists sentinels, the master that they name, with a client of Lumen's own.
     *
     * @param uri such as {@code RedisURI.create("rediss://cache.example.org")}
     */
    public static RedisAccess to(RedisURI uri) {
        return new RedisAccess(List.of(checked(uri)), false, Optional.empty(), Optional.empty(), defaults());
    }

    /**
     * All masters of a cluster, with a client of Lumen's own.
     *
     * @param seeds nodes to ask for the others: one is enough, more are for the day when that one is gone. They share user,
     *     password and TLS, which hold for all nodes
     * @throws IllegalArgumentException if there are none
     */
    public static RedisAccess toCluster(List<RedisURI> seeds) {
        if (seeds.isEmpty()) {
            throw Require.refused("seeds of the cluster", "empty", "one address or more");
        }
        List<RedisURI> checked = seeds.stream().map(RedisAccess::checked).toList();
        return new RedisAccess(checked, true, Optional.empty(), Optional.empty(), defaults());
    }

    /**
     * One server, or the master that sentinels name, through the host's client and its options.
     *
     * @param client stays the host's
     * @param uri where to connect to
     */
    public static RedisAccess through(RedisClient client, RedisURI uri) {
        Require.present("Redis client", client);
        return new RedisAccess(
                List.of(checked(uri)), false, Optional.of(client), Optional.empty(), client.getOptions());
    }

    /**
     * All masters of the cluster that the host's client is for, on its threads and with its options.
     *
     * @param client stays the host's. One that has never connected finds its nodes at the first reading, which may then take as
     *     long as its own timeout allows: have it connect before
     */
    public static RedisAccess through(RedisClusterClient client) {
        Require.present("Redis cluster client", client);
        return new RedisAccess(List.of(), true, Optional.empty(), Optional.of(client), client.getOptions());
    }

    /**
     * This access with options for Lumen's own client, such as the certificates that TLS is to trust. Whether it reconnects
     * by itself is not taken over: Lumen connects anew when it reads again.
     *
     * @throws IllegalArgumentException if the client is the host's
     */
    public RedisAccess with(ClientOptions options) {
        if (client.isPresent() || clusterClient.isPresent()) {
            throw Require.refused("options", "given", "none where the client is the host's: they are the client's");
        }
        return new RedisAccess(
                uris,
                cluster,
                client,
                clusterClient,
                options.mutate().autoReconnect(false).build());
    }

    /** Whether this is a cluster. */
    public boolean isCluster() {
        return cluster;
    }

    /** Whether sentinels say who the master is. */
    public boolean hasSentinels() {
        return !cluster && !uris.get(0).getSentinels().isEmpty();
    }

    /** Where to begin; of a host's cluster client, the nodes that it knows now. */
    List<RedisURI> uris() {
        return clusterClient
                .map(client -> client.getPartitions().stream()
                        .map(RedisClusterNode::getUri)
                        .collect(Collectors.toCollection(ArrayList::new)))
                .map(List::copyOf)
                .orElse(uris);
    }

    /** Whether the connections come from the host's own client, which stays open. */
    Optional<RedisClient> hostClient() {
        return client;
    }

    Optional<RedisClusterClient> hostClusterClient() {
        return clusterClient;
    }

    ClientOptions options() {
        return options;
    }

    private static RedisURI checked(RedisURI uri) {
        return Require.present("Redis URI", uri);
    }

    private static ClientOptions defaults() {
        return ClientOptions.builder()
                .autoReconnect(false)
                .disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
                .build();
    }

    @Override
    public String toString() {
        if (clusterClient.isPresent()) {
            return "the cluster of the host's client";
        }
        return uris.stream().map(NodeName::of).collect(Collectors.joining(", "));
    }
}
