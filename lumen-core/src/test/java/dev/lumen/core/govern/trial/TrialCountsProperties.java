package dev.lumen.core.govern.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class TrialCountsProperties {
    @Provide
    Arbitrary<TrialCounts> counts() {
        return Arbitraries.longs().map(TrialCountsProperties::random);
    }

    private static TrialCounts random(long seed) {
        Random random = new Random(seed);
        TrialCounts.Builder builder = new TrialCounts.Builder();
        for (int i = random.nextInt(200); i > 0; i--) {
            builder.bucket(random.nextInt(HoldoutSplit.BUCKETS), random.nextInt(1000), random.nextInt(1000));
        }
        for (int i = random.nextInt(20); i > 0; i--) {
            builder.hot(random.nextInt(30) + 1L, random.nextInt(1_000_000), random.nextInt(1000));
        }
        return builder.build();
    }

    @Property(tries = 100)
    void counts_of_jvms_add_up_in_any_order(
            @ForAll("counts") TrialCounts a, @ForAll("counts") TrialCounts b, @ForAll("counts") TrialCounts c) {
        assertThat(a.plus(b)).isEqualTo(b.plus(a)).hasSameHashCodeAs(b.plus(a));
        assertThat(a.plus(b).plus(c)).isEqualTo(a.plus(b.plus(c)));
        assertThat(a.plus(b).requests()).isEqualTo(a.requests() + b.requests());
        assertThat(a.plus(TrialCounts.NONE)).isEqualTo(a);
    }

    @Property(tries = 100)
    void what_came_after_is_what_was_added(@ForAll("counts") TrialCounts earlier, @ForAll("counts") TrialCounts more) {
        TrialCounts later = earlier.plus(more).minus(earlier);
        assertThat(later.requests()).isEqualTo(more.requests());
        assertThat(later.plus(earlier)).isEqualTo(more.plus(earlier));
    }

    @Property(tries = 100)
    void bytes_are_read_back_and_cut_ones_are_refused(
            @ForAll("counts") TrialCounts counts, @ForAll @IntRange(max = 4000) int cut) {
        byte[] bytes = counts.toBytes();
        assertThat(TrialCounts.ofBytes(bytes)).isEqualTo(counts);
        byte[] less = Arrays.copyOf(bytes, Math.min(cut, bytes.length - 1));
        assertThatThrownBy(() -> TrialCounts.ofBytes(less)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> TrialCounts.ofBytes(Arrays.copyOf(bytes, bytes.length + 1)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Property(tries = 300)
    void bytes_of_something_else_are_refused_or_read_but_never_anything_else(@ForAll byte[] bytes) {
        byte[] headed = new byte[bytes.length + 1];
        headed[0] = 1;
        System.arraycopy(bytes, 0, headed, 1, bytes.length);
        try {
            assertThat(TrialCounts.ofBytes(headed)).isNotNull();
        } catch (IllegalArgumentException e) {
            assertThat(e).hasMessageContaining("allowed: ");
        }
    }

    @Example
    void a_later_version_is_refused_by_its_number() {
        byte[] bytes = TrialCounts.NONE.toBytes();
        bytes[0] = 2;
        assertThatThrownBy(() -> TrialCounts.ofBytes(bytes)).hasMessage("version of trial counts is 2, allowed: 1");
    }

    @Example
    void what_was_not_counted_cannot_be_subtracted() {
        TrialCounts some = random(3);
        assertThatThrownBy(() -> TrialCounts.NONE.minus(some)).hasMessageContaining("allowed: 0 or more");
    }

    @Example
    void a_snapshot_of_a_busy_hour_takes_a_few_kilobytes() {
        TrialRecorder recorder = TrialRecorder.of(TrialRun.split("bytes", 0.1));
        for (long hash : SimulatedTraffic.of(100_000, 1.0, 3).hashes) {
            recorder.hit(hash, 1);
        }
        assertThat(recorder.snapshot().toBytes().length).isLessThan(9_000);
    }
}
