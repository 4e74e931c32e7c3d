package dev.lumen.examples.serve;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Lines as Cloud Logging takes them apart, whatever is logged; and secrets in none. */
@Tag("any-jdk")
class CloudLogEncoderTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String SECRET = "xoxb-\"hush\\hush\"-42";

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final LoggerContext context = new LoggerContext();
    private final LogbackMDCAdapter mdc = new LogbackMDCAdapter();
    private Logger log;

    @BeforeEach
    void open() {
        context.setMDCAdapter(mdc);
        Logs.set(
                context,
                out,
                Level.TRACE,
                new CloudLogEncoder(Map.of("service", "lumen"), List.of("", "xoxb-", SECRET)));
        log = context.getLogger("dev.lumen.test");
    }

    @AfterEach
    void close() {
        context.stop();
    }

    private JsonNode line() throws IOException {
        String text = out.toString(StandardCharsets.UTF_8);
        assertThat(text).endsWith("\n");
        assertThat(text.strip().lines()).as(text).hasSize(1);
        return MAPPER.readTree(text);
    }

    @ParameterizedTest
    @CsvSource({"TRACE, DEBUG", "DEBUG, DEBUG", "INFO, INFO", "WARN, WARNING", "ERROR, ERROR"})
    void a_level_is_the_severity_of_cloud_logging(org.slf4j.event.Level level, String severity) throws Exception {
        log.atLevel(level).log("said");
        assertThat(line().path("severity").asText()).isEqualTo(severity);
    }

    @Test
    void a_line_has_message_time_labels_and_trace_where_cloud_logging_looks_for_them() throws Exception {
        Instant before = Instant.now();
        mdc.put(CloudLogEncoder.TRACE, "projects/p/traces/0123");
        log.atInfo().addKeyValue("cache", "answers").log("{} runs", 3);
        JsonNode line = line();
        assertThat(line.path("message").asText()).isEqualTo("3 runs");
        JsonNode time = line.path("timestamp");
        assertThat(Instant.ofEpochSecond(
                        time.path("seconds").asLong(), time.path("nanos").asLong()))
                .isBetween(before.minusSeconds(1), Instant.now().plusSeconds(1));
        assertThat(line.path("logging.googleapis.com/trace").asText()).isEqualTo("projects/p/traces/0123");
        JsonNode labels = line.path("logging.googleapis.com/labels");
        assertThat(labels.path("service").asText()).isEqualTo("lumen");
        assertThat(labels.path("cache").asText()).isEqualTo("answers");
        assertThat(labels.path("logger").asText()).isEqualTo("dev.lumen.test");
    }

    @Test
    void an_exception_is_a_stack_trace_with_its_causes_in_the_same_line() throws Exception {
        log.error("failed", new IllegalStateException("outer", new IOException("inner")));
        assertThat(line().path("message").asText()).isEqualTo("failed");
        assertThat(line().path("stack_trace").asText())
                .startsWith("java.lang.IllegalStateException: outer\n\tat ")
                .contains("Caused by: java.io.IOException: inner");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "two\nlines",
                "\r\n{\"severity\":\"EMERGENCY\"}\r\n",
                "\u0000\u0007\u001b[31m\u007f",
                "\u2028 \u2029 \u0085",
                "lone \ud800 and \udc00 surrogates",
                "\"}]\\",
                ""
            })
    void hostile_texts_stay_in_their_line_and_their_field(String text) throws Exception {
        log.atWarn().addKeyValue(text, text).log(text);
        JsonNode line = line();
        assertThat(line.path("severity").asText()).isEqualTo("WARNING");
        assertThat(line.path("message").asText().replace('?', ' '))
                .isEqualTo(text.replace('\ud800', ' ').replace('\udc00', ' '));
    }

    @Test
    void a_secret_stands_nowhere_wherever_it_was_put() throws Exception {
        mdc.put(CloudLogEncoder.TRACE, SECRET);
        log.atError()
                .addKeyValue(SECRET, SECRET)
                .addKeyValue(CloudLogEncoder.HTTP_REQUEST, Map.of("requestUrl", "/" + SECRET, "status", 200))
                .setCause(new IllegalStateException(SECRET, new IOException("at " + SECRET)))
                .log("with " + SECRET + " and {}", SECRET);
        String text = line().toString();
        assertThat(text).doesNotContain("hush", "xoxb").contains("***");
        assertThat(line().path("httpRequest").path("status").asInt()).isEqualTo(200);
    }

    @Test
    void what_cannot_be_put_into_words_costs_its_words_and_not_the_line() throws Exception {
        Object mute = new Object() {
            @Override
            public String toString() {
                throw new IllegalStateException("no");
            }
        };
        log.atInfo().addKeyValue("mute", mute).addKeyValue(null, (Object) null).log((String) null);
        assertThat(line().path("message").asText()).isEqualTo("null");
        assertThat(line().path("logging.googleapis.com/labels").path("mute").asText())
                .contains("IllegalStateException");
    }

    @Test
    void other_libraries_say_no_more_than_warnings() {
        context.getLogger("org.example").info("chatter");
        assertThat(out.size()).isZero();
    }
}
