package dev.lumen.core.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.lumen.api.evidence.Estimate;
import dev.lumen.api.evidence.SurfacePoint;
import dev.lumen.api.units.ByteSize;
import dev.lumen.core.profile.Accesses.Access;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a profile says that can follow every key through the margins of its grid, but only some of them through all cells. */
@Tag("any-jdk")
class MarginsTest {
    private static final int KEYS = 3_000;
    private static final int TTLS = 6;
    private static final int SIZES = 6;
    private static final List<Long> BYTES = List.of(60_000L, 120_000L, 250_000L, 500_000L, 1_000_000L);
    private static final ProfileGrid GRID = Accesses.grid(List.of(60, 180, 600, 1_200, 3_600), true, BYTES, true);
    private static final ByteSize LIMIT = ByteSize.ofBytes(400 * 1024);

    private static List<Access> accesses;
    private static long followed;
    private static List<ExactCache> exact;
    private static ProfiledSurface surface;

    @BeforeAll
    static void play() {
        accesses = Accesses.zipf(11, 60_000, KEYS, 0.8, 150, Accesses::steadySize);
        followed = accesses.stream().mapToInt(Access::key).distinct().count();
        exact = Accesses.exact(GRID, accesses);
        AccessProfile profile = new AccessProfile(GRID, LIMIT, Optional.empty(), 1);
        Accesses.play(profile, accesses);
        surface = profile.surface();
    }

    private static SurfacePoint point(int row, int column) {
        return surface.points().get(row * SIZES + column);
    }

    private static ExactCache truth(int row, int column) {
        return exact.get(row * SIZES + column);
    }

    @Test
    void intervals_hold_the_truth_in_each_cell() {
        int seeds = 20;
        int[] held = new int[GRID.cells()];
        for (int seed = 1; seed <= seeds; seed++) {
            AccessProfile profile = new AccessProfile(GRID, LIMIT, Optional.empty(), seed);
            Accesses.play(profile, accesses, seed);
            List<SurfacePoint> points = profile.surface().points();
            for (int cell = 0; cell < GRID.cells(); cell++) {
                Estimate estimate = points.get(cell).hitRatio();
                double truth = exact.get(cell).hitRatio();
                held[cell] += estimate.low() <= truth && truth <= estimate.high() ? 1 : 0;
            }
        }
        for (int row = 0; row < TTLS - 1; row++) {
            for (int column = 0; column < SIZES - 1; column++) {
                assertThat(held[row * SIZES + column] / (double) seeds)
                        .as("TTL %d, capacity %d", row, column)
                        .isGreaterThanOrEqualTo(0.7);
            }
        }
    }

    @Test
    void every_key_is_followed_but_not_through_every_cell() {
        StateBudget budget = StateBudget.within(LIMIT, GRID);

        assertThat(surface.sampledKeys()).isEqualTo((int) followed);
        assertThat(budget.margins().orElseThrow().slots()).isGreaterThanOrEqualTo(KEYS);
        assertThat(budget.all().slots()).isLessThan(KEYS / 2);
    }

    @Test
    void what_a_ttl_does_alone_is_known() {
        for (int row = 0; row < TTLS; row++) {
            SurfacePoint point = point(row, SIZES - 1);
            ExactCache truth = truth(row, SIZES - 1);
            assertThat(point.hitRatio().value()).as("hits of row %d", row).isCloseTo(truth.hitRatio(), within(0.002));
            assertThat(point.staleRatio().orElseThrow().value())
                    .as("stale share of row %d", row)
                    .isCloseTo(truth.staleRatio(), within(0.01));
            assertThat(point.occupiedBytes().value())
                    .as("bytes of row %d", row)
                    .isCloseTo(truth.meanHeld(), within(0.03 * truth.meanHeld()));
            assertThat(point.evictionsPerHour().value()).isZero();
        }
    }

    @Test
    void what_a_capacity_does_alone_is_known() {
        double hours = surface.observed().toMillis() / 3.6e6;
        for (int column = 0; column < SIZES; column++) {
            SurfacePoint point = point(TTLS - 1, column);
            ExactCache truth = truth(TTLS - 1, column);
            assertThat(point.hitRatio().value())
                    .as("hits of column %d", column)
                    .isCloseTo(truth.hitRatio(), within(1e-6));
            assertThat(point.occupiedBytes().value())
                    .as("bytes of column %d", column)
                    .isCloseTo(truth.meanHeld(), within(0.03 * truth.meanHeld()));
            assertThat(point.evictionsPerHour().value() * hours)
                    .as("evictions of column %d", column)
                    .isCloseTo(truth.evictions, within(1.0));
        }
    }

    @Test
    void the_cells_between_are_closer_to_the_truth_than_the_lesser_of_their_margins() {
        double ofCells = 0;
        double ofMargins = 0;
        for (int row = 0; row < TTLS - 1; row++) {
            for (int column = 0; column < SIZES - 1; column++) {
                double truth = truth(row, column).hitRatio();
                double lesser = Math.min(
                        point(row, SIZES - 1).hitRatio().value(),
                        point(TTLS - 1, column).hitRatio().value());
                ofCells += Math.abs(point(row, column).hitRatio().value() - truth);
                ofMargins += Math.abs(lesser - truth);
            }
        }
        assertThat(ofCells).isLessThan(ofMargins / 4);
        assertThat(ofCells / ((TTLS - 1) * (SIZES - 1))).isLessThan(0.0015);
    }

