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
                List.of("availability")));
        assertThat(score.score()).hasValue(75);
        assertThat(score.health()).isEqualTo(SystemHealth.WARNING);
        assertThat(score.caps()).anyMatch(cap -> cap.reason().contains("availability"));
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
        return new GateInputs(scores(roi, slo, maturity, cache), Optional.of(health), Optional.of(rhythm), List.of());
    }

    private static Map<GateComponent, OptionalDouble> scores(double roi, double slo, double maturity, double cache) {
        return Map.of(
                GateComponent.ROI, OptionalDouble.of(roi),
                GateComponent.SLO, OptionalDouble.of(slo),
                GateComponent.MATURITY, OptionalDouble.of(maturity),
                GateComponent.CACHE, OptionalDouble.of(cache));
    }
}
