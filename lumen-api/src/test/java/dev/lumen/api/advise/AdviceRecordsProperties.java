package dev.lumen.api.advise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.lumen.api.evidence.Estimate;
import dev.lumen.api.testkit.Generators;
import dev.lumen.api.units.ByteSize;
import dev.lumen.api.units.Usd;
import java.time.Duration;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.PropertyDefaults;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

/** What bounds, prices and estimates may and may not be. */
@PropertyDefaults(edgeCases = EdgeCasesMode.NONE)
class AdviceRecordsProperties {
    private static final Duration SECOND = Duration.ofSeconds(1);

    @Property
    void a_clamped_ttl_lies_within_the_bounds_and_one_within_is_left_alone(
            @ForAll("ttlBounds") TtlBounds bounds, @ForAll("ttls") Duration ttl) {
        Duration clamped = bounds.clamp(ttl);
        assertThat(clamped).isBetween(bounds.min(), bounds.max());
        assertThat(bounds.clamp(clamped)).isEqualTo(clamped);
    }

    @Property
    void a_floor_below_a_millisecond_is_refused(@ForAll @LongRange(min = -5, max = 999_999) long nanos) {
        Duration min = Duration.ofNanos(nanos);
        checkRefused(() -> TtlBounds.between(min, SECOND), "minimum TTL is " + min + ", allowed: 1 ms or more");
    }

    @Example
    void a_ceiling_below_the_floor_is_refused() {
        checkRefused(() -> TtlBounds.between(SECOND, SECOND.minusNanos(1)), "maximum TTL is PT0.999999999S");
    }

    @Example
    void a_ceiling_above_ten_years_is_refused() {
        checkRefused(() -> TtlBounds.between(SECOND, Duration.ofDays(3654)), "maximum TTL is ");
    }

    @Example
    void a_standard_outside_the_bounds_is_refused() {
        checkRefused(() -> new TtlBounds(SECOND, SECOND, SECOND.plusNanos(1)), "default TTL is ");
    }

    @Property
    void the_grid_brackets_every_size(@ForAll("grids") SizeGrid grid, @ForAll("sizes") ByteSize size) {
        assertThat(grid.floor(size)).isLessThanOrEqualTo(size);
        assertThat(grid.ceil(size)).isGreaterThanOrEqualTo(size);
        assertThat(grid.ceil(size).bytes() - grid.floor(size).bytes())
                .isIn(0L, grid.step().bytes());
    }

    @Example
    void the_largest_size_is_held_below_63_bits() {
        ByteSize largest = ByteSize.ofBytes(Long.MAX_VALUE);
        assertThat(SizeGrid.GIBIBYTES.ceil(largest)).isEqualTo(SizeGrid.GIBIBYTES.floor(largest));
    }

    @Example
    void a_grid_without_a_step_is_refused() {
        checkRefused(() -> new SizeGrid(ByteSize.ZERO), "step of the size grid is 0 B");
    }

    @Example
    void sizes_from_nothing_are_refused() {
        checkRefused(() -> new SizeBounds(ByteSize.ZERO, ByteSize.ofMegabytes(1)), "minimum size is 0 B");
    }

    @Property
    void an_experience_without_requests_is_refused(@ForAll @LongRange(min = Long.MIN_VALUE, max = 0) long requests) {
        checkRefused(() -> new TtlExperience(SECOND, requests, 0), "requests is " + requests + ", allowed: above 0");
    }

    @Property
    void more_hits_than_requests_are_refused(@ForAll @LongRange(min = 2) long hits) {
        checkRefused(() -> new TtlExperience(SECOND, 1, hits), "hits is " + hits + ", allowed: 0 to the requests, 1");
    }

    @Property
    void an_estimate_midway_holds_its_value(@ForAll("numbers") double one, @ForAll("numbers") double other) {
        Estimate estimate = Estimate.midway(one, other);
        assertThat(estimate.value()).isBetween(estimate.low(), estimate.high());
        assertThat(estimate.low()).isEqualTo(Math.min(one, other));
    }

    @Property
    void a_negative_factor_turns_the_interval_round(@ForAll @IntRange(min = -99, max = 99) int factor) {
        Estimate product = new Estimate(2, 1, 4).times(factor);
        assertThat(product.value()).isBetween(product.low(), product.high()).isEqualTo(2.0 * factor);
    }

