package dev.lumen.core.govern.trial;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lumen.api.units.ByteSize;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TrialRecorderTest {
    private static final HoldoutSplit SPLIT = TrialRun.split("recorder", 0.5);

    private static void read(TrialRecorder recorder, long key, int hits, int misses) {
        for (int i = 0; i < hits; i++) {
            recorder.hit(key, 1);
        }
        for (int i = 0; i < misses; i++) {
            recorder.loaded(key, 1, 1, 1);
        }
    }

    @Test
    void hits_and_loads_are_counted_in_the_keys_arm_and_nothing_else_is() {
        TrialRecorder recorder = TrialRecorder.of(SPLIT);
        read(recorder, 7, 30, 20);
        recorder.failed(7);
        recorder.invalidated(7);
        boolean arm = SPLIT.isNew(7);
        assertThat(ArmCounts.of(recorder.snapshot(), SPLIT, arm)).isEqualTo(new ArmCounts(50, 30));
        assertThat(ArmCounts.of(recorder.snapshot(), SPLIT, !arm)).isEqualTo(new ArmCounts(0, 0));
    }

    @Test
    void a_key_that_is_read_often_is_counted_for_itself() {
        TrialRecorder recorder = TrialRecorder.of(SPLIT);
        read(recorder, 7, 1_000, 0);
        TrialCounts counts = recorder.endBaseline();
        assertThat(counts.hotIds()).containsExactly(SPLIT.id(7));
        assertThat(counts.hotHits(SPLIT.id(7))).isEqualTo(1_000 - TrialRecorder.CHANCE);
        assertThat(counts.requests()).isEqualTo(1_000);
    }

    @Test
    void once_the_baseline_has_ended_nobody_becomes_hot() {
        TrialRecorder recorder = TrialRecorder.of(SPLIT);
        recorder.endBaseline();
        read(recorder, 7, 1_000, 0);
        assertThat(recorder.snapshot().hotKeys()).isZero();
    }

    @Test
    void a_restarted_jvm_counts_the_same_hot_keys() {
        TrialRecorder before = TrialRecorder.of(SPLIT);
        read(before, 7, 1_000, 0);
        TrialRecorder after = TrialRecorder.resumed(SPLIT, before.endBaseline());
        read(after, 7, 10, 5);
        read(after, 8, 1_000, 0);
        TrialCounts counts = after.snapshot();
        assertThat(counts.hotIds()).containsExactly(SPLIT.id(7));
        assertThat(counts.hotHits(SPLIT.id(7))).isEqualTo(10);
        assertThat(counts.hotMisses(SPLIT.id(7))).isEqualTo(5);
    }

    @Test
    void the_hottest_keys_of_a_zipf_workload_are_found() {
        SimulatedTraffic traffic = SimulatedTraffic.of(60_000, 1.0, 5);
        TrialRecorder recorder = TrialRecorder.of(SPLIT);
        for (long hash : traffic.hashes) {
            recorder.hit(hash, 1);
        }
        List<Long> ids = new ArrayList<>();
        for (long id : recorder.endBaseline().hotIds()) {
            ids.add(id);
        }
        for (long key = 0; key < 10; key++) {
            assertThat(ids).contains(SPLIT.id(key * 0x9e3779b97f4a7c15L + 5));
        }
    }

    @Test
    void no_access_of_many_threads_is_lost() throws Exception {
        TrialRecorder recorder = TrialRecorder.of(SPLIT);
        List<Thread> threads = new ArrayList<>();
        for (int thread = 0; thread < 4; thread++) {
            threads.add(new Thread(() -> {
                for (int i = 0; i < 100_000; i++) {
                    recorder.hit(i % 300, 1);
                }
            }));
        }
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(recorder.snapshot().requests()).isEqualTo(400_000);
    }

    @Test
    void its_memory_does_not_grow_with_the_keys() {
        TrialRecorder recorder = TrialRecorder.of(SPLIT);
        ByteSize before = recorder.stateBytes();
        for (int key = 0; key < 500_000; key++) {
            recorder.loaded(key, 1, 1, 1);
        }
        assertThat(recorder.stateBytes()).isEqualTo(before).isLessThan(ByteSize.ofBytes(152_000));
        assertThat(recorder.snapshot().hotKeys()).isLessThanOrEqualTo(HotTable.KEYS);
    }
}
