package dev.lumen.core.govern.audit;

import dev.lumen.core.json.LumenJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** Checks that an audit log is whole. */
public final class AuditChain {
    private AuditChain() {}

    /**
     * The first thing that is wrong with a log: a line that is no entry, was altered, is missing or out of its order.
     *
     * @param lines the log's lines, the first of the log first
     * @return in words that name the line, counted from 1; empty where all is well
     */
    public static Optional<String> fault(List<String> lines) {
        String previous = "";
        for (int i = 0; i < lines.size(); i++) {
            AuditEntry entry;
            try {
                entry = LumenJson.read(lines.get(i).getBytes(StandardCharsets.UTF_8), AuditEntry.class);
            } catch (IOException e) {
                return Optional.of("line " + (i + 1) + " is no entry: " + e.getMessage());
            }
            Optional<String> fault = fault(entry, lines.get(i), i + 1, previous);
            if (fault.isPresent()) {
                return fault;
            }
            previous = entry.hash();
        }
        return Optional.empty();
    }

    private static Optional<String> fault(AuditEntry entry, String line, int number, String previous) {
        if (entry.sequence() != number) {
            return Optional.of(
                    "line " + number + " holds entry " + entry.sequence() + ": one is missing, or out of order");
        }
        if (!entry.previous().equals(previous)) {
            return Optional.of("line " + number + " does not follow the line before: one of them was altered");
        }
        if (!entry.hasItsHash() || !LumenJson.line(entry).equals(line)) {
            return Optional.of("line " + number + " was altered: its hash is not that of what it says");
        }
        return Optional.empty();
    }
}
