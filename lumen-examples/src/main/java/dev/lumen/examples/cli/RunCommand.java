package dev.lumen.examples.cli;

import dev.lumen.api.feedback.Background;
import dev.lumen.api.feedback.UnifiedFeedback;
import dev.lumen.api.observe.CacheName;
import dev.lumen.api.signal.MaturitySource;
import dev.lumen.core.FeedbackOrchestrator;
import dev.lumen.core.OrchestratorBuilder;
import dev.lumen.core.checklist.ChecklistMaturitySource;
import dev.lumen.core.config.LumenConfig;
import dev.lumen.core.json.BadJson;
import dev.lumen.core.json.LumenJson;
import dev.lumen.core.report.HtmlReport;
import dev.lumen.core.report.MarkdownReport;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code lumen run}: the whole loop once, over readings of a Redis, of a Google Cloud project and from a file. */
@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        versionProvider = LumenCommand.Version.class,
        sortOptions = false,
        description = {
            "Runs the feedback loop once: reads, grades, advises, weighs, and says through the exit status how the"
                    + " service is, so that any pipeline can use it as a gate. Nothing is changed.",
            "",
            "The cache is the Redis that REDIS_URI names, or REDIS_HOST, REDIS_PORT, REDIS_DB and REDIS_PASSWORD;"
                    + " else Cloud Monitoring's of the Google Cloud project PROJECT_ID, which is also asked about the service, and"
                    + " takes what was found as metrics. A file of signals stands in for what the environment does not configure;"
                    + " its maturity, slo and cost win over what the project says.",
            ""
        },
        footer = {
            "",
            "Signals are JSON, every section optional:",
            "  {\"cache\":    {\"name\": \"ion-api\", \"windowSeconds\": 3600, \"hits\": 7250, \"misses\": 2750,",
            "                \"usedBytes\": 193986560, \"capacityBytes\": 268435456, \"p95LatencyMillis\": 85,",
            "                \"evictions\": 42, \"ttlSeconds\": 300},",
            "   \"maturity\": {\"dimensions\": [{\"name\": \"logging\", \"score\": 75, \"weight\": 1,",
            "                                \"evidence\": [\"no request id\"], \"nextStep\": \"add it\"}]},",
            "   \"slo\":      [{\"name\": \"latency\", \"comparator\": \"AT_LEAST\", \"objective\": 0.90,",
            "                 \"actual\": 0.95, \"key\": true, \"longWindow\": {\"seconds\": 3600, \"actual\": 0.94},",
            "                 \"shortWindow\": {\"seconds\": 300, \"actual\": 0.95}},",
            "                {\"name\": \"error rate\", \"comparator\": \"AT_MOST\", \"objective\": 0.02,",
            "                 \"actual\": 0.008}],",
            "   \"cost\":     {\"stepSeconds\": 3600, \"amountsUsd\": [1.2, 1.1], \"demand\": [400, 380],",
            "                \"start\": \"2026-11-01T00:00:00Z\", \"through\": \"2026-11-15T00:00:00Z\",",
            "                \"budgetUsd\": 1000, \"spentUsd\": 780, \"periodSeconds\": 2592000,",
            "                \"periodElapsedSeconds\": 2050000}}",
            "In place of hits and misses, hitRatio alone. Counts need windowSeconds, objectives a name, a",
            "comparator and an objective, a bill its step and amounts (two whole days of hours, or weeks of",
            "days, for a verdict); the rest may be absent. Without start the bill ends now. Of a file with",
            "more than a cache, the gate also weighs what the cache returns on its cost, where the cache's",
            "counts and capacity are there.",
            "",
            "A checklist is JSON, too:",
            "  {\"dimensions\": [{\"name\": \"logging\", \"weight\": 1, \"items\": [",
            "     {\"text\": \"logs are structured\", \"done\": true},",
            "     {\"text\": \"each has the request's id\", \"done\": false, \"nextStep\": \"add it\"}]}]}",
            "",
            "Of PROJECT_ID, read is custom.googleapis.com/cache_hit_rate, or with REGION and",
            "MEMORYSTORE_INSTANCE that instance, which is of Memorystore for Redis unless MEMORYSTORE_PRODUCT is",
            "cluster or valkey; with REGION and SERVICE_NAME also Cloud Run's latency, and with",
            "CLOUD_RUN_USD_PER_INSTANCE_SECOND or CLOUD_RUN_USD_PER_MILLION_REQUESTS the spend.",
            "MONITORING_ENDPOINT is another host:port than Google's: on localhost, 127.0.0.1 and [::1] without",
            "TLS and credentials, elsewhere with both.",
            "",
            "Examples:",
            "  REDIS_URI=redis://localhost lumen run --output-dir feedback",
            "  PROJECT_ID=naeda-genesis REGION=us-central1 SERVICE_NAME=ion-api lumen run",
            "  lumen run --signals signals.json",
            "  metrics-to-json | lumen run --signals - --summary-only || echo 'look at the cache'",
            "  lumen run --signals signals.json --output-dir feedback --format json",
            "  lumen run --signals signals.json --checklist maturity-checklist.json",
            "  lumen run --signals signals.json --format html > report.html",
            "",
            "Exit status: 0 EXCELLENT or GOOD; 1 WARNING; 2 CRITICAL; 3 UNKNOWN; 64 wrong usage; 65 bad signals;",
            "69 Redis unreachable; 73 output not writable; 78 bad configuration, or nothing to run on."
        })
