package dev.lumen.core.profile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lumen.api.evidence.SurfacePoint;
import dev.lumen.api.units.ByteSize;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Any accesses at all: nothing is thrown, and the state holds together. */
class ProfileProperties {
    private static final List<ProfileGrid> GRIDS = List.of(
            Accesses.grid(List.of(60), false, List.of(1_000L), false),
            Accesses.grid(List.of(), true, List.of(500L, 10_000L), true),
            Accesses.grid(List.of(1, 60, 3600), false, List.of(), true),
            Accesses.grid(List.of(10, 300), true, List.of(100L, 3_000L, 1L << 40), true),
            Accesses.grid(List.of(10, 60, 300, 900), false, List.of(100L, 3_000L, 50_000L, 1L << 40), false));

    /**
     * How accesses are made.
     *
     * @param grid which of the grids
     * @param keys how many there are
     * @param gapMillis time between two reads, up to
     * @param leap one read in so many comes after, or before, a long time; 0 for none
     * @param largest size
     * @param changing one read in so many shows a new content
     * @param halfLife of the profile in seconds, 0 for none
     * @param kilobytes of the profile
     * @param seed of it all
     */
    record Scenario(
            int grid,
            int keys,
            int gapMillis,
            int leap,
            long largest,
            int changing,
            int halfLife,
            int kilobytes,
            long seed) {}

    @Provide
    Arbitrary<Scenario> scenarios() {
        return Combinators.combine(
                        Arbitraries.integers().between(0, GRIDS.size() - 1),
                        Arbitraries.of(1, 2, 30, 500, 100_000),
                        Arbitraries.of(0, 3, 400, 40_000),
                        Arbitraries.of(0, 0, 50, 1000),
                        Arbitraries.of(0L, 1L, 200L, 5_000L, 1L << 43),
                        Arbitraries.of(1, 10, 1000),
                        Arbitraries.of(0, 0, 30, 100_000),
                        Arbitraries.of(32, 64, 512))
                .flatAs((grid, keys, gap, leap, largest, changing, halfLife, kilobytes) -> Arbitraries.longs()
                        .map(seed ->
                                new Scenario(grid, keys, gap, leap, largest, changing, halfLife, kilobytes, seed)));
    }

    @Property(tries = 80)
    void the_state_holds_together_after_any_accesses(@ForAll("scenarios") Scenario scenario) {
        AccessProfile profile = new AccessProfile(
                GRIDS.get(scenario.grid),
                ByteSize.ofBytes(scenario.kilobytes * 1024L),
                Optional.of(scenario.halfLife).filter(each -> each > 0).map(Duration::ofSeconds),
                scenario.seed);
        Random random = new Random(scenario.seed);
        long now = random.nextInt();
        for (int i = 1; i <= 4_000; i++) {
            now += scenario.gapMillis == 0 ? 0 : random.nextInt(scenario.gapMillis);
            if (scenario.leap > 0 && random.nextInt(scenario.leap) == 0) {
                now += (long) (random.nextGaussian() * 1e11);
            }
            long key = (long) (scenario.keys * Math.pow(random.nextDouble(), 3));
            long bytes = scenario.largest == 0 ? 0 : (long) (scenario.largest * random.nextDouble());
            int content = random.nextInt(scenario.changing) == 0 ? i : (int) key;
            profile.access(now, AccessProfile.mix(key), bytes, content);
            if (random.nextInt(10) == 0) {
                profile.invalidate(now, AccessProfile.mix(random.nextInt(scenario.keys)));
            }
            if (random.nextInt(10) == 0) {
                profile.readAgain(now, AccessProfile.mix(random.nextInt(scenario.keys)), 1 + random.nextInt(100));
            }
            if (random.nextInt(500) == 0) {
                profile.allowHot(random.nextInt(300));
            }
            if (i % 800 == 0) {
                ProfileInvariants.check(profile, scenario.largest);
            }
        }
        assertThat(profile.surface().points()).allSatisfy(ProfileProperties::isFinite);
    }

    private static void isFinite(SurfacePoint point) {
        assertThat(point.occupiedBytes().value()).isFinite();
        assertThat(point.evictionsPerHour().value()).isFinite();
    }
}
