package dev.lumen.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lumen.core.config.Secret;
import dev.lumen.redis.testkit.JavaProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("any-jdk")
class CloudLogTest {
    @Test
    void whatever_the_environment_keeps_secret_is_known() {
        Map<String, String> environment = Map.of(
                "REDIS_URI", "rediss://user:p%40ss+w@cache.example:6380/0",
                "REDIS_PASSWORD", "hush",
                "SLACK_WEBHOOK_URL", "https://hooks.slack.com/services/T0/B0/x",
                "SLACK_SIGNING_SECRET", "0123456789abcdef",
                "PROJECT_ID", "naeda-genesis");

        assertThat(CloudLog.secrets(environment, Optional.of(Secret.of("of the page"))))
                .containsExactlyInAnyOrder(
                        "rediss://user:p%40ss+w@cache.example:6380/0",
                        "p%40ss+w",
                        "p@ss+w",
                        "hush",
                        "https://hooks.slack.com/services/T0/B0/x",
                        "0123456789abcdef",
                        "of the page");
    }

    @Test
    void an_address_without_a_password_is_a_secret_as_a_whole() {
        assertThat(CloudLog.secrets(Map.of("REDIS_URI", "redis://localhost:6379"), Optional.empty()))
                .containsExactly("redis://localhost:6379");
    }

    @ParameterizedTest
    @ValueSource(strings = {"cache", "history"})
    void on_cloud_run_nothing_is_logged_beside_the_result(String command, @TempDir Path directory) throws Exception {
        Path log = directory.resolve("log");
        Map<String, String> environment = Map.of("CLOUD_RUN_JOB", "nightly", "REDIS_URI", "redis://127.0.0.1:1");
        try (JavaProcess process =
                JavaProcess.start(List.of("-Xmx96m"), environment, log.toFile(), Main.class, command)) {
            assertThatThrownBy(process::line).hasMessageContaining("nothing more to say");
            assertThat(process.status()).isEqualTo(ExitStatus.UNAVAILABLE);
        }
        assertThat(Files.readAllLines(log))
                .isNotEmpty()
                .allMatch(line -> line.startsWith("{\"severity\"") || line.startsWith("lumen: "));
    }
}
