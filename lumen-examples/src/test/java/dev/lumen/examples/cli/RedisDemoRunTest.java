package dev.lumen.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lumen.core.report.DailyLog;
import dev.lumen.core.report.ReportFile;
import dev.lumen.examples.redisdemo.RedisScenario;
import dev.lumen.redis.testkit.RedisServer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("any-jdk")
class RedisDemoRunTest {
    private static final RedisScenario SHORT =
            RedisScenario.DEFAULT.lasting(Duration.ofSeconds(1), Duration.ofMillis(700), 3);

    @TempDir
    private Path directory;

    @Test
    void it_starts_a_server_where_none_is_configured_and_tells_before_and_after() {
        String said = run(Map.of(), OutputFormat.TEXT);

        assertThat(said)
                .contains(
                        "redis://127.0.0.1:",
                        "keys begin with lumen-demo:",
                        "TTL 0.3 s → ",
                        "before",
                        "after",
                        "hit ratio")
                .contains("# Lumen feedback: items");
        assertThat(directory.resolve("page.html")).content().contains("<html", "items");
        assertThat(directory.resolve("report.md")).exists();
    }

    @Test
    void in_json_it_is_one_object_and_shows_no_password() {
        try (RedisServer server = RedisServer.options().password("hunter2").start()) {
            String said = run(
                    Map.of("REDIS_HOST", "127.0.0.1", "REDIS_PORT", "" + server.port(), "REDIS_PASSWORD", "hunter2"),
                    OutputFormat.JSON);

            assertThat(said).contains("\"before\"", "\"after\"", "\"moves\"").doesNotContain("hunter2");
            assertThat(server.ask("DBSIZE")).isEqualTo("0");
        }
    }

    @Test
    void a_redis_that_does_not_answer_ends_with_69_and_a_cluster_with_78() {
        String[] demo = {"demo", "--redis", "--output-dir", directory.toString()};
        Outcome away = Outcome.in(Map.of("REDIS_URI", "redis://:hunter2@127.0.0.1:1"), demo);
        Outcome cluster = Outcome.in(Map.of("REDIS_URI", "redis://a:1,b:2"), demo);

        assertThat(away.status()).isEqualTo(ExitStatus.UNAVAILABLE);
        assertThat(away.err())
                .contains("redis://***@127.0.0.1:1 cannot be read")
                .doesNotContain("hunter2");
        assertThat(cluster.status()).isEqualTo(ExitStatus.CONFIGURATION);
        assertThat(cluster.err()).contains("one server alone");
    }

    private String run(Map<String, String> environment, OutputFormat format) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrintStream printed = new PrintStream(out, true, StandardCharsets.UTF_8);
        Console console = new Console(new ByteArrayInputStream(new byte[0]), printed, printed, false, environment);
        WatchedSink log = new WatchedSink(new DailyLog(directory));
        WatchedSink report = new WatchedSink(new ReportFile(directory.resolve("report.md")));
        new RedisDemoRun(console, format, log, report, DemoReport.in(directory.resolve("page.html")))
                .run(SHORT, directory);
        return out.toString(StandardCharsets.UTF_8);
    }
}
