package dev.lumen.examples.serve;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.read.ListAppender;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What is logged and counted of a request, and what is not. */
@Tag("any-jdk")
class RequestLogTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

    @Test
    void a_request_is_a_line_that_cloud_logging_shows_as_one() throws Exception {
        JsonNode line = logged("GET", "/feedback", 200);
        JsonNode request = line.path("httpRequest");
        assertThat(line.path("severity").asText()).isEqualTo("INFO");
        assertThat(line.path("message").asText()).isEqualTo("GET /feedback 200");
        assertThat(request.path("requestMethod").asText()).isEqualTo("GET");
        assertThat(request.path("requestUrl").asText()).isEqualTo("/feedback");
        assertThat(request.path("status").asInt()).isEqualTo(200);
        assertThat(request.path("latency").asText()).isEqualTo("0.001500s");
        assertThat(logged("POST", "/feedback/run", 500).path("severity").asText())
                .isEqualTo("WARNING");
    }

    @Test
    void a_method_that_nobody_knows_is_another() throws Exception {
        assertThat(logged("HUSH", "other", 405).toString())
                .doesNotContain("HUSH")
                .contains("other other 405");
        assertThat(meters.scrape()).contains("method=\"other\"").doesNotContain("HUSH");
    }

    private JsonNode logged(String method, String path, int status) throws Exception {
        LoggerContext context = new LoggerContext();
        context.setMDCAdapter(new LogbackMDCAdapter());
        ListAppender<ILoggingEvent> events = new ListAppender<>();
        events.start();
        ch.qos.logback.classic.Logger logger = context.getLogger("dev.lumen.requests");
        logger.addAppender(events);
        new RequestLog(meters, Optional.of("project"), logger)
                .answered(method, path, status, Duration.ofNanos(1_500_000).toNanos(), null, null);
        assertThat(events.list).hasSize(1);
        return MAPPER.readTree(new CloudLogEncoder(Map.of(), List.of()).encode(events.list.get(0)));
    }

    @Test
    void neither_query_nor_unknown_path_nor_method_is_counted() throws Exception {
        try (Loop loop = new Loop();
                Service service = loop.service().meters(meters).start()) {
            Client client = new Client(service);
            String[] headers = {"Authorization", "Bearer hush-1", "Cookie", "lumen_session=hush-2"};
            assertThat(client.get("/feedback?token=hush-3", headers).statusCode())
                    .isEqualTo(404);
            assertThat(client.get("/hush-4", headers).statusCode()).isEqualTo(404);
            assertThat(client.post("/pubsub", "hush-5", headers).statusCode()).isEqualTo(400);
            assertThat(client.raw("HUSH-6 / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"))
                    .startsWith("HTTP/1.1 405 ");
            assertThat(client.get("/metrics").body())
                    .contains("path=\"/feedback\"", "path=\"other\"", "method=\"other\"")
                    .doesNotContainIgnoringCase("hush");
        }
    }
}
