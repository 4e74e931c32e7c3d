package dev.lumen.redis.fleet;

import dev.lumen.api.act.RunLease;
import dev.lumen.api.observe.CacheName;
import dev.lumen.redis.testkit.RedisServer;
import io.lettuce.core.RedisURI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** A server, and members of fleets on it; each test has a prefix of its own. */
final class FleetServer implements AutoCloseable {
    static final CacheName CACHE = CacheName.of("answers of {all}");
    static final Duration SHORT_LEASE = Duration.ofMillis(300);

    private final RedisServer server;
    private final List<FleetRedis> opened = new ArrayList<>();
    private String prefix = "test";

    FleetServer() {
        this(RedisServer.start());
    }

    FleetServer(RedisServer server) {
        this.server = server;
    }

    RedisServer server() {
        return server;
    }

    RedisURI uri() {
        return RedisURI.create(server.uri());
    }

    RedisURI uriOf(String user, String password) {
        return RedisURI.Builder.redis("127.0.0.1", server.port())
                .withAuthentication(user, password.toCharArray())
                .build();
    }

    /** From now on, members of another fleet. */
    void another() {
        prefix = "test:" + UUID.randomUUID();
    }

    String prefix() {
        return prefix;
    }

    /** A member of the present fleet, with connections of its own. */
    RedisFleet member() {
        return member(FleetRedis.own(uri()));
    }

    RedisFleet member(FleetRedis redis) {
        opened.add(redis);
        return RedisFleet.of(redis, CACHE).prefix(prefix);
    }

    long newLeader() throws Exception {
        try (RunLease lease = member().lease(Duration.ofMinutes(5))) {
            return lease.acquire().orElseThrow().token();
        }
    }

    /** Ends what members have opened. */
    void leave() {
        opened.forEach(FleetRedis::close);
        opened.clear();
    }

    @Override
    public void close() {
        leave();
        server.close();
    }
}
