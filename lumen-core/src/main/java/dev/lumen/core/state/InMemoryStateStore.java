package dev.lumen.core.state;

import dev.lumen.api.state.StateStore;
import dev.lumen.api.state.StoredState;
import java.util.Optional;

/** Keeps the state for as long as the JVM lives: what an orchestrator uses unless the host names another. Thread-safe. */
public final class InMemoryStateStore implements StateStore {
    private volatile Optional<StoredState> state = Optional.empty();

    /** An empty store. */
    public InMemoryStateStore() {}

    @Override
    public Optional<StoredState> load() {
        return state;
    }

    @Override
    public void save(StoredState next) {
        state = Optional.of(next);
    }
}
