package dev.lumen.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TtlCommandTest {
    private static final String GOLDEN = "ttl --current-ttl 300 --hit-rate 0.65 --memory 75 --cost-trend 3.5";

    @Test
    void the_golden_case_of_the_spec_recommends_420_s() {
        JsonNode advice = Outcome.ofLine(GOLDEN + " --format json").json();
        assertThat(advice.path("currentTtlSeconds").intValue()).isEqualTo(300);
        assertThat(advice.path("recommendedTtlSeconds").intValue()).isEqualTo(420);
        assertThat(advice.path("strategy").textValue()).isEqualTo("MODERATE");
        assertThat(advice.path("evidence").textValue()).isEqualTo("RULES");
        assertThat(advice.path("confidence").path("label").textValue()).isEqualTo("MEDIUM");
    }

    @Test
    void text_shows_the_step_the_interval_and_that_it_is_a_model() {
        Outcome outcome = Outcome.ofLine(GOLDEN);
        assertThat(outcome.status()).isZero();
        assertThat(outcome.err()).isEmpty();
        assertThat(outcome.out())
                .contains("300 s", "420 s (+120 s)", "MODERATE", "MODEL", "65.0 % → 68.6 % (65.0 % to 72.2 %)")
                .contains("the bill rises by 3.5 % per cycle");
    }

    @Test
    void without_the_traffic_there_are_no_dollars() {
        assertThat(Outcome.ofLine(GOLDEN + " --format json").json().has("expectedCostChangeUsdPerMonth"))
                .isFalse();
        assertThat(Outcome.ofLine(GOLDEN).out()).contains("not known without --requests-per-hour");
    }

    @Test
    void with_the_traffic_the_saving_is_the_calls_that_hit_at_their_price() {
        JsonNode advice = Outcome.ofLine(GOLDEN + " --requests-per-hour 10000 --api-cost 0.02 --format json")
                .json();
        double points = advice.path("expectedHitRatioChange").path("value").doubleValue();
        assertThat(advice.path("expectedCostChangeUsdPerMonth").path("value").doubleValue())
                .isCloseTo(-points * 10_000 * 730 * 0.02, within(1e-6));
    }

    @Test
    void the_strategy_sets_the_step() {
        assertThat(Outcome.ofLine(GOLDEN + " --strategy aggressive --format json")
                        .json()
                        .path("recommendedTtlSeconds")
                        .intValue())
                .isEqualTo(600);
    }

    @Test
    void memory_at_85_percent_is_pressure_to_the_last_digit() {
        assertThat(Outcome.ofLine("ttl --current-ttl 300 --hit-rate 0.80 --memory 85 --format json")
                        .json()
                        .path("recommendedTtlSeconds")
                        .intValue())
                .isEqualTo(240);
    }

    @Test
    void a_simulation_shows_what_the_model_expects_at_another_ttl() {
        Outcome outcome = Outcome.ofLine(GOLDEN + " --simulate --new-ttl 1200 --requests-per-hour 100 --format json");
        JsonNode simulation = outcome.json().path("simulation");
        assertThat(simulation.path("ttlSeconds").intValue()).isEqualTo(1200);
        double far = 4 * 0.65 / (4 * 0.65 + 0.35);
        assertThat(simulation.path("expectedHitRatio").path("low").doubleValue())
                .isEqualTo(0.65);
        assertThat(simulation.path("expectedHitRatio").path("high").doubleValue())
                .isCloseTo(far, within(1e-9));
        assertThat(simulation.path("expectedCostChangeUsdPerMonth").path("low").doubleValue())
                .isCloseTo(-(far - 0.65) * 100 * 730 * 0.01, within(1e-6));
        assertThat(outcome.json().path("recommendedTtlSeconds").intValue()).isEqualTo(420);
    }

    @Test
    void a_simulation_of_the_ttl_in_force_changes_nothing() {
        assertThat(Outcome.ofLine(GOLDEN + " --simulate --new-ttl 300").out())
                .contains("Simulation at 300 s", "65.0 % (65.0 % to 65.0 %)");
    }

    @Test
    void applying_is_refused_with_what_it_would_need_and_no_result() {
        Outcome outcome = Outcome.ofLine(GOLDEN + " --apply");
        assertThat(outcome.status()).isEqualTo(78);
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.err())
                .startsWith("lumen: --apply")
                .contains("would need")
                .hasLineCount(1);
    }

    @Test
    void debug_says_on_standard_error_what_the_rules_saw_and_which_one_matched() {
        Outcome outcome = Outcome.ofLine(GOLDEN + " --debug --format json");
        assertThat(outcome.err())
                .contains("rule matched: hit ratio 65.0 % is below 80.0 %: MODERATE")
                .contains("evictions not known", "requests not known", "cost trend 3.5 %")
                .contains("hit ratio low below 60.0 %, high from 80.0 %", "steps 300, 120, 60 s\n")
                .doesNotContain("TtlRules", "Optional")
                .contains("health GOOD", "memory usage 75.0 % GOOD");
        assertThat(outcome.json().path("recommendedTtlSeconds").intValue()).isEqualTo(420);
        assertThat(Outcome.ofLine(GOLDEN + " --verbose").err())
                .contains("rule matched")
                .doesNotContain("low below");
        assertThat(Outcome.ofLine(GOLDEN + " --debug --strategy aggressive").err())
                .contains("always the aggressive one");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            --current-ttl 300 --hit-rate 0.65 --memory 0.75 | --memory is '0.75' | write 75
            --current-ttl 300 --hit-rate 0.65 --memory 1 | --memory is '1' | write 100
            --current-ttl 300 --hit-rate 0.65 --memory 101 | --memory is '101' | 0 to 100
            --current-ttl 300 --hit-rate 65 --memory 75 | --hit-rate is '65' | write 0.65
            --current-ttl 300 --hit-rate NaN --memory 75 | --hit-rate is 'NaN' | 0 to 1
            --current-ttl 0 --hit-rate 0.65 --memory 75 | --current-ttl is '0' | above 0
            --current-ttl soon --hit-rate 0.65 --memory 75 | --current-ttl is 'soon' | such as 300s or 5m
            --current-ttl 300 --hit-rate 0.65 --memory 75 --evictions -1 | --evictions is '-1' | 0 to
            --current-ttl 300 --hit-rate 0.65 --memory 75 --strategy maintain | --strategy is 'maintain' | aggressive, moderate
            --current-ttl 300 --hit-rate 0.65 --memory 75 --format xml | --format is 'xml' | text, json
            --current-ttl 300 --hit-rate 0.65 --memory 75 --simulate | --new-ttl is absent | --simulate
            --current-ttl 300 --hit-rate 0.65 --memory 75 --new-ttl 9 | --new-ttl is 9 s | --simulate
            --current-ttl 300 --hit-rate 0.65 --memory 75 --min-ttl 2h | --max-ttl is 3600 s | 7200 s, or more
            --hit-rate 0.65 --memory 75 | --current-ttl | Missing required
            """)
    void a_wrong_option_is_named_with_its_value_and_what_is_allowed(String options, String thing, String allowed) {
        Outcome outcome = Outcome.ofLine("ttl " + options);
        assertThat(outcome.status()).isEqualTo(64);
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.err()).startsWith("lumen: ").contains(thing, allowed).hasLineCount(1);
    }

    @Test
    void help_teaches_by_example() {
        assertThat(Outcome.ofLine("ttl --help").out())
                .contains("lumen ttl --current-ttl 300 --hit-rate 0.65 --memory 75", "Exit status", "Default: 3600s");
    }
}
