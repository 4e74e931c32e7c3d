package dev.lumen.core.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class HitCountTest {
    private static final Deviations GROUPS = Deviations.of(g -> g);

    private static HitCount count(double value) {
        return new HitCount(value, GROUPS.times(value), value / 2, value / 10, GROUPS.times(value / 10));
    }

    @Test
    void a_difference_is_added_group_by_group() {
        HitCount sum = count(0.5).plus(count(0.2));

        assertThat(sum.hitRatio()).isCloseTo(0.7, within(1e-12));
        assertThat(sum.recentHitRatio()).isCloseTo(0.35, within(1e-12));
        assertThat(sum.staleShare()).isCloseTo(0.07, within(1e-12));
        assertThat(sum.ofHitRatio().error()).isCloseTo(GROUPS.error() * 0.7, within(1e-9));
        assertThat(sum.ofStaleShare().error()).isCloseTo(GROUPS.error() * 0.07, within(1e-9));
    }

    @Test
    void errors_of_the_same_keys_cancel_out() {
        assertThat(count(0.5).plus(count(-0.5)).ofHitRatio().error()).isCloseTo(0, within(1e-12));
    }

    @Test
    void a_stale_ratio_is_surer_than_both_its_parts_where_they_are_wrong_together() {
        assertThat(count(0.5).staleRatio()).isCloseTo(0.1, within(1e-12));
        assertThat(count(0.5).ofStaleRatio().error()).isCloseTo(0, within(1e-12));

        HitCount hitsKnown = new HitCount(0.5, GROUPS.times(0), 0, 0.05, GROUPS.times(0.01));
        assertThat(hitsKnown.ofStaleRatio().error()).isCloseTo(GROUPS.error() * 0.02, within(1e-12));
    }

    @Test
    void what_all_groups_add_alike_is_no_error() {
        assertThat(Deviations.of(g -> 3.5).error()).isZero();
        assertThat(GROUPS.times(2).error()).isCloseTo(2 * GROUPS.error(), within(1e-12));
    }
}