    @Test
    void so_are_their_stale_shares() {
        for (int row = 0; row < TTLS; row++) {
            for (int column = 0; column < SIZES; column++) {
                assertThat(point(row, column).staleRatio().orElseThrow().value())
                        .as("stale share of row %d, column %d", row, column)
                        .isCloseTo(truth(row, column).staleRatio(), within(0.01));
            }
        }
    }

    /** More settings than there are bits in a word, of either kind. */
    @ParameterizedTest
    @CsvSource({"66, 6", "6, 70"})
    void a_high_or_wide_grid_is_played_in_parts(int rows, int columns) {
        List<Integer> ttls =
                IntStream.rangeClosed(1, rows).mapToObj(i -> 1_300 * i / rows).toList();
        List<Long> sizes = LongStream.rangeClosed(1, columns)
                .map(i -> 60_000 * i / columns)
                .boxed()
                .toList();
        ProfileGrid grid = Accesses.grid(ttls, true, sizes, true);
        ByteSize limit = ByteSize.ofBytes(900 * 1024);
        List<Access> accesses = Accesses.zipf(13, 5_000, 600, 0.8, 150, Accesses::steadySize);
        AccessProfile profile = new AccessProfile(grid, limit, Optional.empty(), 1);
        Accesses.play(profile, accesses);

        assertThat(StateBudget.within(limit, grid).all().slots()).isLessThan(400);
        assertThat(profile.rate()).isEqualTo(1);
        List<ExactCache> truth = Accesses.exact(grid, accesses);
        List<SurfacePoint> points = profile.surface().points();
        double errors = 0;
        double staleErrors = 0;
        for (int cell = 0; cell < points.size(); cell++) {
            errors += Math.abs(
                    points.get(cell).hitRatio().value() - truth.get(cell).hitRatio());
            staleErrors += Math.abs(points.get(cell).staleRatio().orElseThrow().value()
                    - truth.get(cell).staleRatio());
        }
        assertThat(errors / points.size()).isLessThan(0.002);
        assertThat(staleErrors / points.size()).isLessThan(0.01);
    }

    @Test
    void an_interval_says_that_only_some_keys_went_through_a_cell() {
        SurfacePoint margin = point(2, SIZES - 1);
        SurfacePoint between = point(2, 2);

        assertThat(margin.hitRatio().high() - margin.hitRatio().low()).isLessThan(0.002);
        assertThat(between.hitRatio().high() - between.hitRatio().low()).isGreaterThan(0.002);
    }

    @Test
    void a_grid_of_limits_alone_is_played_as_well() {
        List<Access> accesses = Accesses.zipf(12, 30_000, 1_000, 0.8, 150, Accesses::steadySize);
        ProfileGrid limits = Accesses.grid(List.of(60, 180, 600, 1_200, 3_600), false, BYTES, false);
        AccessProfile profile = Accesses.profile(limits);
        Accesses.play(profile, accesses);

        List<ExactCache> truth = Accesses.exact(limits, accesses);
        List<SurfacePoint> points = profile.surface().points();
        assertThat(StateBudget.within(Accesses.ROOMY, limits).margins()).isPresent();
        assertThat(points).hasSameSizeAs(truth);
        for (int cell = 0; cell < points.size(); cell++) {
            assertThat(points.get(cell).hitRatio().value())
                    .as("cell %d", cell)
                    .isCloseTo(truth.get(cell).hitRatio(), within(0.003));
        }
    }

    @Test
    void they_begin_before_a_key_has_to_be_given_up() {
        AccessProfile profile = new AccessProfile(GRID, LIMIT, Optional.empty(), 1);
        int keys = StateBudget.within(LIMIT, GRID).all().blocks() + 10;
        for (int key = 0; key < keys; key++) {
            profile.access(key, AccessProfile.mix(key), 100, 0);
        }
        for (int key = 0; key < keys; key++) {
            profile.readAgain(keys, AccessProfile.mix(key), 1);
        }

        assertThat(profile.rate()).isEqualTo(1);
        assertThat(profile.trackedKeys()).isEqualTo(keys);
        SurfacePoint point = profile.surface().points().get(GRID.cells() - 1);
        assertThat(point.hitRatio().value()).isCloseTo(0.5, within(1e-9));
        assertThat(point.misses().cold()).isCloseTo(0.5, within(1e-9));
    }

    @Test
    void a_sample_is_made_smaller_by_what_is_asked_for_but_not_too_small() {
        AccessProfile profile = new AccessProfile(GRID, LIMIT, Optional.empty(), 1);
        for (int key = 0; key < KEYS; key++) {
            profile.access(key, AccessProfile.mix(key), 100, 0, false);
        }
        profile.sampleLess(0.5);
        assertThat(profile.rate()).isCloseTo(0.5, within(1e-9));
        assertThat(profile.trackedKeys()).isBetween(1_350, 1_650);

        profile.sampleLess(0.1);
        assertThat(profile.trackedKeys()).isBetween(900, 1_100);
        double least = profile.rate();
        profile.sampleLess(0.9);
        assertThat(profile.rate()).isCloseTo(least, within(0.03));
    }

    @Test
    void a_key_that_is_not_heard_of_is_not_followed_through_all_cells_either() {
        AccessProfile profile = new AccessProfile(GRID, LIMIT, Optional.empty(), 1);
        profile.beginWith(5);
        for (int key = 0; key < 10_000; key++) {
            profile.access(key, AccessProfile.mix(key), 100, 0, false);
        }

        assertThat(profile.rate()).isEqualTo(1.0 / 32);
        assertThat(profile.trackedKeys()).isBetween(200, 450);
        assertThat(profile.surface().points().get(0).misses().cold()).isCloseTo(1, within(0.2));
    }
}
