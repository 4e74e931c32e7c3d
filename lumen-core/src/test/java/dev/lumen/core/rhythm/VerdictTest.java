package dev.lumen.core.rhythm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lumen.api.signal.RhythmState;
import java.util.OptionalDouble;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VerdictTest {
    /** First the golden case of SPEC §6, then each bound and what lies just beyond it. */
    @ParameterizedTest
    @CsvSource({
        "0.3,  0.82, 0.25, 0.78, RESONANT",
        "0.3,  0.82, 0.25, 1.00, RESONANT",
        "0.3,  0.82, 0.25, 1.01, DISSONANT",
        "0.3,  0.82, 0.25, 1.50, DISSONANT",
        "0.3,  0.82, 0.25, 1.51, CHAOTIC",
        "0.3,  0.82, 0.25,     , RESONANT",
        "0.3,  0.70, 0.50, 0.78, RESONANT",
        "0.3,  0.69, 0.50, 0.78, DISSONANT",
        "0.3,  0.70, 0.51, 0.78, DISSONANT",
        "0.3,  0.30, 0.85, 0.78, DISSONANT",
        "0.3,  0.29, 0.25, 0.78, CHAOTIC",
        "0.3,  0.82, 0.86, 0.78, CHAOTIC",
        "0.3,      , 0.25, 0.78, DISSONANT",
        "0.05, 0.10, 0.90, 0.78, CHAOTIC",
        "0.04, 0.10, 0.90, 0.78, RESONANT",
        "0.04, 0.10, 0.90, 1.10, DISSONANT",
        "0.04, 0.10, 0.90, 1.60, CHAOTIC",
        "0.04, 0.10, 0.90,     , RESONANT"
    })
    void the_figures_decide(double variation, Double coherence, double entropy, Double budget, RhythmState state) {
        Verdict verdict = Verdict.of(variation, optional(coherence), entropy, optional(budget));
        assertThat(verdict.state()).isEqualTo(state);
        assertThat(verdict.reasons()).isNotEmpty();
    }

    private static OptionalDouble optional(Double value) {
        return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
    }
}
