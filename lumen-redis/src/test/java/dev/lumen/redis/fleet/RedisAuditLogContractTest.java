package dev.lumen.redis.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lumen.api.act.RunLease;
import dev.lumen.api.state.AuditLog;
import dev.lumen.api.state.AuditLogContract;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/** Whoever opens the log leads the fleet, as the one before has given the lease back. */
class RedisAuditLogContractTest extends AuditLogContract {
    private static FleetServer server;

    private RunLease lease;

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
        lease = server.member().lease(Duration.ofMinutes(5));
    }

    @AfterEach
    void leave() {
        server.leave();
    }

    @Override
    protected AuditLog open() throws Exception {
        return leading();
    }

    @Override
    protected AuditLog reopen() throws Exception {
        lease.release();
        return leading();
    }

    private AuditLog leading() throws Exception {
        RedisFleet fleet = server.member();
        lease = fleet.lease(Duration.ofMinutes(5));
        assertThat(lease.acquire()).isPresent();
        return fleet.auditLog(lease);
    }
}
