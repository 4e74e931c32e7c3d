package dev.lumen.core.roi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.lumen.api.advise.Prices;
import dev.lumen.api.observe.Lookups;
import dev.lumen.api.signal.Roi;
import dev.lumen.api.testkit.Metrics;
import dev.lumen.api.units.ByteSize;
import dev.lumen.api.units.Ratio;
import dev.lumen.api.units.Usd;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;

class RoiCalculatorTest {
    /** The guide's 6,311 %: about $600 saved on $9.36. */
    @Example
    void the_guides_case() {
        Roi roi = RoiCalculator.of(Usd.of(600), Usd.of(9.36));
        assertThat(roi.percent().orElseThrow()).isCloseTo(6_310.3, within(0.05));
        assertThat(roi.score()).isCloseTo(98.44, within(0.005));
    }

    /** 7,250 hits an hour at $0.01 for 730 h; 256 MB at $0.0365. */
    @Example
    void hits_are_calls_saved_and_the_capacity_is_paid_for() {
        Roi roi = RoiCalculator.of(
                        Metrics.typical()
                                .requests(10_000, 0.725)
                                .gauges(gauges -> gauges.capacity(ByteSize.ofMegabytes(256)))
                                .build(),
                        Prices.DEFAULT)
                .orElseThrow();
        assertThat(roi.valueUsdPerMonth().amount()).isCloseTo(52_925, within(1e-6));
        assertThat(roi.costUsdPerMonth().amount()).isCloseTo(9.344, within(1e-9));
    }

    @Example
    void a_cache_that_costs_nothing_has_no_percent_and_a_full_score() {
        Roi roi = RoiCalculator.of(Usd.of(5), Usd.ZERO);
        assertThat(roi.percent()).isEmpty();
        assertThat(roi.score()).isEqualTo(100);
        assertThat(RoiCalculator.of(Usd.ZERO, Usd.ZERO).score()).isZero();
    }

    @Example
    void a_capacity_of_nothing_has_no_return() {
        assertThat(RoiCalculator.of(
                        Metrics.typical().memory(ByteSize.ZERO, ByteSize.ZERO).build(), Prices.DEFAULT))
                .isEmpty();
    }

    @Example
    void a_cache_that_saves_nothing_loses_all_it_costs() {
        Roi roi = RoiCalculator.of(Usd.ZERO, Usd.of(5));
        assertThat(roi.percent()).hasValue(-100);
        assertThat(roi.score()).isZero();
    }

    @Property
    void the_score_is_nought_up_to_the_cost_and_rises_with_the_value(
            @ForAll @DoubleRange(min = 0, max = 1e6) double value,
            @ForAll @DoubleRange(min = 0.01, max = 1e6) double cost,
            @ForAll @DoubleRange(min = 0, max = 1e6) double more) {
        double score = RoiCalculator.of(Usd.of(value), Usd.of(cost)).score();
        assertThat(score == 0).isEqualTo(value <= cost);
        assertThat(RoiCalculator.of(Usd.of(value + more), Usd.of(cost)).score()).isGreaterThanOrEqualTo(score);
    }

    @Example
    void money_that_no_number_holds_is_no_return() {
        Prices dear = new Prices(Usd.of(1e305), Usd.of(1e305));
        assertThat(RoiCalculator.of(
                        Metrics.typical().requests(1_000_000_000, 0.5).build(), dear))
                .isEmpty();
    }

    @Example
    void without_the_traffic_or_the_size_there_is_no_return() {
        assertThat(RoiCalculator.of(
                        Metrics.typical()
                                .lookups(Lookups.ratioOnly(Ratio.of(0.7)))
                                .build(),
                        Prices.DEFAULT))
                .isEmpty();
        assertThat(RoiCalculator.of(Metrics.bare().requests(100, 0.5).build(), Prices.DEFAULT))
                .isEmpty();
    }
}
