package dev.lumen.core.profile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lumen.api.act.EvidenceChannel;
import dev.lumen.api.act.RunLease;
import dev.lumen.api.evidence.EvidenceBatch;
import dev.lumen.api.observe.CacheName;
import dev.lumen.api.units.ByteSize;
import dev.lumen.core.FeedbackOrchestrator;
import dev.lumen.core.fleet.InProcessFleet;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a feedback says of evidence that does not arrive. */
class FleetEvidenceTest {
    private static final CacheName CACHE = CacheName.of("answers");

    private final RunLease lease = new InProcessFleet(CACHE, System::nanoTime).lease(Duration.ofMinutes(5));
    private final Broken channel = new Broken();

    private FleetEvidence evidence() {
        FleetProfile profile = FleetProfile.of(RecordedWorkload.GRID, ByteSize.ofMegabytes(1), Optional.empty(), 0);
        return FleetEvidence.start(FleetRecorder.of(0), channel, lease, profile);
    }

    @Test
    void each_feedback_says_what_was_lost_since_the_one_before() throws Exception {
        lease.acquire();
        try (FleetEvidence evidence = evidence();
                FeedbackOrchestrator lumen = FeedbackOrchestrator.builder(CACHE)
                        .source(cache -> {
                            throw new IOException("not asked here");
                        })
                        .lease(lease)
                        .fleetEvidence(evidence)
                        .build()) {
            evidence.surface();
            assertThat(lumen.run().notices()).noneMatch(notice -> notice.contains("evidence"));
            channel.broken = true;
            evidence.surface();
            assertThat(lumen.run().notices())
                    .filteredOn(notice -> notice.contains("evidence"))
                    .singleElement()
                    .asString()
                    .contains("broken channel fails (the wire is cut)", "of this JVM could not be sent");
            channel.broken = false;
            evidence.surface();
            lumen.run();
            assertThat(lumen.run().notices()).noneMatch(notice -> notice.contains("evidence"));
        }
    }

    @Test
    void a_gap_in_what_a_sender_sent_is_said_once() throws Exception {
        lease.acquire();
        try (FleetEvidence evidence = evidence()) {
            channel.waiting = List.of(batch(0), batch(3));
            evidence.surface();
            assertThat(evidence.remark().orElseThrow()).contains("2 batches of the fleet were lost on their way");
            assertThat(evidence.remark()).isEmpty();
        }
    }

    private static EvidenceBatch batch(long sequence) {
        return new EvidenceBatch("another", sequence, 0, 0, 0, 0, List.of());
    }

    private static final class Broken implements EvidenceChannel {
        private volatile boolean broken;
        private volatile List<EvidenceBatch> waiting = List.of();

        @Override
        public void send(EvidenceBatch batch) throws IOException {
            if (broken) {
                throw new IOException("the wire is cut");
            }
        }

        @Override
        public int largestBatch() {
            return 64;
        }

        @Override
        public List<EvidenceBatch> drain(int most) {
            List<EvidenceBatch> now = waiting;
            waiting = List.of();
            return now;
        }

        @Override
        public String name() {
            return "broken channel";
        }

        @Override
        public void close() {}
    }
}
