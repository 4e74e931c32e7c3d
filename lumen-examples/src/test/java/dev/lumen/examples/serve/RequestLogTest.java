package dev.lumen.examples.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What is logged and counted of a request, and what is not. */
@Tag("any-jdk")
class RequestLogTest {
    @Test
    void neither_query_nor_header_nor_body_nor_unknown_path_is_logged_or_counted() throws Exception {
        ByteArrayOutputStream log = new ByteArrayOutputStream();
        PrintStream before = System.err;
        System.setErr(new PrintStream(log, true, StandardCharsets.UTF_8));
        String metrics;
        try (Loop loop = new Loop();
                Service service = new ServiceBuilder(loop, loop.latest)
                        .rest(Duration.ZERO)
                        .start()) {
            Client client = new Client(service);
            String[] headers = {"Authorization", "Bearer hush-1", "Cookie", "lumen_session=hush-2"};
            assertThat(client.get("/feedback?token=hush-3", headers).statusCode()).isEqualTo(404);
            assertThat(client.get("/hush-4", headers).statusCode()).isEqualTo(404);
            assertThat(client.post("/pubsub", "hush-5", headers).statusCode()).isEqualTo(400);
            client.raw("HUSH-6 / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
            metrics = client.get("/metrics").body();
        } finally {
            System.setErr(before);
        }
        assertThat(log.toString(StandardCharsets.UTF_8))
                .contains("GET /feedback 404", "GET other 404", "POST /pubsub 400", "other / 405")
                .doesNotContainIgnoringCase("hush");
        assertThat(metrics)
                .contains("path=\"/feedback\"", "path=\"other\"", "method=\"other\"")
                .doesNotContainIgnoringCase("hush");
    }
}
