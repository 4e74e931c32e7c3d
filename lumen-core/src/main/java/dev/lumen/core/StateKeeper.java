package dev.lumen.core;

import dev.lumen.api.observe.MissingReason;
import dev.lumen.api.observe.Observation;
import dev.lumen.api.observe.Observation.Missing;
import dev.lumen.api.state.StateStore;
import dev.lumen.api.state.StoredState;
import dev.lumen.api.units.Require;
import dev.lumen.core.collect.Guard;
import dev.lumen.core.collect.Guards;
import dev.lumen.core.json.LumenJson;
import dev.lumen.core.state.RunState;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Loads the state at the first run and saves it at each; a store that fails costs the state and nothing else. One that is
 * only late is asked again at the next run, and nothing is saved over what it may still hold; where it then holds nothing,
 * what the runs before have seen stays.
 */
final class StateKeeper {
    private final StateStore store;
    private final Guard guard;
    private RunState state = RunState.EMPTY;
    private boolean loaded;

    StateKeeper(StateStore store, Guards guards) {
        this.store = store;
        this.guard = guards.of(store.name());
    }

    RunState load(Duration patience, List<String> notices) {
        if (!loaded) {
            Observation<RunState> read =
                    guard.call(() -> decode(Require.present("stored state", store.load())), patience);
            if (read instanceof Missing<RunState> missing) {
                notices.add("the state could not be loaded, so this run goes on without: " + missing.detail());
            }
            state = read.trusted()
                    .filter(stored -> !stored.equals(RunState.EMPTY))
                    .orElse(state);
            loaded = !late(read);
        }
        return state;
    }

    void save(RunState next, Duration patience, List<String> problems) {
        state = next;
        if (!loaded) {
            problems.add("the state was not saved, so as not to replace one that could not be loaded yet");
            return;
        }
        Observation<Boolean> saved = guard.call(
                () -> {
                    store.save(StoredState.of(RunState.FORMAT_VERSION, LumenJson.bytes(next)));
                    return true;
                },
                patience);
        if (saved instanceof Missing<Boolean> missing) {
            problems.add("the state could not be saved: " + missing.detail());
        }
    }

    private static boolean late(Observation<RunState> read) {
        return read instanceof Missing<RunState> missing
                && (missing.reason() == MissingReason.TIMEOUT || missing.reason() == MissingReason.BUSY);
    }

    private static RunState decode(Optional<StoredState> stored) throws Exception {
        if (stored.isEmpty()) {
            return RunState.EMPTY;
        }
        if (stored.get().formatVersion() != RunState.FORMAT_VERSION) {
            throw new IllegalArgumentException("state format version is "
                    + stored.get().formatVersion() + ", allowed: " + RunState.FORMAT_VERSION);
        }
        return LumenJson.read(stored.get().bytes(), RunState.class);
    }
}
