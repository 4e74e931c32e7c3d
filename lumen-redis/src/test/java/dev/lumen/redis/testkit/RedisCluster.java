package dev.lumen.redis.testkit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;

/** Three masters, each with a third of the slots and one replica. Formed when the constructor returns, in about 2 s. */
public final class RedisCluster implements AutoCloseable {
    private static final int MASTERS = 3;
    private static final int SLOTS = 16_384;
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration ANOTHER_FAILOVER = Duration.ofSeconds(6);

    private final List<RedisServer> nodes = new ArrayList<>();

    private RedisCluster() {
        try {
            for (int i = 0; i < 2 * MASTERS; i++) {
                nodes.add(RedisServer.options().clusterNode().start());
            }
            giveSlots();
            meet();
            replicate();
        } catch (RuntimeException | Error e) {
            nodes.forEach(RedisServer::close);
            throw e;
        }
    }

    /** A cluster that works. */
    public static RedisCluster start() {
        return new RedisCluster();
    }

    /** All six; the first three began as masters, each followed three places later by its replica. */
    public List<RedisServer> nodes() {
        return List.copyOf(nodes);
    }

    /** Those that began as masters. */
    public List<RedisServer> firstMasters() {
        return List.copyOf(nodes.subList(0, MASTERS));
    }

    /** The replica that began with master {@code index}. */
    public RedisServer replicaOf(int index) {
        return nodes.get(index + MASTERS);
    }

    /** The first node's address. */
    public String uri() {
        return nodes.get(0).uri();
    }

    /** The node's id in the cluster. */
    public static String id(RedisServer node) {
        return node.ask("CLUSTER", "MYID");
    }

    /** Whether the node takes itself for a master. */
    public static boolean isMaster(RedisServer node) {
        return node.ask("INFO", "replication").contains("role:master");
    }

    /**
     * Makes a replica the master of its slots, and waits until it is. A manual failover gives up after five seconds where the
     * replica has still to catch up, and is then asked for again.
     */
    public static void failOverTo(RedisServer replica) {
        AtomicLong asked = new AtomicLong(System.nanoTime() - ANOTHER_FAILOVER.toNanos());
        Patience.until("the replica has taken over", PATIENCE, () -> {
            if (System.nanoTime() - asked.get() >= ANOTHER_FAILOVER.toNanos()) {
                replica.call("CLUSTER", "FAILOVER");
                asked.set(System.nanoTime());
            }
            return isMaster(replica);
        });
    }

    /** Waits until every living node says that the cluster works. */
    public void awaitOk() {
        Patience.until(
                "cluster_state:ok on every node",
                PATIENCE,
                () -> nodes.stream()
                        .filter(RedisServer::isAlive)
                        .allMatch(node -> node.ask("CLUSTER", "INFO").contains("cluster_state:ok")));
    }

    /** Moves a slot and the keys in it from one master to another, as {@code redis-cli --cluster reshard} does. */
    public void migrate(int slot, RedisServer from, RedisServer to) {
        to.call("CLUSTER", "SETSLOT", String.valueOf(slot), "IMPORTING", id(from));
        from.call("CLUSTER", "SETSLOT", String.valueOf(slot), "MIGRATING", id(to));
        List<?> keys =
                (List<?>) Objects.requireNonNull(from.call("CLUSTER", "GETKEYSINSLOT", String.valueOf(slot), "100000"));
        for (Object key : keys) {
            from.call("MIGRATE", "127.0.0.1", String.valueOf(to.port()), String.valueOf(key), "0", "5000");
        }
        String owner = id(to);
        for (RedisServer node : List.of(to, from)) {
            node.call("CLUSTER", "SETSLOT", String.valueOf(slot), "NODE", owner);
        }
    }

    private void giveSlots() {
        for (int i = 0; i < MASTERS; i++) {
            List<String> words = new ArrayList<>(List.of("CLUSTER", "ADDSLOTS"));
            IntStream.range(SLOTS * i / MASTERS, SLOTS * (i + 1) / MASTERS)
                    .mapToObj(String::valueOf)
                    .forEach(words::add);
            nodes.get(i).call(words.toArray(String[]::new));
            nodes.get(i).call("CLUSTER", "SET-CONFIG-EPOCH", String.valueOf(i + 1));
        }
    }

    private void meet() {
        RedisServer first = nodes.get(0);
        for (RedisServer node : nodes.subList(1, nodes.size())) {
            first.call("CLUSTER", "MEET", "127.0.0.1", String.valueOf(node.port()));
        }
        Patience.until(
                "every node knows all others",
                PATIENCE,
                () -> nodes.stream()
                        .allMatch(node -> node.ask("CLUSTER", "INFO").contains("cluster_known_nodes:" + nodes.size())));
    }

    private void replicate() {
        for (int i = 0; i < MASTERS; i++) {
            String master = id(nodes.get(i));
            RedisServer replica = replicaOf(i);
            AtomicReference<String> answer = new AtomicReference<>("");
            Patience.until("replica " + replica.uri() + " follows", PATIENCE, () -> {
                answer.set(replica.ask("CLUSTER", "REPLICATE", master));
                return "OK".equals(answer.get());
            });
        }
        Patience.until(
                "replicas are linked",
                PATIENCE,
                () -> nodes.subList(MASTERS, nodes.size()).stream()
                        .allMatch(node -> node.ask("INFO", "replication").contains("master_link_status:up")));
        awaitOk();
        String[] ids = nodes.stream().map(RedisCluster::id).toArray(String[]::new);
        Patience.until(
                "every node sees three masters with slots and three replicas",
                PATIENCE,
                () -> nodes.stream().allMatch(node -> seesAll(node.ask("CLUSTER", "NODES"), ids)));
    }

    private static boolean seesAll(String nodes, String[] ids) {
        long slaves = nodes.lines().filter(line -> line.contains("slave")).count();
        return slaves == MASTERS && List.of(ids).stream().allMatch(nodes::contains);
    }

    @Override
    public void close() {
        Throwables.each(nodes, RedisServer::close);
    }
}
