package dev.lumen.api.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.lumen.api.gate.GateScore.Component;
import dev.lumen.api.grade.CacheHealth;
import dev.lumen.api.signal.RhythmState;
import dev.lumen.api.testkit.Generators;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;

/** What every {@link GateCalculator} that gives each component a weight must do, whatever the weights. */
public abstract class GateCalculatorContract {
    private static final double ROUNDING = 1e-9;

    /** The calculator under test. */
    protected abstract GateCalculator calculator();

    /** What a gate may be given. */
    @Provide
    protected Arbitrary<GateInputs> inputs() {
        return Generators.gateInputs();
    }

    @Example
    public void nothing_configured_is_no_score_and_unknown() {
        GateScore score =
                calculator().score(new GateInputs(Map.of(), Optional.empty(), Optional.empty(), List.of(), List.of()));
        assertThat(score.score()).isEmpty();
        assertThat(score.coverage()).isZero();
        assertThat(score.components()).isEmpty();
        assertThat(score.health()).isEqualTo(SystemHealth.UNKNOWN);
    }

    @Example
    public void everything_missing_is_no_score_and_unknown() {
        Map<GateComponent, OptionalDouble> scores = new EnumMap<>(GateComponent.class);
        for (GateComponent component : GateComponent.values()) {
            scores.put(component, OptionalDouble.empty());
        }
        GateScore score =
                calculator().score(new GateInputs(scores, Optional.empty(), Optional.empty(), List.of(), List.of()));
        assertThat(score.score()).isEmpty();
        assertThat(score.coverage()).isZero();
        assertThat(score.health()).isEqualTo(SystemHealth.UNKNOWN);
    }

    @Property
    public void there_is_a_score_if_and_only_if_a_component_has_one(@ForAll("inputs") GateInputs inputs) {
        assertThat(calculator().score(inputs).score().isPresent())
                .isEqualTo(inputs.scores().values().stream().anyMatch(OptionalDouble::isPresent));
    }

    @Property
    public void the_score_lies_between_the_worst_and_the_best_component(@ForAll("inputs") GateInputs inputs) {
        GateScore gate = calculator().score(inputs);
        gate.score()
                .ifPresent(score -> assertThat(score)
                        .isBetween(0.0, 100.0)
                        .isBetween(
                                gate.components().stream()
                                                .mapToDouble(Component::score)
                                                .min()
                                                .orElseThrow()
                                        - ROUNDING,
                                gate.components().stream()
                                                .mapToDouble(Component::score)
                                                .max()
                                                .orElseThrow()
                                        + ROUNDING));
    }

    @Property
    public void the_contributions_sum_to_the_score(@ForAll("inputs") GateInputs inputs) {
        GateScore gate = calculator().score(inputs);
        assertThat(gate.components().stream()
                        .mapToDouble(Component::contribution)
                        .sum())
                .isCloseTo(gate.score().orElse(0), within(ROUNDING));
        assertThat(gate.components())
                .allSatisfy(component -> assertThat(component.contribution())
                        .isCloseTo(component.weight() * component.score(), within(ROUNDING)));
    }

    @Property
    public void the_weights_sum_to_one(@ForAll("inputs") GateInputs inputs) {
        GateScore gate = calculator().score(inputs);
        assertThat(gate.components().stream().mapToDouble(Component::weight).sum())
                .isCloseTo(gate.components().isEmpty() ? 0 : 1, within(ROUNDING));
    }

    @Property
    public void every_configured_component_is_scored_or_missing(@ForAll("inputs") GateInputs inputs) {
        GateScore gate = calculator().score(inputs);
        assertThat(gate.components()).map(Component::name).containsExactlyElementsOf(labels(inputs, true));
        assertThat(gate.missing()).containsExactlyInAnyOrderElementsOf(labels(inputs, false));
    }

    @Property
    public void the_coverage_is_full_if_and_only_if_nothing_is_missing(@ForAll("inputs") GateInputs inputs) {
        GateScore gate = calculator().score(inputs);
        assertThat(gate.coverage() == 1)
                .isEqualTo(!inputs.scores().isEmpty() && labels(inputs, false).isEmpty());
    }

    @Property
    public void a_better_component_never_makes_a_worse_score(
            @ForAll("inputs") GateInputs inputs,
            @ForAll GateComponent component,
            @ForAll @DoubleRange(min = 0, max = 100) double better) {
        OptionalDouble now = inputs.scores().getOrDefault(component, OptionalDouble.empty());
        if (now.isPresent()) {
            Map<GateComponent, OptionalDouble> scores = new EnumMap<>(inputs.scores());
            scores.put(component, OptionalDouble.of(Math.max(better, now.getAsDouble())));
            GateInputs improved = new GateInputs(
                    scores, inputs.cacheHealth(), inputs.rhythm(), inputs.unmetKeyObjectives(), inputs.incomplete());
            assertThat(calculator().score(improved).score().orElseThrow())
                    .isGreaterThanOrEqualTo(calculator().score(inputs).score().orElseThrow() - ROUNDING);
        }
    }

    @Property
    public void the_health_is_held_down_by_what_a_mean_would_hide(@ForAll("inputs") GateInputs inputs) {
        SystemHealth health = calculator().score(inputs).health();
        boolean chaotic = inputs.rhythm().filter(RhythmState.CHAOTIC::equals).isPresent();
        boolean failed = inputs.cacheHealth().filter(CacheHealth.FAILED::equals).isPresent();
        if (chaotic || failed) {
            assertThat(health).isEqualTo(SystemHealth.CRITICAL);
        }
        if (!inputs.unmetKeyObjectives().isEmpty()) {
            assertThat(health).isIn(SystemHealth.WARNING, SystemHealth.CRITICAL);
        }
        if (!labels(inputs, false).isEmpty()) {
            assertThat(health).isNotEqualTo(SystemHealth.EXCELLENT);
        }
    }

    @Property
    public void whatever_holds_the_health_down_is_worse_or_equal_and_says_why(@ForAll("inputs") GateInputs inputs) {
        GateScore gate = calculator().score(inputs);
        assertThat(gate.caps()).allSatisfy(cap -> {
            assertThat(cap.reason()).isNotBlank();
            assertThat(gate.health()).isGreaterThanOrEqualTo(cap.atMost());
        });
    }

    @Property
    public void the_same_inputs_give_the_same_score(@ForAll("inputs") GateInputs inputs) {
        assertThat(calculator().score(inputs)).isEqualTo(calculator().score(inputs));
    }

    private static List<String> labels(GateInputs inputs, boolean scored) {
        return inputs.scores().entrySet().stream()
                .filter(entry -> entry.getValue().isPresent() == scored)
                .map(entry -> entry.getKey().label())
                .toList();
    }
}
