package dev.lumen.examples.cli;

import dev.lumen.core.config.RedisSettings;
import dev.lumen.core.json.LumenJson;
import dev.lumen.core.report.MarkdownReport;
import dev.lumen.examples.redisdemo.LocalRedis;
import dev.lumen.examples.redisdemo.RedisDemo;
import dev.lumen.examples.redisdemo.RedisDemoText;
import dev.lumen.examples.redisdemo.RedisScenario;
import io.lettuce.core.RedisURI;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code lumen demo --redis}: the loop around the Redis that the environment configures, else around one of its own. */
final class RedisDemoRun {
    private final Console console;
    private final OutputFormat format;
    private final WatchedSink log;
    private final WatchedSink report;
    private final DemoReport page;

    /**
     * A demonstration, not begun.
     *
     * @param log where every feedback is kept
     * @param report where the last one is
     * @param page the report with charts
     */
    RedisDemoRun(Console console, OutputFormat format, WatchedSink log, WatchedSink report, DemoReport page) {
        this.console = console;
        this.format = format;
        this.log = log;
        this.report = report;
        this.page = page;
    }

    /**
     * Runs it on the Redis of the environment, or starts one and ends it.
     *
     * @param directory where log and report are
     */
    void run(RedisScenario scenario, Path directory) {
        Optional<RedisSettings> configured = Configured.of(console).redis();
        if (configured.isPresent()) {
            on(scenario, configured.get(), directory);
            return;
        }
        try (LocalRedis server = LocalRedis.start()) {
            on(scenario, server.settings(), directory);
        } catch (IOException e) {
            throw new Failure(ExitStatus.UNAVAILABLE, String.valueOf(e.getMessage()), e);
        }
    }

    private void on(RedisScenario scenario, RedisSettings settings, Path directory) {
        RedisTarget target = RedisTarget.of(settings);
        RedisDemo demo = new RedisDemo(scenario, only(target));
        boolean text = format == OutputFormat.TEXT;
        if (text) {
            say(RedisDemoText.opening(scenario, target.shown(), demo.prefix()));
            say(RedisDemoText.header());
        }
        RedisDemo.Shown shown;
        try {
            shown = demo.run(List.of(log, report), phase -> {}, move -> {
                if (text) {
                    say(RedisDemoText.line(move));
                }
            });
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure(ExitStatus.INTERNAL, "interrupted", e);
        } catch (IOException e) {
            throw target.unreachable(e);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw target.unreachable(e);
        }
        page.keep(shown.feedback(), shown.background());
        if (text) {
            tell(shown, directory);
        } else {
            console.out().print(LumenJson.pretty(fields(demo, shown, directory)));
        }
    }

    private static RedisURI only(RedisTarget target) {
        if (target.cluster()) {
            throw new Failure(
                    ExitStatus.CONFIGURATION,
                    "Redis is " + target.shown() + ", allowed for the demo: one server alone");
        }
        return target.uris().get(0);
    }

    private void tell(RedisDemo.Shown shown, Path directory) {
        say("");
        say(RedisDemoText.outcome(shown.before(), shown.after()));
        say("");
        say("The last report, also in " + directory + " beside a log of all feedback:");
        say("");
        console.out().print(MarkdownReport.of(shown.feedback()));
        say("");
        say("The runs in charts, a page for a browser: " + page.file());
    }

    private Map<String, Object> fields(RedisDemo demo, RedisDemo.Shown shown, Path directory) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("prefix", demo.prefix());
        fields.put("before", shown.before());
        fields.put("after", shown.after());
        fields.put("moves", shown.moves());
        fields.put("outputDirectory", directory.toString());
        fields.put("report", page.file().toString());
        return fields;
    }

    /** A line on standard output, to be seen at once. */
    private void say(String line) {
        console.out().println(line);
        console.out().flush();
    }
}
