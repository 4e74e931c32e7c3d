package dev.lumen.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SizeCommandTest {
    private static final long MB = 1 << 20;
    private static final String GOLDEN = "size --current-size 256 --usage 240 --hit-rate 0.70 --evictions 150";

    @Test
    void the_golden_case_of_the_spec_scales_up_to_384_MB() {
        JsonNode advice = Outcome.ofLine(GOLDEN + " --format json").json();
        assertThat(advice.path("currentSizeBytes").longValue()).isEqualTo(256 * MB);
        assertThat(advice.path("recommendedSizeBytes").longValue()).isEqualTo(384 * MB);
        assertThat(advice.path("strategy").textValue()).isEqualTo("SCALE_UP");
        assertThat(advice.path("memoryCostChangeUsdPerMonth").doubleValue()).isCloseTo(4.672, within(1e-9));
    }

    @Test
    void text_shows_the_money_and_the_grades() {
        Outcome outcome = Outcome.ofLine(GOLDEN);
        assertThat(outcome.status()).isZero();
        assertThat(outcome.err()).isEmpty();
        assertThat(outcome.out())
                .contains("384 MB (+50 %)", "SCALE_UP", "+$4.67 a month", "93.8 % BAD", "MODEL", "0.30 (LOW)");
    }

    @Test
    void no_more_calls_are_saved_than_there_are_misses() {
        JsonNode advice = Outcome.ofLine(GOLDEN + " --requests-per-hour 100 --format json")
                .json();
        assertThat(advice.path("apiCostChangeUsdPerMonth").path("low").doubleValue())
                .isCloseTo(-30 * 730 * 0.01, within(1e-6));
    }

    @Test
    void the_text_says_on_what_the_money_for_calls_rests() {
        assertThat(Outcome.ofLine(GOLDEN).out())
                .contains("at most a call for each eviction; misses not known without --requests-per-hour");
        assertThat(Outcome.ofLine(GOLDEN + " --requests-per-hour 1000").out())
                .contains("at most a call for each eviction, and for each miss");
        assertThat(Outcome.ofLine(GOLDEN + " --lock-size").out()).doesNotContain("at most a call");
    }

    @Test
    void a_locked_size_stays_and_says_what_was_held_back() {
        JsonNode advice = Outcome.ofLine(GOLDEN + " --lock-size --format json").json();
        assertThat(advice.path("strategy").textValue()).isEqualTo("MAINTAIN");
        assertThat(advice.path("withoutLockBytes").longValue()).isEqualTo(384 * MB);
        assertThat(Outcome.ofLine(GOLDEN + " --lock-size").out()).contains("384 MB without the lock");
    }

    @Test
    void sizes_come_in_steps_of_the_grid() {
        assertThat(Outcome.ofLine(GOLDEN + " --grid 1GB --max-size 4GB --format json")
                        .json()
                        .path("recommendedSizeBytes")
                        .longValue())
                .isEqualTo(1024 * MB);
    }

    @Test
    void a_price_that_looks_like_a_slip_is_warned_of_by_name_on_standard_error() {
        Outcome outcome = Outcome.ofLine(GOLDEN + " --memory-cost 40 --format json");
        assertThat(outcome.status()).isZero();
        assertThat(outcome.err()).contains("memory cost per MB-month is $40.00");
        assertThat(outcome.json().path("strategy").textValue()).isEqualTo("MAINTAIN");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            --current-size 0 --usage 0 --hit-rate 0.7 --evictions 0 | --current-size is 0 B | above 0
            --current-size 256 --usage 300 --hit-rate 0.7 --evictions 0 | --usage is 300 MB | 0 to --current-size, 256 MB
            --current-size 256 --usage 99% --hit-rate 0.7 --evictions 0 | --usage is '99%' | such as 64MB
            --current-size 256 --usage 99 --hit-rate 0.7 --evictions 0 --api-cost -1 | --api-cost is '-1' | 0 or more
            --current-size 256 --usage 99 --hit-rate 0.7 --evictions 0 --max-size 5 | --max-size is 5 MB | --min-size, 10 MB, or more
            --current-size 256 --usage 99 --hit-rate 0.7 --evictions 0 --min-size 0 | minimum size is 0 B | above 0
            --current-size 256 --usage 99 --hit-rate 0.7 --evictions 0 --grid 0 | step of the size grid is 0 B | above 0
            """)
    void a_wrong_option_is_named_with_its_value_and_what_is_allowed(String options, String thing, String allowed) {
        Outcome outcome = Outcome.ofLine("size " + options);
        assertThat(outcome.status()).isEqualTo(64);
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.err()).startsWith("lumen: ").contains(thing, allowed).hasLineCount(1);
    }
}
