package dev.lumen.core.profile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lumen.api.evidence.Estimate;
import dev.lumen.api.units.ByteSize;
import dev.lumen.core.profile.Accesses.Access;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** How far a profile is off that can follow one key in ten; docs/accuracy.md has what it is on real traces. */
@Tag("any-jdk")
class AccessProfileAccuracyTest {
    private static final int SEEDS = 20;
    private static final ByteSize LIMIT = ByteSize.ofBytes(96 * 1024);
    private static final ProfileGrid GRID =
            Accesses.grid(List.of(60, 300, 1800), true, List.of(100_000L, 500_000L, 2_000_000L), true);

    private static List<ExactCache> exact;
    private static List<ProfiledSurface> surfaces;

    @BeforeAll
    static void play() {
        List<Access> accesses = Accesses.zipf(5, 60_000, 20_000, 0.9, 100, Accesses::steadySize);
        exact = Accesses.exact(GRID, accesses);
        surfaces = java.util.stream.LongStream.rangeClosed(1, SEEDS)
                .mapToObj(seed -> surface(accesses, seed))
                .toList();
    }

    private static ProfiledSurface surface(List<Access> accesses, long seed) {
        AccessProfile profile = new AccessProfile(GRID, LIMIT, Optional.empty(), seed);
        Accesses.play(profile, accesses, seed);
        return profile.surface();
    }

    @Test
    void only_a_share_of_the_keys_is_followed() {
        assertThat(surfaces.get(0).sampledKeys()).isBetween(100, 2_000);
    }

    @Test
    void hit_ratios_are_right_to_a_hundredth_on_average() {
        double errors = 0;
        for (ProfiledSurface surface : surfaces) {
            for (int cell = 0; cell < GRID.cells(); cell++) {
                double estimate = surface.points().get(cell).hitRatio().value();
                errors += Math.abs(estimate - exact.get(cell).hitRatio());
            }
        }
        assertThat(errors / SEEDS / GRID.cells()).isLessThan(0.01);
    }

    @Test
    void hit_ratios_are_not_off_to_one_side() {
        double bias = 0;
        for (ProfiledSurface surface : surfaces) {
            for (int cell = 0; cell < GRID.cells(); cell++) {
                bias += surface.points().get(cell).hitRatio().value()
                        - exact.get(cell).hitRatio();
            }
        }
        assertThat(Math.abs(bias / SEEDS / GRID.cells())).isLessThan(0.005);
    }

    @Test
    void intervals_cover_about_as_often_as_they_say() {
        int covered = 0;
        for (ProfiledSurface surface : surfaces) {
            for (int cell = 0; cell < GRID.cells(); cell++) {
                Estimate estimate = surface.points().get(cell).hitRatio();
                double truth = exact.get(cell).hitRatio();
                covered += estimate.low() <= truth && truth <= estimate.high() ? 1 : 0;
            }
        }
        assertThat((double) covered / SEEDS / GRID.cells()).isBetween(0.75, 1.0);
    }

    @Test
    void intervals_know_how_uncertain_it_is_what_a_small_cache_evicts() {
        ProfileGrid grid =
                Accesses.grid(List.of(60, 300, 1800), true, List.of(20_000L, 50_000L, 100_000L, 500_000L), true);
        List<Access> accesses = Accesses.zipf(5, 60_000, 20_000, 1.0, 100, Accesses::steadySize);
        List<ExactCache> truths = Accesses.exact(grid, accesses);
        int covered = 0;
        for (int seed = 1; seed <= SEEDS; seed++) {
            AccessProfile profile = new AccessProfile(grid, LIMIT, Optional.empty(), seed);
            Accesses.play(profile, accesses, seed);
            for (int cell = 1; cell < grid.cells(); cell += grid.sizes().size()) {
                Estimate estimate = profile.surface().points().get(cell).hitRatio();
                double truth = truths.get(cell).hitRatio();
                covered += estimate.low() <= truth && truth <= estimate.high() ? 1 : 0;
            }
        }
        assertThat((double) covered / SEEDS / grid.ttls().size()).isBetween(0.75, 1.0);
    }

    @Test
    void intervals_are_narrow_enough_to_say_something() {
        for (ProfiledSurface surface : surfaces) {
            assertThat(surface.points())
                    .allSatisfy(point -> assertThat(
                                    point.hitRatio().high() - point.hitRatio().low())
                            .isLessThan(0.15));
        }
    }
}
