package dev.lumen.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lumen.api.feedback.UnifiedFeedback;
import dev.lumen.api.state.StoredState;
import dev.lumen.core.json.LumenJson;
import dev.lumen.core.state.FileStateStore;
import dev.lumen.core.state.RunState;
import dev.lumen.core.state.StateFormat;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RunCommandTest {
    private static final String GOLDEN = """
            {"cache": {"name": "ion-api", "windowSeconds": 3600, "hits": 7250, "misses": 2750,
                       "usedBytes": 193986560, "capacityBytes": 268435456, "p95LatencyMillis": 85,
                       "evictions": 42, "ttlSeconds": 300}}""";
    /** The golden cache with a service that meets its objectives and whose bill repeats each day. */
    private static final String WHOLE = GOLDEN.substring(0, GOLDEN.length() - 1) + """
            , "maturity": {"dimensions": [{"name": "logging", "score": 75, "weight": 1}, {"name": "testing", "score": 80}]},
             "slo": [{"name": "latency", "comparator": "AT_LEAST", "objective": 0.90, "actual": 0.95, "key": true},
                     {"name": "error rate", "comparator": "AT_MOST", "objective": 0.02, "actual": 0.008}],
             "cost": {"stepSeconds": 21600, "amountsUsd": [1, 2, 3, 2, 1, 2, 3, 2, 1, 2, 3, 2],
                      "demand": [10, 20, 30, 20, 10, 20, 30, 20, 10, 20, 30, 20], "budgetUsd": 1000, "spentUsd": 780,
                      "periodSeconds": 2592000, "periodElapsedSeconds": 2050000}}""";

    private static final String STATE = "unified_feedback_state.json";

    @TempDir
    Path directory;

    private static Outcome run(String signals, String... options) {
        return Outcome.reading(
                signals,
                Stream.concat(Stream.of("run", "--signals", "-"), Stream.of(options))
                        .toArray(String[]::new));
    }

    private Outcome runInto(String signals, String... options) {
        return run(
                signals,
                Stream.concat(Stream.of("--output-dir", directory.toString()), Stream.of(options))
                        .toArray(String[]::new));
    }

    @Test
    void the_golden_case_of_the_spec_is_good_and_recommends_420_s() {
        Outcome outcome = run(GOLDEN, "--format", "json");
        assertThat(outcome.status()).isZero();
        assertThat(outcome.err()).isEmpty();
        JsonNode feedback = outcome.json();
        assertThat(feedback.path("schemaVersion").intValue()).isEqualTo(2);
        assertThat(feedback.path("systemHealth").textValue()).isEqualTo("GOOD");
        assertThat(feedback.at("/gate/score").doubleValue()).isEqualTo(72.5);
        assertThat(feedback.at("/gate/coverage").doubleValue()).isEqualTo(1);
        assertThat(feedback.at("/gate/components/0/name").textValue()).isEqualTo("cache");
        assertThat(feedback.at("/cache/health").textValue()).isEqualTo("GOOD");
        assertThat(feedback.at("/cache/action").textValue()).isEqualTo("INCREASE_TTL");
        assertThat(feedback.at("/cache/hitRatio").doubleValue()).isEqualTo(0.725);
        assertThat(feedback.at("/ttl/recommendedTtlSeconds").intValue()).isEqualTo(420);
        assertThat(feedback.at("/size/strategy").textValue()).isEqualTo("MAINTAIN");
        assertThat(feedback.at("/recommendations/0/costImpactUsdPerMonth").isNumber())
                .isTrue();
        assertThat(feedback.path("missing").isArray()).isTrue();
    }

    @Test
    void the_json_that_comes_out_is_a_unified_feedback() throws IOException {
        byte[] json = run(GOLDEN, "--format", "json").out().getBytes(StandardCharsets.UTF_8);
        assertThat(LumenJson.read(json, UnifiedFeedback.class).cacheName().value())
                .isEqualTo("ion-api");
    }

    @Test
    void signals_are_read_from_a_file_too() throws IOException {
        Path file = Files.writeString(directory.resolve("signals.json"), GOLDEN);
        Outcome outcome = Outcome.of("run", "--signals", file.toString());
        assertThat(outcome.status()).isZero();
        assertThat(outcome.out()).contains("ion-api", "System health:      GOOD", "420 s (+120 s)", "[HIGH]");
    }

    @Test
    void markdown_is_the_report() {
        assertThat(run(GOLDEN, "--format", "markdown").out()).startsWith("# Lumen feedback: ion-api");
    }

    @Test
    void a_summary_is_a_few_lines_or_a_few_fields() {
        assertThat(run(GOLDEN, "--summary-only").out())
                .contains("GOOD", "INCREASE_TTL")
                .hasLineCount(6);
        JsonNode summary = run(GOLDEN, "--summary-only", "--format", "json").json();
        assertThat(summary.path("systemHealth").textValue()).isEqualTo("GOOD");
        assertThat(summary.at("/gate/score").doubleValue()).isEqualTo(72.5);
        assertThat(summary.has("ttl")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"0.95,0", "0.70,0", "0.50,1", "0.20,2"})
    void the_exit_status_is_the_health(double hitRatio, int status) {
        assertThat(run("{\"cache\": {\"hitRatio\": " + hitRatio + "}}").status())
                .isEqualTo(status);
    }

    @Test
    void too_few_requests_to_tell_are_unknown() {
        Outcome outcome = run("{\"cache\": {\"windowSeconds\": 60, \"hits\": 3, \"misses\": 4}}");
        assertThat(outcome.status()).isEqualTo(3);
        assertThat(outcome.out()).contains("UNKNOWN");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "hits": 30, "requests": 400
            "misses": 370, "requests": 400
            "hitRatio": 0.075, "requests": 400
            "hits": 30, "misses": 370, "requests": 400
            """)
    void two_of_hits_misses_and_requests_make_the_third(String fields) {
        JsonNode lookups = run("{\"cache\": {\"windowSeconds\": 60, " + fields + "}}", "--format", "json")
                .json()
                .at("/cache/metrics/lookups");
        assertThat(lookups.path("hits").intValue()).isEqualTo(30);
        assertThat(lookups.path("misses").intValue()).isEqualTo(370);
    }

    @Test
    void all_sections_make_the_whole_feedback() {
        Outcome outcome = run(WHOLE, "--format", "json");
        assertThat(outcome.status()).isZero();
        assertThat(outcome.err()).isEmpty();
        JsonNode feedback = outcome.json();
        assertThat(feedback.at("/gate/components").findValuesAsText("name"))
                .containsExactly("roi", "slo", "maturity", "cache");
        assertThat(feedback.at("/gate/coverage").doubleValue()).isEqualTo(1);
        assertThat(feedback.at("/gate/score").doubleValue())
                .isCloseTo(0.30 * feedback.at("/roi/score").doubleValue() + 25 + 0.25 * 77.5 + 14.5, within(1e-9));
        assertThat(feedback.at("/gate/largestLever").textValue()).isEqualTo("a hit ratio of 0.80 adds 1.5 points");
        assertThat(feedback.at("/maturity/score").doubleValue()).isEqualTo(77.5);
        assertThat(feedback.at("/maturity/level").intValue()).isEqualTo(4);
        assertThat(feedback.at("/roi/percent").doubleValue()).isCloseTo(100 * (52_925 / 9.344 - 1), within(1e-6));
        assertThat(feedback.at("/slo/complianceScore").doubleValue()).isEqualTo(100);
        assertThat(feedback.at("/slo/objectives").findValuesAsText("name")).containsExactly("latency", "error rate");
        assertThat(feedback.at("/slo/objectives/0/met").booleanValue()).isTrue();
        assertThat(feedback.at("/slo/objectives/0/errorBudgetLeft").doubleValue())
                .isCloseTo(0.5, within(1e-9));
        assertThat(feedback.at("/costRhythm/state").textValue()).isEqualTo("RESONANT");
        assertThat(feedback.at("/costRhythm/coherence").doubleValue()).isCloseTo(1, within(1e-9));
        assertThat(feedback.at("/costRhythm/phase").doubleValue()).isZero();
        assertThat(feedback.at("/costRhythm/entropy").doubleValue()).isLessThan(0.5);
        assertThat(feedback.at("/costRhythm/trendPercent").doubleValue()).isCloseTo(0, within(1e-9));
        assertThat(feedback.at("/costRhythm/budgetUsedRatio").doubleValue()).isEqualTo(0.78);
        assertThat(feedback.path("missing")).isEmpty();
        assertThat(feedback.path("recommendations").findValuesAsText("title"))
                .containsExactly("Increase TTL", "Improve logging", "Improve testing");
    }

    @Test
    void text_and_markdown_have_all_sections_too() {
        assertThat(run(WHOLE).out())
                .contains("Maturity", "77.5 of 100, level 4", "Return on the cache", "Service-level objectives")
                .contains("0.95, at least 0.9: met, error budget left 50 % (key)", "Cost rhythm", "RESONANT")
                .contains("78.0 % used, $780.00 of $1,000", "Largest lever:      a hit ratio of 0.80 adds 1.5 points");
        assertThat(run(WHOLE, "--format", "markdown").out())
                .contains("## Phase 1: maturity and ROI", "## Phase 2: SLO compliance: 100.0 of 100")
                .contains("## Phase 3: cost rhythm", "## Phase 4: cache feedback", "## Optimisation priorities");
        assertThat(run(WHOLE, "--summary-only").out())
                .contains("level 4", "RESONANT, budget 78.0 % used", "0 of 2 not met");
        JsonNode summary = run(WHOLE, "--summary-only", "--format", "json").json();
        assertThat(summary.at("/costRhythm/state").textValue()).isEqualTo("RESONANT");
        assertThat(summary.at("/slo/complianceScore").doubleValue()).isEqualTo(100);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"maturity": {"dimensions": [{"name": "a", "score": 95}]}}                                              | 0
            {"maturity": {"dimensions": [{"name": "a", "score": 50}]}}                                              | 1
            {"maturity": {"dimensions": [{"name": "a", "score": 39}]}}                                              | 2
            {"maturity": {"dimensions": []}}                                                                        | 3
            {"slo": []}                                                                                             | 3
            {"slo": [{"name": "a", "comparator": "AT_MOST", "objective": 1, "actual": 1}]}                          | 0
            {"slo": [{"name": "a", "comparator": "AT_MOST", "objective": 1, "actual": 1.1, "key": true}]}           | 1
            {"slo": [{"name": "a", "comparator": "AT_MOST", "objective": 1, "actual": 4}]}                          | 2
            {"cost": {"stepSeconds": 3600, "amountsUsd": [1, 2, 3]}}                                                | 3
            {"cost": {"stepSeconds": 21600, "amountsUsd": [1,2,1,2,1,2,1,2], "budgetUsd": 1, "spentUsd": 2}}        | 2
            """)
    void every_section_alone_can_be_a_gate(String signals, int status) {
        assertThat(run(signals).status()).isEqualTo(status);
    }

    @Test
    void what_holds_nothing_is_named_as_missing_and_lowers_the_coverage() {
        Outcome outcome = run("{\"slo\": [], \"cache\": {\"hitRatio\": 0.9, \"ttlSeconds\": 300}}", "--format", "json");
        assertThat(outcome.status()).isEqualTo(3);
        JsonNode feedback = outcome.json();
        assertThat(feedback.at("/missing/0/source").textValue()).isEqualTo("slo");
        assertThat(feedback.at("/missing/0/reason").textValue()).isEqualTo("NO_DATA");
        assertThat(feedback.at("/gate/coverage").doubleValue()).isCloseTo(0.20 / 0.45, within(1e-9));
        assertThat(feedback.path("systemHealth").textValue()).isEqualTo("UNKNOWN");
    }

    @Test
    void hours_that_the_bill_is_not_complete_for_are_not_judged() {
        String bill = "{\"cost\": {\"stepSeconds\": 21600, \"amountsUsd\": [1,2,3,2,1,2,3,2,0], \"start\":"
                + " \"2026-11-01T00:00:00Z\", \"through\": \"2026-11-03T05:59:59Z\"}}";
        JsonNode rhythm = run(bill, "--format", "json").json().path("costRhythm");
        assertThat(rhythm.path("through").textValue()).isEqualTo("2026-11-03T00:00:00Z");
        assertThat(rhythm.path("trendPercent").doubleValue()).isZero();
        assertThat(rhythm.path("state").textValue()).isEqualTo("RESONANT");
    }

    @Test
    void what_the_bill_is_not_complete_for_was_not_spent() {
        String bill = "{\"cost\": {\"stepSeconds\": 21600, \"amountsUsd\": [1,1,1,1,1,1,1,1,100], \"budgetUsd\": 100,"
                + " \"periodSeconds\": 345600, \"periodElapsedSeconds\": 172800, \"start\":"
                + " \"2026-11-01T00:00:00Z\", \"through\": \"2026-11-03T00:00:00Z\"}}";
        JsonNode rhythm = run(bill, "--format", "json").json().path("costRhythm");
        assertThat(rhythm.path("budgetUsedRatio").doubleValue()).isEqualTo(0.08);
    }

    @Test
    void what_was_spent_is_added_up_where_the_bill_reaches_back_far_enough() {
        String bill = "{\"cost\": {\"stepSeconds\": 21600, \"amountsUsd\": [9,9,9,9,1,2,3,2], \"budgetUsd\": 10,"
                + " \"periodSeconds\": 172800, \"periodElapsedSeconds\": 86400}}";
        JsonNode rhythm = run(bill, "--format", "json").json().path("costRhythm");
        assertThat(rhythm.path("budgetUsedRatio").doubleValue()).isEqualTo(0.8);
        assertThat(rhythm.path("projectedUsd").doubleValue()).isCloseTo(16, within(1e-9));
    }

    @Test
    void unknown_fields_are_noted_and_not_fatal() {
        Outcome outcome = run("{\"cache\": {\"hitRatio\": 0.9, \"ttlSeconds\": 300, \"hitrate\": 1}, \"x\": 1}");
        assertThat(outcome.status()).isZero();
        assertThat(outcome.err())
                .contains("unknown, and ignored: x, cache.hitrate")
                .hasLineCount(1);
    }

    @Test
    void a_ttl_that_nobody_gave_is_said_to_be_the_default() {
        assertThat(run("{\"cache\": {\"hitRatio\": 0.9}}").out())
                .contains("the TTL in force is not known: advice starts from the default, 300 s");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {                                                      | standard input:1: not JSON
            []                                                     | allowed: an object
            {"cache": 3}                                           | cache is 3, allowed: an object
            {"cache": {"hits": -1}}                                | cache.hits is -1, allowed: a whole number
            {"cache": {"hits": 1.5}}                               | cache.hits is 1.5, allowed: a whole number
            {"cache": {"hits": "7"}}                               | cache.hits is "7", allowed: a whole number
            {"cache": {"hits": 1}}                                 | cache.misses is absent, allowed:
            {"cache": {"hits": 1, "misses": 1}}                    | cache.windowSeconds is absent, allowed:
            {"cache": {"hits": 1, "misses": 1, "requests": 3}}     | cache.requests is 3, allowed: hits + misses, 2
            {"cache": {"hits": 5, "requests": 3}}                  | cache.hits is 5, allowed: 0 to requests, 3
            {"cache": {"requests": 3}}                             | cache.hits is absent, allowed:
            {"cache": {"hitRatio": 1.3}}                           | cache.hitRatio is 1.3, allowed: 0 to 1
            {"cache": {"hitRatio": 0.5, "hits": 1}}                | cache.hitRatio is 0.5, allowed: absent
            {"cache": {"windowSeconds": 0}}                        | cache.windowSeconds is 0, allowed: seconds above 0
            {"cache": {"ttlSeconds": 1e300}}                       | cache.ttlSeconds is 1E+300, allowed: seconds
            {"cache": {"p95LatencyMillis": -1}}                    | cache.p95LatencyMillis is -1, allowed: milliseconds
            {"cache": {"usedBytes": 300, "capacityBytes": 100}}    | cache.usedBytes is 300, allowed: 0 to capacityBytes
            {"cache": {"name": " "}}                               | cache.name is " ", allowed: a text
            {"cache": {"hits": 1, "hits": 2}}                      | Duplicate field 'hits'
            {"maturity": {}}                                       | maturity.dimensions is absent, allowed: an array of objects
            {"maturity": {"dimensions": [{"score": 1}]}}           | maturity.dimensions[0].name is absent, allowed: a text
            {"maturity": {"dimensions": [{"name": "a", "score": 101}]}} | maturity.dimensions[0].score is 101, allowed: 0 to 100
            {"maturity": {"dimensions": [{"name": "a", "score": 1, "weight": 0}]}} | dimensions[0].weight is 0, allowed: a number above 0
            {"maturity": {"dimensions": [{"name": "a", "score": 1}, {"name": "a", "score": 2}]}} | dimensions[1].name is "a", allowed: a name that no other
            {"slo": {}}                                            | slo is {}, allowed: an array of objects
            {"slo": [1]}                                           | slo[0] is 1, allowed: an array of objects
            {"slo": [{"name": "a", "objective": 1}]}               | slo[0].comparator is absent, allowed: AT_LEAST or AT_MOST
            {"slo": [{"name": "a", "comparator": "at_least"}]}     | slo[0].comparator is "at_least", allowed: AT_LEAST or AT_MOST
            {"slo": [{"name": "a", "comparator": "AT_LEAST", "objective": 1.5}]} | slo[0].objective is 1.5, allowed: 0 to 1
            {"slo": [{"name": "a", "comparator": "AT_MOST", "objective": -1}]} | slo[0].objective is -1, allowed: a number, 0 or more
            {"slo": [{"name": "a", "comparator": "AT_MOST", "objective": 1, "key": 1}]} | slo[0].key is 1, allowed: true or false
            {"slo": [{"name": "a", "comparator": "AT_MOST", "objective": 1, "longWindow": {"actual": 1}}]} | slo[0].longWindow.seconds is absent
            {"cost": {"amountsUsd": [1]}}                          | cost.stepSeconds is absent, allowed: 60 to 31622400 seconds
            {"cost": {"stepSeconds": 1, "amountsUsd": [1]}}        | cost.stepSeconds is 1, allowed: 60 to 31622400 seconds
            {"cost": {"stepSeconds": 3600}}                        | cost.amountsUsd is absent, allowed: an array of numbers
            {"cost": {"stepSeconds": 3600, "amountsUsd": [1, -2]}} | cost.amountsUsd[1] is -2, allowed: an array of numbers, 0 or more
            {"cost": {"stepSeconds": 3600, "amountsUsd": [1], "demand": []}} | cost.demand is [], allowed: as many numbers
            {"cost": {"stepSeconds": 3600, "amountsUsd": [1], "start": "noon"}} | cost.start is "noon", allowed: a time
            {"cost": {"stepSeconds": 3600, "amountsUsd": [1], "budgetUsd": 0}} | cost.budgetUsd is 0, allowed: 0.01 to 10^15 dollars
            {"cost": {"stepSeconds": 3600, "amountsUsd": [1], "budgetUsd": 1e-300}} | cost.budgetUsd is 1E-300, allowed: 0.01 to 10^15 dollars
            {"cost": {"stepSeconds": 3600, "amountsUsd": [1e300], "budgetUsd": 1, "periodSeconds": 7200, "periodElapsedSeconds": 3600}} | cost.amountsUsd is [1E+300], allowed: at most 10^15 dollars together
            {"cost": {"stepSeconds": 3600, "amountsUsd": [1], "budgetUsd": 1}} | cost.spentUsd is absent, allowed: dollars spent
            {"cost": {"stepSeconds": 3600, "amountsUsd": [1], "spentUsd": 1}} | cost.budgetUsd is absent
            {"cost": {"stepSeconds": 3600, "amountsUsd": [1], "budgetUsd": 1, "spentUsd": 1, "periodSeconds": 1}} | cost.periodElapsedSeconds is absent
            {"cost": {"stepSeconds": 3600, "amountsUsd": [1], "budgetUsd": 1, "spentUsd": 1, "periodSeconds": 1, "periodElapsedSeconds": 2}} | cost.periodElapsedSeconds is 2, allowed: 0 to periodSeconds
            """)
    void bad_signals_are_refused_with_field_value_and_what_is_allowed(String signals, String message) {
        Outcome outcome = run(signals);
        assertThat(outcome.status()).isEqualTo(65);
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.err())
                .startsWith("lumen: standard input")
                .contains(message)
                .hasLineCount(1);
    }

    @Test
    void a_missing_file_of_signals_is_bad_data() {
        Outcome outcome =
                Outcome.of("run", "--signals", directory.resolve("nope.json").toString());
        assertThat(outcome.status()).isEqualTo(65);
        assertThat(outcome.err())
                .contains("nope.json", "does not exist", "allowed: ")
                .hasLineCount(1);
    }

    @Test
    void nothing_to_run_on_is_a_matter_of_configuration() {
        Outcome outcome = Outcome.of("run");
        assertThat(outcome.status()).isEqualTo(78);
        assertThat(outcome.err()).contains("--signals FILE").hasLineCount(1);
        assertThat(run("{}").status()).isEqualTo(78);
        assertThat(run("{\"cache\": null}").status()).isEqualTo(78);
    }

    @Test
    void html_is_the_page_with_what_the_orchestrator_gives_to_sinks() {
        Outcome outcome = run(WHOLE, "--format", "html");
        assertThat(outcome.status()).isZero();
        assertThat(outcome.out())
                .startsWith("<!DOCTYPE html>")
                .endsWith("</html>\n")
                .contains("ion-api", "There is one run so far", "<rect", "12 steps");
    }

    @Test
    void an_unknown_format_is_refused_by_name() {
        Outcome outcome = run(GOLDEN, "--format", "xml");
        assertThat(outcome.status()).isEqualTo(64);
        assertThat(outcome.err()).contains("--format is 'xml', allowed: text, json, markdown, html");
    }

    @Test
    void the_output_directory_gets_the_days_line_the_report_and_the_state() throws IOException {
        runInto(GOLDEN);
        runInto(GOLDEN);
        assertThat(names()).hasSize(4).contains("report.md", "report.html", STATE);
        assertThat(directory.resolve("report.md")).content().contains("ion-api");
        assertThat(directory.resolve("report.html")).content().contains("ion-api");
        Path daily = directory.resolve(names().stream()
                .filter(name -> name.matches("unified_feedback_\\d{8}\\.json"))
                .findFirst()
                .orElseThrow());
        assertThat(Files.readAllLines(daily)).hasSize(2);
    }

    @Test
    void a_damaged_state_is_set_aside_said_and_survived() throws IOException {
        Files.writeString(directory.resolve(STATE), "half a sta");
        Outcome outcome = runInto(GOLDEN);
        assertThat(outcome.status()).isZero();
        assertThat(outcome.out()).contains("damaged", STATE + ".damaged-1");
        assertThat(directory.resolve(STATE + ".damaged-1")).hasContent("half a sta");
    }

    @Test
    void resetting_the_state_starts_anew() throws IOException {
        Files.writeString(directory.resolve(STATE), "half a sta");
        Outcome outcome = runInto(GOLDEN, "--reset-state");
        assertThat(outcome.out()).doesNotContain("damaged");
        assertThat(names()).contains(STATE).doesNotContain(STATE + ".damaged-1");
        assertThat(run(GOLDEN, "--reset-state").err()).contains("--reset-state has nothing to forget");
    }

    @Test
    void the_state_holds_the_runs_of_the_week_until_it_is_reset() throws IOException {
        runInto(GOLDEN, "--summary-only");
        runInto(GOLDEN);
        assertThat(runsInState()).isEqualTo(2);
        runInto(GOLDEN, "--reset-state", "--summary-only");
        assertThat(runsInState()).isEqualTo(1);
    }

    @Test
    void a_state_of_a_newer_version_is_said_and_left_as_it_is() throws IOException {
        FileStateStore store = new FileStateStore(directory.resolve(STATE));
        StoredState newer = StoredState.of(RunState.FORMAT_VERSION + 1, new byte[] {1});
        store.save(newer);
        Outcome outcome = runInto(GOLDEN);
        assertThat(outcome.status()).isZero();
        assertThat(outcome.out()).contains("the stored state is of a newer format");
        assertThat(store.load()).contains(newer);
    }

    private int runsInState() throws IOException {
        StoredState stored = new FileStateStore(directory.resolve(STATE)).load().orElseThrow();
        return StateFormat.decode(stored).runs().size();
    }

    @Test
    void days_too_old_to_be_kept_go_with_the_next_run() throws IOException {
        Files.writeString(directory.resolve("unified_feedback_20200101.json"), "");
        runInto(GOLDEN);
        assertThat(names()).isNotEmpty().doesNotContain("unified_feedback_20200101.json");
    }

    @Test
    void an_output_directory_that_is_none_cannot_be_written() throws IOException {
        Path file = Files.writeString(directory.resolve("file"), "");
        for (Path bad : List.of(file, file.resolve("below"))) {
            Outcome outcome = run(GOLDEN, "--output-dir", bad.toString());
            assertThat(outcome.status()).isEqualTo(73);
            assertThat(outcome.err())
                    .contains("--output-dir is '" + bad, "allowed: ")
                    .hasLineCount(1);
        }
    }

    @Test
    void a_state_that_cannot_be_saved_is_said_after_the_result() throws IOException {
        Files.createDirectories(directory.resolve(STATE).resolve("in-the-way"));
        Outcome outcome = runInto(GOLDEN);
        assertThat(outcome.status()).isEqualTo(73);
        assertThat(outcome.out()).contains("System health");
        assertThat(outcome.err()).startsWith("lumen: --output-dir is ").hasLineCount(1);
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(path -> path.getFileName().toString()).toList();
        }
    }
}
