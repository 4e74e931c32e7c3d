package dev.lumen.examples.cli;

import dev.lumen.api.act.Proposal;
import dev.lumen.core.govern.Letter;
import dev.lumen.core.govern.Papers;
import dev.lumen.core.govern.audit.AuditEntry;
import dev.lumen.core.json.LumenJson;
import dev.lumen.core.state.FileAuditLog;
import dev.lumen.core.state.FileMailbox;
import dev.lumen.core.state.FileStateStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Where a service keeps what it governs a cache by: {@code docket.json}, {@code audit.jsonl}, and {@code mail}. */
final class StateDirectory {
    @Option(
            names = "--state-dir",
            required = true,
            paramLabel = "DIR",
            description = "Where the service keeps docket.json, audit.jsonl and mail.")
    private Path directory;

    @Option(names = "--by", paramLabel = "NAME", description = "Who says it. Default: the user of this machine.")
    private Optional<String> name;

    @Option(names = "--why", paramLabel = "TEXT", defaultValue = "", description = "Why, in your own words.")
    private String why;

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

    /** Who speaks. */
    String by() {
        return "cli:" + name.orElseGet(() -> System.getProperty("user.name", "unknown"));
    }

    /** The lines of the audit log. */
    List<String> lines() {
        if (!Files.isDirectory(directory)) {
            throw Failure.usage("--state-dir", "'" + directory + "'", "a directory that a service governs a cache by");
        }
        try {
            return papers(directory).audit().lines();
        } catch (Exception e) {
            throw new Failure(ExitStatus.DATA, "the audit log cannot be read: " + Cause.of(e), e);
        }
    }

    /** The entries of the audit log. */
    static List<AuditEntry> entries(List<String> lines) {
        List<AuditEntry> entries = new ArrayList<>();
        for (String line : lines) {
            try {
                entries.add(LumenJson.read(line.getBytes(StandardCharsets.UTF_8), AuditEntry.class));
            } catch (IOException e) {
                throw new Failure(
                        ExitStatus.DATA,
                        "line " + (entries.size() + 1) + " of the audit log is no entry: " + Cause.of(e),
                        e);
            }
        }
        return entries;
    }

    /** Leaves an answer to a proposal that waits for one. */
    void answer(Letter.Kind kind, String id) {
        if (!Proposal.isId(id)) {
            throw Failure.usage("ID", "'" + id + "'", "1 to 64 letters, digits and hyphens");
        }
        List<AuditEntry> entries = entries(lines());
        String status = entries.stream()
                .filter(entry -> entry.proposalId().filter(id::equals).isPresent()
                        && !entry.event().equals("REFUSED"))
                .reduce((first, second) -> second)
                .map(AuditEntry::event)
                .orElseThrow(() -> new Failure(
                        ExitStatus.DATA,
                        "ID is '" + id + "', allowed: a proposal in " + directory + ", see lumen history"));
        if (!status.equals("PROPOSED")) {
            throw new Failure(ExitStatus.DATA, id + " is " + status + " already: a second answer changes nothing");
        }
        post(new Letter(kind, Optional.of(id), by(), Instant.now(), why));
    }

    /** Leaves an order. */
    void order(Letter.Kind kind) {
        lines();
        post(new Letter(kind, Optional.empty(), by(), Instant.now(), why));
    }

    private void post(Letter letter) {
        try {
            letter.post(papers(directory).mail());
        } catch (IllegalArgumentException e) {
            throw new Failure(ExitStatus.USAGE, String.valueOf(e.getMessage()), e);
        } catch (Exception e) {
            throw OutputDirectory.notWritable(directory, e);
        }
    }
}
