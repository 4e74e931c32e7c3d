package dev.lumen.core.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.lumen.api.act.EvidenceChannel;
import dev.lumen.api.evidence.Estimate;
import dev.lumen.api.evidence.EvidenceBatch;
import dev.lumen.api.evidence.SurfacePoint;
import dev.lumen.api.observe.CacheName;
import dev.lumen.api.units.ByteSize;
import dev.lumen.core.fleet.InProcessFleet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Four JVMs with a quarter of a workload each, in virtual time, and one that sees all of it. */
@Tag("any-jdk")
class FleetProfileTest {
    private static final ByteSize ROOMY = ByteSize.ofMegabytes(4);
    /** Enough for every key. */
    private static final ByteSize AMPLE = ByteSize.ofMegabytes(64);

    private static final int ACCESSES = 100_000;

    private final AtomicLong clock = new AtomicLong(1_795_000_000_000L);
    private final InProcessFleet fleet = new InProcessFleet(CacheName.of("answers"));

    @Test
    void four_jvms_with_a_quarter_each_give_the_surface_of_one_with_all() throws Exception {
        Run run = run(0, AMPLE);
        assertThat(run.fleet.requests()).isEqualTo(ACCESSES);
        assertSame(run, 0.002);
    }

    @Test
    void so_they_do_with_one_key_in_eight_within_the_error_of_the_sample() throws Exception {
        Run run = run(3, ROOMY);
        assertThat(run.fleet.requests()).isEqualTo(ACCESSES);
        for (int cell = 0; cell < run.fleet.points().size(); cell++) {
            SurfacePoint sampled = run.fleet.points().get(cell);
            double exact = run.one.points().get(cell).hitRatio().value();
            double half = (sampled.hitRatio().high() - sampled.hitRatio().low()) / 2;
            assertThat(sampled.hitRatio().value()).as("cell %d", cell).isCloseTo(exact, within(2 * half + 0.002));
        }
    }

    @Test
    void a_lost_batch_is_counted_and_costs_nothing_else() {
        FleetRecorder recorder = FleetRecorder.of(0, clock::get);
        FleetProfile profile = profile(0, RecordedWorkload.LIMIT);
        for (int batch = 0; batch < 10; batch++) {
            for (int key = 0; key < 100; key++) {
                recorder.hit(key, 10);
            }
            EvidenceBatch next = recorder.next(1000);
            if (batch != 4 && batch != 5) {
                profile.take(next);
                profile.take(next); // twice, as a channel may
            }
        }
        assertThat(profile.lostBatches()).isEqualTo(2);
        assertThat(profile.surface().requests()).isEqualTo(800);
        assertThat(profile.activeSenders()).isEqualTo(1);
    }

    @Test
    void a_batch_of_another_sample_is_counted_and_left_out() {
        FleetRecorder recorder = FleetRecorder.of(1, clock::get);
        FleetProfile profile = profile(0, RecordedWorkload.LIMIT);
        recorder.hit(1, 1);
        profile.take(recorder.next(10));
        assertThat(profile.foreignBatches()).isEqualTo(1);
        assertThat(profile.surface().requests()).isZero();
    }

    @Test
    void a_jvm_that_falls_silent_holds_the_others_up_for_some_seconds_only() {
        FleetRecorder silent = FleetRecorder.of(0, clock::get);
        FleetRecorder other = FleetRecorder.of(0, clock::get);
        FleetProfile profile = profile(0, RecordedWorkload.LIMIT);
        profile.take(silent.next(10));
        double seen = 0;
        for (int second = 0; second < 8; second++) {
            clock.addAndGet(1000);
            other.hit(1, 1);
            profile.take(other.next(10));
            seen = profile.surface().requests();
            assertThat(seen).isEqualTo(second < 5 ? 0 : second + 1);
        }
        assertThat(profile.activeSenders()).isEqualTo(1);
    }

