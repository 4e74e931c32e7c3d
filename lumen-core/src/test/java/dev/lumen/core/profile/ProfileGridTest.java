package dev.lumen.core.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lumen.api.advise.SizeBounds;
import dev.lumen.api.advise.TtlBounds;
import dev.lumen.api.units.ByteSize;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ProfileGridTest {
    @Test
    void it_spans_the_bounds_evenly_by_ratio() {
        ProfileGrid grid = ProfileGrid.spanning(
                new TtlBounds(Duration.ofSeconds(60), Duration.ofSeconds(960), Duration.ofSeconds(300)),
                new SizeBounds(ByteSize.ofBytes(1_000), ByteSize.ofBytes(100_000)),
                5,
                3);
        assertThat(grid.ttls())
                .extracting(Optional::orElseThrow)
                .containsExactly(
                        Duration.ofSeconds(60),
                        Duration.ofSeconds(120),
                        Duration.ofSeconds(240),
                        Duration.ofSeconds(480),
                        Duration.ofSeconds(960));
        assertThat(grid.sizes())
                .extracting(size -> size.orElseThrow().bytes())
                .containsExactly(1_000L, 10_000L, 100_000L);
    }

    @Test
    void axes_out_of_order_are_refused() {
        assertThatThrownBy(() -> Accesses.grid(List.of(60, 60), false, List.of(1L), false))
                .hasMessageContaining("TTLs of the grid");
        assertThatThrownBy(() -> new ProfileGrid(
                        List.of(Optional.of(Duration.ofSeconds(60))),
                        List.of(Optional.empty(), Optional.of(ByteSize.ofBytes(1)))))
                .hasMessageContaining("sizes of the grid");
        assertThatThrownBy(() -> Accesses.grid(List.of(), false, List.of(1L), false))
                .hasMessageContaining("at least one");
    }

    @Test
    void ttls_too_far_apart_for_one_clock_are_refused() {
        assertThatThrownBy(() -> Accesses.grid(List.of(1, 10_000_000), false, List.of(1L), false))
                .hasMessageContaining("times the shortest");
        assertThat(Accesses.grid(List.of(1, 9_999_999), false, List.of(1L), false)
                        .cells())
                .isEqualTo(2);
    }

    @Test
    void more_cells_than_a_block_may_have_are_refused() {
        List<Long> many = LongStream.rangeClosed(1, 1025).boxed().toList();
        assertThatThrownBy(() -> Accesses.grid(List.of(60), false, many, false))
                .hasMessageContaining("cells of the grid");
    }
}
