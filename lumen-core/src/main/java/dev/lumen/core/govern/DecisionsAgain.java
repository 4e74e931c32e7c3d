package dev.lumen.core.govern;

import dev.lumen.api.units.Require;
import dev.lumen.core.govern.audit.AuditEntry;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Makes the decisions in an audit log again from the inputs that it keeps: the same inputs have to give the same answer. */
public final class DecisionsAgain {
    private DecisionsAgain() {}

    /**
     * The first decision that comes out otherwise.
     *
     * @param entries the whole log, the first entry first, its chain being whole
     * @return in words that name the entry; empty where all come out as they did
     */
    public static Optional<String> fault(List<AuditEntry> entries) {
        Require.present("entries", entries);
        for (AuditEntry entry : entries) {
            Optional<String> fault = entry.inputs().flatMap(packed -> fault(entries, entry, packed));
            if (fault.isPresent()) {
                return fault;
            }
        }
        return Optional.empty();
    }

    private static Optional<String> fault(List<AuditEntry> entries, AuditEntry entry, String packed) {
        String which = "the decisions before entry " + entry.sequence();
        try {
            List<AuditEntry> again = Inputs.unpacked(packed).decideAgain().unwritten();
            int end = (int) Math.min(entries.size(), entry.sequence() - 1);
            int begin = Math.max(0, end - again.size());
            return entries.subList(begin, end).equals(again)
                    ? Optional.empty()
                    : Optional.of(which + " come out otherwise when they are made again from their inputs");
        } catch (IOException e) {
            return Optional.of(which + " cannot be made again: " + e.getMessage());
        }
    }
}
