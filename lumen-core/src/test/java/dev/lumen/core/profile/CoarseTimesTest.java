package dev.lumen.core.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("any-jdk")
class CoarseTimesTest {
    /** The share of a TTL that a 90 % interval of half a bucket is wide, one way. */
    private static final double SHARE = 0.45 / 111.5;

    private static double error(List<Integer> ttls, List<Double> hitRatios, int row) {
        List<Optional<Duration>> rows = Stream.concat(
                        ttls.stream().map(Duration::ofSeconds).map(Optional::of), Stream.of(Optional.<Duration>empty()))
                .toList();
        return CoarseTimes.error(rows, hitRatios::get, row);
    }

    @Test
    void it_is_what_so_small_a_part_of_the_ttl_adds_to_the_hit_ratio() {
        double eFold = Math.log(2);
        assertThat(error(List.of(60, 120), List.of(0.4, 0.5, 0.9), 0)).isCloseTo(0.1 / eFold * SHARE, within(1e-12));
        assertThat(error(List.of(60, 120), List.of(0.4, 0.5, 0.9), 1)).isCloseTo(0.1 / eFold * SHARE, within(1e-12));
    }

    @Test
    void of_two_neighbours_the_one_that_differs_more_counts() {
        List<Double> steepBelow = List.of(0.3, 0.5, 0.6, 0.9);
        assertThat(error(List.of(60, 120, 240), steepBelow, 1)).isCloseTo(0.2 / Math.log(2) * SHARE, within(1e-12));
        assertThat(error(List.of(60, 120, 240), steepBelow, 2)).isCloseTo(0.1 / Math.log(2) * SHARE, within(1e-12));
    }

    @Test
    void a_ttl_without_neighbours_counts_as_if_every_key_were_read_at_the_same_rate() {
        assertThat(error(List.of(60), List.of(0.4, 0.9), 0)).isCloseTo(0.24 * SHARE, within(1e-12));
    }

    @Test
    void a_neighbour_of_the_same_millisecond_shows_nothing() {
        List<Optional<Duration>> rows =
                List.of(Optional.of(Duration.ofSeconds(60)), Optional.of(Duration.ofNanos(60_000_000_001L)));
        assertThat(CoarseTimes.error(rows, row -> 0.5, 0)).isZero();
    }

    @Test
    void what_never_expires_has_none() {
        assertThat(error(List.of(60, 120), List.of(0.4, 0.5, 0.9), 2)).isZero();
        assertThat(error(List.of(), List.of(0.9), 0)).isZero();
    }
}
