package dev.lumen.core.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.lumen.api.advise.Confidence;
import dev.lumen.api.advise.TtlBounds;
import dev.lumen.api.feedback.UnifiedFeedback;
import dev.lumen.api.observe.Gauges;
import dev.lumen.api.testkit.Feedbacks;
import dev.lumen.api.units.ByteSize;
import dev.lumen.api.units.Usd;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class LumenJsonTest {
    @ParameterizedTest
    @EnumSource
    void every_example_survives_without_loss(Feedbacks.Example example) throws IOException {
        assertThat(LumenJson.read(LumenJson.bytes(example.feedback()), UnifiedFeedback.class))
                .isEqualTo(example.feedback());
    }

    @Test
    void the_names_that_the_spec_fixes_are_there() {
        assertThat(LumenJson.line(Feedbacks.typical()))
                .contains("\"schemaVersion\":2", "\"timestamp\":\"2026-11-01T12:00:00Z\"", "\"systemHealth\":\"GOOD\"")
                .contains(
                        "\"gate\":{\"score\":89.532,\"coverage\":1.0,\"components\":[{\"name\":\"roi\",\"score\":98.44,"
                                + "\"weight\":0.3,\"contribution\":29.532}")
                .contains("\"maturity\":{\"score\":82.0,\"level\":5,")
                .contains("\"percent\":6310.3,\"score\":98.44")
                .contains("\"slo\":{\"complianceScore\":100.0,\"objectives\":[{\"name\":\"latency\",", "\"met\":true,")
                .contains("\"errorBudgetLeft\":0.5")
                .contains(
                        "\"costRhythm\":{\"state\":\"RESONANT\",\"coherence\":0.82,\"phase\":-0.15,\"entropy\":0.25",
                        "\"trendPercent\":1.2",
                        "\"budgetUsedRatio\":0.78")
                .contains("\"cache\":{\"health\":\"GOOD\",\"action\":\"INCREASE_TTL\",\"hitRatio\":0.725,")
                .contains("\"currentTtlSeconds\":300,\"recommendedTtlSeconds\":420")
                .contains("\"recommendedSizeBytes\":402653184")
                .contains("\"priority\":\"HIGH\",\"title\":\"Raise the TTL to 420 s\"")
                .contains("\"costImpactUsdPerMonth\":-2117.0");
    }

    @Test
    void a_duration_is_a_number_of_seconds_with_the_fraction_it_has() {
        assertThat(LumenJson.line(Gauges.builder().ttl(Duration.ofMillis(1_500)).build()))
                .isEqualTo("{\"ttlSeconds\":1.5}");
    }

    @Test
    void a_long_duration_is_written_out() {
        assertThat(LumenJson.line(Duration.ofSeconds(1_000_000_000))).isEqualTo("1000000000");
    }

    @Test
    void a_confidence_carries_its_label() {
        assertThat(LumenJson.line(Confidence.of(0.5))).isEqualTo("{\"value\":0.5,\"label\":\"MEDIUM\"}");
    }

    @Test
    void what_is_absent_is_left_out() {
        assertThat(LumenJson.line(Gauges.builder().build())).isEqualTo("{}");
    }

    @Test
    void a_value_that_the_record_refuses_is_refused_with_its_place() {
        assertThatThrownBy(() -> read("{\"minSeconds\":0,\"maxSeconds\":1,\"standardSeconds\":1}", TtlBounds.class))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("minimum TTL is PT0S");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e1000000000", "1e19", "-1e19", "\"5\"", "true", "{}", "[]", "9223372036854775808"})
    void what_is_no_duration_is_refused_at_once(String json) {
        assertThatThrownBy(() -> read(json, Duration.class)).isInstanceOf(IOException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "1.5", "1e30", "\"5\"", "{}"})
    void what_is_no_size_is_refused(String json) {
        assertThatThrownBy(() -> read(json, ByteSize.class)).isInstanceOf(IOException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e400", "\"NaN\"", "\"5\"", "{}"})
    void what_is_no_money_is_refused(String json) {
        assertThatThrownBy(() -> read(json, Usd.class)).isInstanceOf(IOException.class);
    }

    @Test
    void a_torn_line_is_refused() {
        String line = LumenJson.line(Feedbacks.typical());
        assertThatThrownBy(() -> read(line.substring(0, line.length() / 2), UnifiedFeedback.class))
                .isInstanceOf(IOException.class);
    }

    @Test
    void a_list_of_records_is_read() throws IOException {
        byte[] json = "[60,300.5]".getBytes(StandardCharsets.UTF_8);
        assertThat(LumenJson.read(json, new TypeReference<List<Duration>>() {}))
                .containsExactly(Duration.ofSeconds(60), Duration.ofMillis(300_500));
    }

    private static <T> T read(String json, Class<T> type) throws IOException {
        return LumenJson.read(json.getBytes(StandardCharsets.UTF_8), type);
    }
}
