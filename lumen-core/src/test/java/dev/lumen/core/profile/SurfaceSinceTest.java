package dev.lumen.core.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.lumen.api.units.ByteSize;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What came since an earlier snapshot alone, out of two snapshots that remember everything. */
class SurfaceSinceTest {
    private static final Optional<Duration> TTL = Optional.of(Duration.ofSeconds(300));
    private static final Optional<ByteSize> ROOM = Optional.of(ByteSize.ofMegabytes(1));
    private static final ProfileGrid GRID = new ProfileGrid(
            List.of(Optional.of(Duration.ofSeconds(60)), TTL, Optional.of(Duration.ofSeconds(900))), List.of(ROOM));

    private long now = 1_000;
    private long fresh;

    private AccessProfile profile(Optional<Duration> halfLife) {
        return new AccessProfile(GRID, AccessProfile.DEFAULT_STATE_LIMIT, halfLife, 1);
    }

    /** An access a second, one in so many of a key that was never seen. */
    private void read(AccessProfile profile, int accesses, int oneInSoMany) {
        for (int i = 0; i < accesses; i++) {
            now += 1000;
            long key = i % oneInSoMany == 0 ? 1_000_000 + fresh++ : 7;
            profile.access(now, AccessProfile.mix(key), 100, 0);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT0S", "PT20M", "PT6H"})
    void it_is_the_hit_ratio_of_that_time(String halfLife) {
        Duration half = Duration.parse(halfLife);
        AccessProfile profile = profile(half.isZero() ? Optional.empty() : Optional.of(half));
        read(profile, 7200, 2);
        ProfiledSurface before = profile.surface();
        read(profile, 3600, 10);
        ProfiledSurface after = profile.surface();
        // One in ten is new, and of the others one in 300 is looked up when its time is up.
        assertThat(after.hitRatioSince(before, TTL, ROOM).orElseThrow()).isCloseTo(0.9 - 0.0033, within(0.006));
        assertThat(after.hitRatioSince(before, Optional.of(Duration.ofSeconds(60)), ROOM)
                        .orElseThrow())
                .isLessThan(after.hitRatioSince(before, TTL, ROOM).orElseThrow());
        double all = after.at(TTL, ROOM).orElseThrow().hitRatio().value();
        assertThat(all).isLessThan(0.89);
    }

    @Test
    void of_another_recording_or_of_nothing_there_is_none() {
        AccessProfile profile = profile(Optional.empty());
        read(profile, 100, 2);
        ProfiledSurface before = profile.surface();
        assertThat(profile.surface().hitRatioSince(before, TTL, ROOM)).isEmpty();
        read(profile, 100, 2);
        assertThat(profile.surface().hitRatioSince(before, TTL, ROOM))
                .as("not the one just before")
                .isEmpty();
        AccessProfile restarted = profile(Optional.empty());
        read(restarted, 1000, 2);
        assertThat(restarted.surface().hitRatioSince(before, TTL, ROOM)).isEmpty();
        assertThat(restarted.surface().hitRatioSince(Surfaces.uncertain(0.02), TTL, ROOM))
                .isEmpty();
    }
}
