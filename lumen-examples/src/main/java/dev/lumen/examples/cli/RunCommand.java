package dev.lumen.examples.cli;

import dev.lumen.api.feedback.UnifiedFeedback;
import dev.lumen.api.gate.GateComponent;
import dev.lumen.api.observe.CacheName;
import dev.lumen.api.observe.MetricSource;
import dev.lumen.api.observe.Reading;
import dev.lumen.core.FeedbackOrchestrator;
import dev.lumen.core.OrchestratorBuilder;
import dev.lumen.core.json.LumenJson;
import dev.lumen.core.report.MarkdownReport;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code lumen run}: the whole loop once, over readings from a file. */
@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        versionProvider = LumenCommand.Version.class,
        sortOptions = false,
        description = {
            "Runs the feedback loop once: reads, grades, advises, weighs, and says through the exit status how the"
                    + " service is, so that any pipeline can use it as a gate. Nothing is changed.",
            ""
        },
        footer = {
            "",
            "Signals are JSON. This version reads the section cache; maturity, slo and cost are named as missing, lower",
            "the gate's coverage and so may leave the health UNKNOWN:",
            "  {\"cache\": {\"name\": \"ion-api\", \"windowSeconds\": 3600, \"hits\": 7250, \"misses\": 2750,",
            "             \"usedBytes\": 193986560, \"capacityBytes\": 268435456, \"p95LatencyMillis\": 85,",
            "             \"evictions\": 42, \"ttlSeconds\": 300}}",
            "In place of hits and misses, hitRatio alone; every field but windowSeconds (for counts) may be absent.",
            "",
            "Examples:",
            "  lumen run --signals signals.json",
            "  metrics-to-json | lumen run --signals - --summary-only || echo 'look at the cache'",
            "  lumen run --signals signals.json --output-dir feedback --format json",
            "",
            "Exit status: 0 EXCELLENT or GOOD; 1 WARNING; 2 CRITICAL; 3 UNKNOWN; 64 wrong usage; 65 bad signals;",
            "73 output not writable; 78 nothing to run on."
        })
final class RunCommand implements Callable<Integer> {
    @ParentCommand
    private LumenCommand lumen;

    @Option(
            names = "--signals",
            paramLabel = "FILE",
            description = "Readings that stand in for sources; - for standard input.")
    private Optional<String> signalsFile;

    @Option(names = "--summary-only", description = "A few lines, or in JSON a few fields.")
    private boolean summaryOnly;

    @Option(
            names = "--output-dir",
            paramLabel = "DIR",
            description =
                    "Also keeps there: unified_feedback_YYYYMMDD.json, a line for each run; report.md, the latest;"
                            + " unified_feedback_state.json, what the next run needs of this one.")
    private Optional<Path> outputDir;

    @Option(names = "--reset-state", description = "Forgets what earlier runs left in --output-dir.")
    private boolean resetState;

    @Option(
            names = "--format",
            paramLabel = "text|json|markdown",
            defaultValue = "text",
            converter = FormatOption.class,
            description = "How the result is printed. Default: ${DEFAULT-VALUE}.")
    private Format format;

    @Override
    public Integer call() {
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        Signals signals = signals();
        CacheSection cache = signals.cache().orElseThrow(() -> nothingToRunOn(signals));
        Optional<RunFiles> files = outputDir.map(RunFiles::in);
        resetIfAsked(files);
        OrchestratorBuilder builder = FeedbackOrchestrator.builder(CacheName.of(cache.name()))
                .source(source(cache, now))
                .clock(() -> now);
        signals.notUsed().forEach(section -> leaveOut(section, builder));
        files.ifPresent(kept -> builder.stateStore(kept.state()));
        UnifiedFeedback feedback;
        try (FeedbackOrchestrator orchestrator = builder.build()) {
            feedback = orchestrator.run();
        }
        print(feedback);
        files.ifPresent(kept -> kept.keep(feedback));
        return ExitStatus.of(feedback.systemHealth());
    }

    private Signals signals() {
        Signals signals = Signals.read(
                signalsFile.orElseThrow(() -> new Failure(
                        ExitStatus.CONFIGURATION,
                        "nothing is configured to be read; give --signals FILE, or - for standard input (see 'lumen run"
                                + " --help')")),
                lumen.console());
        if (!signals.unknown().isEmpty()) {
            lumen.console().note(signals.source() + ": unknown, and ignored: " + String.join(", ", signals.unknown()));
        }
        return signals;
    }

    private static Failure nothingToRunOn(Signals signals) {
        return new Failure(
                ExitStatus.CONFIGURATION,
                signals.source() + " has no section that this version can run on, allowed: cache");
    }

    /** What is configured but cannot be read counts as missing: a gate that looks whole without it would mislead. */
    private static void leaveOut(String section, OrchestratorBuilder builder) {
        String why = "this version does not understand the section " + section + " of the signals";
        switch (section) {
            case "maturity" -> builder.unavailable(GateComponent.MATURITY, why);
            case "slo" -> builder.unavailable(GateComponent.SLO, why);
            default -> builder.costUnavailable(why);
        }
    }

    private void resetIfAsked(Optional<RunFiles> files) {
        if (resetState && files.isEmpty()) {
            lumen.console().note("--reset-state has nothing to forget: without --output-dir no state is kept");
        } else if (resetState) {
            files.get().forget();
        }
    }

    private static MetricSource source(CacheSection cache, Instant now) {
        return new MetricSource() {
            @Override
            public Reading read(CacheName name) {
                return cache.at(now);
            }

            @Override
            public String name() {
                return "signals";
            }
        };
    }

    private void print(UnifiedFeedback feedback) {
        String text = switch (format) {
            case TEXT -> summaryOnly ? FeedbackText.summary(feedback) : FeedbackText.whole(feedback);
            case MARKDOWN -> summaryOnly ? FeedbackText.summary(feedback) : MarkdownReport.of(feedback);
            case JSON -> LumenJson.pretty(summaryOnly ? FeedbackText.summaryFields(feedback) : feedback);
        };
        lumen.console().out().print(text);
    }

    /** How the result is printed. */
    private enum Format {
        TEXT,
        JSON,
        MARKDOWN
    }

    private static final class FormatOption extends Choice<Format> {
        FormatOption() {
            super(Format.class);
        }
    }
}
