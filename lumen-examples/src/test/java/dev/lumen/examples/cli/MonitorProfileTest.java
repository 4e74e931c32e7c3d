package dev.lumen.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code lumen profile} on what a Redis is asked. */
class MonitorProfileTest {
    @TempDir
    private Path directory;

    @Test
    void a_burst_of_a_real_server_gives_a_surface() throws InterruptedException {
        try (BusyRedis redis = new BusyRedis()) {
            Outcome outcome = Outcome.in(
                    Map.of("REDIS_PASSWORD", BusyRedis.PASSWORD),
                    ("profile --redis redis://127.0.0.1:" + redis.server().port()
                                    + " --monitor 1500ms --ttl 1,60 --size inf --format json")
                            .split(" "));

            assertThat(outcome.err()).contains("was listened to for 1.", "commands");
            assertThat(outcome.json().at("/requests").longValue()).isGreaterThan(100);
            assertThat(outcome.json().at("/cells/1/hitRatio").doubleValue()).isGreaterThan(0.8);
            assertThat(outcome.out() + outcome.err()).doesNotContain(BusyRedis.PASSWORD, "answers:");
        }
    }

    /** Ten keys in turn, a second between two reads of a key, each miss followed by its write. */
    @Test
    void a_log_is_read_as_the_server_saw_it() throws Exception {
        Path log = Files.writeString(directory.resolve("monitor.log"), log(100));

        JsonNode answer = Outcome.ofLine("profile --monitor-log " + log + " --ttl 0.5,5,inf --size inf --format json")
                .json();

        assertThat(answer.at("/requests").longValue()).isEqualTo(1000);
        assertThat(answer.at("/cells/0/hitRatio").doubleValue()).isZero();
        assertThat(answer.at("/cells/1/hitRatio").doubleValue()).isBetween(0.7, 0.9);
        assertThat(answer.at("/cells/2/hitRatio").doubleValue()).isBetween(0.98, 1.0);
    }

    @Test
    void a_log_can_be_piped_and_its_keys_show_nowhere() {
        Outcome outcome = Outcome.reading(log(100), "profile", "--monitor-log", "-", "--size", "1MB,inf");

        assertThat(outcome.status()).isZero();
        assertThat(outcome.out()).contains("1,000").doesNotContain("secret-key");
        assertThat(outcome.err()).doesNotContain("secret-key");
    }

    @Test
    void what_is_no_log_is_refused_with_65() throws Exception {
        Path other = Files.writeString(directory.resolve("other.txt"), "no\nlog\n");

        assertThat(Outcome.ofLine("profile --monitor-log " + other).status()).isEqualTo(ExitStatus.DATA);
        assertThat(Outcome.ofLine("profile --monitor-log " + directory.resolve("none"))
                        .err())
                .contains("does not exist");
    }

    @Test
    void exactly_one_place_to_read_from_is_wanted() {
        assertThat(Outcome.ofLine("profile").status()).isEqualTo(ExitStatus.USAGE);
        assertThat(Outcome.ofLine("profile trace.csv --monitor-log x").status()).isEqualTo(ExitStatus.USAGE);
        assertThat(Outcome.ofLine("profile --redis redis://localhost").err()).contains("--monitor is absent");
        assertThat(Outcome.ofLine("profile --redis http://:hidden@localhost --monitor 1s")
                        .err())
                .contains("--redis is not shown")
                .doesNotContain("hidden");
        assertThat(Outcome.ofLine("profile --monitor 2m").err()).contains("at most 60s");
        assertThat(Outcome.ofLine("profile --monitor 1s").status()).isEqualTo(ExitStatus.CONFIGURATION);
    }

    @Test
    void a_server_that_is_not_there_ends_with_69() {
        Outcome outcome = Outcome.ofLine("profile --redis redis://:hidden@127.0.0.1:1 --monitor 1s");

        assertThat(outcome.status()).isEqualTo(ExitStatus.UNAVAILABLE);
        assertThat(outcome.err()).contains("redis://***@127.0.0.1:1").doesNotContain("hidden");
    }

    private static String log(int rounds) {
        StringBuilder log = new StringBuilder("OK\n");
        for (int i = 0; i < rounds * 10; i++) {
            double time = 1_790_000_000 + i / 10.0;
            log.append(String.format(Locale.ROOT, "%.6f [0 127.0.0.1:5000] \"GET\" \"secret-key:%d\"%n", time, i % 10));
            if (i / 10 % 5 == 0) {
                log.append(String.format(
                        Locale.ROOT,
                        "%.6f [0 127.0.0.1:5000] \"SET\" \"secret-key:%d\" \"%s\" \"PX\" \"5000\"%n",
                        time + 0.01,
                        i % 10,
                        "v".repeat(1000)));
            }
        }
        return log.toString();
    }
}
