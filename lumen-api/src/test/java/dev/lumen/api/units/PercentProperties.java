package dev.lumen.api.units;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;

class PercentProperties {
    @Example
    void a_change_has_its_sign_and_one_decimal() {
        assertThat(Percent.change(3.46)).isEqualTo("+3.5 %");
        assertThat(Percent.change(-100)).isEqualTo("-100.0 %");
        assertThat(Percent.change(1234.5)).isEqualTo("+1,234.5 %");
        assertThat(Percent.size(-3.46)).isEqualTo("3.5 %");
    }

    @Example
    void what_rounds_to_nothing_is_nothing() {
        assertThat(Percent.change(0.049)).isEqualTo("0 %");
        assertThat(Percent.change(-0.049)).isEqualTo("0 %");
        assertThat(Percent.size(0)).isEqualTo("0 %");
    }

    @Example
    void what_is_against_next_to_nothing_is_only_large() {
        assertThat(Percent.change(1e300)).isEqualTo("more than +10,000 %");
        assertThat(Percent.change(-1e300)).isEqualTo("more than -10,000 %");
        assertThat(Percent.size(Double.MAX_VALUE)).isEqualTo("more than 10,000 %");
    }

    @Property
    void no_number_takes_more_than_a_few_letters(
            @ForAll @DoubleRange(min = -Double.MAX_VALUE, max = Double.MAX_VALUE) double percent) {
        assertThat(Percent.change(percent)).hasSizeLessThan(20);
    }

    @Example
    void what_is_not_a_number_is_refused() {
        assertThatIllegalArgumentException().isThrownBy(() -> Percent.change(Double.NaN));
        assertThatIllegalArgumentException().isThrownBy(() -> Percent.size(Double.POSITIVE_INFINITY));
    }
}