    @Example
    void an_interval_beside_its_value_is_refused() {
        checkRefused(() -> new Estimate(3, 1, 2), "estimate is 3.0, allowed: within its interval, 1.0 to 2.0");
    }

    @Example
    void an_estimate_beyond_the_range_is_refused() {
        checkRefused(() -> new Estimate(0, -Double.MAX_VALUE, 0).times(2), "low end is -Infinity");
    }

    @Example
    void a_negative_price_is_refused_by_name() {
        checkRefused(() -> new Prices(Usd.of(-1), Usd.ZERO), "API cost per call is -1.0");
        checkRefused(() -> new Prices(Usd.ZERO, Usd.of(-1)), "memory cost per MB-month is -1.0");
    }

    @Example
    void the_guides_prices_are_nothing_to_warn_of() {
        assertThat(Prices.DEFAULT.warnings()).isEmpty();
    }

    @Example
    void prices_of_nothing_are_warned_of_by_name() {
        assertThat(new Prices(Usd.ZERO, Usd.ZERO).warnings())
                .hasSize(2)
                .anyMatch(warning -> warning.startsWith("API cost per call is $0"))
                .anyMatch(warning -> warning.startsWith("memory cost per MB-month is $0"));
    }

    @Example
    void prices_out_by_orders_of_magnitude_are_warned_of_by_name() {
        assertThat(new Prices(Usd.of(11), Usd.of(37.4)).warnings())
                .hasSize(2)
                .anyMatch(warning -> warning.contains("API cost per call is $11.00, above $10"))
                .anyMatch(warning -> warning.contains("memory cost per MB-month is $37.40, above $10"));
        assertThat(new Prices(Usd.of(1e-8), Usd.of(1e-6)).warnings())
                .hasSize(2)
                .anyMatch(warning -> warning.contains("is it per token?"))
                .anyMatch(warning -> warning.contains("is it per hour?"));
    }

    @Example
    void advice_without_a_reason_is_refused() {
        checkRefused(
                () -> TtlAdjustment.maintain(SECOND, Confidence.of(0), EvidenceKind.RULES, List.of()),
                "reasoning is empty");
    }

    @Example
    void advice_that_lacks_a_part_is_refused_by_name() {
        checkRefused(
                () -> TtlAdjustment.maintain(SECOND, null, EvidenceKind.RULES, List.of(Reason.of("because"))),
                "confidence of TtlAdjustment is null");
    }

    @Example
    void a_larger_size_that_is_called_smaller_is_refused() {
        CacheSizeAdjustment same = CacheSizeAdjustment.unchanged(
                ByteSize.ofBytes(1),
                SizeStrategy.MAINTAIN,
                Confidence.of(0),
                EvidenceKind.RULES,
                List.of(Reason.of("because")));
        checkRefused(
                () -> new CacheSizeAdjustment(
                        same.currentSize(),
                        ByteSize.ofBytes(2),
                        SizeStrategy.SCALE_DOWN,
                        same.memoryCostChangeUsdPerMonth(),
                        same.apiCostChangeUsdPerMonth(),
                        same.netSavingUsdPerMonth(),
                        same.roiScore(),
                        same.decision(),
                        same.confidence(),
                        same.reasoning(),
                        same.evidence(),
                        same.withoutLock()),
                "strategy is SCALE_DOWN");
    }

    @Provide
    Arbitrary<TtlBounds> ttlBounds() {
        return Generators.ttlBounds();
    }

    @Provide
    Arbitrary<Duration> ttls() {
        return Generators.ttls();
    }

    @Provide
    Arbitrary<SizeGrid> grids() {
        return Generators.grids();
    }

    @Provide
    Arbitrary<ByteSize> sizes() {
        return Generators.sizes();
    }

    @Provide
    Arbitrary<Double> numbers() {
        return Arbitraries.longs().map(Double::longBitsToDouble).filter(Double::isFinite);
    }

    private static void checkRefused(Runnable made, String message) {
        assertThatIllegalArgumentException().isThrownBy(made::run).withMessageContaining(message);
    }
}
