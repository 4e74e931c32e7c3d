package dev.lumen.core.profile;

import dev.lumen.api.evidence.EvidenceBatch;
import java.util.HashMap;
import java.util.Map;

/** How far each sender is, and what of it was lost. A silent one is waited for some seconds, and then forgotten. Not thread-safe. */
final class Senders {
    /** Senders send about once a second. */
    private static final long PATIENCE_MILLIS = 5_000;

    private final Map<String, Progress> progress = new HashMap<>();
    private long newest = Long.MIN_VALUE;
    private long until = Long.MIN_VALUE;
    private long lost;

    /** Takes note of a batch; false where it came before, or after a later one of its sender. */
    boolean isNew(EvidenceBatch batch) {
        Progress before = progress.get(batch.sender());
        if (before != null && batch.sequence() <= before.sequence) {
            return false;
        }
        if (before != null) {
            lost += batch.sequence() - before.sequence - 1;
        }
        progress.put(batch.sender(), new Progress(batch.sequence(), batch.untilMillis()));
        newest = Math.max(newest, batch.untilMillis());
        progress.values().removeIf(each -> newest - each.until > PATIENCE_MILLIS);
        until = progress.values().stream().mapToLong(Progress::until).min().orElse(newest);
        return true;
    }

    /** No sender that is waited for has anything older than this to send. */
    long until() {
        return until;
    }

    long lost() {
        return lost;
    }

    int active() {
        return progress.size();
    }

    private record Progress(long sequence, long until) {}
}
