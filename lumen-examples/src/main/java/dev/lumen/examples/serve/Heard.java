package dev.lumen.examples.serve;

import dev.lumen.api.state.StateStore;
import dev.lumen.api.state.StoredState;
import dev.lumen.api.units.Require;
import dev.lumen.core.json.LumenJson;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which messages have been dealt with, the last {@value #MOST} of them, over a restart where it has a store. Thread-safe. Where the
 * store fails the memory has to do: a message that comes twice costs a run, and nothing else.
 */
final class Heard {
    private static final Logger LOG = LoggerFactory.getLogger(Heard.class);
    private static final int MOST = 1_000;
    private static final int FORMAT_VERSION = 1;

    private final StateStore store;
    private final Set<String> ids = new LinkedHashSet<>(); // guarded by this

    /**
     * What is in the store.
     *
     * @param ids oldest first
     */
    record Ids(List<String> ids) {
        Ids {
            Require.noNull(Ids.class, ids);
            ids = List.copyOf(ids);
        }
    }

    Heard(StateStore store) {
        this.store = store;
        try {
            store.load().ifPresent(this::take);
        } catch (Exception e) {
            LOG.warn("the ids of earlier messages cannot be read: {}", e.getMessage());
        }
    }

    private void take(StoredState stored) {
        try {
            ids.addAll(LumenJson.read(stored.bytes(), Ids.class).ids());
        } catch (java.io.IOException e) {
            LOG.warn("the ids of earlier messages are damaged: {}", e.getMessage());
        }
    }

    synchronized boolean has(String id) {
        return ids.contains(id);
    }

    synchronized void add(String id) {
        ids.add(id);
        while (ids.size() > MOST) {
            ids.remove(ids.iterator().next());
        }
        try {
            store.save(StoredState.of(FORMAT_VERSION, LumenJson.bytes(new Ids(List.copyOf(ids)))));
        } catch (Exception e) {
            LOG.warn("the ids of messages cannot be saved: {}", e.getMessage());
        }
    }
}
