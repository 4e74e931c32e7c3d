package dev.lumen.core.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.lumen.api.evidence.SurfacePoint;
import dev.lumen.core.profile.Accesses.Access;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Where memory suffices to follow every key, a profile says what a cache of each setting really would have done. */
@Tag("any-jdk")
class AccessProfileExactnessTest {
    private static final int COUNT = 12_000;
    private static final int KEYS = 800;

    /**
     * Where a bound is one of chance, which about one draw in a hundred exceeds by a tenth, every build draws the same
     * workloads: it fails for a change of the code alone.
     */
    private static final String SAME_DRAWS = "1";

    private static final ProfileGrid GRID =
            Accesses.grid(List.of(60, 300, 900, 3600), true, List.of(1_500L, 20_000L, 100_000L, 400_000L), true);

    private static List<Access> steady(long seed) {
        return Accesses.zipf(seed, COUNT, KEYS, 0.8, 500, Accesses::steadySize);
    }

    /** Sizes that now and then are others than before. */
    private static List<Access> resized(long seed) {
        Random random = new Random(seed);
        return steady(seed).stream()
                .map(access -> new Access(
                        access.millis(),
                        access.key(),
                        random.nextInt(10) == 0 ? access.bytes() + random.nextInt(500) : access.bytes(),
                        access.version()))
                .toList();
    }

    private static ProfiledSurface surface(List<Access> accesses) {
        AccessProfile profile = Accesses.profile(GRID);
        Accesses.play(profile, accesses);
        return profile.surface();
    }

    @Test
    void a_key_that_is_asked_for_just_as_often_as_its_time_is_up_is_right_to_the_tick() {
        assertThat(hitRatioOfAReadEach(59_900)).isCloseTo(0.5, within(0.001));
        assertThat(hitRatioOfAReadEach(60_000)).isZero();
        assertThat(hitRatioOfAReadEach(60_100)).isZero();
    }

    /** One key, a TTL of 60 s. */
    private static double hitRatioOfAReadEach(long millis) {
        AccessProfile profile = Accesses.profile(GRID);
        for (int i = 0; i < COUNT; i++) {
            profile.access(i * millis, AccessProfile.mix(1), 100, 0);
        }
        return profile.surface()
                .points()
                .get(GRID.sizes().size() - 1)
                .hitRatio()
                .value();
    }

    /** Of an access log, for instance: ages that just reach a TTL are as many as others then. */
    @Property(tries = 10)
    void where_times_are_whole_seconds_a_ttl_of_a_minute_ends_to_the_second(
            @ForAll @LongRange(min = 0, max = 1 << 20) long seed) {
        assertThat(errorOfAMinute(GRID, seed, 1)).isLessThan(1e-9);
    }

    /** Where a TTL is not a whole number of the ticks that its grid has, the last tick may begin before it is over. */
    @Property(tries = 10)
    void where_times_are_multiples_of_more_it_ends_right_on_any_grid(
            @ForAll @LongRange(min = 0, max = 1 << 20) long seed) {
        List<Long> limit = List.of(400_000L);
        ProfileGrid odd = Accesses.grid(List.of(7, 60, 61), false, limit, true);
        ProfileGrid wide = Accesses.grid(List.of(60, 3600, 315_360_000), false, limit, true);
        assertThat(errorOfAMinute(odd, seed, 1)).isLessThan(1e-9);
        assertThat(errorOfAMinute(wide, seed, 10)).isLessThan(1e-9);
        assertThat(errorOfAMinute(wide, seed, 60)).isLessThan(1e-9);
    }

    /** Of the hit ratio at 60 s without a limit, where times are multiples of so many seconds. */
    private static double errorOfAMinute(ProfileGrid grid, long seed, int seconds) {
        long grain = seconds * 1000L;
        List<Access> accesses = steady(seed).stream()
                .map(access ->
                        new Access(access.millis() / grain * grain, access.key(), access.bytes(), access.version()))
                .toList();
        int row = grid.ttls().indexOf(Optional.of(Duration.ofMinutes(1)));
        int cell = (row + 1) * grid.sizes().size() - 1;
        AccessProfile profile = Accesses.profile(grid);
        Accesses.play(profile, accesses);
        double exact = Accesses.exact(grid, accesses).get(cell).hitRatio();
        return Math.abs(profile.surface().points().get(cell).hitRatio().value() - exact);
    }

