package dev.lumen.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lumen.api.advise.TtlAdjustment;
import dev.lumen.core.json.LumenJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CacheCommandTest {
    private static final String GOLDEN = """
            {"cache": {"name": "ion-api", "windowSeconds": 3600, "hits": 7250, "misses": 2750,
                       "usedBytes": 193986560, "capacityBytes": 268435456, "p95LatencyMillis": 85,
                       "evictions": 42, "ttlSeconds": 300}}""";

    @TempDir
    private Path directory;

    private static Outcome cache(String signals, String... options) {
        return Outcome.reading(
                signals,
                Stream.concat(Stream.of("cache", "--signals", "-"), Stream.of(options))
                        .toArray(String[]::new));
    }

    @Test
    void the_golden_case_is_good_by_each_metric_and_goes_to_420_s() {
        Outcome outcome = cache(GOLDEN);
        assertThat(outcome.status()).isZero();
        assertThat(outcome.err()).isEmpty();
        assertThat(outcome.out())
                .contains(
                        "Cache ion-api",
                        "Health:             GOOD",
                        "Next:               INCREASE_TTL",
                        "72.5 % CAUTION",
                        "85.00 ms GOOD",
                        "42/h GOOD",
                        "300.0 s GOOD",
                        "TTL advice:         300 s → 420 s, MODERATE",
                        "Size advice:        256 MB, MAINTAIN")
                .doesNotContain("Reasoning", "as read", "Gate");
    }

    @Test
    void in_json_the_names_are_those_of_a_feedback() throws IOException {
        JsonNode answer = cache(GOLDEN, "--format", "json").json();
        assertThat(answer.at("/cache/health").textValue()).isEqualTo("GOOD");
        assertThat(answer.at("/cache/action").textValue()).isEqualTo("INCREASE_TTL");
        assertThat(answer.at("/cache/grades/0/grade").textValue()).isEqualTo("CAUTION");
        assertThat(answer.at("/cache/metrics").isMissingNode()).isTrue();
        assertThat(answer.at("/size/strategy").textValue()).isEqualTo("MAINTAIN");
        byte[] ttl = answer.path("ttl").toString().getBytes(StandardCharsets.UTF_8);
        assertThat(LumenJson.read(ttl, TtlAdjustment.class).recommendedTtl()).isEqualTo(Duration.ofSeconds(420));
    }

    @Test
    void detailed_adds_the_reasons_with_their_numbers_and_what_they_rest_on() {
        assertThat(cache(GOLDEN, "--detailed").out())
                .contains(
                        "TTL recommendation",
                        "Recommended TTL:    420 s (+120 s)",
                        "by a MODEL, not measured",
                        "Confidence:",
                        "Reasoning",
                        "72.5 %",
                        "Size recommendation",
                        "What the advice rests on",
                        "TTL:                RULES, over the metrics of one window");
        assertThat(cache("{\"cache\": {\"hitRatio\": 0.9, \"ttlSeconds\": 300}}", "--detailed")
                        .out())
                .contains("Not observed:       memory usage, p95 latency, evictions per hour");
    }

    @Test
    void dumped_metrics_are_all_there_absent_ones_too() {
        Outcome outcome = cache(GOLDEN, "--dump-metrics");
        assertThat(outcome.out())
                .contains(
                        "Metrics as read",
                        "  hits:               7250\n",
                        "  hitRatio:           0.725\n",
                        "  usedBytes:          193986560\n",
                        "  p95LatencyMillis:   85\n",
                        "  windowSeconds:      3600\n",
                        "  expirations:        absent\n",
                        "  source:             signals\n");
        assertThat(cache(GOLDEN, "--dump-metrics", "--format", "json")
                        .json()
                        .at("/cache/metrics/lookups/hits")
                        .intValue())
                .isEqualTo(7250);
    }

    @Test
    void an_override_holds_the_ttl_and_shows_what_it_holds_back() {
        assertThat(cache(GOLDEN, "--override-ttl", "10m").out())
                .contains("TTL advice:         600 s, MAINTAIN", "held by an override; ", "without it");
        assertThat(cache(GOLDEN, "--override-ttl", "600", "--detailed").out())
                .contains("Recommended TTL:    600 s", "Held back:", "held at 600 s by an override");
        JsonNode ttl = cache(GOLDEN, "--override-ttl", "600", "--format", "json")
                .json()
                .path("ttl");
        assertThat(ttl.path("recommendedTtlSeconds").intValue()).isEqualTo(600);
        assertThat(ttl.has("withoutOverrideSeconds")).isTrue();
    }

    @Test
    void what_cannot_be_advised_is_said() {
        Outcome outcome = cache("{\"cache\": {\"hitRatio\": 0.9}}");
        assertThat(outcome.status()).isZero();
        assertThat(outcome.out()).contains("Size advice:        none: the capacity is not known", "To know");
    }

    @ParameterizedTest
    @CsvSource({"0.95,0", "0.70,0", "0.50,1", "0.35,1", "0.20,2"})
    void the_exit_status_is_the_health_of_the_cache(double hitRatio, int status) {
        assertThat(cache("{\"cache\": {\"hitRatio\": " + hitRatio + "}}").status())
                .isEqualTo(status);
    }

    @Test
    void too_few_requests_to_tell_are_unknown() {
        assertThat(cache("{\"cache\": {\"windowSeconds\": 60, \"hits\": 3, \"misses\": 4}}")
                        .status())
                .isEqualTo(3);
    }

    @Test
    void the_rest_of_the_file_does_not_matter() {
        String more = GOLDEN.substring(0, GOLDEN.length() - 1)
                + ", \"slo\": [{\"name\": \"a\", \"comparator\": \"AT_LEAST\", \"objective\": 0.9, \"actual\": 0.1, \"key\": true}]}";
        assertThat(cache(more).status()).isZero();
        assertThat(cache(more).out()).isEqualTo(cache(GOLDEN).out());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"slo": []}                 | 78 | no section cache to look at
            {"cache": {"hitRatio": 2}}  | 65 | cache.hitRatio is 2, allowed: 0 to 1
            {"cache":                   | 65 | not JSON
            """)
    void what_is_wrong_is_said_in_a_line(String signals, int status, String message) {
        Outcome outcome = cache(signals);
        assertThat(outcome.status()).isEqualTo(status);
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.err()).contains(message).hasLineCount(1);
    }

    @Test
    void without_signals_there_is_nothing_to_look_at() throws IOException {
        assertThat(Outcome.of("cache").status()).isEqualTo(78);
        assertThat(Outcome.of("cache").err()).contains("--signals FILE", "lumen cache --help");
        assertThat(Outcome.of("cache", "--signals", directory.resolve("nope").toString())
                        .status())
                .isEqualTo(65);
        Path file = Files.writeString(directory.resolve("signals.json"), GOLDEN);
        assertThat(Outcome.of("cache", "--signals", file.toString()).status()).isZero();
        assertThat(Outcome.of("cache", "--signals", file.toString(), "--override-ttl", "0")
                        .status())
                .isEqualTo(64);
    }
}
