package dev.lumen.examples.serve;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.logging.Logger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Everything that a process says, by whichever library, in a process of its own as loggers are global. */
@Tag("any-jdk")
class LogsTest {
    /** Says one thing by java.util.logging, as gRPC does, and one thing that is not worth a line. */
    static final class Speaker {
        private Speaker() {}

        public static void main(String[] args) {
            Logs.toCloudLogging(System.err, "INFO", Map.of("service", "lumen"), List.of("hush"));
            Logger logger = Logger.getLogger("io.grpc.Channel");
            logger.warning("cannot reach hush:443");
            logger.info("idle");
        }
    }

    @Test
    void what_is_said_by_java_util_logging_is_one_line_of_json_as_well() throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Dslf4j.provider=ch.qos.logback.classic.spi.LogbackServiceProvider",
                        "-Dslf4j.internal.verbosity=WARN",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        Speaker.class.getName())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        String said = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isZero();
        assertThat(said.lines()).as(said).hasSize(1);
        JsonNode line = new ObjectMapper().readTree(said);
        assertThat(line.path("severity").asText()).isEqualTo("WARNING");
        assertThat(line.path("message").asText()).startsWith("cannot reach ").doesNotContain("hush");
        assertThat(line.path("logging.googleapis.com/labels").path("logger").asText())
                .isEqualTo("io.grpc.Channel");
    }
}
