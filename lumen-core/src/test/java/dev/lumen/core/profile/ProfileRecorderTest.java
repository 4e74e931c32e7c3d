package dev.lumen.core.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.lumen.api.evidence.SurfacePoint;
import dev.lumen.api.units.ByteSize;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProfileRecorderTest {
    private static final Executor NEVER = task -> {};
    private static final Executor AT_ONCE = Runnable::run;

    private final AtomicLong clock = new AtomicLong(1_000_000);

    @Test
    void aRecordedWorkloadHasTheSurfaceOfADirectlyFedOne() {
        ProfileRecorder recorder = recorder(AT_ONCE);
        AccessProfile direct = new AccessProfile(RecordedWorkload.GRID, RecordedWorkload.LIMIT, Optional.empty(), 7);
        RecordedWorkload workload = new RecordedWorkload(1);
        for (int i = 0; i < 1_000_000; i++) {
            int key = workload.nextKey();
            long bytes = RecordedWorkload.bytesOf(key);
            recorder.hit(key, bytes);
            direct.access(clock.get(), AccessProfile.mix(key), bytes, 0);
            clock.addAndGet(2);
        }

        ProfiledSurface surface = recorder.surface();
        assertThat(recorder.dropped()).isZero();
        assertThat(surface.requests()).isEqualTo(direct.requests());
        assertSameHitRatios(surface, direct.surface(), 0.01);
    }

    /** A hundred accesses in a millisecond, most of them of a few keys; which keys the sample holds is another seed's each time. */
    @ParameterizedTest
    @ValueSource(longs = {7, 8, 9})
    void whereAccessesComeFastRepeatedHitsAreCountedAndTheSurfaceStaysTheSame(long seed) {
        Fed fed = feed(3_000_000, 100, seed, RecordedWorkload.GRID);

        ProfiledSurface surface = fed.recorder.surface();
        assertThat(fed.recorder.repeated()).isGreaterThan(1_000_000);
        assertThat(fed.rested).isFalse();
        assertThat(fed.recorder.dropped()).isZero();
        assertThat(fed.recorder.hits()).isEqualTo(3_000_000);
        assertThat(surface.requests()).isEqualTo(3_000_000);
        assertSameHitRatios(surface, fed.direct.surface(), 0.01);
    }

    /** In caches that hold a thousand to all of 100,000 keys, some thousand of which are hot. */
    @Test
    void whereAccessesComeVeryFastHotKeysRestAndTheSurfaceStaysTheSame() {
        ProfileGrid grid = new ProfileGrid(
                List.of(Optional.of(Duration.ofSeconds(60))),
                List.of(bytes(100_000), bytes(300_000), bytes(1_000_000), bytes(3_000_000), Optional.empty()));
        Fed fed = feed(20_000_000, 5_000, 7, grid);

        ProfiledSurface surface = fed.recorder.surface();
        assertThat(fed.rested).isTrue();
        assertThat(fed.recorder.dropped()).isZero();
        assertThat(fed.recorder.hits()).isEqualTo(20_000_000);
        assertThat(surface.requests()).isCloseTo(20_000_000, within(1.5 * HotShifts.SHORTEST_CYCLE));
        assertSameHitRatios(surface, fed.direct.surface(), 0.012);
    }

    @Test
    void restsEndWhereNoKeyIsFollowedButHotOnes() {
        AtomicLong micros = new AtomicLong();
        ProfileRecorder recorder = ProfileRecorder.of(
                RecordedWorkload.GRID,
                RecordedWorkload.LIMIT,
                Optional.empty(),
                AT_ONCE,
                () -> micros.get() / 1_000,
                7,
                () -> 0);
        int rests = 0;
        boolean resting = false;
        for (int i = 0; i < 20 * HotShifts.SHORTEST_CYCLE; i++, micros.addAndGet(i % 2)) {
            recorder.hit(i % 7, 100);
            rests += recorder.isResting() && !resting ? 1 : 0;
            resting = recorder.isResting();
        }

        ProfiledSurface surface = recorder.surface();
        assertThat(rests).isBetween(18, 21);
        assertThat(surface.requests())
                .isCloseTo(20.0 * HotShifts.SHORTEST_CYCLE, within(1.5 * HotShifts.SHORTEST_CYCLE));
        assertThat(at(surface, Optional.empty(), Optional.empty())).isGreaterThan(0.999);
    }

    @Test
    void whenAccessesComeSlowlyAgainHotKeysDoNotRest() {
        ProfileRecorder recorder = recorder(AT_ONCE);
        RecordedWorkload workload = new RecordedWorkload(5);
        for (int i = 0; !recorder.isResting(); i++) {
            recorder.hit(workload.nextKey(), 100);
            clock.addAndGet(i % 2_000 == 0 ? 1 : 0);
        }
        for (int i = 0; i < 10_000; i++) {
            recorder.hit(workload.nextKey(), 100);
            clock.addAndGet(10);
        }
        assertThat(recorder.isResting()).isFalse();
    }

    /** A recorder, a profile that was fed the same accesses, and whether hot keys rested meanwhile. */
    private record Fed(ProfileRecorder recorder, AccessProfile direct, boolean rested) {}

    private static Fed feed(int accesses, int perMilli, long seed, ProfileGrid grid) {
        AtomicInteger fed = new AtomicInteger();
        ProfileRecorder recorder = ProfileRecorder.of(
                grid, RecordedWorkload.LIMIT, Optional.empty(), AT_ONCE, () -> fed.get() / perMilli, seed, () -> 0);
        AccessProfile direct = new AccessProfile(grid, RecordedWorkload.LIMIT, Optional.empty(), seed);
        RecordedWorkload workload = new RecordedWorkload(1);
        boolean rested = false;
        for (int i = 0; i < accesses; i++) {
            int key = workload.nextKey();
            recorder.hit(key, 100);
            direct.access(i / perMilli, AccessProfile.mix(key), 100, 0);
            rested |= recorder.isResting();
            fed.incrementAndGet();
        }
        return new Fed(recorder, direct, rested);
    }

    private static Optional<ByteSize> bytes(long bytes) {
        return Optional.of(ByteSize.ofBytes(bytes));
    }

    /** Rounds between and none for a while: with drops on either side of a round's counts. */
    @Test
    void totalsAreExactWhereAccessesComeFastAndAreDropped() {
        ProfileRecorder recorder = recorder(NEVER);
        RecordedWorkload workload = new RecordedWorkload(3);
        for (int i = 1; i <= 300_000; i++) {
            recorder.hit(workload.nextKey(), 100);
            if (i % 20_000 == 0 || i % 20_000 == 1_000) {
                recorder.drain();
            }
        }

        assertThat(recorder.dropped()).isPositive();
        assertThat(recorder.repeated()).isPositive();
        assertThat(recorder.hits()).isEqualTo(300_000);
    }

    @Test
    void whatIsDroppedShiftsNoHitRatioByMuch() {
        ProfileRecorder recorder = recorder(NEVER);
        AccessProfile direct = new AccessProfile(RecordedWorkload.GRID, RecordedWorkload.LIMIT, Optional.empty(), 7);
        RecordedWorkload workload = new RecordedWorkload(2);
        int ring = RecorderBudget.within(
                        RecordedWorkload.LIMIT, Runtime.getRuntime().availableProcessors())
                .eventsOfStripe();
        int accessesOfRound = (int) (2.75 * ring); // more are followed than find room, on any number of processors
        for (int i = 0; i < 1_000_000; i++) {
            int key = workload.nextKey();
            recorder.hit(key, 100);
            direct.access(clock.get(), AccessProfile.mix(key), 100, 0);
            clock.addAndGet(2);
            if (i % accessesOfRound == 0) {
                recorder.drain();
            }
        }

        ProfiledSurface surface = recorder.surface();
        assertThat(recorder.dropped()).isBetween(50_000L, 500_000L);
        Optional<ByteSize> unlimited = Optional.empty();
        double kept = at(surface, Optional.empty(), unlimited);
        assertThat(kept).isCloseTo(at(direct.surface(), Optional.empty(), unlimited), within(0.05));
        assertThat(surface.requests()).isLessThan(1_000_000);
    }

    @Test
    void totalsAreExactWhateverThreadsRecordAndDrainMeanwhile() throws InterruptedException {
        ProfileRecorder recorder = recorder(NEVER);
        int each = 200_000;
        List<Thread> threads = new ArrayList<>();
        for (int t = 0; t < 4; t++) {
            RecordedWorkload workload = new RecordedWorkload(t);
            threads.add(new Thread(() -> {
                for (int i = 0; i < each; i++) {
                    int key = workload.nextKey();
                    if (i % 10 == 0) {
                        recorder.loaded(key, 100, key, 5);
                    } else {
                        recorder.hit(key, 100);
                    }
                    clock.incrementAndGet();
                }
                recorder.failed(1);
            }));
        }
        AtomicBoolean enough = new AtomicBoolean();
        Thread drainer = new Thread(() -> {
            while (!enough.get()) {
                recorder.drain();
            }
        });
        threads.forEach(Thread::start);
        drainer.start();
        for (Thread thread : threads) {
            thread.join();
        }
        enough.set(true);
        drainer.join();

        double seen = recorder.surface().requests();
        assertThat(recorder.hits()).isEqualTo(4L * each / 10 * 9);
        assertThat(recorder.misses()).isEqualTo(4L * each / 10 + 4);
        assertThat(recorder.loadNanos()).isEqualTo(4L * each / 10 * 5);
        // The profile misses those that were dropped, and as large a share of the rest.
        assertThat(seen).isLessThanOrEqualTo(4.0 * each - recorder.dropped());
        if (recorder.dropped() == 0) {
            assertThat(seen).isEqualTo(4.0 * each);
        }
    }

    @Test
    void aThreadTakesOverTheStripeOfOneThatHasEnded() throws InterruptedException {
        ProfileRecorder recorder = recorder(NEVER);
        for (int round = 0; round < 200; round++) {
            Thread thread = new Thread(() -> {
                for (int key = 0; key < 50; key++) {
                    recorder.loaded(key, 100, key, 1);
                }
            });
            thread.start();
            thread.join();
            recorder.drain();
        }

        assertThat(recorder.misses()).isEqualTo(200 * 50);
        assertThat(recorder.hits()).isZero();
        assertThat(recorder.dropped()).isZero();
        assertThat(recorder.surface().requests()).isEqualTo(200 * 50);
    }

    @Test
    void moreThreadsThanStripesLoseNothingThatFindsRoom() throws InterruptedException {
        ProfileRecorder recorder = recorder(NEVER);
        int each = 20_000;
        List<Thread> threads = new ArrayList<>();
        for (int t = 0; t < 16; t++) {
            RecordedWorkload workload = new RecordedWorkload(t);
            threads.add(new Thread(() -> {
                for (int i = 0; i < each; i++) {
                    recorder.hit(workload.nextKey(), 100);
                    if (i % 16 == 0) {
                        recorder.drain();
                    }
                }
            }));
        }
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }

        assertThat(recorder.hits()).isEqualTo(16L * each);
        assertThat(recorder.surface().requests()).isLessThanOrEqualTo(16.0 * each - recorder.dropped());
    }

    @Test
    void fullRingsLoseOnlyWhatIsCountedAsDropped() {
        ProfileRecorder recorder = recorder(NEVER);
        for (int key = 0; key < 100_000; key++) {
            recorder.hit(key, 100);
        }
        double taken = recorder.surface().requests();

        assertThat(recorder.hits()).isEqualTo(100_000);
        assertThat(recorder.dropped()).isPositive();
        assertThat(taken + recorder.dropped()).isEqualTo(100_000);
    }

    @Test
    void aRefusingExecutorIsAskedNowAndThenAndNobodyNotices() {
        AtomicInteger asked = new AtomicInteger();
        ProfileRecorder recorder = recorder(task -> {
            asked.incrementAndGet();
            throw new RejectedExecutionException("shut down");
        });
        for (int key = 0; key < 100_000; key++) {
            recorder.hit(key, 100);
        }

        assertThat(recorder.hits()).isEqualTo(100_000);
        assertThat(asked.get()).isBetween(2, 1_000);
    }

    @Test
    void anExecutorThatThrowsAnErrorDisturbsNoRecordingThread() {
        ProfileRecorder recorder = recorder(task -> {
            throw new AssertionError("broken");
        });
        for (int key = 0; key < 10_000; key++) {
            recorder.hit(key, 100);
        }

        assertThat(recorder.surface().requests()).isPositive();
    }

    @Test
    void aDiscardedTaskIsMadeUpForByTheNextDrain() {
        AtomicInteger asked = new AtomicInteger();
        ProfileRecorder recorder = recorder(task -> asked.incrementAndGet());
        fill(recorder);
        recorder.drain();
        fill(recorder);

        assertThat(asked.get()).isEqualTo(2);
    }

    @Test
    void aClockThatStandsStillOrJumpsBackDoesNoHarm() {
        ProfileRecorder recorder = recorder(AT_ONCE);
        RecordedWorkload workload = new RecordedWorkload(3);
        for (int i = 0; i < 200_000; i++) {
            if (i % 50_000 == 49_999) {
                clock.addAndGet(-10_000_000);
            }
            recorder.hit(workload.nextKey(), 100);
        }

        ProfiledSurface surface = recorder.surface();
        assertThat(surface.requests()).isEqualTo(200_000);
        assertThat(surface.observed()).isZero();
    }

    @Test
    void extremeTimesHashesAndSizesAreTaken() {
        ProfileRecorder recorder = recorder(AT_ONCE);
        long[] extremes = {Long.MIN_VALUE, -1, 0, 1, 1L << 31, 1L << 53, Long.MAX_VALUE};
        for (int i = 0; i < 20_000; i++) {
            long value = extremes[i % extremes.length];
            recorder.hit(value, value);
            recorder.loaded(i, value, value, value);
            recorder.failed(value);
        }

        assertThat(recorder.surface().requests()).isEqualTo(40_000);
        assertThat(recorder.misses()).isEqualTo(40_000);
    }

    @Test
    void hitsBetweenLoadsOfTheSameContentShowHardlyAnyChange() {
        assertThat(staleRatio(recordLoads(false))).isLessThan(0.01);
    }

    @Test
    void loadsOfAnotherContentShowAChange() {
        assertThat(staleRatio(recordLoads(true))).isGreaterThan(0.5);
    }

    @Test
    void nothingRecordedMeansNothingKnown() {
        assertThat(recorder(AT_ONCE).surface().at(Optional.empty(), Optional.empty()))
                .isEmpty();
    }

    private static void fill(ProfileRecorder recorder) {
        for (int key = 0; key < 5_000; key++) {
            recorder.hit(key, 100);
        }
    }

    /** A minute after another a load of every key, and hits in between. */
    private ProfiledSurface recordLoads(boolean changing) {
        ProfileRecorder recorder = recorder(AT_ONCE);
        for (int round = 0; round < 60; round++) {
            for (int key = 0; key < 100; key++) {
                recorder.hit(key, 100);
                recorder.loaded(key, 100, changing ? round : -7, 1_000);
                recorder.hit(key, 100);
            }
            clock.addAndGet(60_000);
        }
        return recorder.surface();
    }

    private static double staleRatio(ProfiledSurface surface) {
        SurfacePoint point = surface.at(Optional.of(Duration.ofSeconds(600)), Optional.empty())
                .orElseThrow();
        return point.staleRatio().orElseThrow().value();
    }

    private ProfileRecorder recorder(Executor executor) {
        return ProfileRecorder.of(
                RecordedWorkload.GRID, RecordedWorkload.LIMIT, Optional.empty(), executor, clock::get, 7);
    }

    private static void assertSameHitRatios(ProfiledSurface one, ProfiledSurface other, double tolerance) {
        for (Optional<Duration> ttl : one.ttls()) {
            for (Optional<ByteSize> size : one.sizes()) {
                assertThat(at(one, ttl, size))
                        .as("TTL %s, size %s", ttl, size)
                        .isCloseTo(at(other, ttl, size), within(tolerance));
            }
        }
    }

    private static double at(ProfiledSurface surface, Optional<Duration> ttl, Optional<ByteSize> size) {
        return surface.at(ttl, size).orElseThrow().hitRatio().value();
    }
}
