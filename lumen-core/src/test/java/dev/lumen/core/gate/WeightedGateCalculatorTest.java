package dev.lumen.core.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.lumen.api.gate.GateComponent;
import dev.lumen.api.gate.GateInputs;
import dev.lumen.api.gate.GateScore;
import dev.lumen.api.gate.SystemHealth;
import dev.lumen.api.grade.CacheHealth;
import dev.lumen.api.signal.RhythmState;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WeightedGateCalculatorTest {
    private final WeightedGateCalculator gate = new WeightedGateCalculator();

    @Test
    void the_guides_sample_scores_what_its_own_formula_gives() {
        GateScore score = gate.score(inputs(98.5, 100, 82, 72.5, CacheHealth.GOOD, RhythmState.RESONANT));
        assertThat(score.score().orElseThrow()).isCloseTo(89.55, within(1e-9));
        assertThat(score.health()).isEqualTo(SystemHealth.GOOD);
    }

    @Test
    void a_component_that_is_not_configured_leaves_its_weight_to_the_others() {
        GateScore score = gate.score(new GateInputs(
                Map.of(GateComponent.CACHE, OptionalDouble.of(72.5)),
                Optional.of(CacheHealth.GOOD),
                Optional.empty(),
                List.of(),
                List.of()));
        assertThat(score.score()).hasValue(72.5);
        assertThat(score.coverage()).isEqualTo(1);
    }

    @Test
    void a_component_that_is_missing_lowers_the_coverage_and_is_named() {
        GateScore score = gate.score(new GateInputs(
                Map.of(GateComponent.CACHE, OptionalDouble.of(90), GateComponent.ROI, OptionalDouble.empty()),
                Optional.of(CacheHealth.OPTIMAL),
                Optional.empty(),
                List.of(),
                List.of()));
        assertThat(score.coverage()).isCloseTo(0.4, within(1e-9));
        assertThat(score.missing()).containsExactly("roi");
        assertThat(score.health()).isEqualTo(SystemHealth.UNKNOWN);
    }

    @Test
    void an_unmet_key_objective_is_not_averaged_away() {
        GateScore score = gate.score(new GateInputs(
                scores(100, 0, 100, 100),
                Optional.of(CacheHealth.OPTIMAL),
                Optional.of(RhythmState.RESONANT),
                List.of("availability"),
                List.of()));
        assertThat(score.score()).hasValue(75);
        assertThat(score.health()).isEqualTo(SystemHealth.WARNING);
        assertThat(score.caps()).anyMatch(cap -> cap.reason().contains("availability"));
    }

    @Test
    void what_is_known_in_part_only_is_good_at_most_and_says_what_is_not() {
        GateScore score = gate.score(new GateInputs(
                scores(100, 100, 100, 100),
                Optional.of(CacheHealth.OPTIMAL),
                Optional.of(RhythmState.RESONANT),
                List.of(),
                List.of("objective 'latency' was not measured")));
        assertThat(score.coverage()).isEqualTo(1);
        assertThat(score.health()).isEqualTo(SystemHealth.GOOD);
        assertThat(score.caps()).map(GateScore.Cap::reason).containsExactly("objective 'latency' was not measured");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            98.5 | 100 | 100 | 72.5 | a hit ratio of 0.80 adds 1.5 points
            98.5 | 100 | 100 | 80   | a hit ratio of 0.90 adds 2.0 points
            98.5 | 60  | 75  | 72.5 | every objective met adds 10.0 points
            98.5 | 100 | 62  | 72.5 | a maturity score of 80 adds 4.5 points
            45   | 100 | 62  | 72.5 | a cache that costs 15 % of what it saves adds 12.0 points
            """)
    void what_would_move_the_score_most_is_said_with_its_points(
            double roi, double slo, double maturity, double cache, String lever) {
        assertThat(gate.score(inputs(roi, slo, maturity, cache, CacheHealth.GOOD, RhythmState.RESONANT))
                        .largestLever())
                .hasValue(lever);
    }

    @Test
    void where_everything_is_at_its_best_there_is_nothing_to_move() {
        assertThat(gate.score(inputs(100, 100, 100, 100, CacheHealth.OPTIMAL, RhythmState.RESONANT))
                        .largestLever())
                .isEmpty();
    }

    @Test
    void a_chaotic_bill_is_critical_whatever_the_score() {
        assertThat(gate.score(inputs(100, 100, 100, 100, CacheHealth.OPTIMAL, RhythmState.CHAOTIC))
                        .health())
                .isEqualTo(SystemHealth.CRITICAL);
    }

    @Test
    void excellent_needs_an_optimal_cache_and_a_resonant_bill() {
        assertThat(gate.score(inputs(100, 100, 100, 100, CacheHealth.OPTIMAL, RhythmState.RESONANT))
                        .health())
                .isEqualTo(SystemHealth.EXCELLENT);
        assertThat(gate.score(inputs(100, 100, 100, 100, CacheHealth.GOOD, RhythmState.RESONANT))
                        .health())
                .isEqualTo(SystemHealth.GOOD);
    }

    @Test
    void weights_that_do_not_sum_to_one_are_refused_with_their_sum() {
        assertThatThrownBy(() -> new GateWeights(0.5, 0.5, 0.5, 0)).hasMessageContaining("1.5, allowed: 1");
    }

    private static GateInputs inputs(
            double roi, double slo, double maturity, double cache, CacheHealth health, RhythmState rhythm) {
        return new GateInputs(
                scores(roi, slo, maturity, cache), Optional.of(health), Optional.of(rhythm), List.of(), List.of());
    }

    private static Map<GateComponent, OptionalDouble> scores(double roi, double slo, double maturity, double cache) {
        return Map.of(
                GateComponent.ROI, OptionalDouble.of(roi),
                GateComponent.SLO, OptionalDouble.of(slo),
                GateComponent.MATURITY, OptionalDouble.of(maturity),
                GateComponent.CACHE, OptionalDouble.of(cache));
    }
}
