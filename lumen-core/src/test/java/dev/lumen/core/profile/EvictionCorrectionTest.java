package dev.lumen.core.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.lumen.api.advise.TtlExperience;
import dev.lumen.api.evidence.Estimate;
import dev.lumen.api.evidence.SurfacePoint;
import dev.lumen.api.units.ByteSize;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Of the misses of {@link Surfaces}, four in ten are by eviction. The windows have all the requests of the surface. */
class EvictionCorrectionTest {
    private static final ProfiledSurface LRU = Surfaces.certain();
    private static final Optional<Duration> TTL = Optional.of(Duration.ofSeconds(300));
    private static final ByteSize CAPACITY = ByteSize.ofMegabytes(64);
    private static final Optional<ByteSize> LARGER = Optional.of(ByteSize.ofMegabytes(128));

    @Test
    void the_hit_ratio_at_the_setting_in_force_becomes_the_one_observed() {
        EvictionCorrection corrected = observing(+0.02).orElseThrow();
        assertThat(hitRatio(corrected, Optional.of(CAPACITY)))
                .isCloseTo(lru(Optional.of(CAPACITY)) + 0.02, within(1e-5));
        assertThat(corrected.spared()).isCloseTo(0.02 / evicted(Optional.of(CAPACITY)), within(1e-5));
    }

    @Test
    void elsewhere_less_of_the_misses_by_eviction_is_spared_the_farther_off_it_is() {
        EvictionCorrection corrected = observing(+0.02).orElseThrow();
        assertThat(hitRatio(corrected, LARGER) - lru(LARGER))
                .isCloseTo(Math.sqrt(0.5) * corrected.spared() * evicted(LARGER), within(1e-12));
        assertThat(point(corrected, LARGER).misses().evicted())
                .isCloseTo((1 - Math.sqrt(0.5) * corrected.spared()) * evicted(LARGER), within(1e-12));
    }

    @Test
    void a_policy_that_does_worse_wastes() {
        assertThat(observing(-0.02).orElseThrow().spared()).isNegative();
    }

    @Test
    void what_a_value_is_moved_by_makes_it_less_sure_and_more_so_far_off() {
        EvictionCorrection corrected = observing(+0.02).orElseThrow();
        assertThat(wider(corrected, Optional.of(CAPACITY))).isCloseTo(2 * 0.5 * 0.02, within(1e-4));
        assertThat(wider(corrected, LARGER))
                .isCloseTo(2 * (1 - 0.5 * Math.sqrt(0.5)) * corrected.spared() * evicted(LARGER), within(1e-4));
    }

    private static double wider(EvictionCorrection corrected, Optional<ByteSize> size) {
        Estimate before = LRU.at(TTL, size).orElseThrow().hitRatio();
        Estimate after = point(corrected, size).hitRatio();
        return after.high() - after.low() - (before.high() - before.low());
    }

    @Test
    void what_may_be_noise_is_hardly_corrected() {
        ProfiledSurface unsure = Surfaces.uncertain(0.5);
        double spared = EvictionCorrection.of(unsure, CAPACITY, windows(1_000_000, lru(Optional.of(CAPACITY)) + 0.02))
                .orElseThrow()
                .spared();
        assertThat(spared).isBetween(0.0, 0.5 * observing(+0.02).orElseThrow().spared());
    }

    @Test
    void windows_of_far_fewer_accesses_than_the_surface_rests_on_correct_nothing() {
        assertThat(EvictionCorrection.of(LRU, CAPACITY, windows(790_000, 0.5))).isEmpty();
        assertThat(EvictionCorrection.of(LRU, CAPACITY, windows(810_000, 0.5))).isPresent();
    }

    @Test
    void of_more_windows_the_latest_count() {
        List<TtlExperience> all = Stream.concat(
                        windows(1_000_000, 0.01).stream(),
                        windows(1_000_000, lru(Optional.of(CAPACITY)) + 0.02).stream())
                .toList();
        assertThat(EvictionCorrection.of(LRU, CAPACITY, all).orElseThrow().spared())
                .isEqualTo(observing(+0.02).orElseThrow().spared());
    }

    @Test
    void too_few_windows_correct_nothing() {
        assertThat(EvictionCorrection.of(LRU, CAPACITY, windows(1_000_000, 0.5).subList(0, 2)))
                .isEmpty();
    }

    @Test
    void where_the_surface_knows_too_little_nothing_is_corrected() {
        assertThat(EvictionCorrection.of(Surfaces.unknown(), CAPACITY, windows(1_000_000, 0.5)))
                .isEmpty();
    }

    @Test
    void a_cache_that_always_or_never_hits_keeps_every_hit_ratio_possible() {
        for (double hitRatio : new double[] {0, 1}) {
            EvictionCorrection corrected = EvictionCorrection.of(LRU, CAPACITY, windows(1_000_000, hitRatio))
                    .orElseThrow();
            for (Optional<Duration> ttl : corrected.ttls()) {
                for (Optional<ByteSize> size : corrected.sizes()) {
                    assertThat(corrected.at(ttl, size).orElseThrow().hitRatio().value())
                            .isBetween(0.0, 1.0);
                }
            }
        }
    }

    private static Optional<EvictionCorrection> observing(double more) {
        return EvictionCorrection.of(LRU, CAPACITY, windows(1_000_000, lru(Optional.of(CAPACITY)) + more));
    }

    private static List<TtlExperience> windows(long requests, double hitRatio) {
        long each = requests / 10;
        return Stream.generate(() -> new TtlExperience(TTL.orElseThrow(), each, Math.round(each * hitRatio)))
                .limit(10)
                .toList();
    }

    private static double lru(Optional<ByteSize> size) {
        return LRU.at(TTL, size).orElseThrow().hitRatio().value();
    }

    private static double evicted(Optional<ByteSize> size) {
        return LRU.at(TTL, size).orElseThrow().misses().evicted();
    }

    private static double hitRatio(EvictionCorrection surface, Optional<ByteSize> size) {
        return point(surface, size).hitRatio().value();
    }

    private static SurfacePoint point(EvictionCorrection surface, Optional<ByteSize> size) {
        return surface.at(TTL, size).orElseThrow();
    }
}
