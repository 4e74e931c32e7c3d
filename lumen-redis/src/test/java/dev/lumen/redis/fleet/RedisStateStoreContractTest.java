package dev.lumen.redis.fleet;

import dev.lumen.api.state.StateStore;
import dev.lumen.api.state.StateStoreContract;
import java.util.Optional;
import org.junit.jupiter.api.extension.RegisterExtension;

class RedisStateStoreContractTest extends StateStoreContract {
    @RegisterExtension
    static final FleetServerExtension FLEET = new FleetServerExtension();

    @Override
    protected StateStore open() {
        return FLEET.server().member().stateStore();
    }

    @Override
    protected Optional<StateStore> reopen() {
        return Optional.of(open());
    }
}
