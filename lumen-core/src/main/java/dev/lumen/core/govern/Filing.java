package dev.lumen.core.govern;

import dev.lumen.api.state.StateStore;
import dev.lumen.api.state.StoredState;
import dev.lumen.core.govern.audit.AuditEntry;
import dev.lumen.core.json.LumenJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * Keeps a docket: first saved, then its new entries are added to the audit log. A JVM that dies in between adds them the next
 * time, as they are on the docket. Not thread-safe.
 */
final class Filing {
    /** The version of the docket's JSON form. */
    private static final int FORMAT_VERSION = 1;

    /** Of a JVM that needs no lease. */
    private static final long NO_TOKEN = 0;

    private final Papers papers;

    Filing(Papers papers) {
        this.papers = papers;
    }

    /**
     * The docket as it was saved last. Where there is none but a log, the log goes on where it ends.
     *
     * @throws DamagedDocketException if it is no docket
     * @throws IOException if it cannot be read or is of a newer version; nothing may be governed then
     */
    Docket load() throws Exception {
        Optional<StoredState> stored = papers.docket().load();
        if (stored.isEmpty()) {
            return afterTheLog();
        }
        int version = stored.get().formatVersion();
        if (version > FORMAT_VERSION) {
            throw new IOException("docket format version is " + version + ", allowed: 1 to " + FORMAT_VERSION);
        }
        try {
            return LumenJson.read(stored.get().bytes(), Docket.class);
        } catch (IOException e) {
            throw new DamagedDocketException(e);
        }
    }

    /** An empty docket whose entries follow on the log's last, stopped if the log says so. */
    Docket afterTheLog() throws Exception {
        List<String> lines = papers.audit().lines();
        if (lines.isEmpty()) {
            return Docket.EMPTY;
        }
        Optional<EmergencyStop> stop = Optional.empty();
        String hash = "";
        for (String line : lines) {
            AuditEntry entry = LumenJson.read(line.getBytes(StandardCharsets.UTF_8), AuditEntry.class);
            hash = entry.hash();
            if (entry.event().equals(AuditEntry.STOPPED)) {
                stop = Optional.of(new EmergencyStop(entry.at(), entry.by(), entry.why()));
            } else if (entry.event().equals(AuditEntry.RELEASED)) {
                stop = Optional.empty();
            }
        }
        return Docket.EMPTY.after(lines.size(), hash).stopped(stop);
    }

    void save(Docket docket, long token) throws Exception {
        StateStore store = papers.docket();
        StoredState state = StoredState.of(FORMAT_VERSION, LumenJson.bytes(docket));
        if (token == NO_TOKEN) {
            store.save(state);
        } else {
            store.save(state, token);
        }
    }

    /** Adds what is not yet in the log, and returns the docket without it. */
    Docket log(Docket docket) throws Exception {
        if (!docket.unwritten().isEmpty()) {
            papers.audit()
                    .append(
                            docket.audited(),
                            docket.unwritten().stream().map(LumenJson::line).toList());
        }
        return docket.written();
    }
}
