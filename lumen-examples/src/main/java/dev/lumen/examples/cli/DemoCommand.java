package dev.lumen.examples.cli;

import dev.lumen.core.json.LumenJson;
import dev.lumen.core.report.DailyLog;
import dev.lumen.core.report.MarkdownReport;
import dev.lumen.core.report.ReportFile;
import dev.lumen.examples.demo.Change;
import dev.lumen.examples.demo.ChangeTable;
import dev.lumen.examples.demo.Day;
import dev.lumen.examples.demo.DayChart;
import dev.lumen.examples.demo.Demo;
import dev.lumen.examples.demo.DemoText;
import dev.lumen.examples.demo.OutcomeTable;
import dev.lumen.examples.demo.Scenario;
import dev.lumen.examples.demo.Steered;
import dev.lumen.examples.demo.Summary;
import dev.lumen.examples.redisdemo.RedisScenario;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** The main job end to end: a workload, a cache, the loop, a report. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        versionProvider = LumenCommand.Version.class,
        sortOptions = false,
        description = {
            "Shows the main job in a few seconds: a day of traffic through a Caffeine cache, in virtual time, with"
                    + " the loop on.",
            "",
            "The cache starts with a TTL of 300 s and too little room. Every five minutes the orchestrator reads it"
                    + " and advises, and what it advises is done. Each change is a line: what was seen, what was"
                    + " done, what that is expected to change the monthly bill by, and why. Then the same traffic"
                    + " goes through the same kind of cache held fixed, so that the difference is the loop's doing.",
            "",
            "The requests of a seed are always the same. The last digits may differ where the cache evicts, since"
                    + " Caffeine leaves a little of that to chance. Everything happens in this process; nothing is"
                    + " sent anywhere. With --redis it is a real Redis, real time and some 45 seconds."
        },
        footer = {
            "",
            "Examples:",
            "  lumen demo",
            "  lumen demo --redis",
            "  lumen demo --seed 7 --output-dir seven",
            "  lumen demo --report /tmp/day.html",
            "  lumen demo --format json | jq '.before.hitRatio, .after.hitRatio'",
            "",
            "Exit status: 0 success; 64 wrong usage; 69 Redis unreachable, or none to be had;",
            "73 output not writable; 78 bad configuration."
        })
final class DemoCommand implements Callable<Integer> {
    @ParentCommand
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private LumenCommand parent;

    @Option(
            names = "--redis",
            description =
                    "Shows it in real time on a real Redis, times scaled down to milliseconds: the one that REDIS_URI or"
                            + " REDIS_HOST names, else one of its own. Its keys have a prefix of their own and are taken away.")
    private boolean redis;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "Another day of the same kind. Default: ${DEFAULT-VALUE}.")
    private long seed;

    @Option(
            names = "--output-dir",
            paramLabel = "DIR",
            description = "Where report.md and the daily log of every feedback go; a log of a demo before is"
                    + " continued. Default: a new folder among the temporary files.")
    private @Nullable Path outputDirectory;

    @Option(
            names = "--report",
            paramLabel = "FILE",
            description = "Where the report with charts goes, a page for a browser. Default: " + DemoReport.NAME
                    + " in --output-dir, without that in the working directory.")
    private @Nullable Path reportFile;

    @Option(
            names = "--format",
            paramLabel = "text|json",
            defaultValue = "text",
            converter = OutputFormat.Option.class,
            description = "How the result is printed. Default: ${DEFAULT-VALUE}.")
    private OutputFormat format;

    @Override
    public Integer call() {
        if (redis) {
            return onRedis();
        }
        Console console = parent.console();
        Scenario scenario = Scenario.DEFAULT.withSeed(seed);
        DemoReport page = DemoReport.in(reportFile());
        Path directory = directory();
        WatchedSink log = new WatchedSink(new DailyLog(directory));
        WatchedSink report = new WatchedSink(new ReportFile(directory.resolve("report.md")));
        boolean text = format == OutputFormat.TEXT;
        if (text) {
            say(DemoText.opening(scenario));
            say(ChangeTable.header());
        }
        Demo demo = new Demo(scenario);
        Consumer<Change> onChange = change -> {
            if (text) {
                say(ChangeTable.line(change));
            }
        };
        Steered steered = demo.steered(List.of(log, report), onChange);
        requireWritten(log, directory);
        requireWritten(report, directory);
        page.keep(steered);
        if (console.terminal()) {
            console.note("the same traffic once more, held fixed ...");
        }
        Day fixed = demo.fixed(scenario.start());
        Summary summary = Summary.of(scenario, fixed, steered, directory, page.file());
        if (text) {
            tell(scenario, fixed, steered, summary);
        } else {
            console.out().print(LumenJson.pretty(summary));
        }
        return ExitStatus.OK;
    }

    private int onRedis() {
        DemoReport page = DemoReport.in(reportFile());
        Path directory = directory();
        WatchedSink log = new WatchedSink(new DailyLog(directory));
        WatchedSink report = new WatchedSink(new ReportFile(directory.resolve("report.md")));
        new RedisDemoRun(parent.console(), format, log, report, page)
                .run(RedisScenario.DEFAULT.withSeed(seed), directory);
        requireWritten(log, directory);
        requireWritten(report, directory);
        return ExitStatus.OK;
    }

    private void tell(Scenario scenario, Day fixed, Steered steered, Summary summary) {
        say(DemoText.restraint(scenario, summary));
        say("");
        say(DayChart.of(fixed, steered.day()));
        say("");
        say(OutcomeTable.of(summary.before(), summary.after()));
        say("");
        say(DemoText.smallPrint(summary, scenario.prices()));
        say("The last report, also in " + summary.outputDirectory() + " beside a log of all feedback:");
        say("");
        parent.console().out().print(MarkdownReport.of(steered.feedback()));
        say("");
        say("The day in charts, a page for a browser: " + summary.report());
    }

    /** A line on standard output, to be seen at once. */
    private void say(String line) {
        parent.console().out().println(line);
        parent.console().out().flush();
    }

    private Path reportFile() {
        if (reportFile != null) {
            return reportFile;
        }
        return outputDirectory == null ? Path.of(DemoReport.NAME) : outputDirectory.resolve(DemoReport.NAME);
    }

    private Path directory() {
        if (outputDirectory != null) {
            return OutputDirectory.ready(outputDirectory).toAbsolutePath().normalize();
        }
        try {
            return Files.createTempDirectory("lumen-demo-");
        } catch (IOException e) {
            throw new Failure(
                    ExitStatus.OUTPUT,
                    "no temporary directory can be made (" + Cause.of(e) + "); name another with --output-dir",
                    e);
        }
    }

    private static void requireWritten(WatchedSink sink, Path directory) {
        sink.failure().ifPresent(e -> {
            throw OutputDirectory.notWritable(directory, e);
        });
    }
}
