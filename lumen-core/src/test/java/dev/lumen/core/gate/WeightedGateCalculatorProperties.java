package dev.lumen.core.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.lumen.api.gate.GateComponent;
import dev.lumen.api.gate.GateInputs;
import dev.lumen.api.gate.GateScore;
import dev.lumen.api.gate.SystemHealth;
import dev.lumen.api.grade.CacheHealth;
import dev.lumen.api.testkit.Generators;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.PropertyDefaults;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.NotEmpty;

@PropertyDefaults(edgeCases = EdgeCasesMode.NONE)
class WeightedGateCalculatorProperties {
    @Property
    void under_any_weights_the_score_lies_in_0_to_100_and_the_weights_used_sum_to_1(
            @ForAll("weights") GateWeights weights, @ForAll("inputs") GateInputs inputs) {
        GateScore gate = new WeightedGateCalculator(weights, 0.5).score(inputs);
        gate.score().ifPresent(score -> {
            assertThat(score).isBetween(0.0, 100.0);
            assertThat(gate.components().stream()
                            .mapToDouble(GateScore.Component::weight)
                            .sum())
                    .isCloseTo(1, within(1e-9));
        });
    }

    @Property
    void components_that_all_stand_at_a_band_are_in_it_whatever_their_weights(
            @ForAll("weights") GateWeights weights, @ForAll @NotEmpty List<GateComponent> components) {
        Map<GateComponent, OptionalDouble> scores = new EnumMap<>(GateComponent.class);
        components.forEach(component -> scores.put(component, OptionalDouble.of(85)));
        GateScore gate = new WeightedGateCalculator(weights, 0.5)
                .score(new GateInputs(
                        scores, Optional.of(CacheHealth.OPTIMAL), Optional.empty(), List.of(), List.of()));
        assertThat(gate.health()).isEqualTo(SystemHealth.EXCELLENT);
    }

    @Property
    void weights_that_do_not_sum_to_one_are_refused(
            @ForAll("weights") GateWeights weights, @ForAll @DoubleRange(min = 0.01, max = 1) double more) {
        assertThatThrownBy(
                        () -> new GateWeights(weights.roi() + more, weights.slo(), weights.maturity(), weights.cache()))
                .hasMessageContaining("sum of the gate weights is");
    }

    @Provide
    Arbitrary<GateInputs> inputs() {
        return Generators.gateInputs();
    }

    /** Four weights above nought that sum to 1. */
    @Provide
    Arbitrary<GateWeights> weights() {
        Arbitrary<Integer> parts = Arbitraries.integers().between(1, 1_000);
        return Combinators.combine(parts, parts, parts, parts).as((roi, slo, maturity, cache) -> {
            double sum = roi + slo + maturity + cache;
            return new GateWeights(roi / sum, slo / sum, maturity / sum, cache / sum);
        });
    }
}
