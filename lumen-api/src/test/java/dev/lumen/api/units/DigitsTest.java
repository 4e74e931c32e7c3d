package dev.lumen.api.units;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DigitsTest {
    @ParameterizedTest
    @CsvSource({
        "0.95, 0.95",
        "0.900, 0.9",
        "0.99995, 1",
        "1250, 1250",
        "12345, 12350",
        "100, 100",
        "-0.5, -0.5",
        "0, 0",
        "-0.0, 0",
        "0.000001, 0.000001",
        "0.0000009, 9.000e-07",
        "1e9, 1.000e+09",
        "1.7976931348623157e308, 1.798e+308"
    })
    void a_number_has_the_digits_that_count_and_no_more(double value, String text) {
        assertThat(Digits.of(value, 4)).isEqualTo(text);
    }

    @Test
    void what_is_no_number_is_refused() {
        assertThatIllegalArgumentException().isThrownBy(() -> Digits.of(Double.NaN, 4));
    }
}
