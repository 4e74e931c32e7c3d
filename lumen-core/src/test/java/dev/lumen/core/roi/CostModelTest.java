package dev.lumen.core.roi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.lumen.api.advise.Prices;
import dev.lumen.api.evidence.Estimate;
import dev.lumen.api.units.ByteSize;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CostModelTest {
    private final CostModel costs = new CostModel(Prices.DEFAULT);

    @ParameterizedTest(name = "changes of {0} and {1} dollars score {2}")
    @CsvSource({
        "4.67, -78,   9.4",
        "5,    -10,   5",
        "10,   -10,   0",
        "20,   -10,   0",
        "-5,   -10,  10",
        "0,    -10,  10",
        "5,      0,   0",
    })
    void the_score_is_ten_less_the_share_of_the_gains_that_is_lost(double one, double other, double score) {
        assertThat(CostModel.roiScore(one, other).orElseThrow()).isCloseTo(score, within(0.005));
    }

    @Test
    void nothing_gained_and_nothing_lost_has_no_score() {
        assertThat(CostModel.roiScore(0, -0.0)).isEmpty();
    }

    @Property
    void a_score_lies_between_nought_and_ten_in_either_order(
            @ForAll @DoubleRange(min = -1e12, max = 1e12) double one,
            @ForAll @DoubleRange(min = -1e12, max = 1e12) double other) {
        assertThat(CostModel.roiScore(one, other)).isEqualTo(CostModel.roiScore(other, one));
        CostModel.roiScore(one, other).ifPresent(score -> assertThat(score).isBetween(0.0, 10.0));
    }

    @Test
    void a_call_an_hour_for_a_cent_costs_7_dollars_30_a_month() {
        assertThat(costs.apiUsdPerMonth(1)).isCloseTo(7.30, within(1e-9));
    }

    @Test
    void a_hit_more_is_a_call_less() {
        Estimate change = costs.apiCostChange(Estimate.midway(0, 0.1), 1_000);
        assertThat(change.low()).isCloseTo(-730, within(1e-9));
        assertThat(change.high()).isZero();
    }

    @Test
    void memory_is_paid_by_the_megabyte_and_month() {
        assertThat(costs.memoryCostChange(ByteSize.ofMegabytes(256), ByteSize.ofMegabytes(384))
                        .amount())
                .isCloseTo(4.672, within(1e-9));
    }
}
