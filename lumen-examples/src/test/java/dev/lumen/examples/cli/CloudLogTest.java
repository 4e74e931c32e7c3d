package dev.lumen.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lumen.core.config.Secret;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

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
}