    @Property(tries = 10, seed = SAME_DRAWS)
    void hit_ratios_are_right_to_two_in_a_thousand(@ForAll @LongRange(min = 0, max = 1 << 20) long seed) {
        List<Access> accesses = steady(seed);
        List<ExactCache> exact = Accesses.exact(GRID, accesses);
        List<SurfacePoint> points = surface(accesses).points();
        double sum = 0;
        for (int cell = 0; cell < GRID.cells(); cell++) {
            double seen = points.get(cell).hitRatio().value();
            double truth = exact.get(cell).hitRatio();
            assertThat(seen).as("cell %d", cell).isCloseTo(truth, within(0.002));
            sum += Math.abs(seen - truth);
        }
        assertThat(sum / GRID.cells()).as("mean error").isLessThan(0.0005);
    }

    @Property(tries = 3)
    void without_expiry_hit_ratios_are_exact(@ForAll @LongRange(min = 0, max = 1 << 20) long seed) {
        List<Access> accesses = steady(seed);
        List<ExactCache> exact = Accesses.exact(GRID, accesses);
        List<SurfacePoint> points = surface(accesses).points();
        int sizes = GRID.sizes().size();
        for (int cell = GRID.cells() - sizes; cell < GRID.cells(); cell++) {
            assertThat(points.get(cell).hitRatio().value() * COUNT)
                    .as("hits of cell %d", cell)
                    .isCloseTo(exact.get(cell).hits, within(1e-6));
        }
    }

    @Property(tries = 3)
    void sizes_that_change_are_taken_at_their_last_reading(@ForAll @LongRange(min = 0, max = 1 << 20) long seed) {
        List<Access> accesses = resized(seed);
        List<ExactCache> exact = Accesses.exact(GRID, accesses);
        List<SurfacePoint> points = surface(accesses).points();
        for (int cell = 0; cell < GRID.cells(); cell++) {
            assertThat(points.get(cell).hitRatio().value())
                    .as("cell %d", cell)
                    .isCloseTo(exact.get(cell).hitRatio(), within(0.01));
        }
    }

    @Property(tries = 10, seed = SAME_DRAWS)
    void stale_shares_bytes_held_and_evictions_are_right(@ForAll @LongRange(min = 0, max = 1 << 20) long seed) {
        List<Access> accesses = steady(seed);
        List<ExactCache> exact = Accesses.exact(GRID, accesses);
        ProfiledSurface surface = surface(accesses);
        double hours = surface.observed().toMillis() / 3.6e6;
        for (int cell = 0; cell < GRID.cells(); cell++) {
            SurfacePoint point = surface.points().get(cell);
            ExactCache truth = exact.get(cell);
            if (truth.hits > 0) {
                assertThat(point.staleRatio().orElseThrow().value())
                        .as("stale share of cell %d", cell)
                        .isCloseTo(truth.staleRatio(), within(0.01));
            }
            assertThat(point.occupiedBytes().value())
                    .as("bytes held in cell %d", cell)
                    .isCloseTo(truth.meanHeld(), within(0.05 * truth.meanHeld() + 1));
            assertThat(point.evictionsPerHour().value() * hours)
                    .as("evictions of cell %d", cell)
                    .isCloseTo(truth.evictions, within(0.1 * truth.evictions + 50));
        }
    }

    @Test
    void the_causes_of_misses_add_up_to_the_misses() {
        for (SurfacePoint point : surface(steady(3)).points()) {
            double causes = point.misses().cold()
                    + point.misses().expired()
                    + point.misses().evicted();
            assertThat(causes).isCloseTo(1 - point.hitRatio().value(), within(1e-9));
        }
    }

    @Test
    void no_miss_is_an_expired_one_without_expiry_and_none_an_evicted_one_without_a_limit() {
        ProfiledSurface surface = surface(steady(4));
        int sizes = GRID.sizes().size();
        int cells = GRID.cells();
        SurfacePoint neither = surface.points().get(cells - 1);
        assertThat(neither.misses().expired()).isZero();
        assertThat(neither.misses().evicted()).isCloseTo(0, within(1e-9));
        assertThat(surface.points().get(cells - sizes).misses().expired()).isZero();
        assertThat(surface.points().get(sizes - 1).misses().evicted()).isCloseTo(0, within(1e-9));
        assertThat(surface.points().get(sizes - 1).evictionsPerHour().value()).isZero();
    }
}