    @Test
    void contents_that_change_are_seen_across_jvms() {
        List<FleetRecorder> jvms = List.of(FleetRecorder.of(0, clock::get), FleetRecorder.of(0, clock::get));
        FleetProfile profile = profile(0, ROOMY);
        // Every key changes once in ten minutes on average; each JVM loads what it has not held for 100 s.
        SplittableRandom random = new SplittableRandom(3);
        long start = clock.get();
        for (int second = 0; second < 2_000; second++) {
            for (int i = 0; i < 20; i++) {
                int key = random.nextInt(100);
                long version = (clock.get() - start + key * 6_000L)
                        / Duration.ofMinutes(10).toMillis();
                FleetRecorder jvm = jvms.get(random.nextInt(2));
                if (random.nextInt(20) == 0) {
                    jvm.loaded(key, 100, key * 1_000_003L + version, 1);
                } else {
                    jvm.hit(key, 100);
                }
            }
            clock.addAndGet(1_000);
            jvms.forEach(jvm -> profile.take(jvm.next(1_000)));
        }
        ProfiledSurface surface = profile.surface();
        double stale = surface.points()
                .get(surface.sizes().size() * 2 - 1)
                .staleRatio()
                .orElseThrow()
                .value();
        // Of a TTL of 600 s and changes every 600 s, half of the hits are stale.
        assertThat(stale).isCloseTo(0.5, within(0.15));
    }

    /** The interval of a sample without hot keys, held against what all accesses give: nine times in ten by its own word. */
    @Test
    void the_intervals_of_a_sample_hold() {
        List<AccessProfile> samples = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            samples.add(new AccessProfile(RecordedWorkload.GRID, ROOMY, Optional.empty(), 7));
            samples.get(i).beginWith(3);
        }
        AccessProfile all = new AccessProfile(RecordedWorkload.GRID, AMPLE, Optional.empty(), 7);
        RecordedWorkload workload = new RecordedWorkload(1);
        for (int i = 0; i < ACCESSES; i++) {
            int key = workload.nextKey();
            long bytes = RecordedWorkload.bytesOf(key);
            all.access(2L * i, AccessProfile.mix(key), bytes, TrackedKeys.UNSEEN);
            for (int sample = 0; sample < samples.size(); sample++) {
                long hash = AccessProfile.mix(key + 1_000_003L * (sample + 1));
                samples.get(sample).access(2L * i, hash, bytes, TrackedKeys.UNSEEN, false);
            }
        }
        ProfiledSurface exact = all.surface();
        int cells = 0;
        int held = 0;
        for (AccessProfile sample : samples) {
            List<SurfacePoint> points = sample.surface().points();
            for (int cell = 0; cell < exact.points().size(); cell++) {
                double truth = exact.points().get(cell).hitRatio().value();
                Estimate estimate = points.get(cell).hitRatio();
                cells++;
                held += estimate.low() <= truth && truth <= estimate.high() ? 1 : 0;
                assertThat(estimate.high() - estimate.low()).isLessThan(0.07);
            }
        }
        assertThat(held).isGreaterThan(cells * 3 / 4);
    }

    private static FleetProfile profile(int sampleBits, ByteSize limit) {
        return FleetProfile.of(RecordedWorkload.GRID, limit, Optional.empty(), sampleBits, 7);
    }

    private Run run(int sampleBits, ByteSize limit) throws Exception {
        List<FleetRecorder> jvms = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            jvms.add(FleetRecorder.of(sampleBits, clock::get));
        }
        EvidenceChannel channel = fleet.evidenceChannel();
        FleetProfile profile = profile(sampleBits, limit);
        AccessProfile one = new AccessProfile(RecordedWorkload.GRID, AMPLE, Optional.empty(), 7);
        RecordedWorkload workload = new RecordedWorkload(1);
        SplittableRandom balancer = new SplittableRandom(2);
        for (int i = 0; i < ACCESSES; i++) {
            int key = workload.nextKey();
            long bytes = RecordedWorkload.bytesOf(key);
            long hash = key + 1_000_003L; // sizes go by the mixed key, and must not go by the sample
            one.access(clock.get(), AccessProfile.mix(hash), bytes, TrackedKeys.UNSEEN);
            jvms.get(balancer.nextInt(4)).hit(hash, bytes);
            clock.addAndGet(2);
            if (i % 500 == 499) {
                for (FleetRecorder jvm : jvms) {
                    channel.send(jvm.next(channel.largestBatch()));
                }
                channel.drain(100).forEach(profile::take);
            }
        }
        assertThat(profile.lostBatches()).isZero();
        return new Run(profile.surface(), one.surface());
    }

    private static void assertSame(Run run, double tolerance) {
        for (int cell = 0; cell < run.fleet.points().size(); cell++) {
            assertThat(run.fleet.points().get(cell).hitRatio().value())
                    .as("cell %d", cell)
                    .isCloseTo(run.one.points().get(cell).hitRatio().value(), within(tolerance));
        }
    }

    private record Run(ProfiledSurface fleet, ProfiledSurface one) {}
}
