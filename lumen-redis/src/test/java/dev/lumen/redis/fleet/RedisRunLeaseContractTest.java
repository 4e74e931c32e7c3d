package dev.lumen.redis.fleet;

import dev.lumen.api.act.RunLease;
import dev.lumen.api.act.RunLeaseContract;
import dev.lumen.redis.testkit.Patience;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

class RedisRunLeaseContractTest extends RunLeaseContract {
    private static FleetServer server;

    @BeforeAll
    static void start() {
        server = new FleetServer();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void another() {
        server.another();
    }

    @AfterEach
    void leave() {
        server.leave();
    }

    @Override
    protected RunLease open(Duration length) {
        return server.member().lease(length);
    }

    @Override
    protected Duration shortLength() {
        return FleetServer.SHORT_LEASE;
    }

    @Override
    protected void passes() {
        long end = System.nanoTime() + 2 * shortLength().toNanos();
        Patience.until("the lease is over", Duration.ofSeconds(10), () -> System.nanoTime() >= end);
    }
}
