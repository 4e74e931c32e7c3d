package dev.lumen.core.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lumen.api.evidence.EvidenceBatch;
import dev.lumen.api.evidence.SampledAccess;
import dev.lumen.api.evidence.SampledAccess.Kind;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class FleetRecorderTest {
    private static final int ALL = Integer.MAX_VALUE;

    private final AtomicLong clock = new AtomicLong(1_000_000);

    @Test
    void every_recorder_samples_the_same_share_of_keys() {
        Set<Long> first = sampledBy(FleetRecorder.of(4, clock::get));
        assertThat(first).hasSizeBetween(500, 750).isEqualTo(sampledBy(FleetRecorder.of(4, clock::get)));
        assertThat(sampledBy(FleetRecorder.of(0, clock::get))).hasSize(10_000).containsAll(first);
    }

    private static Set<Long> sampledBy(FleetRecorder recorder) {
        Set<Long> hashes = new HashSet<>();
        for (int key = 0; key < 10_000; key++) {
            recorder.hit(key, 1);
            if (key % 100 == 99) {
                recorder.next(ALL).sampled().forEach(access -> hashes.add(access.keyHash()));
            }
        }
        return hashes;
    }

    @Test
    void a_batch_has_what_was_recorded_in_order_of_time_and_counts_the_rest() {
        FleetRecorder recorder = FleetRecorder.of(0, clock::get);
        recorder.loaded(1, 100, 7, 5_000_000);
        clock.addAndGet(10);
        recorder.hit(1, -5);
        recorder.invalidated(1);
        recorder.failed(1);
        EvidenceBatch batch = recorder.next(ALL);
        assertThat(batch.sampled()).map(SampledAccess::kind).containsExactly(Kind.LOADED, Kind.HIT, Kind.INVALIDATED);
        assertThat(batch.sampled()).map(SampledAccess::atMillis).containsExactly(1_000_000L, 1_000_010L, 1_000_010L);
        assertThat(batch.sampled()).map(SampledAccess::bytes).containsExactly(100L, 0L, 0L);
        assertThat(batch.sampled()).map(SampledAccess::keyHash).containsOnly(AccessProfile.mix(1));
        assertThat(batch.accesses()).isEqualTo(2);
        assertThat(batch.sequence()).isZero();
        assertThat(recorder.next(ALL).accesses()).isZero();
        assertThat(recorder.hits()).isEqualTo(1);
        assertThat(recorder.misses()).isEqualTo(2);
        assertThat(recorder.meanLoad().orElseThrow().toMillis()).isEqualTo(5);
    }

    @Test
    void totals_are_exact_whatever_is_sampled_dropped_or_left_for_the_next_batch() {
        FleetRecorder recorder = FleetRecorder.of(2, clock::get);
        long counted = 0;
        long sampled = 0;
        long dropped = 0;
        int total = 400_000;
        for (int i = 1; i <= total; i++) {
            recorder.hit(i % 5_000, 10);
            if (i % 1_000 == 0) {
                recorder.invalidated(i);
            }
            if (i % 40_000 == 0 || i == total) {
                EvidenceBatch batch = recorder.next(i == total ? ALL : 500);
                counted += batch.accesses();
                dropped += batch.dropped();
                sampled += batch.sampled().stream()
                        .filter(access -> access.kind() == Kind.HIT)
                        .count();
            }
        }
        assertThat(counted).isEqualTo(total);
        assertThat(dropped).as("a ring has no room for all").isPositive();
        assertThat(sampled).isPositive();
        assertThat(recorder.hits()).isEqualTo(total);
    }

    @Test
    void what_finds_no_room_in_a_batch_comes_in_the_next_and_is_no_older() {
        FleetRecorder recorder = FleetRecorder.of(0, clock::get);
        for (int i = 0; i < 100; i++) {
            recorder.hit(i, 1);
            clock.incrementAndGet();
        }
        EvidenceBatch first = recorder.next(40);
        EvidenceBatch second = recorder.next(ALL);
        assertThat(first.sampled()).hasSize(40);
        assertThat(second.sampled()).hasSize(60);
        assertThat(second.sampled().get(0).atMillis()).isGreaterThanOrEqualTo(first.untilMillis());
        assertThat(second.untilMillis()).isEqualTo(clock.get());
        assertThat(second.sequence()).isEqualTo(1);
        assertThat(first.sender()).isEqualTo(second.sender());
    }

    @Test
    void sample_bits_that_cannot_be_are_refused() {
        assertThatThrownBy(() -> FleetRecorder.of(25)).hasMessage("sample bits is 25.0, allowed: 0 to 24");
    }
}