final class RunCommand implements Callable<Integer> {
    @ParentCommand
    private LumenCommand lumen;

    @Option(
            names = "--signals",
            paramLabel = "FILE",
            description = "Readings that stand in for sources; - for standard input.")
    private Optional<String> signalsFile;

    @Option(
            names = "--checklist",
            paramLabel = "FILE",
            description = "The maturity by a checklist, in place of a section of the signals.")
    private Optional<Path> checklist;

    @Option(names = "--summary-only", description = "A few lines, or in JSON a few fields.")
    private boolean summaryOnly;

    @Option(
            names = "--output-dir",
            paramLabel = "DIR",
            description =
                    "Also keeps there: unified_feedback_YYYYMMDD.json, a line for each run, for 30 days; report.md and"
                            + " report.html, the latest; unified_feedback_state.json, what the next run needs of the last week.")
    private Optional<Path> outputDir;

    @Option(names = "--reset-state", description = "Forgets what earlier runs left in --output-dir.")
    private boolean resetState;

    @Option(
            names = "--format",
            paramLabel = "text|json|markdown|html",
            defaultValue = "text",
            converter = FormatOption.class,
            description = "How the result is printed. Default: ${DEFAULT-VALUE}.")
    private Format format;

    @Mixin
    private RedisOptions redisOptions;

    @Mixin
    private CloudOptions cloudOptions;

    @Mixin
    private CloudExtras cloudExtras;

    @Override
    public Integer call() {
        LumenConfig config = Configured.of(lumen.console());
        Duration interval = redisOptions.interval();
        cloudExtras.check(config.place().projectId().isPresent());
        Signals signals = signals(config);
        Optional<MaturitySource> maturity = maturity(signals);
        boolean environment =
                config.redis().isPresent() || config.place().projectId().isPresent();
        if (!environment && signals.cache().isEmpty() && !signals.aboutService() && maturity.isEmpty()) {
            throw nothingToRunOn(signals);
        }
        Optional<GoogleCloud> cloud = cloudOptions.project(config, lumen.console());
        Optional<RunFiles> files = outputDir.map(RunFiles::in);
        resetIfAsked(files);
        LastBackground background = new LastBackground();
        UnifiedFeedback feedback;
        try (Closing parts = new Closing()) {
            cloud.ifPresent(parts::keep);
            Readings readings = parts.keep(readings(config, signals, cloud));
            OrchestratorBuilder builder =
                    builder(config, signals, maturity, readings, cloud).sink(background);
            files.ifPresent(kept -> builder.stateStore(kept.state()));
            FeedbackOrchestrator orchestrator = parts.keep(builder.build());
            feedback = readings.run(orchestrator, interval, lumen.console());
            UnifiedFeedback found = feedback;
            cloud.ifPresent(project -> project.tell(found, cloudExtras, lumen.console()));
        }
        print(feedback, background.get());
        files.ifPresent(kept -> kept.keep(feedback, background.get(), lumen.console()::note));
        return ExitStatus.of(feedback.systemHealth());
    }

