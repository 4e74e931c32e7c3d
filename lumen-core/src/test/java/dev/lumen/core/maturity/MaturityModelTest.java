package dev.lumen.core.maturity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.lumen.api.signal.Maturity;
import dev.lumen.api.signal.Maturity.Weakness;
import dev.lumen.api.signal.MaturityDimension;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MaturityModelTest {
    @ParameterizedTest
    @CsvSource({"82, 5", "80, 5", "79.9, 4", "79.9999999999, 5", "60, 4", "19.9, 1", "20, 2", "0, 1", "100, 5"})
    void the_level_follows_from_the_score(double score, int level) {
        assertThat(MaturityModel.level(score)).isEqualTo(level);
        assertThat(maturity(MaturityDimension.of("logging", score)).level()).isEqualTo(level);
    }

    @Test
    void the_score_is_the_weighted_mean() {
        assertThat(maturity(weighing("logging", 40, 3), weighing("testing", 80, 1))
                        .score())
                .isCloseTo(50, within(1e-9));
    }

    @Property
    void the_score_lies_between_the_worst_and_the_best(
            @ForAll @Size(min = 1, max = 8) List<@DoubleRange(min = 0, max = 100) Double> scores,
            @ForAll @IntRange(min = -300, max = 300) int magnitude) {
        double weight = Math.pow(10, magnitude);
        MaturityDimension[] dimensions = new MaturityDimension[scores.size()];
        for (int i = 0; i < dimensions.length; i++) {
            dimensions[i] = weighing("d" + i, scores.get(i), i % 2 == 0 ? weight : 1);
        }
        assertThat(maturity(dimensions).score())
                .isBetween(
                        scores.stream().mapToDouble(score -> score).min().orElseThrow() - 1e-9,
                        scores.stream().mapToDouble(score -> score).max().orElseThrow() + 1e-9);
    }

    @Test
    void the_two_weakest_say_what_to_do_worst_first() {
        Maturity maturity = maturity(
                MaturityDimension.of("monitoring", 80),
                new MaturityDimension("logging", 30, 1, List.of("no request id"), Optional.of("add the request's id")),
                MaturityDimension.of("Testing", 50),
                MaturityDimension.of("security", 90));
        assertThat(maturity.weakest()).map(Weakness::dimension).containsExactly("logging", "Testing");
        assertThat(maturity.weakest().get(0).nextStep()).isEqualTo("add the request's id");
        assertThat(maturity.weakest().get(0).scoreGain()).isCloseTo(17.5, within(1e-9));
        assertThat(maturity.weakest().get(1).nextStep()).contains("test");
        assertThat(maturity.dimensions().get(1).evidence()).containsExactly("no request id");
    }

    @Test
    void what_is_good_is_not_weak() {
        assertThat(maturity(MaturityDimension.of("logging", 85), MaturityDimension.of("testing", 99))
                        .weakest())
                .isEmpty();
    }

    @Test
    void a_dimension_that_nobody_knows_has_a_next_step_too() {
        assertThat(maturity(MaturityDimension.of("tea", 10)).weakest().get(0).nextStep())
                .contains("'tea'");
    }

    @Test
    void no_dimensions_are_no_maturity_and_the_same_one_twice_is_refused() {
        assertThat(MaturityModel.of(List.of())).isEmpty();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> maturity(MaturityDimension.of("a", 1), MaturityDimension.of("a", 2)))
                .withMessageContaining("'a' twice");
    }

    private static MaturityDimension weighing(String name, double score, double weight) {
        return new MaturityDimension(name, score, weight, List.of(), Optional.empty());
    }

    private static Maturity maturity(MaturityDimension... dimensions) {
        return MaturityModel.of(Arrays.asList(dimensions)).orElseThrow();
    }
}
