package dev.lumen.redis.fleet;

import dev.lumen.api.state.Mailbox;
import dev.lumen.api.state.MailboxContract;
import org.junit.jupiter.api.extension.RegisterExtension;

class RedisMailboxContractTest extends MailboxContract {
    @RegisterExtension
    static final FleetServerExtension FLEET = new FleetServerExtension();

    @Override
    protected Mailbox open() {
        return FLEET.server().member().mailbox();
    }

    @Override
    protected Mailbox reopen() {
        return open();
    }
}
