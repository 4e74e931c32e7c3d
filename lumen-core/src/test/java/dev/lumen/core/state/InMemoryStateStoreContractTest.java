package dev.lumen.core.state;

import dev.lumen.api.state.StateStore;
import dev.lumen.api.state.StateStoreContract;

class InMemoryStateStoreContractTest extends StateStoreContract {
    @Override
    protected StateStore open() {
        return new InMemoryStateStore();
    }
}
