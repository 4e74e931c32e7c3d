package dev.lumen.core.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.lumen.api.units.ByteSize;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class StateBudgetTest {
    private static final List<Long> TWELVE =
            LongStream.rangeClosed(1, 12).map(i -> i << 20).boxed().toList();
    private static final ProfileGrid GRID = Accesses.grid(List.of(60, 300, 600, 1_800, 3_600), true, TWELVE, true);

    @Test
    void most_keys_go_through_the_margins_alone() {
        StateBudget budget = StateBudget.within(AccessProfile.DEFAULT_STATE_LIMIT, GRID);

        StateBudget.Keys margins = budget.margins().orElseThrow();
        assertThat(margins.cells().count).isEqualTo(6 + 13 - 1);
        assertThat(margins.blocks()).isEqualTo(margins.slots());
        assertThat(budget.all().cells().count).isEqualTo(6 * 13);
        assertThat(margins.slots()).isGreaterThan(4 * budget.all().slots());
        assertThat(budget.bytes())
                .isBetween(1000L * 1024, AccessProfile.DEFAULT_STATE_LIMIT.bytes())
                .isEqualTo(margins.bytes() + budget.all().bytes());
    }

    @Test
    void little_memory_is_not_divided() {
        StateBudget budget = StateBudget.within(ByteSize.ofBytes(64 * 1024), GRID);

        assertThat(budget.margins()).isEmpty();
        assertThat(budget.all().cells().areAll()).isTrue();
        assertThat(budget.bytes()).isLessThanOrEqualTo(64 * 1024);
    }

    @Test
    void few_cells_are_played_with_every_key() {
        ProfileGrid one = Accesses.grid(List.of(300), false, List.of(1L << 20), false);
        StateBudget budget = StateBudget.within(AccessProfile.DEFAULT_STATE_LIMIT, one);

        assertThat(budget.margins()).isEmpty();
        assertThat(budget.all().cells().count).isEqualTo(1);
        assertThat(budget.all().grid()).isEqualTo(one);
    }

    @Test
    void limits_are_added_where_a_grid_has_none() {
        ProfileGrid limits = Accesses.grid(List.of(60, 300, 600, 1_800, 3_600), false, TWELVE, false);
        StateBudget budget = StateBudget.within(AccessProfile.DEFAULT_STATE_LIMIT, limits);

        assertThat(budget.all().grid()).isEqualTo(GRID);
        assertThat(GRID.unlimited()).hasValue(GRID);
    }

    @Test
    void a_grid_with_as_many_cells_as_there_may_be_gets_no_more() {
        List<Long> sizes = LongStream.rangeClosed(1, ProfileGrid.MOST_CELLS / 2)
                .map(i -> i << 10)
                .boxed()
                .toList();
        ProfileGrid full = Accesses.grid(List.of(60, 300), false, sizes, false);

        assertThat(full.unlimited()).isEmpty();
        assertThat(StateBudget.within(ByteSize.ofMegabytes(4), full).margins()).isEmpty();
    }

    @Test
    void too_little_memory_is_refused_with_what_it_takes() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> StateBudget.within(ByteSize.ofBytes(20_000), GRID))
                .withMessageContaining("state limit")
                .withMessageContaining("78 cells");
    }
}
