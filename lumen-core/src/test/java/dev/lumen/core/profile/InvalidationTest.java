package dev.lumen.core.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.lumen.api.evidence.MissCauses;
import dev.lumen.api.evidence.SurfacePoint;
import dev.lumen.api.units.ByteSize;
import dev.lumen.core.profile.Accesses.Access;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What is taken out of the cache on purpose is missed at every setting, and neither TTL nor size is blamed. */
@Tag("any-jdk")
class InvalidationTest {
    private static final ProfileGrid GRID =
            Accesses.grid(List.of(60, 300, 900), true, List.of(20_000L, 100_000L, 400_000L), true);
    private static final int COUNT = 12_000;
    private static final int KEYS = 800;

    private final List<Access> accesses = Accesses.zipf(3, COUNT, KEYS, 0.8, 500, Accesses::steadySize);

    /** For each access, the key that is taken out after it, or -1. */
    private static int[] invalidations() {
        Random random = new Random(5);
        int[] keys = new int[COUNT];
        for (int i = 0; i < COUNT; i++) {
            keys[i] = random.nextInt(4) == 0 ? random.nextInt(KEYS / 4) : -1;
        }
        return keys;
    }

    private AccessProfile played() {
        AccessProfile profile = Accesses.profile(GRID);
        int[] invalidations = invalidations();
        for (int i = 0; i < COUNT; i++) {
            Access access = accesses.get(i);
            profile.access(access.millis(), AccessProfile.mix(access.key()), access.bytes(), access.version());
            if (invalidations[i] >= 0) {
                profile.invalidate(access.millis(), AccessProfile.mix(invalidations[i]));
            }
        }
        return profile;
    }

    private ExactCache exact(int cell) {
        int sizes = GRID.sizes().size();
        ExactCache cache = new ExactCache(
                GRID.ttls().get(cell / sizes).map(Duration::toMillis).orElse(Long.MAX_VALUE),
                GRID.sizes().get(cell % sizes).map(ByteSize::bytes).orElse(Long.MAX_VALUE));
        int[] invalidations = invalidations();
        for (int i = 0; i < COUNT; i++) {
            cache.access(accesses.get(i));
            if (invalidations[i] >= 0) {
                cache.invalidate(accesses.get(i).millis(), invalidations[i]);
            }
        }
        return cache;
    }

    @Test
    void hitRatiosAndBytesHeldAreThoseOfCachesThatLostTheSameEntries() {
        ProfiledSurface surface = played().surface();
        for (int cell = 0; cell < GRID.cells(); cell++) {
            SurfacePoint point = surface.points().get(cell);
            ExactCache exact = exact(cell);
            assertThat(point.hitRatio().value()).as("cell %d", cell).isCloseTo(exact.hitRatio(), within(0.003));
            assertThat(point.occupiedBytes().value())
                    .as("cell %d", cell)
                    .isCloseTo(exact.meanHeld(), within(0.03 * exact.meanHeld()));
        }
    }

    @Test
    void missesByInvalidationAreToldApart() {
        ProfiledSurface surface = played().surface();
        int sizes = GRID.sizes().size();
        for (int cell = sizes - 1; cell < GRID.cells(); cell += sizes) {
            MissCauses misses = surface.points().get(cell).misses();
            double truth = (double) exact(cell).invalidated / COUNT;
            assertThat(truth).isGreaterThan(0.01);
            assertThat(misses.invalidated()).as("cell %d", cell).isCloseTo(truth, within(0.003));
            assertThat(misses.evicted()).as("cell %d", cell).isLessThan(0.001);
        }
    }

    @Test
    void theInvariantsHoldWithAndWithoutASample() {
        for (int kilobytes : List.of(24, 1024)) {
            AccessProfile profile = new AccessProfile(GRID, ByteSize.ofBytes(kilobytes * 1024L), Optional.empty(), 1);
            Random random = new Random(kilobytes);
            for (Access access : accesses) {
                profile.access(access.millis(), AccessProfile.mix(access.key()), access.bytes(), access.version());
                profile.invalidate(access.millis(), AccessProfile.mix(random.nextInt(KEYS)));
            }
            ProfileInvariants.check(profile, 2_100);
        }
    }

    @Test
    void aRecorderPassesInvalidationsOnAndCountsNoLookUpForThem() {
        AtomicLong clock = new AtomicLong();
        ProfileRecorder recorder =
                ProfileRecorder.of(GRID, ByteSize.ofMegabytes(2), Optional.empty(), Runnable::run, clock::get, 1);
        int[] invalidations = invalidations();
        List<Integer> told = new ArrayList<>();
        for (int i = 0; i < COUNT; i++) {
            Access access = accesses.get(i);
            clock.set(access.millis());
            recorder.hit(access.key(), access.bytes());
            if (invalidations[i] >= 0) {
                recorder.invalidated(invalidations[i]);
                told.add(invalidations[i]);
            }
            recorder.drain();
        }

        ProfiledSurface surface = recorder.surface();
        assertThat(told).hasSizeGreaterThan(1_000);
        assertThat(recorder.hits()).isEqualTo(COUNT);
        assertThat(surface.requests()).isEqualTo(COUNT);
        for (int cell = 0; cell < GRID.cells(); cell++) {
            assertThat(surface.points().get(cell).hitRatio().value())
                    .as("cell %d", cell)
                    .isCloseTo(exact(cell).hitRatio(), within(0.003));
        }
    }
}
