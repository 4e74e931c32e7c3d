package dev.lumen.core.collect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lumen.api.observe.CacheMetrics;
import dev.lumen.api.observe.CacheName;
import dev.lumen.api.observe.Gauges;
import dev.lumen.api.observe.Lookups;
import dev.lumen.api.observe.MissingReason;
import dev.lumen.api.observe.Observation;
import dev.lumen.api.observe.Observation.Missing;
import dev.lumen.api.observe.Reading.Cumulative;
import dev.lumen.api.observe.Reading.Windowed;
import dev.lumen.api.observe.Removals;
import dev.lumen.api.observe.Window;
import dev.lumen.api.testkit.Metrics;
import dev.lumen.api.units.Ratio;
import java.time.Duration;
import java.util.Optional;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;

class CounterDeltaTest {
    private static final Lookups LOOKUPS = Lookups.counted(1_000, 500);
    private static final Removals REMOVALS = Removals.of(10, 20);

    private final CounterDelta delta = new CounterDelta(CacheName.of("c"), "redis");

    @Property
    void counters_become_their_difference_over_the_time_between(
            @ForAll @LongRange(max = 1_000_000_000_000L) long hits,
            @ForAll @LongRange(max = 1_000_000_000_000L) long misses,
            @ForAll @LongRange(max = 1_000_000_000_000L) long evictions,
            @ForAll @LongRange(min = 1, max = 1_000_000) long seconds) {
        CacheMetrics metrics = measured(
                at(0, "a", LOOKUPS, REMOVALS),
                at(seconds, "a", Lookups.counted(1_000 + hits, 500 + misses), Removals.of(10 + evictions, 20)));
        assertThat(metrics.lookups()).isEqualTo(Lookups.counted(hits, misses));
        assertThat(metrics.removals()).isEqualTo(Removals.of(evictions, 0));
        assertThat(metrics.window().length()).isEqualTo(Duration.ofSeconds(seconds));
    }

    @Example
    void the_first_sample_has_no_window() {
        checkMissing(delta.metrics(at(0, "a", LOOKUPS, REMOVALS), Optional.empty()), MissingReason.FIRST_SAMPLE);
    }

    @Example
    void another_epoch_is_a_new_beginning_even_where_the_counters_grew() {
        checkMissing(
                since(at(0, "a", LOOKUPS, REMOVALS), at(60, "b", Lookups.counted(9_000, 9_000), REMOVALS)),
                MissingReason.COUNTER_RESET);
    }

    @Example
    void fewer_hits_are_a_new_beginning() {
        checkReset(Lookups.counted(999, 500), REMOVALS);
    }

    @Example
    void fewer_misses_are_a_new_beginning() {
        checkReset(Lookups.counted(1_000, 499), REMOVALS);
    }

    @Example
    void fewer_evictions_are_a_new_beginning() {
        checkReset(LOOKUPS, Removals.of(9, 20));
    }

    @Example
    void fewer_expirations_are_a_new_beginning() {
        checkReset(LOOKUPS, Removals.of(10, 19));
    }

    @Example
    void time_that_stands_still_is_refused() {
        checkMissing(since(at(60, "a", LOOKUPS, REMOVALS), at(60, "a", LOOKUPS, REMOVALS)), MissingReason.INVALID);
    }

    @Example
    void time_that_goes_backwards_is_refused_with_both_times() {
        Observation<CacheMetrics> answer = since(at(60, "a", LOOKUPS, REMOVALS), at(0, "a", LOOKUPS, REMOVALS));
        checkMissing(answer, MissingReason.INVALID);
        assertThat(((Missing<CacheMetrics>) answer).detail())
                .contains(Metrics.NOW.toString(), Metrics.NOW.plusSeconds(60).toString());
    }

    @Example
    void no_requests_in_the_window_have_no_hit_ratio() {
        assertThat(measured(at(0, "a", LOOKUPS, REMOVALS), at(60, "a", LOOKUPS, REMOVALS))
                        .hitRatio())
                .isEmpty();
    }

    @Example
    void a_counter_that_only_one_reading_has_is_absent() {
        CacheMetrics metrics =
                measured(at(0, "a", Lookups.unknown(), Removals.evicted(10)), at(60, "a", LOOKUPS, REMOVALS));
        assertThat(metrics.lookups()).isEqualTo(Lookups.unknown());
        assertThat(metrics.removals()).isEqualTo(Removals.evicted(0));
    }

    @Example
    void a_ratio_since_the_start_is_not_passed_off_as_one_of_now() {
        Lookups sinceBoot = Lookups.ratioOnly(Ratio.of(0.9));
        assertThat(measured(at(0, "a", sinceBoot, REMOVALS), at(60, "a", sinceBoot, REMOVALS))
                        .hitRatio())
                .isEmpty();
    }

    @Example
    void a_windowed_reading_is_taken_as_it_is() {
        Windowed reading = new Windowed(
                Window.ending(Metrics.NOW, Duration.ofHours(1)),
                LOOKUPS,
                REMOVALS,
                Gauges.builder().keys(7).build());
        CacheMetrics metrics =
                delta.metrics(reading, Optional.empty()).trusted().orElseThrow();
        assertThat(metrics)
                .isEqualTo(new CacheMetrics(
                        CacheName.of("c"),
                        reading.window(),
                        reading.lookups(),
                        reading.removals(),
                        reading.gauges(),
                        "redis"));
    }

    private void checkReset(Lookups lookups, Removals removals) {
        checkMissing(since(at(0, "a", LOOKUPS, REMOVALS), at(60, "a", lookups, removals)), MissingReason.COUNTER_RESET);
    }

    private static void checkMissing(Observation<CacheMetrics> answer, MissingReason reason) {
        assertThat(answer)
                .isInstanceOfSatisfying(
                        Missing.class, missing -> assertThat(missing.reason()).isEqualTo(reason));
    }

    private CacheMetrics measured(Cumulative before, Cumulative now) {
        return since(before, now).trusted().orElseThrow();
    }

    private Observation<CacheMetrics> since(Cumulative before, Cumulative now) {
        return delta.metrics(now, Optional.of(before));
    }

    private static Cumulative at(long seconds, String epoch, Lookups lookups, Removals removals) {
        return new Cumulative(
                Metrics.NOW.plusSeconds(seconds),
                epoch,
                lookups,
                removals,
                Gauges.builder().build());
    }
}
