package dev.lumen.examples.serve;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lumen.redis.testkit.JavaProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.logging.Logger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Everything that a process says, by whichever library, in a process of its own as loggers are global. */
@Tag("any-jdk")
class LogsTest {
    @TempDir
    private Path directory;

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
        List<String> logback = List.of(
                "-Dslf4j.provider=ch.qos.logback.classic.spi.LogbackServiceProvider",
                "-Dslf4j.internal.verbosity=WARN");
        Path log = directory.resolve("log");
        try (JavaProcess process = JavaProcess.start(logback, Map.of(), log.toFile(), Speaker.class)) {
            assertThat(process.status()).isZero();
        }
        String said = Files.readString(log);
        assertThat(said.lines()).as(said).hasSize(1);
        JsonNode line = new ObjectMapper().readTree(said);
        assertThat(line.path("severity").asText()).isEqualTo("WARNING");
        assertThat(line.path("message").asText()).startsWith("cannot reach ").doesNotContain("hush");
        assertThat(line.path("logging.googleapis.com/labels").path("logger").asText())
                .isEqualTo("io.grpc.Channel");
    }
}
