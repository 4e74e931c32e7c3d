package dev.lumen.redis.fleet;

import dev.lumen.api.act.EvidenceChannel;
import dev.lumen.api.act.EvidenceChannelContract;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

class RedisEvidenceChannelContractTest extends EvidenceChannelContract {
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
    protected EvidenceChannel open() {
        return server.member().evidenceChannel();
    }
}
