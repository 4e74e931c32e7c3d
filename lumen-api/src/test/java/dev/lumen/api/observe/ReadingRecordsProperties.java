package dev.lumen.api.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.lumen.api.testkit.Generators;
import dev.lumen.api.units.ByteSize;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Negative;

/** What a source may and may not claim. */
class ReadingRecordsProperties {
    private static final Instant NOW = Instant.parse("2026-11-01T12:00:00Z");

    @Property
    void negative_hits_are_refused(@ForAll @Negative long count) {
        checkRefused(() -> Lookups.counted(count, 0), "hits is " + count + ", allowed: 0 or more");
    }

    @Property
    void negative_misses_are_refused(@ForAll @Negative long count) {
        checkRefused(() -> Lookups.counted(0, count), "misses is " + count + ", allowed: 0 or more");
    }

    @Property
    void negative_evictions_are_refused(@ForAll @Negative long count) {
        checkRefused(() -> Removals.evicted(count), "evictions is " + count + ", allowed: 0 or more");
    }

    @Property
    void negative_expirations_are_refused(@ForAll @Negative long count) {
        checkRefused(() -> Removals.of(0, count), "expirations is " + count + ", allowed: 0 or more");
    }

    @Property
    void look_ups_beyond_63_bits_are_refused(@ForAll @LongRange(min = 1) long more) {
        checkRefused(() -> Lookups.counted(Long.MAX_VALUE, more), "hits + misses");
    }

    @Example
    void half_a_pair_of_counts_is_refused() {
        checkRefused(
                () -> new Lookups(OptionalLong.of(1), OptionalLong.empty(), OptionalDouble.empty()),
                "allowed: both or neither");
    }

    @Example
    void a_ratio_beside_counts_is_refused() {
        checkRefused(
                () -> new Lookups(OptionalLong.of(1), OptionalLong.of(1), OptionalDouble.of(0.5)),
                "absent where hits and misses are counted");
    }

    @Property
    void look_ups_have_a_ratio_in_0_to_1_if_and_only_if_there_were_any(@ForAll("counted") Lookups lookups) {
        assertThat(lookups.hitRatio().isPresent()).isEqualTo(lookups.requests().orElseThrow() > 0);
        lookups.hitRatio().ifPresent(ratio -> assertThat(ratio).isBetween(0.0, 1.0));
    }

    @Property
    void a_window_that_does_not_end_after_its_start_is_refused(
            @ForAll @LongRange(min = 0, max = 1_000_000) long nanos) {
        checkRefused(() -> new Window(NOW, NOW.minusNanos(nanos)), "window end is ");
    }

    @Property
    void a_rate_is_the_count_by_the_hour(
            @ForAll @LongRange(min = 1, max = 1_000_000) long seconds,
            @ForAll @LongRange(min = 0, max = 1_000_000) long count) {
        assertThat(Window.ending(NOW, Duration.ofSeconds(seconds)).perHour((double) count))
                .isCloseTo(count * 3600.0 / seconds, within(1e-6 * (1 + count)));
    }

    @Property
    void more_in_use_than_a_rounding_above_the_capacity_is_refused(
            @ForAll @LongRange(min = 100, max = 1L << 50) long capacity,
            @ForAll @DoubleRange(min = 1.02, max = 9) double share) {
        ByteSize size = ByteSize.ofBytes(capacity);
        checkRefused(
                () -> Gauges.builder().capacity(size).used(size.times(share)).build(),
                "used bytes is " + size.times(share).bytes() + ", allowed: 0 to the capacity, " + capacity);
    }

    @Property
    void in_use_within_a_rounding_above_the_capacity_is_full(
            @ForAll @LongRange(min = 100, max = 1L << 50) long capacity) {
        ByteSize size = ByteSize.ofBytes(capacity);
        assertThat(Gauges.builder()
                        .capacity(size)
                        .used(size.times(1.009))
                        .build()
                        .memoryUsage())
                .hasValue(1);
    }

    @Example
    void a_capacity_of_nothing_has_no_usage() {
        assertThat(Gauges.builder()
                        .capacity(ByteSize.ZERO)
                        .used(ByteSize.ZERO)
                        .build()
                        .memoryUsage())
                .isEmpty();
    }

    @Property
    void a_usage_lies_in_0_to_1(@ForAll("gauges") Gauges gauges) {
        gauges.memoryUsage().ifPresent(usage -> assertThat(usage).isBetween(0.0, 1.0));
    }

    @Property
    void a_ttl_of_zero_or_less_is_refused(@ForAll @LongRange(min = 0, max = 1_000_000) long nanos) {
        Duration ttl = Duration.ofNanos(-nanos);
        checkRefused(() -> Gauges.builder().ttl(ttl).build(), "ttl is " + ttl + ", allowed: a duration above 0");
    }

    @Example
    void a_negative_latency_is_refused() {
        checkRefused(() -> Gauges.builder().p95Latency(Duration.ofMillis(-1)).build(), "p95 latency is PT-0.001S");
    }

    @Example
    void a_fragmentation_ratio_that_is_no_number_is_refused() {
        checkRefused(() -> Gauges.builder().fragmentationRatio(Double.NaN).build(), "fragmentation ratio is NaN");
    }

    @Example
    void a_negative_age_is_refused() {
        checkRefused(() -> new Observation.Stale<>("x", Duration.ofNanos(-1)), "age is PT-0.000000001S");
    }

    @Example
    void a_stand_in_is_shown_and_never_trusted() {
        Observation<String> dummy = new Observation.Fallback<>("x");
        assertThat(dummy.shown()).contains("x");
        assertThat(dummy.trusted()).isEmpty();
    }

    @Provide
    Arbitrary<Lookups> counted() {
        return Generators.counted();
    }

    @Provide
    Arbitrary<Gauges> gauges() {
        return Generators.gauges();
    }

    private static void checkRefused(Runnable made, String message) {
        assertThatIllegalArgumentException().isThrownBy(made::run).withMessageContaining(message);
    }
}
