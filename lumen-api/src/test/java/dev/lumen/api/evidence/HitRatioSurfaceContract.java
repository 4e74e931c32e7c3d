package dev.lumen.api.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.lumen.api.units.ByteSize;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;

/** What every {@link HitRatioSurface} must do. */
public abstract class HitRatioSurfaceContract {
    private static final double ROUNDING = 1e-9;
    private static final Optional<Duration> SHORTEST = Optional.of(Duration.ofMillis(1));
    private static final Optional<ByteSize> SMALLEST = Optional.of(ByteSize.ofBytes(1));

    /** A surface that knows enough to say something of every setting. */
    protected abstract HitRatioSurface surface() throws Exception;

    /** A surface of a workload of which nothing was seen. */
    protected abstract HitRatioSurface nothingSeen() throws Exception;

    @Test
    public void what_was_played_through_ascends_and_ends_with_what_has_no_limit() throws Exception {
        assertAscending(surface().ttls());
        assertAscending(surface().sizes());
    }

    @Test
    public void says_something_of_every_setting_that_was_played_through() throws Exception {
        HitRatioSurface surface = surface();
        atEverySetting(surface, (ttl, size) -> assertThat(surface.at(ttl, size)).isPresent());
    }

    @Test
    public void outside_of_what_was_played_through_it_is_held_at_the_nearer_end() throws Exception {
        HitRatioSurface surface = surface();
        assertThat(surface.at(SHORTEST, SMALLEST))
                .isEqualTo(surface.at(surface.ttls().get(0), surface.sizes().get(0)));
        assertThat(surface.at(Optional.empty(), Optional.empty()))
                .isEqualTo(surface.at(last(surface.ttls()), last(surface.sizes())));
    }

    @Test
    public void a_setting_does_not_differ_from_itself() throws Exception {
        HitRatioSurface surface = surface();
        atEverySetting(surface, (ttl, size) -> {
            Estimate change = surface.hitRatioChange(ttl, size, ttl, size).orElseThrow();
            assertThat(change.low()).isZero();
            assertThat(change.high()).isZero();
        });
    }

    @Test
    public void a_change_is_the_difference_of_the_two_and_no_less_sure() throws Exception {
        HitRatioSurface surface = surface();
        Optional<Duration> ttl = surface.ttls().get(0);
        Optional<ByteSize> size = surface.sizes().get(0);
        Estimate from = surface.at(ttl, size).orElseThrow().hitRatio();
        atEverySetting(surface, (toTtl, toSize) -> {
            Estimate to = surface.at(toTtl, toSize).orElseThrow().hitRatio();
            Estimate change = surface.hitRatioChange(ttl, size, toTtl, toSize).orElseThrow();
            assertThat(change.value()).isCloseTo(to.value() - from.value(), within(ROUNDING));
            assertThat(width(change)).isLessThanOrEqualTo(width(from) + width(to) + ROUNDING);
        });
    }

    @Test
    public void there_and_back_is_the_same_change_with_another_sign() throws Exception {
        HitRatioSurface surface = surface();
        Optional<Duration> ttl = surface.ttls().get(0);
        Optional<ByteSize> size = surface.sizes().get(0);
        atEverySetting(surface, (toTtl, toSize) -> {
            Estimate there = surface.hitRatioChange(ttl, size, toTtl, toSize).orElseThrow();
            Estimate back = surface.hitRatioChange(toTtl, toSize, ttl, size).orElseThrow();
            assertThat(back.value()).isCloseTo(-there.value(), within(ROUNDING));
            assertThat(back.low()).isCloseTo(-there.high(), within(ROUNDING));
        });
    }

    @Test
    public void what_has_seen_nothing_says_nothing() throws Exception {
        HitRatioSurface surface = nothingSeen();
        assertThat(surface.at(Optional.empty(), Optional.empty())).isEmpty();
        assertThat(surface.hitRatioChange(SHORTEST, SMALLEST, Optional.empty(), Optional.empty()))
                .isEmpty();
        assertThat(surface.requests()).isZero();
    }

    @Test
    public void says_what_it_rests_on() throws Exception {
        assertThat(surface().requests()).isPositive();
        assertThat(surface().sampledKeys()).isPositive();
        assertThat(surface().observed()).isPositive();
    }

    private static double width(Estimate estimate) {
        return estimate.high() - estimate.low();
    }

    private static <T> T last(List<T> list) {
        return list.get(list.size() - 1);
    }

    private static <T extends Comparable<T>> void assertAscending(List<Optional<T>> nodes) {
        assertThat(nodes).isNotEmpty();
        assertThat(nodes.subList(0, nodes.size() - 1)).allMatch(Optional::isPresent);
        List<T> finite = nodes.stream().flatMap(Optional::stream).toList();
        assertThat(finite).isSorted().doesNotHaveDuplicates();
    }

    private static void atEverySetting(
            HitRatioSurface surface, BiConsumer<Optional<Duration>, Optional<ByteSize>> check) {
        for (Optional<Duration> ttl : surface.ttls()) {
            for (Optional<ByteSize> size : surface.sizes()) {
                check.accept(ttl, size);
            }
        }
    }
}
