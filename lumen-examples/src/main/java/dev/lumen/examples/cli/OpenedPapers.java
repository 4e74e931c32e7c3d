package dev.lumen.examples.cli;

import dev.lumen.api.act.Proposal;
import dev.lumen.api.act.RunLease;
import dev.lumen.api.observe.CacheName;
import dev.lumen.core.govern.Letter;
import dev.lumen.core.govern.Papers;
import dev.lumen.core.govern.audit.AuditEntry;
import dev.lumen.core.json.LumenJson;
import dev.lumen.redis.fleet.FleetRedis;
import dev.lumen.redis.fleet.RedisFleet;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** What a service or a fleet governs a cache by, opened for one command. */
final class OpenedPapers implements AutoCloseable {
    private final Papers papers;
    private final String place;
    private final Function<Exception, Failure> unreadable;
    private final Function<Exception, Failure> unwritable;
    private final Closing parts;

    private OpenedPapers(
            Papers papers,
            String place,
            Function<Exception, Failure> unreadable,
            Function<Exception, Failure> unwritable,
            Closing parts) {
        this.papers = papers;
        this.place = place;
        this.unreadable = unreadable;
        this.unwritable = unwritable;
        this.parts = parts;
    }

    /** Those in the state directory of a service. */
    static OpenedPapers in(Path directory) {
        if (!Files.isDirectory(directory)) {
            throw Failure.usage("--state-dir", "'" + directory + "'", "a directory that a service governs a cache by");
        }
        return new OpenedPapers(
                ServiceFiles.papers(directory),
                directory.toString(),
                e -> new Failure(ExitStatus.DATA, "the audit log cannot be read: " + Cause.of(e), e),
                e -> OutputDirectory.notWritable(directory, e),
                new Closing());
    }

    /** Those of the fleet of a cache. Nothing is asked yet, and the lead is never asked for. */
    static OpenedPapers ofFleet(RedisTarget target, CacheName cache) {
        Closing parts = new Closing();
        FleetRedis redis = parts.keep(target.connections());
        RedisFleet fleet = RedisFleet.of(redis, cache);
        RunLease lease = parts.keep(fleet.lease(Duration.ofMinutes(1)));
        return new OpenedPapers(
                new Papers(fleet.docketStore(), fleet.auditLog(lease), fleet.mailbox()),
                "the fleet of " + cache.value() + " at " + target.shown(),
                target::unreachable,
                e -> new Failure(ExitStatus.UNAVAILABLE, target.shown() + " does not take it: " + Cause.of(e), e),
                parts);
    }

    /** The lines of the audit log. */
    List<String> lines() {
        try {
            return papers.audit().lines();
        } catch (Exception e) {
            throw unreadable.apply(e);
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

    /** Refuses a proposal that is not known, or does not wait for an answer. */
    void requireOpen(String id) {
        if (!Proposal.isId(id)) {
            throw Failure.usage("ID", "'" + id + "'", "1 to 64 letters, digits and hyphens");
        }
        String status = entries(lines()).stream()
                .filter(entry -> entry.proposalId().filter(id::equals).isPresent()
                        && !entry.event().equals("REFUSED"))
                .reduce((first, second) -> second)
                .map(AuditEntry::event)
                .orElseThrow(() -> new Failure(
                        ExitStatus.DATA,
                        "ID is '" + id + "', allowed: a proposal in " + place + ", see lumen history"));
        if (!status.equals("PROPOSED")) {
            throw new Failure(ExitStatus.DATA, id + " is " + status + " already: a second answer changes nothing");
        }
    }

    /** Leaves it for the next run. */
    void post(Letter letter) {
        try {
            letter.post(papers.mail());
        } catch (IllegalArgumentException e) {
            throw new Failure(ExitStatus.USAGE, String.valueOf(e.getMessage()), e);
        } catch (Exception e) {
            throw unwritable.apply(e);
        }
    }

    @Override
    public void close() {
        parts.close();
    }
}
