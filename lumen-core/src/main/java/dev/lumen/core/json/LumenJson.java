package dev.lumen.core.json;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import dev.lumen.api.act.Change;
import dev.lumen.api.feedback.UnifiedFeedback;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * Writes Lumen's records as JSON and reads them back without loss. Absent fields are left out, unknown ones ignored, so
 * that a reader of one version takes what a writer of another left. Thread-safe.
 */
public final class LumenJson {
    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .addModule(new Jdk8Module())
            .addModule(new UnitsModule())
            .addMixIn(Change.class, ChangeByLever.class)
            .propertyNamingStrategy(new UnitNames())
            .defaultPropertyInclusion(
                    JsonInclude.Value.construct(JsonInclude.Include.NON_ABSENT, JsonInclude.Include.ALWAYS))
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS) // a double holds no nanoseconds of a long time
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .build();

    private static final String SCHEMA = "unified-feedback-" + UnifiedFeedback.SCHEMA_VERSION + ".schema.json";
    private static final String PROBLEM = "problem: ";

    private LumenJson() {}

    /** One line of JSON. */
    public static String line(Object record) {
        return written(MAPPER.writer(), record);
    }

    /** JSON for people: indented, ending in a line break. */
    public static String pretty(Object record) {
        return written(MAPPER.writerWithDefaultPrettyPrinter(), record) + "\n";
    }

    /** UTF-8 bytes of one line of JSON. */
    public static byte[] bytes(Object record) {
        try {
            return MAPPER.writeValueAsBytes(record);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("cannot be written as JSON: " + e.getOriginalMessage(), e);
        }
    }

    /**
     * Reads a record.
     *
     * @throws IOException if the bytes are not its JSON, or hold a value that the record refuses
     */
    public static <T> T read(byte[] json, Class<T> type) throws IOException {
        try {
            return MAPPER.readValue(json, type);
        } catch (JsonProcessingException e) {
            throw new IOException(words(e), e);
        }
    }

    /**
     * Reads what has type parameters, such as a list of records.
     *
     * @throws IOException if the bytes are not its JSON, or hold a value that a record refuses
     */
    public static <T> T read(byte[] json, TypeReference<T> type) throws IOException {
        try {
            return MAPPER.readValue(json, type);
        } catch (JsonProcessingException e) {
            throw new IOException(words(e), e);
        }
    }

    /**
     * The JSON Schema (2020-12) of a {@link UnifiedFeedback} of version {@value UnifiedFeedback#SCHEMA_VERSION}, for readers in
     * other languages.
     */
    public static String feedbackSchema() {
        try (InputStream file = LumenJson.class.getResourceAsStream(SCHEMA)) {
            if (file == null) {
                throw new IllegalStateException(SCHEMA + " is not in the jar");
            }
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(SCHEMA + " cannot be read from the jar", e);
        }
    }

    /** What a record refused, in its own words; else what is wrong with the JSON, without names of classes. */
    private static String words(JsonProcessingException e) {
        String message = String.valueOf(e.getOriginalMessage());
        int problem = message.indexOf(PROBLEM);
        if (problem >= 0) {
            return message.substring(problem + PROBLEM.length());
        }
        return e instanceof JsonParseException ? "not JSON: " + message : "not the JSON of what is wanted";
    }

    private static String written(com.fasterxml.jackson.databind.ObjectWriter writer, Object record) {
        try {
            return writer.writeValueAsString(record);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("cannot be written as JSON: " + e.getOriginalMessage(), e);
        }
    }
}
