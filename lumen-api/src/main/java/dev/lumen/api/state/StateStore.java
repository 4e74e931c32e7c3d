package dev.lumen.api.state;

import dev.lumen.api.units.SimpleName;
import java.util.Optional;

/**
 * Keeps the state of one orchestrator between runs.
 *
 * <p>Called by an orchestrator at its first run ({@link #load}; again at the next one only where that gave no answer in
 * time) and at the end of each run after it was loaded ({@link #save}), never by two threads at once. It may block for I/O; a call that outlives its deadline is interrupted, reported, and costs the run
 * nothing but the state.
 */
public interface StateStore {
    /**
     * The last state whose {@link #save} completed.
     *
     * @return empty where nothing was ever saved
     * @throws Exception if there is something that cannot be read
     */
    Optional<StoredState> load() throws Exception;

    /**
     * Replaces the state. When this returns, a later {@link #load} gives {@code state}; when it throws, it gives {@code
     * state} or the one before, whole.
     *
     * @param state what to keep
     * @throws Exception if it could not be kept
     */
    void save(StoredState state) throws Exception;

    /**
     * As {@link #save(StoredState)}, for the leader of a fleet, whose JVMs share the store. One that is shared overrides it, and
     * refuses where a higher token was ever given out, or where what is stored is not what this one has loaded or saved last:
     * both checked in one step with the change.
     *
     * @param state what to keep
     * @param token the fencing token under which the caller leads
     * @throws StaleWriteException if another JVM leads now or has written since; nothing was changed
     * @throws Exception if it could not be kept
     */
    default void save(StoredState state, long token) throws Exception {
        save(state);
    }

    /**
     * Puts what is stored out of the way with its bytes kept, so that {@link #load} finds nothing: asked for where there is a
     * state that no version can have written.
     *
     * @return where it is now, for people; empty where nothing is stored or this store cannot: then the next {@link #save}
     *     replaces it
     * @throws Exception if it could not be put away
     */
    default Optional<String> setAside() throws Exception {
        return Optional.empty();
    }

    /** What reports call this store; the simple class name unless overridden. */
    default String name() {
        return SimpleName.of(this);
    }
}
