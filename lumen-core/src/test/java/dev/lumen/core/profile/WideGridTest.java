package dev.lumen.core.profile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lumen.api.evidence.SurfacePoint;
import dev.lumen.core.profile.Accesses.Access;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** A row of more capacities than a word has bits is read in parts, and its cells are as they would be in a narrow one. */
class WideGridTest {
    private static final int STEP = 5;
    private static final List<Integer> TTLS = List.of(60, 600, 3600);
    private static final List<Long> WIDE = LongStream.rangeClosed(1, 2 * Columns.MOST + STEP)
            .map(i -> i * 3_000)
            .boxed()
            .toList();
    private static final List<Long> NARROW = IntStream.range(0, WIDE.size())
            .filter(column -> column % STEP == 0)
            .mapToObj(WIDE::get)
            .toList();

    private static ProfiledSurface surface(List<Long> sizes) {
        AccessProfile profile = Accesses.profile(Accesses.grid(TTLS, true, sizes, false));
        Random random = new Random(7);
        for (Access access : Accesses.zipf(7, 15_000, 800, 0.8, 500, Accesses::steadySize)) {
            long hash = AccessProfile.mix(access.key());
            long bytes = random.nextInt(10) == 0 ? 20 * access.bytes() : access.bytes();
            profile.access(access.millis(), hash, bytes, access.version());
            if (random.nextInt(20) == 0) {
                profile.invalidate(access.millis(), hash);
            }
        }
        return profile.surface();
    }

    @Test
    void cells_of_a_wide_row_are_those_of_a_narrow_one() {
        List<SurfacePoint> wide = surface(WIDE).points();
        List<SurfacePoint> narrow = surface(NARROW).points();

        for (int cell = 0; cell < narrow.size(); cell++) {
            int row = cell / NARROW.size();
            SurfacePoint same = wide.get(row * WIDE.size() + STEP * (cell % NARROW.size()));
            SurfacePoint point = narrow.get(cell);
            assertThat(same.hitRatio().value())
                    .as("hits of cell %d", cell)
                    .isEqualTo(point.hitRatio().value());
            assertThat(same.staleRatio().map(ratio -> ratio.value()))
                    .as("stale hits of cell %d", cell)
                    .isEqualTo(point.staleRatio().map(ratio -> ratio.value()));
            assertThat(same.evictionsPerHour().value())
                    .as("evictions of cell %d", cell)
                    .isEqualTo(point.evictionsPerHour().value());
            assertThat(same.occupiedBytes().value())
                    .as("bytes of cell %d", cell)
                    .isEqualTo(point.occupiedBytes().value());
        }
        assertThat(narrow).extracting(SurfacePoint::evictionsPerHour).anyMatch(evictions -> evictions.value() > 0);
    }
}
