package dev.lumen.redis.link;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.DefaultClientResources;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The connections behind a {@link RedisAccess}. Opens nothing before it is asked. Used by one thread at a time; {@link
 * #close()} may come from any.
 */
public final class RedisLinks implements AutoCloseable {
    private static final Duration CLOSING = Duration.ofSeconds(2);

    /** How long a map of the cluster is believed while nothing speaks against it. */
    private static final Duration MAP_AGE = Duration.ofSeconds(30);

    /** A node that does not answer leaves time to ask the next one for the map. */
    private static final int NODES_ASKED = 3;

    private static final int THREADS = 2;

    private final RedisAccess access;
    private final Map<String, NodeLink> links = new LinkedHashMap<>();
    private @Nullable RedisClient client;
    private @Nullable ClientResources ownResources;
    private @Nullable ClusterMap map;
    private @Nullable Deadline mapBelieved;
    private boolean closed;

    /** Links for {@code access}. */
    public RedisLinks(RedisAccess access) {
        this.access = access;
    }

    /** How to get there. */
    public RedisAccess access() {
        return access;
    }

    /**
     * The server, or every master of the cluster that holds slots.
     *
     * @throws IOException if no node of the cluster says who they are
     */
    public List<NodeLink> masters(Deadline deadline) throws Exception {
        if (!access.isCluster()) {
            return List.of(link(access.uris().get(0)));
        }
        return map(deadline).shards().stream()
                .map(shard -> link(shard.master()))
                .toList();
    }

    /**
     * One replica of each master of the cluster, and the master itself where it has none.
     *
     * @throws IOException if no node of the cluster says who they are
     */
    public List<NodeLink> replicas(Deadline deadline) throws Exception {
        if (!access.isCluster()) {
            return masters(deadline);
        }
        return map(deadline).shards().stream()
                .map(shard -> link(
                        shard.replicas().isEmpty()
                                ? shard.master()
                                : shard.replicas().get(0)))
                .toList();
    }

    /** The link to another server that is reached as the first one is, such as a replica of it. */
    public NodeLink beside(String host, int port) {
        RedisURI first = access.uris().get(0);
        RedisURI.Builder address = first.getHost() == null ? RedisURI.builder() : RedisURI.builder(first);
        RedisURI uri = address.withHost(host).withPort(port).build();
        uri.getSentinels().clear();
        if (first.getHost() == null) {
            uri.applyAuthentication(first);
            uri.applySsl(first);
            uri.setDatabase(first.getDatabase());
        }
        return link(uri);
    }

    /** The share of the cluster's slots that {@code master} holds, 0 to 1; 1 for a server that is no cluster. */
    public double shareOfSlots(NodeLink master) {
        if (map == null) {
            return 1;
        }
        return map.shards().stream()
                .filter(shard -> NodeName.of(shard.master()).equals(master.name()))
                .mapToDouble(shard -> (double) shard.slots() / ClusterMap.SLOTS)
                .findFirst()
                .orElse(0);
    }

    /** Says that the map of the cluster may be out of date, so that the next call asks for a new one. */
    public void suspectMap() {
        mapBelieved = null;
    }

    /** The database that the host chose, 0 or more. */
    public int database() {
        List<RedisURI> uris = access.uris();
        return access.isCluster() || uris.isEmpty() ? 0 : uris.get(0).getDatabase();
    }

    private ClusterMap map(Deadline deadline) throws Exception {
        if (map != null && mapBelieved != null && !mapBelieved.isOver()) {
            return map;
        }
        StringBuilder failures = new StringBuilder();
        for (NodeLink node : candidates()) {
            Deadline share = deadline.orIn(Duration.ofNanos(deadline.nanosLeft() / NODES_ASKED + 1));
            try {
                map = ask(node, share);
                mapBelieved = Deadline.in(MAP_AGE);
                forgetOthers(map);
                return map;
            } catch (InterruptedException e) {
                throw e;
            } catch (Exception e) {
                node.drop();
                failures.append(failures.isEmpty() ? "" : "; ")
                        .append(node.name())
                        .append(": ")
                        .append(Failures.words(e));
            }
        }
        if (map != null) {
            return map;
        }
        throw new IOException("no node of the cluster says who its masters are: " + failures);
    }

    private static ClusterMap ask(NodeLink node, Deadline deadline) throws Exception {
        CompletableFuture<List<Object>> answer =
                node.connection().thenCompose(connection -> connection.async().clusterSlots());
        ClusterMap read = ClusterMap.of(deadline.await(answer), node.address());
        if (read.shards().isEmpty()) {
            throw new IOException("it knows no master with slots");
        }
        return read;
    }

    /** Those that are connected come first, then the seeds. */
    private List<NodeLink> candidates() {
        List<NodeLink> open = links.values().stream().filter(NodeLink::isOpen).toList();
        List<NodeLink> seeds = access.uris().stream().map(this::link).toList();
        return Stream.concat(open.stream(), seeds.stream()).distinct().toList();
    }

    private void forgetOthers(ClusterMap now) {
        List<String> kept = Stream.concat(
                        access.uris().stream(),
                        now.shards().stream()
                                .flatMap(shard -> Stream.concat(Stream.of(shard.master()), shard.replicas().stream())))
                .map(NodeName::of)
                .toList();
        synchronized (links) {
            links.entrySet().removeIf(entry -> {
                boolean gone = !kept.contains(entry.getKey());
                if (gone) {
                    CompletableFuture<Void> unused = entry.getValue().close();
                }
                return gone;
            });
        }
    }

    private NodeLink link(RedisURI uri) {
        synchronized (links) {
            if (closed) {
                throw new IllegalStateException("closed");
            }
            return links.computeIfAbsent(NodeName.of(uri), name -> new NodeLink(client(), uri));
        }
    }

    private RedisClient client() {
        if (client == null) {
            client = access.hostClient().orElseGet(this::ownClient);
        }
        return client;
    }

    /** On the host's threads where there is a cluster client of the host's. */
    private RedisClient ownClient() {
        ClientResources resources = access.hostClusterClient()
                .map(RedisClusterClient::getResources)
                .orElseGet(() -> {
                    ownResources = DefaultClientResources.builder()
                            .ioThreadPoolSize(THREADS)
                            .computationThreadPoolSize(THREADS)
                            .build();
                    return ownResources;
                });
        RedisClient made = RedisClient.create(resources);
        made.setOptions(access.options());
        return made;
    }

    /**
     * Closes every connection, and the client and its threads where they are Lumen's own. Returns within about two seconds,
     * whatever the servers do.
     */
    @Override
    public void close() {
        List<CompletableFuture<Void>> closing = new ArrayList<>();
        synchronized (links) {
            closed = true;
            links.values().forEach(link -> closing.add(link.close()));
            links.clear();
        }
        Deadline deadline = Deadline.in(CLOSING);
        closing.forEach(one -> quietly(one, deadline));
        if (access.hostClient().isEmpty()) {
            Optional.ofNullable(client)
                    .ifPresent(
                            own -> quietly(own.shutdownAsync(0, CLOSING.toMillis(), TimeUnit.MILLISECONDS), deadline));
        }
        Optional.ofNullable(ownResources)
                .ifPresent(own -> quietly(own.shutdown(0, CLOSING.toMillis(), TimeUnit.MILLISECONDS), deadline));
    }

    private static void quietly(Future<?> closing, Deadline deadline) {
        try {
            deadline.await(closing);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            // A connection that cannot be closed in order is gone, too.
        }
    }
}