    private Readings readings(LumenConfig config, Signals signals, Optional<GoogleCloud> cloud) {
        Optional<LiveRedis> redis = redisOptions.live(config, false);
        if (redis.isPresent() && signals.cache().isPresent()) {
            lumen.console()
                    .note(signals.source() + ": its section cache is left aside: the environment configures a Redis");
        }
        return redis.<Readings>map(live -> new Readings.Live(config, live))
                .or(() -> cloud.map(project -> new Readings.Project(project, signals)))
                .orElseGet(() -> new Readings.Given(signals));
    }

    private Signals signals(LumenConfig config) {
        boolean without = checklist.isPresent()
                || config.redis().isPresent()
                || config.place().projectId().isPresent();
        if (signalsFile.isEmpty() && without) {
            return Signals.NONE;
        }
        return Signals.required(signalsFile, lumen.console(), "run");
    }

    /** Reads a checklist once before the run, so that a bad one ends the command and is not just missing from its result. */
    private Optional<MaturitySource> maturity(Signals signals) {
        if (checklist.isEmpty()) {
            return signals.maturity().map(section -> section);
        }
        if (signals.maturity().isPresent()) {
            throw Failure.usage(
                    "--checklist", "'" + checklist.get() + "'", "absent where the signals have a section maturity");
        }
        MaturitySource source = ChecklistMaturitySource.of(checklist.get());
        try {
            source.read();
        } catch (BadJson e) {
            throw new Failure(ExitStatus.DATA, String.valueOf(e.getMessage()), e);
        } catch (Exception e) {
            throw new Failure(ExitStatus.DATA, "--checklist cannot be read: " + Cause.of(e), e);
        }
        return Optional.of(source);
    }

    private static Failure nothingToRunOn(Signals signals) {
        return new Failure(
                ExitStatus.CONFIGURATION,
                signals.source() + " has no section to run on, allowed: cache, maturity, slo, cost");
    }

    private OrchestratorBuilder builder(
            LumenConfig config,
            Signals signals,
            Optional<MaturitySource> maturity,
            Readings readings,
            Optional<GoogleCloud> cloud) {
        OrchestratorBuilder builder = FeedbackOrchestrator.builder(CacheName.of(readings.cacheName()))
                .config(config)
                .clock(readings.clock());
        readings.into(builder);
        cloud.ifPresent(project -> {
            cloudOptions.paceOf(builder);
            project.serviceInto(builder);
        });
        maturity.ifPresent(builder::maturitySource);
        signals.slo().ifPresent(builder::sloSource);
        signals.cost()
                .ifPresent(cost -> builder.costSource(cost.at(readings.clock().instant())));
        boolean service = signals.aboutService() || maturity.isPresent() || cloud.isPresent();
        boolean whole = service && readings.hasReturn();
        return whole ? builder.weighRoi() : builder;
    }

    private void resetIfAsked(Optional<RunFiles> files) {
        if (resetState && files.isEmpty()) {
            lumen.console().note("--reset-state has nothing to forget: without --output-dir no state is kept");
        } else if (resetState) {
            files.get().forget();
        }
    }

    private void print(UnifiedFeedback feedback, Background background) {
        String text = switch (format) {
            case TEXT -> summaryOnly ? FeedbackText.summary(feedback) : FeedbackText.whole(feedback);
            case MARKDOWN -> summaryOnly ? FeedbackText.summary(feedback) : MarkdownReport.of(feedback);
            case HTML -> summaryOnly ? FeedbackText.summary(feedback) : HtmlReport.of(feedback, background);
            case JSON -> LumenJson.pretty(summaryOnly ? FeedbackText.summaryFields(feedback) : feedback);
        };
        lumen.console().out().print(text);
    }

    /** How the result is printed. */
    private enum Format {
        TEXT,
        JSON,
        MARKDOWN,
        HTML
    }

    private static final class FormatOption extends Choice<Format> {
        FormatOption() {
            super(Format.class);
        }
    }
}
