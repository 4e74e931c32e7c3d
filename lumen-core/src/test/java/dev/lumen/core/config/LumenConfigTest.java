package dev.lumen.core.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.lumen.api.advise.Overrides;
import dev.lumen.api.advise.Prices;
import dev.lumen.api.advise.SizeBounds;
import dev.lumen.api.advise.TtlBounds;
import dev.lumen.api.units.ByteSize;
import dev.lumen.api.units.Usd;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LumenConfigTest {
    @Test
    void an_empty_environment_is_the_guides_defaults() {
        LumenConfig config = LumenConfig.fromEnvironment(Map.of());

        assertThat(config.ttlBounds()).isEqualTo(TtlBounds.DEFAULT);
        assertThat(config.sizeBounds()).isEqualTo(SizeBounds.DEFAULT);
        assertThat(config.prices()).isEqualTo(Prices.DEFAULT);
        assertThat(config.lookback()).hasHours(1);
        assertThat(config.logLevel()).isEqualTo(LogLevel.INFO);
        assertThat(config.overrides()).isEqualTo(Overrides.NONE);
        assertThat(config.redis()).isEmpty();
        assertThat(config.cacheSize()).isEmpty();
        assertThat(config.place()).isEqualTo(LumenConfig.Place.UNKNOWN);
        assertThat(config.slack()).isEqualTo(LumenConfig.Slack.NONE);
    }

    @Test
    void every_variable_of_the_guide_is_read() {
        Map<String, String> variables = new HashMap<>(Map.of(
                "PROJECT_ID", "naeda-genesis",
                "REGION", "us-central1",
                "SERVICE_NAME", "ion-api",
                "REDIS_HOST", "10.128.0.3",
                "REDIS_PORT", "6380",
                "REDIS_DB", "2",
                "DEFAULT_TTL_SECONDS", "420",
                "MIN_TTL_SECONDS", "30",
                "MAX_TTL_SECONDS", "7200",
                "CACHE_SIZE_MB", "2048"));
        variables.putAll(Map.of(
                "CACHE_COST_PER_MB", "0.05",
                "API_COST_PER_CALL", "2e-3",
                "MONITORING_LOOKBACK_HOURS", "1.5",
                "LOG_LEVEL", "warning",
                "OVERRIDE_TTL", "600",
                "LOCK_CACHE_SIZE", "TRUE",
                "DISABLE_AUTO_OPTIMIZATION", "yes",
                "REDIS_PASSWORD", "s3cret",
                "SLACK_WEBHOOK_URL", "https://hooks.slack.example/services/T0/B0/xyz",
                "SLACK_SIGNING_SECRET", "8f742231b10e8888abcd99yyyzzz85a5"));

        LumenConfig config = LumenConfig.fromEnvironment(variables);

        assertThat(config.place().projectId()).hasValue("naeda-genesis");
        assertThat(config.place().region()).hasValue("us-central1");
        assertThat(config.place().serviceName()).hasValue("ion-api");
        assertThat(config.redis().orElseThrow().uri().reveal()).isEqualTo("redis://:s3cret@10.128.0.3:6380/2");
        assertThat(config.ttlBounds())
                .isEqualTo(new TtlBounds(Duration.ofSeconds(30), Duration.ofHours(2), Duration.ofSeconds(420)));
        assertThat(config.cacheSize()).hasValue(ByteSize.ofMegabytes(2048));
        assertThat(config.sizeBounds().max()).isEqualTo(ByteSize.ofMegabytes(2048));
        assertThat(config.prices()).isEqualTo(new Prices(Usd.of(0.002), Usd.of(0.05)));
        assertThat(config.lookback()).hasMinutes(90);
        assertThat(config.logLevel()).isEqualTo(LogLevel.WARN);
        assertThat(config.overrides()).isEqualTo(new Overrides(Optional.of(Duration.ofMinutes(10)), true, true));
        assertThat(config.slack().webhookUrl().orElseThrow().reveal()).endsWith("/xyz");
        assertThat(config.slack().signingSecret()).hasValue(Secret.of("8f742231b10e8888abcd99yyyzzz85a5"));
    }

    @Test
    void a_bad_value_is_named_with_its_variable_and_what_is_allowed() {
        assertThat(problems("REDIS_PORT", "70000"))
                .containsExactly("REDIS_PORT is '70000', allowed: 1 to 65535, a whole number");
        assertThat(problems("OVERRIDE_TTL", "0"))
                .singleElement()
                .asString()
                .startsWith("OVERRIDE_TTL is '0', allowed: 1");
        assertThat(problems("LOCK_CACHE_SIZE", "maybe"))
                .containsExactly("LOCK_CACHE_SIZE is 'maybe', allowed: true, false, 1, 0, yes, no, on, off");
        assertThat(problems("API_COST_PER_CALL", "-1")).hasSize(1);
        assertThat(problems("API_COST_PER_CALL", "NaN")).hasSize(1);
        assertThat(problems("MONITORING_LOOKBACK_HOURS", "0")).hasSize(1);
        assertThat(problems("REDIS_HOST", "cache:6379")).hasSize(1);
    }

    @Test
    void all_bad_values_are_reported_together() {
        BadConfigurationException e = catchThrowableOfType(
                BadConfigurationException.class,
                () -> LumenConfig.fromEnvironment(Map.of(
                        "REDIS_PORT", "x",
                        "CACHE_SIZE_MB", "0",
                        "LOG_LEVEL", "loud",
                        "REGION", "us-central1",
                        "MAX_TTL_SECONDS", "10")));

        assertThat(e.problems())
                .extracting(problem -> problem.substring(0, problem.indexOf(' ')))
                .containsExactly("REDIS_PORT", "MAX_TTL_SECONDS", "CACHE_SIZE_MB", "LOG_LEVEL");
        assertThat(e).hasMessage(String.join("; ", e.problems()));
    }

    @Test
    void bounds_that_cross_are_named_by_the_one_that_was_set() {
        assertThat(problems("MAX_TTL_SECONDS", "30"))
                .containsExactly("MAX_TTL_SECONDS is '30', allowed: MIN_TTL_SECONDS, 60, or more");
        assertThat(problems("MIN_TTL_SECONDS", "5000"))
                .containsExactly("MIN_TTL_SECONDS is '5000', allowed: at most MAX_TTL_SECONDS, 3600");
        assertThat(problems("DEFAULT_TTL_SECONDS", "30"))
                .containsExactly(
                        "DEFAULT_TTL_SECONDS is '30', allowed: 60 to 3600, MIN_TTL_SECONDS to MAX_TTL_SECONDS");
    }

    @Test
    void a_floor_above_the_guides_default_raises_the_default_with_it() {
        LumenConfig config = LumenConfig.fromEnvironment(Map.of("MIN_TTL_SECONDS", "900"));

        assertThat(config.ttlBounds().standard()).hasSeconds(900);
    }

    @Test
    void blank_is_not_set_and_blanks_around_a_value_do_not_count() {
        LumenConfig config =
                LumenConfig.fromEnvironment(Map.of("REDIS_HOST", "", "REDIS_PORT", "  ", "OVERRIDE_TTL", " 60 "));

        assertThat(config.redis()).isEmpty();
        assertThat(config.overrides().ttl()).hasValue(Duration.ofMinutes(1));
    }

    @Test
    void what_kubernetes_sets_for_a_service_called_redis_is_explained() {
        assertThat(problems("REDIS_PORT", "tcp://10.0.0.11:6379"))
                .singleElement()
                .asString()
                .contains("Kubernetes");
    }

    @Test
    void a_uri_wins_over_the_host_and_takes_the_password_that_it_lacks() {
        assertThat(redis(Map.of(
                        "REDIS_URI", "rediss://cache:6390/1", "REDIS_HOST", "other", "REDIS_PASSWORD", "p@ss/wo rd+%")))
                .isEqualTo("rediss://:p%40ss%2Fwo%20rd%2B%25@cache:6390/1");
        assertThat(redis(Map.of("REDIS_URI", "redis://lumen:own@cache", "REDIS_PASSWORD", "other")))
                .isEqualTo("redis://lumen:own@cache");
        assertThat(redis(Map.of("REDIS_URI", "redis-sentinel://a:26379,b:26379/0#main")))
                .isEqualTo("redis-sentinel://a:26379,b:26379/0#main");
        assertThat(redis(Map.of("REDIS_HOST", "::1"))).isEqualTo("redis://[::1]:6379");
    }

    @Test
    void code_can_go_on_from_what_the_environment_said() {
        LumenConfig config =
                LumenConfig.fromEnvironment(Map.of("REDIS_HOST", "cache", "OVERRIDE_TTL", "90")).toBuilder()
                        .redis(RedisSettings.at("other", 6380, 0))
                        .build();

        assertThat(config.redis()).map(Object::toString).hasValue("redis://other:6380");
        assertThat(config.overrides().ttl()).hasValue(Duration.ofSeconds(90));
    }

    @Test
    void a_builder_refuses_by_name() {
        assertThatThrownBy(() -> LumenConfig.builder().lookback(Duration.ZERO))
                .hasMessageContaining("lookback")
                .hasMessageContaining("allowed");
        assertThatThrownBy(() -> LumenConfig.builder().cacheSize(ByteSize.ZERO)).hasMessageContaining("cache size");
        assertThatThrownBy(() -> RedisSettings.at("cache", 0, 0)).hasMessageContaining("Redis port is 0");
        assertThatThrownBy(() -> Secret.of(" ")).hasMessageContaining("secret");
    }

    private static String redis(Map<String, String> variables) {
        return LumenConfig.fromEnvironment(variables)
                .redis()
                .orElseThrow()
                .uri()
                .reveal();
    }

    private static List<String> problems(String name, String value) {
        return catchThrowableOfType(
                        BadConfigurationException.class, () -> LumenConfig.fromEnvironment(Map.of(name, value)))
                .problems();
    }
}
