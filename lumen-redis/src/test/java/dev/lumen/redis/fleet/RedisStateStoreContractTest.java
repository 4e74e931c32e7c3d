package dev.lumen.redis.fleet;

import dev.lumen.api.state.StateStore;
import dev.lumen.api.state.StateStoreContract;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

class RedisStateStoreContractTest extends StateStoreContract {
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
    protected StateStore open() {
        return server.member().stateStore();
    }

    @Override
    protected Optional<StateStore> reopen() {
        return Optional.of(open());
    }
}
