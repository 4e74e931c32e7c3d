package dev.lumen.core.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import dev.lumen.api.feedback.UnifiedFeedback;
import dev.lumen.api.testkit.Feedbacks;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The schema in the jar, held against the records and by a validator against what is written. */
class FeedbackSchemaTest {
    private static final ObjectMapper PLAIN = new ObjectMapper();

    /** What a schema says beyond the structure of the records. */
    private static final List<String> REMARKS =
            List.of("$schema", "$id", "title", "description", "format", "minimum", "maximum");

    private final JsonSchema schema =
            JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(LumenJson.feedbackSchema());

    @Test
    void the_schema_says_what_the_records_are() throws IOException {
        assertThat(structure(PLAIN.readTree(LumenJson.feedbackSchema())).toPrettyString())
                .isEqualTo(RecordSchema.of(UnifiedFeedback.class).toPrettyString());
    }

    @ParameterizedTest
    @EnumSource
    void every_example_is_valid(Feedbacks.Example example) throws IOException {
        assertThat(schema.validate(tree(example.feedback()))).isEmpty();
    }

    @Test
    void fields_that_a_later_version_added_are_valid() throws IOException {
        ObjectNode later = tree(Feedbacks.typical());
        later.put("addedLater", 1);
        ((ObjectNode) later.get("slo")).put("addedLater", true);
        assertThat(schema.validate(later)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "/gate, score, 101",
        "/gate, coverage, '\"all\"'",
        "/cache, hitRatio, 1.5",
        "/cache, health, '\"FINE\"'",
        "/maturity, level, 6",
        "/maturity, score, -1",
        "/roi, score, null",
        "/slo, complianceScore, 100.5",
        "/costRhythm, coherence, 1.01",
        "/costRhythm, phase, -1.5",
        "/costRhythm, entropy, 2",
        "/costRhythm, state, 1",
        "/costRhythm/budget, limitUsd, '\"$5\"'"
    })
    void a_value_that_the_record_would_refuse_is_not_valid(String where, String field, String value)
            throws IOException {
        ObjectNode wrong = tree(Feedbacks.typical());
        ((ObjectNode) wrong.at(where)).set(field, PLAIN.readTree(value));
        assertThat(schema.validate(wrong)).isNotEmpty();
    }

    @Test
    void a_feedback_without_its_health_is_not_valid() throws IOException {
        ObjectNode wrong = tree(Feedbacks.typical());
        wrong.remove("systemHealth");
        assertThat(schema.validate(wrong)).isNotEmpty();
    }

    /** Written by version 1, which knew of the cache alone. */
    @Test
    void a_feedback_of_the_first_version_is_read_and_valid() throws IOException {
        try (InputStream file = FeedbackSchemaTest.class.getResourceAsStream("feedback-1.json")) {
            assertThat(file).isNotNull();
            byte[] json = file.readAllBytes();
            assertThat(schema.validate(PLAIN.readTree(json))).isEmpty();
            UnifiedFeedback read = LumenJson.read(json, UnifiedFeedback.class);
            assertThat(read.schemaVersion()).isEqualTo(1);
            assertThat(read.cacheName().value()).isEqualTo("ion-api");
            assertThat(read.ttl().orElseThrow().recommendedTtl()).hasSeconds(420);
            assertThat(read.maturity()).isEmpty();
            assertThat(read.roi()).isEmpty();
            assertThat(read.slo()).isEmpty();
            assertThat(read.costRhythm()).isEmpty();
        }
    }

    private static ObjectNode tree(UnifiedFeedback feedback) throws IOException {
        return (ObjectNode) PLAIN.readTree(LumenJson.bytes(feedback));
    }

    private static JsonNode structure(JsonNode schema) {
        strip(schema);
        return schema;
    }

    /** Properties may be called like a keyword: those stay. */
    private static void strip(JsonNode schema) {
        if (schema instanceof ObjectNode object) {
            object.remove(REMARKS);
            Consumer<String> below = name -> object.path(name).forEach(FeedbackSchemaTest::strip);
            below.accept("properties");
            below.accept("$defs");
            strip(object.path("items"));
        }
    }
}
