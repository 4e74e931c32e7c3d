package dev.lumen.redis.fleet;

import dev.lumen.api.state.Mailbox;
import dev.lumen.api.state.MailboxContract;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

class RedisMailboxContractTest extends MailboxContract {
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
    protected Mailbox open() {
        return server.member().mailbox();
    }

    @Override
    protected Mailbox reopen() {
        return open();
    }
}
