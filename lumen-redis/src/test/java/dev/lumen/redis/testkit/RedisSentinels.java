package dev.lumen.redis.testkit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** A master, a replica and three sentinels that watch them under the name {@value #MASTER}; they take over after 1 s. */
public final class RedisSentinels implements AutoCloseable {
    /** What the sentinels call the master. */
    public static final String MASTER = "lumen-master";

    private static final int SENTINELS = 3;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final List<RedisServer> servers = new ArrayList<>();
    private final List<RedisServer> sentinels = new ArrayList<>();

    private RedisSentinels() {
        try {
            RedisServer master =
                    RedisServer.options().with("repl-diskless-sync-delay", "0").start();
            servers.add(master);
            servers.add(RedisServer.options()
                    .with("replicaof", "127.0.0.1", String.valueOf(master.port()))
                    .start());
            Patience.until(
                    "the replica is linked",
                    PATIENCE,
                    () -> servers.get(1).ask("INFO", "replication").contains("master_link_status:up"));
            for (int i = 0; i < SENTINELS; i++) {
                sentinels.add(watch(RedisServer.options().sentinel().start(), master));
            }
            awaitSight();
        } catch (RuntimeException | Error e) {
            close();
            throw e;
        }
    }

    /** A set-up in which every sentinel knows the replica and the other sentinels. */
    public static RedisSentinels start() {
        return new RedisSentinels();
    }

    /** The server that began as master. */
    public RedisServer firstMaster() {
        return servers.get(0);
    }

    /** The server that began as replica. */
    public RedisServer firstReplica() {
        return servers.get(1);
    }

    /** The sentinels. */
    public List<RedisServer> sentinels() {
        return List.copyOf(sentinels);
    }

    /** The address in Lettuce's words. */
    public String uri() {
        List<String> hosts =
                sentinels.stream().map(one -> "127.0.0.1:" + one.port()).toList();
        return "redis-sentinel://" + String.join(",", hosts) + "#" + MASTER;
    }

    /** Waits until all living sentinels name {@code server} as master. */
    public void awaitMaster(RedisServer server) {
        Patience.until(
                server.uri() + " is master",
                PATIENCE,
                () -> sentinels.stream()
                        .filter(RedisServer::isAlive)
                        .allMatch(one -> masterPort(one) == server.port()));
        Patience.until("it says so itself", PATIENCE, () -> RedisCluster.isMaster(server));
    }

    private static int masterPort(RedisServer sentinel) {
        List<?> address =
                (List<?>) Objects.requireNonNull(sentinel.call("SENTINEL", "GET-MASTER-ADDR-BY-NAME", MASTER));
        return Integer.parseInt(String.valueOf(address.get(1)));
    }

    private static RedisServer watch(RedisServer sentinel, RedisServer master) {
        sentinel.call("SENTINEL", "MONITOR", MASTER, "127.0.0.1", String.valueOf(master.port()), "2");
        sentinel.call("SENTINEL", "SET", MASTER, "down-after-milliseconds", "1000");
        sentinel.call("SENTINEL", "SET", MASTER, "failover-timeout", "3000");
        return sentinel;
    }

    private void awaitSight() {
        Patience.until(
                "every sentinel sees the others",
                PATIENCE,
                () -> sentinels.stream().allMatch(one -> {
                    String info = one.ask("INFO", "sentinel");
                    return info.contains("slaves=1") && info.contains("sentinels=" + SENTINELS);
                }));
    }

    @Override
    public void close() {
        Throwables.each(sentinels, RedisServer::close);
        Throwables.each(servers, RedisServer::close);
    }
}
