package dev.lumen.core.profile;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.lumen.api.units.ByteSize;
import java.lang.management.ManagementFactory;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecorderMemoryTest {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    /** What a thread's first uses of lambdas and handles allocate, once for all. */
    private static final long ONCE = 200_000;

    @ParameterizedTest
    @ValueSource(longs = {64 * 1024, 256 * 1024, 1024 * 1024, 16 * 1024 * 1024})
    void allThatARecorderAllocatesIsWithinItsLimit(long limit) {
        ProfileRecorder warm = recorder(ByteSize.ofBytes(limit));
        assertThat(warm.stateBytes().bytes()).isBetween(limit / 2, limit);

        long before = allocated();
        ProfileRecorder recorder = recorder(ByteSize.ofBytes(limit));
        assertThat(allocated() - before).isLessThanOrEqualTo(limit);
        assertThat(recorder.stateBytes()).isEqualTo(warm.stateBytes());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 8, 64, 500})
    void ringsTakeTheirShareHoweverManyProcessorsThereAre(int processors) {
        RecorderBudget budget = RecorderBudget.within(ByteSize.ofMegabytes(1), processors);

        assertThat(budget.ringBytes())
                .isLessThanOrEqualTo(ByteSize.ofMegabytes(1).bytes() / 8 + 1024);
        assertThat(Integer.bitCount(budget.stripes())).isOne();
        assertThat(Integer.bitCount(budget.eventsOfStripe())).isOne();
    }

    @Test
    void recordingAndDrainingAllocateNothing() {
        ProfileRecorder recorder = recorder(RecordedWorkload.LIMIT);
        RecordedWorkload workload = new RecordedWorkload(1);
        record(recorder, workload, 100_000);

        long before = allocated();
        record(recorder, workload, 1_000_000);
        assertThat(allocated() - before).isLessThan(ONCE);
    }

    @Test
    void aRecordingThreadAllocatesNotOneByte() {
        ProfileRecorder recorder =
                ProfileRecorder.of(RecordedWorkload.GRID, RecordedWorkload.LIMIT, Optional.empty(), task -> {});
        for (int warmUp = 0; warmUp < 3; warmUp++) {
            recordAll(recorder);
            recorder.drain();
            allocated();
        }

        long around = -allocated() + allocated();
        long before = allocated();
        recordAll(recorder);
        assertThat(allocated() - before).isEqualTo(around);
    }

    /** Far more than the rings hold: events that find room, candidates, mere counts, and drops. */
    private static void recordAll(ProfileRecorder recorder) {
        for (int key = 0; key < 100_000; key++) {
            recorder.hit(key, 100);
            recorder.loaded(key, 100, key, 1);
            recorder.failed(key);
        }
    }

    private static void record(ProfileRecorder recorder, RecordedWorkload workload, int accesses) {
        for (int i = 0; i < accesses; i++) {
            recorder.hit(workload.nextKey(), 100);
            recorder.loaded(workload.nextKey(), 100, i, 1);
        }
    }

    private static ProfileRecorder recorder(ByteSize limit) {
        return ProfileRecorder.of(RecordedWorkload.GRID, limit, Optional.empty(), Runnable::run);
    }

    private static long allocated() {
        return THREADS.getThreadAllocatedBytes(Thread.currentThread().getId());
    }
}
