package dev.lumen.core.fleet;

import dev.lumen.api.evidence.EvidenceBatch;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** The latest batches, and how many there ever were. Thread-safe. */
final class EvidencePlace {
    static final int KEPT = 1024;

    private final ArrayDeque<EvidenceBatch> batches = new ArrayDeque<>(); // guarded by this
    private long sent; // guarded by this

    synchronized void add(EvidenceBatch batch) {
        batches.add(batch);
        sent++;
        if (batches.size() > KEPT) {
            batches.remove();
        }
    }

    /** The next batches from number {@code from} on that are still kept, and the number after them. */
    synchronized Next next(long from, int most) {
        long oldest = sent - batches.size();
        long begin = Math.max(from, oldest);
        List<EvidenceBatch> found = new ArrayList<>();
        Iterator<EvidenceBatch> all = batches.iterator();
        for (long number = oldest; all.hasNext() && found.size() < most; number++) {
            EvidenceBatch batch = all.next();
            if (number >= begin) {
                found.add(batch);
            }
        }
        return new Next(found, begin + found.size());
    }

    record Next(List<EvidenceBatch> batches, long number) {}
}
