package dev.lumen.redis.fleet;

import dev.lumen.api.act.TtlChannel;
import dev.lumen.api.act.TtlChannelContract;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

class RedisTtlChannelContractTest extends TtlChannelContract {
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
    protected TtlChannel open() {
        return server.member().ttlChannel();
    }

    @Override
    protected long newLeader() throws Exception {
        return server.newLeader();
    }
}
