package dev.lumen.examples.cli;

import dev.lumen.api.state.StateStore;
import dev.lumen.core.govern.Papers;
import dev.lumen.core.state.FileAuditLog;
import dev.lumen.core.state.FileMailbox;
import dev.lumen.core.state.FileStateStore;
import dev.lumen.core.state.InMemoryStateStore;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where a service keeps what a restart must not forget, and what it governs a cache by: {@code docket.json}, {@code audit.jsonl}, and
 * {@code mail}.
 *
 * @param directory absent where it forgets at its end
 */
record ServiceFiles(Optional<Path> directory) {
    /** Makes {@code directory} where it is not there, and makes sure that it can be written to. */
    static ServiceFiles in(Optional<Path> directory) {
        return new ServiceFiles(directory.map(OutputDirectory::ready));
    }

    /** The papers of a steward in {@code directory}. */
    static Papers papers(Path directory) {
        return new Papers(
                new FileStateStore(docket(directory)),
                new FileAuditLog(directory.resolve("audit.jsonl")),
                new FileMailbox(directory.resolve("mail")));
    }

    /** The docket in {@code directory}. */
    static Path docket(Path directory) {
        return directory.resolve("docket.json");
    }

    /** A store of its own for something. */
    StateStore store(String name) {
        return directory
                .<StateStore>map(path -> new FileStateStore(path.resolve(name + ".json")))
                .orElseGet(InMemoryStateStore::new);
    }
}
