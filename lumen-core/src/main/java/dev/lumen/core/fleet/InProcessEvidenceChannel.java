package dev.lumen.core.fleet;

import dev.lumen.api.act.EvidenceChannel;
import dev.lumen.api.evidence.EvidenceBatch;
import dev.lumen.api.units.Require;
import java.util.List;

/** One member's view of what all saw. */
final class InProcessEvidenceChannel implements EvidenceChannel {
    private static final int LARGEST = 1024;

    private final EvidencePlace place;
    private long next; // guarded by this

    InProcessEvidenceChannel(EvidencePlace place) {
        this.place = place;
    }

    @Override
    public void send(EvidenceBatch batch) {
        if (batch.sampled().size() > LARGEST) {
            throw Require.refused("sampled accesses of a batch", batch.sampled().size(), "at most " + LARGEST);
        }
        place.add(batch);
    }

    @Override
    public int largestBatch() {
        return LARGEST;
    }

    @Override
    public synchronized List<EvidenceBatch> drain(int most) {
        EvidencePlace.Next found = place.next(next, most);
        next = found.number();
        return found.batches();
    }

    @Override
    public String name() {
        return "evidence channel in this process";
    }

    @Override
    public void close() {}
}
