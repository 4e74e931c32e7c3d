package dev.lumen.redis.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.lumen.api.act.EvidenceChannel;
import dev.lumen.api.act.RunLease;
import dev.lumen.api.evidence.Estimate;
import dev.lumen.api.evidence.EvidenceBatch;
import dev.lumen.api.evidence.HitRatioSurface;
import dev.lumen.api.evidence.SampledAccess;
import dev.lumen.api.evidence.SampledAccess.Kind;
import dev.lumen.api.units.ByteSize;
import dev.lumen.core.profile.AccessProfile;
import dev.lumen.core.profile.FleetEvidence;
import dev.lumen.core.profile.FleetProfile;
import dev.lumen.core.profile.FleetRecorder;
import dev.lumen.core.profile.ProfiledSurface;
import dev.lumen.redis.testkit.JavaProcess;
import dev.lumen.redis.testkit.Patience;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What many JVMs have seen, through a real stream. */
@Timeout(120)
@Tag("any-jdk")
class FleetEvidenceTest {
    private static final ByteSize ROOMY = ByteSize.ofMegabytes(16);
    private static final Duration SOON = Duration.ofSeconds(20);
    private static FleetServer server;

    @BeforeAll
    static void start() {
        server = new FleetServer();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void another() {
        server.another();
    }

    @Test
    void four_processes_with_a_quarter_each_give_the_surface_of_one_with_all() throws Exception {
        FleetProfile profile = FleetProfile.of(QuarterTrace.GRID, ROOMY, Optional.empty(), QuarterTrace.SAMPLE_BITS);
        List<JavaProcess> jvms = new ArrayList<>();
        try (EvidenceChannel channel = server.member().evidenceChannel()) {
            for (int i = 0; i < 4; i++) {
                jvms.add(JavaProcess.start(
                        QuarterTrace.class, server.uri().toURI().toString(), server.prefix(), String.valueOf(i)));
            }
            for (JavaProcess jvm : jvms) {
                assertThat(jvm.line()).isEqualTo("ready");
            }
            String begin = String.valueOf(System.currentTimeMillis() + 300);
            for (JavaProcess jvm : jvms) {
                jvm.tell(begin);
            }
            Patience.until("all has come", SOON, () -> {
                channel.drain(64).forEach(profile::take);
                return profile.surface().requests() >= QuarterTrace.ACCESSES;
            });
            for (JavaProcess jvm : jvms) {
                assertThat(jvm.line()).startsWith("recorded");
                assertThat(jvm.status()).isZero();
            }
        } finally {
            for (JavaProcess jvm : jvms) {
                jvm.close();
            }
        }
        assertThat(profile.lostBatches()).isZero();
        assertThat(profile.activeSenders()).isEqualTo(4);
        check(profile.surface(), one());
    }

    /** All of the trace at the times it was meant to be played. */
    private static ProfiledSurface one() {
        AccessProfile all = new AccessProfile(QuarterTrace.GRID, ByteSize.ofMegabytes(64), Optional.empty(), 1);
        QuarterTrace trace = QuarterTrace.begin();
        for (int i = 0; i < QuarterTrace.ACCESSES; i++) {
            int key = trace.nextKey();
            trace.nextJvm();
            all.access((long) i * QuarterTrace.MICROS / 1000, AccessProfile.mix(key), QuarterTrace.bytes(key), 0);
        }
        return all.surface();
    }

    private static void check(ProfiledSurface fleet, ProfiledSurface one) {
        assertThat(fleet.requests()).isEqualTo(one.requests());
        for (int cell = 0; cell < one.points().size(); cell++) {
            Estimate estimate = fleet.points().get(cell).hitRatio();
            double half = (estimate.high() - estimate.low()) / 2;
            assertThat(half).isLessThan(0.03);
            assertThat(estimate.value())
                    .as("cell %d", cell)
                    .isCloseTo(one.points().get(cell).hitRatio().value(), within(2 * half + 0.005));
        }
    }

    @Test
    void the_stream_stays_within_its_limit_and_what_was_trimmed_is_counted() throws Exception {
        RedisFleet fleet = server.member().evidenceLimit(ByteSize.ofMegabytes(1));
        FleetProfile profile = FleetProfile.of(QuarterTrace.GRID, ROOMY, Optional.empty(), 0);
        EvidenceChannel sender = fleet.evidenceChannel();
        EvidenceChannel leader = fleet.evidenceChannel();
        SampledAccess any = new SampledAccess(Kind.LOADED, Long.MIN_VALUE, Long.MIN_VALUE, Long.MAX_VALUE, -1);
        int batches = 200;
        for (int i = 0; i < batches; i++) {
            sender.send(new EvidenceBatch("one", i, 0, i, 0, 0, Collections.nCopies(sender.largestBatch(), any)));
            if (i == 0) {
                leader.drain(1).forEach(profile::take);
            }
        }
        String key = new String(new FleetKeys(server.prefix(), FleetServer.CACHE).evidence(), StandardCharsets.UTF_8);
        long taken = (Long) server.server().call("MEMORY", "USAGE", key, "SAMPLES", "0");
        assertThat(taken)
                .isBetween(
                        ByteSize.ofMegabytes(1).bytes() / 2,
                        ByteSize.ofMegabytes(1).bytes());
        long left = (Long) server.server().call("XLEN", key);
        List<EvidenceBatch> drained = leader.drain(batches);
        assertThat(drained).hasSize((int) left);
        drained.forEach(profile::take);
        assertThat(profile.lostBatches()).isEqualTo(batches - 1 - left);
    }

    @Test
    void only_the_leader_takes_in_and_one_that_takes_over_has_what_is_kept() throws Exception {
        FleetEvidenceMember one = new FleetEvidenceMember();
        FleetEvidenceMember other = new FleetEvidenceMember();
        try {
            one.lease.acquire();
            for (int i = 0; i < 1000; i++) {
                one.recorder.hit(i % 10, 100);
                other.recorder.hit(i % 10, 100);
            }
            Patience.until("both have sent", SOON, () -> one.requests() == 2000);
            assertThat(other.evidence.surface()).isEmpty();
            one.lease.release();
            assertThat(one.evidence.surface()).isEmpty();
            other.lease.acquire();
            Patience.until("taken over", SOON, () -> other.requests() == 2000);
            assertThat(other.evidence.trouble()).isEmpty();
            assertThat(other.evidence.unsentBatches()).isZero();
        } finally {
            one.close();
            other.close();
        }
    }

    private static final class FleetEvidenceMember implements AutoCloseable {
        private final RedisFleet fleet = server.member();
        private final RunLease lease = fleet.lease(Duration.ofMinutes(5));
        private final FleetRecorder recorder = FleetRecorder.of(0);
        private final FleetEvidence evidence = FleetEvidence.start(
                recorder,
                fleet.evidenceChannel(),
                lease,
                FleetProfile.of(QuarterTrace.GRID, ROOMY, Optional.empty(), 0));

        private double requests() {
            return evidence.surface().map(HitRatioSurface::requests).orElse(0.0);
        }

        @Override
        public void close() {
            evidence.close();
            lease.close();
        }
    }
}
