package dev.lumen.core.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.lumen.api.evidence.Estimate;
import dev.lumen.api.units.ByteSize;
import dev.lumen.core.json.LumenJson;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ProfiledSurfaceTest {
    private static final ProfiledSurface SURFACE = Surfaces.uncertain(0.02);

    private static double hitRatio(ProfiledSurface surface, long seconds, long megabytes) {
        return surface.at(ttl(seconds), size(megabytes))
                .orElseThrow()
                .hitRatio()
                .value();
    }

    private static Optional<Duration> ttl(long seconds) {
        return Optional.of(Duration.ofSeconds(seconds));
    }

    private static Optional<ByteSize> size(long megabytes) {
        return Optional.of(ByteSize.ofMegabytes(megabytes));
    }

    @Test
    void at_a_node_it_is_what_was_seen_there() {
        assertThat(hitRatio(SURFACE, 300, 128)).isEqualTo(Surfaces.hitRatio(300, 128));
    }

    @Test
    void between_two_nodes_it_goes_by_ratio() {
        double middle = (Surfaces.hitRatio(900, 128) + Surfaces.hitRatio(1800, 128)) / 2;
        long geometricMean = Math.round(Math.sqrt(900.0 * 1800));
        assertThat(hitRatio(SURFACE, geometricMean, 128)).isCloseTo(middle, within(1e-4));
    }

    @Test
    void beyond_its_ends_it_is_held() {
        assertThat(hitRatio(SURFACE, 1, 1)).isEqualTo(Surfaces.hitRatio(60, 10));
        assertThat(hitRatio(SURFACE, 86_400, 9_999)).isEqualTo(Surfaces.hitRatio(3600, 1024));
        assertThat(SURFACE.at(Optional.empty(), Optional.empty())).isEqualTo(SURFACE.at(ttl(3600), size(1024)));
    }

    @Test
    void the_change_between_two_settings_is_surer_than_either() {
        Estimate change =
                SURFACE.hitRatioChange(ttl(600), size(512), ttl(900), size(512)).orElseThrow();
        Estimate to = SURFACE.at(ttl(900), size(512)).orElseThrow().hitRatio();
        assertThat(change.value()).isCloseTo(Surfaces.hitRatio(900, 512) - Surfaces.hitRatio(600, 512), within(1e-12));
        assertThat(change.high() - change.low()).isPositive().isLessThan((to.high() - to.low()) / 2);
    }

    @Test
    void there_and_back_changes_nothing() {
        Estimate there =
                SURFACE.hitRatioChange(ttl(100), size(20), ttl(1000), size(200)).orElseThrow();
        Estimate back =
                SURFACE.hitRatioChange(ttl(1000), size(200), ttl(100), size(20)).orElseThrow();
        assertThat(back.value()).isCloseTo(-there.value(), within(1e-12));
        assertThat(back.high()).isCloseTo(-there.low(), within(1e-12));
    }

    @Test
    void an_interval_of_more_than_half_the_range_says_nothing() {
        assertThat(Surfaces.uncertain(0.6).at(ttl(3600), size(1024))).isEmpty();
        assertThat(Surfaces.unknown().at(ttl(3600), size(1024))).isEmpty();
    }

    @Test
    void it_comes_back_from_json_as_it_was() throws IOException {
        AccessProfile profile = Accesses.profile(Accesses.grid(List.of(60, 300), true, List.of(1_000L, 9_000L), true));
        Accesses.play(profile, Accesses.zipf(1, 3_000, 300, 0.8, 500, Accesses::steadySize));
        ProfiledSurface surface = profile.surface();
        assertThat(LumenJson.read(LumenJson.bytes(surface), ProfiledSurface.class))
                .isEqualTo(surface);
    }

    @Test
    void as_many_points_as_cells_are_required() {
        assertThatThrownBy(() -> new ProfiledSurface(
                        SURFACE.ttls(),
                        SURFACE.sizes(),
                        SURFACE.points().subList(1, 3),
                        SURFACE.deviations(),
                        1,
                        1,
                        Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("points and deviations");
    }
}
