package dev.lumen.core.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class TallyTest {
    private static final ProfileGrid GRID = Accesses.grid(List.of(60), true, List.of(1_000L), true);
    private static final long KEY = AccessProfile.mix(1);
    private static final double HALF = 0.5;

    private final Cells cells = Cells.all(GRID);
    private final Tally tally = new Tally(cells, cells, true);

    /** Reads of a hot key that all hit, beside as many of the sample that miss. */
    private void read(Account ofHot, int times) {
        for (int i = 0; i < times; i++) {
            tally.count(2);
            tally.countHot(1);
            ofHot.hits(0, 1, cells.sizes);
            tally.access(tally.sample(AccessProfile.mix(i + 2L), HALF), 1);
        }
    }

    private double error() {
        return tally.ofHitRatio(0, 0).error();
    }

    @Test
    void a_key_counts_alike_whether_it_became_hot_just_now_or_long_ago() {
        read(tally.hot, 10);
        assertThat(tally.hitRatio(0, 0)).isCloseTo(0.5, within(1e-12));
        double known = error();

        read(tally.newlyHot(KEY, HALF, 10), 10);
        assertThat(tally.hitRatio(0, 0)).isCloseTo(0.5, within(1e-12));
        assertThat(error()).isGreaterThan(known + 0.01);
    }

    @Test
    void by_which_read_it_became_hot_is_of_no_matter_where_every_key_is_followed() {
        read(tally.hot, 10);
        double known = error();
        Account account = tally.newlyHot(KEY, 1, 1_000);
        account.hitsFrom(0, 1_000);

        assertThat(account.spread).isZero();
        assertThat(error()).isLessThanOrEqualTo(known);
    }

    @Test
    void reads_of_a_newly_hot_key_stand_for_half_of_their_square() {
        tally.count(300);
        tally.countHot(100);
        tally.newlyHot(KEY, HALF, 100).hitsFrom(0, 100);
        tally.access(tally.sample(AccessProfile.mix(2), HALF), 100);

        double deviation = 100 * Math.sqrt((1 - HALF) / 2) / 300;
        assertThat(error()).isCloseTo(Deviations.of(g -> g == 0 ? deviation : 0).error(), within(1e-12));
    }
}
