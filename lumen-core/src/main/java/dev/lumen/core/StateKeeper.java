package dev.lumen.core;

import dev.lumen.api.observe.MissingReason;
import dev.lumen.api.observe.Observation;
import dev.lumen.api.observe.Observation.Missing;
import dev.lumen.api.state.StaleWriteException;
import dev.lumen.api.state.StateStore;
import dev.lumen.api.state.StoredState;
import dev.lumen.api.units.Require;
import dev.lumen.core.collect.Guard;
import dev.lumen.core.collect.Guards;
import dev.lumen.core.state.RunState;
import dev.lumen.core.state.StateFormat;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Loads the state at the first run and saves it at each; a store that fails costs the state and nothing else. One that is
 * only late is asked again at the next run, and nothing is saved over what it may still hold; where it then holds nothing,
 * what the runs before have seen stays.
 *
 * <p>Where many JVMs share the store, each that comes to lead loads what the one before has left: a token that was not there
 * at the last run says so.
 *
 * <p>What cannot be understood is not lost: a state of a newer version stays where it is and nothing is saved over it, since
 * whoever wrote it may come back; one of a known version that is not its JSON is set aside where the store can.
 */
final class StateKeeper {
    private static final String FOREIGN =
            "the stored state is of a newer format than this version of Lumen knows (1 to " + RunState.FORMAT_VERSION
                    + "): the loop goes on without it, and saves nothing over it";

    private final StateStore store;
    private final Guard guard;
    private final StateFormat format = new StateFormat();
    private RunState state = RunState.EMPTY;
    private volatile boolean loaded;
    private long token;
    private boolean foreign;

    StateKeeper(StateStore store, Guards guards) {
        this.store = store;
        this.guard = guards.of(store.name());
    }

    RunState load(Leadership.Standing standing, Duration patience, List<String> notices) {
        if (standing.token() != token) {
            token = standing.token();
            loaded = false;
        }
        if (!loaded) {
            Observation<Stored> read = guard.call(this::read, patience);
            if (read instanceof Missing<Stored> missing) {
                notices.add("the state could not be loaded, so this run goes on without: " + missing.detail());
            }
            foreign = read.trusted().filter(Stored::newer).isPresent();
            state = read.trusted()
                    .map(Stored::state)
                    .filter(stored -> !stored.equals(RunState.EMPTY))
                    .orElse(state);
            loaded = !late(read);
        }
        if (foreign) {
            notices.add(FOREIGN);
        }
        return state;
    }

    /** Returns false where another JVM leads now, whose state stays; whatever else goes wrong is told of and costs the state. */
    boolean save(RunState next, Duration patience, List<String> problems) {
        state = next;
        if (foreign) {
            return true;
        }
        if (!loaded) {
            problems.add("the state was not saved, so as not to replace one that could not be loaded yet");
            return true;
        }
        Observation<Boolean> saved = guard.call(() -> write(format.encode(next)), patience);
        if (saved instanceof Missing<Boolean> missing) {
            problems.add("the state could not be saved: " + missing.detail());
        }
        return saved.trusted().orElse(true);
    }

    private boolean write(StoredState encoded) throws Exception {
        if (token == Leadership.NO_TOKEN) {
            store.save(encoded);
            return true;
        }
        try {
            store.save(encoded, token);
            return true;
        } catch (StaleWriteException e) {
            loaded = false; // so that the next run goes on from what is there
            return false;
        }
    }

    private Stored read() throws Exception {
        Optional<StoredState> stored = Require.present("stored state", store.load());
        if (stored.isEmpty()) {
            return new Stored(RunState.EMPTY, false);
        }
        if (StateFormat.isNewer(stored.get())) {
            return new Stored(RunState.EMPTY, true);
        }
        try {
            return new Stored(StateFormat.decode(stored.get()), false);
        } catch (IOException e) {
            throw new IOException(
                    e.getMessage()
                            + Require.present("place of the state", store.setAside())
                                    .map(place -> "; it was set aside as " + place)
                                    .orElse(""),
                    e);
        }
    }

    private static boolean late(Observation<Stored> read) {
        return read instanceof Missing<Stored> missing
                && (missing.reason() == MissingReason.TIMEOUT || missing.reason() == MissingReason.BUSY);
    }

    /** What was in the store: nothing, where it is of a newer version. */
    private record Stored(RunState state, boolean newer) {}
}
