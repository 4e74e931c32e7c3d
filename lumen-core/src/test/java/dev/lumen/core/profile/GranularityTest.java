package dev.lumen.core.profile;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("any-jdk")
class GranularityTest {
    private final Granularity granularity = new Granularity();

    @Test
    void nothing_is_known_of_times_of_0_alone() {
        assertThat(granularity.see(0)).isFalse();
        assertThat(granularity.millis()).isZero();
    }

    @Test
    void it_is_the_greatest_that_divides_all_times() {
        assertThat(granularity.see(6_000)).isTrue();
        assertThat(granularity.see(0)).isFalse();
        assertThat(granularity.see(12_000)).isFalse();
        assertThat(granularity.see(9_000)).isTrue();
        assertThat(granularity.millis()).isEqualTo(3_000);
    }

    @Test
    void it_is_a_millisecond_at_last() {
        granularity.see(1L << 40);
        granularity.see((1L << 40) + 1);
        assertThat(granularity.millis()).isEqualTo(1);
        assertThat(granularity.see(TtlRows.LATEST)).isFalse();
    }
}
