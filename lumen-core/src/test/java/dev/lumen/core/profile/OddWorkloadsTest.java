package dev.lumen.core.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.lumen.api.evidence.SurfacePoint;
import dev.lumen.api.units.ByteSize;
import dev.lumen.core.profile.Accesses.Access;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class OddWorkloadsTest {
    private static final ProfileGrid GRID =
            Accesses.grid(List.of(60, 600, 1_800), true, List.of(2_000L, 50_000L, 200_000L), true);
    private static final Optional<Duration> MINUTE = Optional.of(Duration.ofSeconds(60));
    private static final Optional<Duration> NEVER = Optional.empty();
    private static final Optional<ByteSize> UNLIMITED = Optional.empty();
    private static final long YEARS_30 = Duration.ofDays(30 * 365).toMillis();

    private static ProfiledSurface surface(List<Access> accesses) {
        AccessProfile profile = Accesses.profile(GRID);
        Accesses.play(profile, accesses);
        return profile.surface();
    }

    private static double hitRatio(ProfiledSurface surface, Optional<Duration> ttl) {
        return surface.at(ttl, UNLIMITED).orElseThrow().hitRatio().value();
    }

    @Test
    void an_empty_profile_knows_nothing() {
        ProfiledSurface surface = surface(List.of());
        assertThat(surface.at(MINUTE, UNLIMITED)).isEmpty();
        assertThat(surface.hitRatioChange(MINUTE, UNLIMITED, NEVER, UNLIMITED)).isEmpty();
    }

    @Test
    void one_key_misses_once_a_ttl() {
        List<Access> accesses = new ArrayList<>();
        for (int i = 0; i < 6_000; i++) {
            accesses.add(new Access(i * 1_000L, 7, 100, 0));
        }
        ProfiledSurface surface = surface(accesses);
        assertThat(hitRatio(surface, MINUTE)).isCloseTo(59.0 / 60, within(0.0005));
        assertThat(hitRatio(surface, NEVER)).isCloseTo(5_999.0 / 6_000, within(1e-9));
    }

    @Test
    void keys_that_are_all_distinct_never_hit() {
        List<Access> accesses = new ArrayList<>();
        for (int i = 0; i < 50_000; i++) {
            accesses.add(new Access(i * 10L, i, 100, 0));
        }
        for (SurfacePoint point : surface(accesses).points()) {
            assertThat(point.hitRatio().value()).isZero();
            assertThat(point.misses().cold()).isCloseTo(1, within(1e-9));
            assertThat(point.staleRatio()).isEmpty();
        }
    }

    @Test
    void entries_of_no_size_all_fit() {
        List<Access> accesses = Accesses.zipf(1, 5_000, 300, 0.5, 100, key -> 0);
        ProfiledSurface surface = surface(accesses);
        double smallest = surface.points().get(0).hitRatio().value();
        double unlimited =
                surface.points().get(GRID.sizes().size() - 1).hitRatio().value();
        assertThat(smallest).isEqualTo(unlimited).isPositive();
        assertThat(surface.points())
                .allSatisfy(point -> assertThat(point.occupiedBytes().value()).isZero());
    }

    @Test
    void entries_of_terabytes_fit_only_without_a_limit() {
        List<Access> accesses = Accesses.zipf(1, 5_000, 300, 0.5, 100, key -> 1L << 42);
        ProfiledSurface surface = surface(accesses);
        assertThat(surface.points().get(0).hitRatio().value()).isZero();
        assertThat(hitRatio(surface, NEVER)).isPositive();
        assertThat(surface.points().get(GRID.cells() - 1).occupiedBytes().value())
                .isGreaterThan(0x1p42)
                .isLessThan(300 * 0x1p42);
    }

    @Test
    void nothing_expires_while_time_stands_still() {
        List<Access> accesses = new ArrayList<>();
        for (int i = 0; i < 3_000; i++) {
            accesses.add(new Access(42, i % 30, 10, 0));
        }
        ProfiledSurface surface = surface(accesses);
        assertThat(hitRatio(surface, MINUTE))
                .isEqualTo(hitRatio(surface, NEVER))
                .isCloseTo(0.99, within(1e-9));
        assertThat(surface.observed()).isZero();
    }

    @Test
    void a_time_in_the_past_is_taken_as_the_latest() {
        AccessProfile jumping = Accesses.profile(GRID);
        AccessProfile held = Accesses.profile(GRID);
        Accesses.play(
                jumping, List.of(new Access(50_000, 1, 9, 0), new Access(0, 1, 9, 0), new Access(70_000, 1, 9, 0)));
        Accesses.play(
                held, List.of(new Access(50_000, 1, 9, 0), new Access(50_000, 1, 9, 0), new Access(70_000, 1, 9, 0)));
        assertThat(jumping.surface()).isEqualTo(held.surface());
    }

    @Test
    void negative_times_are_times_like_others() {
        List<Access> accesses = Accesses.zipf(4, 4_000, 200, 0.8, 500, Accesses::steadySize);
        List<Access> earlier = accesses.stream()
                .map(each -> new Access(each.millis() - YEARS_30, each.key(), each.bytes(), each.version()))
                .toList();
        assertThat(surface(earlier).points()).isEqualTo(surface(accesses).points());
    }

    @Property(tries = 30)
    void whatever_expires_is_gone_after_any_jump_of_time(@ForAll Random random) {
        List<Access> accesses = new ArrayList<>();
        // Jumps of any length, among them those at which a counter of ticks comes round to where it was.
        long jump = random.nextBoolean()
                ? 600_000 + (long) (random.nextDouble() * YEARS_30)
                : Math.round((1 + random.nextInt(8)) * 0x1p32 * 60_000 / 1024) + random.nextInt(30_000);
        for (int round = 0; round < 3; round++) {
            for (int key = 0; key < 50; key++) {
                accesses.add(new Access(round * jump, key, 20, 0));
            }
        }
        ProfiledSurface surface = surface(accesses);
        assertThat(hitRatio(surface, MINUTE)).isZero();
        assertThat(hitRatio(surface, NEVER)).isCloseTo(2.0 / 3, within(1e-9));
    }

    @Test
    void every_hit_is_stale_where_content_changes_at_each_access() {
        List<Access> accesses = new ArrayList<>();
        for (int i = 0; i < 3_000; i++) {
            accesses.add(new Access(i * 20_000L, 0, 10, i));
        }
        for (SurfacePoint point : surface(accesses).points()) {
            assertThat(point.staleRatio().orElseThrow().value()).isGreaterThan(0.99);
        }
    }

    @Test
    void a_scan_leaves_the_hits_of_the_others_as_they_are() {
        List<Access> accesses = new ArrayList<>(Accesses.zipf(6, 8_000, 200, 0.9, 100, key -> 50));
        long end = accesses.get(accesses.size() - 1).millis();
        for (int i = 0; i < 8_000; i++) {
            accesses.add(new Access(end, 1_000 + i, 50, 0));
        }
        List<ExactCache> exact = Accesses.exact(GRID, accesses);
        List<SurfacePoint> points = surface(accesses).points();
        for (int cell = 0; cell < GRID.cells(); cell++) {
            assertThat(points.get(cell).hitRatio().value())
                    .as("cell %d", cell)
                    .isCloseTo(exact.get(cell).hitRatio(), within(0.002));
        }
    }

    @Test
    void with_a_half_life_the_surface_follows_a_workload_that_changes_at_noon() {
        AccessProfile profile = new AccessProfile(GRID, Accesses.ROOMY, Optional.of(Duration.ofMinutes(10)), 1);
        List<Access> morning = Accesses.zipf(7, 20_000, 50, 0.5, 200, key -> 50);
        Accesses.play(profile, morning);
        long noon = morning.get(morning.size() - 1).millis();
        assertThat(hitRatio(profile.surface(), NEVER)).isGreaterThan(0.95);
        List<Access> afternoon = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            afternoon.add(new Access(noon + i * 200L, 1_000 + i, 50, 0));
        }
        Accesses.play(profile, afternoon);
        assertThat(hitRatio(profile.surface(), NEVER)).isLessThan(0.05);
        assertThat(profile.requests()).isBetween(3_000.0, 7_000.0);
    }

    @Test
    void the_smallest_memory_there_is_still_gives_an_answer_with_its_interval() {
        AccessProfile profile = new AccessProfile(GRID, ByteSize.ofBytes(21_000), Optional.empty(), 1);
        Accesses.play(profile, Accesses.zipf(9, 20_000, 5_000, 0.8, 100, Accesses::steadySize));
        assertThat(profile.stateBytes().bytes()).isLessThanOrEqualTo(21_000);
        assertThat(profile.trackedKeys()).isPositive();
        assertThat(profile.surface().points())
                .allSatisfy(point -> assertThat(point.hitRatio().low())
                        .isLessThan(point.hitRatio().high()));
    }

    @Test
    void a_memory_that_holds_next_to_no_keys_is_refused() {
        assertThatThrownBy(() -> new AccessProfile(GRID, ByteSize.ofBytes(5_000), Optional.empty(), 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("state limit");
    }

    @Test
    void a_grid_may_have_a_single_cell_of_any_kind() {
        List<Access> accesses = Accesses.zipf(10, 5_000, 300, 0.8, 500, Accesses::steadySize);
        for (ProfileGrid grid : List.of(
                Accesses.grid(List.of(300), false, List.of(50_000L), false),
                Accesses.grid(List.of(), true, List.of(50_000L), false),
                Accesses.grid(List.of(300), false, List.of(), true),
                Accesses.grid(List.of(), true, List.of(), true))) {
            AccessProfile profile = Accesses.profile(grid);
            Accesses.play(profile, accesses);
            assertThat(profile.surface().points().get(0).hitRatio().value())
                    .as("%s", grid)
                    .isCloseTo(Accesses.exact(grid, accesses).get(0).hitRatio(), within(0.002));
        }
    }

    @Test
    void a_size_below_zero_counts_as_none() {
        List<Access> accesses = new ArrayList<>();
        for (int i = 0; i < 3_000; i++) {
            accesses.add(new Access(i, i % 10, i % 10 == 0 ? 100 : -5, 0));
        }
        assertThat(surface(accesses)
                        .points()
                        .get(GRID.cells() - 1)
                        .occupiedBytes()
                        .value())
                .isCloseTo(100, within(1.0));
    }

    @Test
    void an_entry_takes_no_room_in_the_silence_after_its_time() {
        List<Access> accesses = new ArrayList<>();
        for (int key = 0; key < 100; key++) {
            accesses.add(new Access(0, key, 100, 0));
        }
        accesses.add(new Access(100 * 60_000L, 0, 100, 0));
        ProfiledSurface surface = surface(accesses);
        int unlimited = GRID.sizes().size() - 1;
        assertThat(surface.points().get(unlimited).occupiedBytes().value())
                .as("bytes held for a minute in a hundred")
                .isCloseTo(100, within(10.0));
    }

    @Property(tries = 50)
    void an_access_at_exactly_its_ttl_misses(@ForAll @IntRange(min = 1, max = 100_000) int ttlMillis) {
        ProfileGrid grid =
                new ProfileGrid(List.of(Optional.of(Duration.ofMillis(ttlMillis))), List.of(Optional.empty()));
        AccessProfile profile = Accesses.profile(grid);
        for (int i = 0; i < 500; i++) {
            profile.access((long) i * ttlMillis, AccessProfile.mix(7), 10, 0);
        }
        assertThat(profile.surface().points().get(0).hitRatio().value()).isZero();
    }

    @Test
    void what_is_too_large_to_be_stored_does_not_expire() {
        AccessProfile profile = Accesses.profile(Accesses.grid(List.of(60), false, List.of(1_000L), false));
        profile.access(0, AccessProfile.mix(0), 10, 0);
        for (int second = 0; second < 6_000; second++) {
            profile.access(second * 1000L, AccessProfile.mix(1), 5_000, 0);
        }
        assertThat(profile.surface().points().get(0).misses().expired()).isZero();
    }

    @Test
    void the_ends_of_time_are_survived() {
        AccessProfile profile = Accesses.profile(GRID);
        for (long millis : new long[] {Long.MIN_VALUE, Long.MAX_VALUE, Long.MAX_VALUE}) {
            profile.access(millis, AccessProfile.mix(1), 100, 0);
        }
        assertThat(hitRatio(profile.surface(), NEVER)).isCloseTo(2.0 / 3, within(1e-9));
        assertThat(hitRatio(profile.surface(), MINUTE)).isCloseTo(1.0 / 3, within(1e-9));
    }

    @Test
    void sizes_that_keep_changing_leave_no_remainder() {
        AccessProfile profile = Accesses.profile(GRID);
        long[] sizes = {(1L << 31) + 256, (1L << 27) + 16, 77};
        for (int i = 0; i < 30_000; i++) {
            profile.access(0, AccessProfile.mix(1), sizes[i % sizes.length], 0);
        }
        profile.access(1, AccessProfile.mix(1), 77, 0);
        profile.access(1_000_000, AccessProfile.mix(1), 77, 0);
        int neverUnlimited = GRID.cells() - 1;
        assertThat(profile.surface()
                        .points()
                        .get(neverUnlimited)
                        .occupiedBytes()
                        .value())
                .isCloseTo(77, within(0.5));
    }
}
