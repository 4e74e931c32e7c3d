package dev.lumen.examples.cli;

import dev.lumen.api.advise.Overrides;
import dev.lumen.api.feedback.UnifiedFeedback;
import dev.lumen.api.grade.CacheHealth;
import dev.lumen.api.observe.CacheName;
import dev.lumen.core.FeedbackOrchestrator;
import dev.lumen.core.OrchestratorBuilder;
import dev.lumen.core.config.LumenConfig;
import dev.lumen.core.json.LumenJson;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code lumen cache}: what the loop says of the cache alone, over readings of a Redis, of a Google Cloud project or from a file. */
@Command(
        name = "cache",
        mixinStandardHelpOptions = true,
        versionProvider = LumenCommand.Version.class,
        sortOptions = false,
        description = {
            "Looks at the cache alone: how it is, by each of its metrics, and which TTL and size it should have. Nothing is"
                    + " changed. Read is the Redis that REDIS_URI names, or REDIS_HOST, REDIS_PORT, REDIS_DB and"
                    + " REDIS_PASSWORD; without one, Cloud Monitoring's of PROJECT_ID (see 'lumen run --help'); where that has nothing"
                    + " on it, a file of signals, of which what else it holds is left aside: 'lumen run' weighs all of it.",
            ""
        },
        footer = {
            "",
            "Signals are the file of 'lumen run', of which the section cache is read:",
            "  {\"cache\": {\"name\": \"ion-api\", \"windowSeconds\": 3600, \"hits\": 7250, \"misses\": 2750,",
            "             \"usedBytes\": 193986560, \"capacityBytes\": 268435456, \"p95LatencyMillis\": 85,",
            "             \"evictions\": 42, \"ttlSeconds\": 300}}",
            "",
            "Examples:",
            "  REDIS_URI=redis://localhost lumen cache --detailed --interval 30s",
            "  lumen cache --signals signals.json --detailed",
            "  metrics-to-json | lumen cache --signals - --dump-metrics",
            "  lumen cache --signals signals.json --override-ttl 600",
            "",
            "Exit status: 0 the cache is OPTIMAL or GOOD; 1 DEGRADED or POOR; 2 FAILED; 3 UNKNOWN;",
            "64 wrong usage; 65 bad signals; 69 Redis unreachable; 73 output not writable;",
            "78 bad configuration, or nothing to look at."
        })
final class CacheCommand implements Callable<Integer> {
    @ParentCommand
    private LumenCommand lumen;

    @Option(
            names = "--signals",
            paramLabel = "FILE",
            description = "Readings that stand in for a source; - for standard input.")
    private Optional<String> signalsFile;

    @Option(
            names = "--detailed",
            description = "Also why: each reason with its number, what the advice rests on, what was not observed.")
    private boolean detailed;

    @Option(names = "--dump-metrics", description = "Also every metric as it was read.")
    private boolean dumpMetrics;

    @Option(
            names = "--override-ttl",
            paramLabel = "TIME",
            description = "Holds the TTL there, and shows what would have been advised otherwise.")
    private Optional<Duration> overrideTtl;

    @Option(
            names = "--format",
            paramLabel = "text|json",
            defaultValue = "text",
            converter = OutputFormat.Option.class,
            description = "How the result is printed. Default: ${DEFAULT-VALUE}.")
    private OutputFormat format;

    @Mixin
    private RedisOptions redisOptions;

    @Mixin
    private CloudOptions cloudOptions;

    @Override
    public Integer call() {
        LumenConfig config = Configured.of(lumen.console());
        Duration interval = redisOptions.interval();
        UnifiedFeedback feedback;
        if (config.redis().isPresent()) {
            feedback = live(config, interval);
        } else if (config.place().projectId().isPresent()) {
            feedback = ofProject(config);
        } else {
            feedback = fromSignals(config);
        }
        print(feedback);
        return ExitStatus.of(feedback.cache().map(section -> section.health()).orElse(CacheHealth.UNKNOWN));
    }

    private UnifiedFeedback live(LumenConfig config, Duration interval) {
        if (signalsFile.isPresent()) {
            lumen.console().note("--signals is left aside: the environment configures a Redis");
        }
        String name = RedisTarget.cacheName(config);
        try (LiveRedis redis = redisOptions.live(config, detailed).orElseThrow();
                FeedbackOrchestrator orchestrator = redis.into(
                                builder(config, name), CacheName.of(name), config.ttlBounds())
                        .clock(() -> Instant.now().truncatedTo(ChronoUnit.MILLIS))
                        .build()) {
            return redis.run(orchestrator, interval, lumen.console());
        }
    }

    private UnifiedFeedback ofProject(LumenConfig config) {
        Signals signals =
                signalsFile.isEmpty() ? Signals.NONE : Signals.required(signalsFile, lumen.console(), "cache");
        try (Closing parts = new Closing()) {
            GoogleCloud cloud =
                    parts.keep(cloudOptions.project(config, lumen.console()).orElseThrow());
            Readings readings = new Readings.Project(cloud, signals);
            OrchestratorBuilder builder = builder(config, readings.cacheName()).clock(readings.clock());
            cloudOptions.paceOf(builder);
            return parts.keep(readings.into(builder).build()).run();
        }
    }

    private UnifiedFeedback fromSignals(LumenConfig config) {
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        Signals signals = Signals.required(signalsFile, lumen.console(), "cache");
        CacheSection cache = signals.cache()
                .orElseThrow(() ->
                        new Failure(ExitStatus.CONFIGURATION, signals.source() + " has no section cache to look at"));
        try (FeedbackOrchestrator orchestrator = builder(config, cache.name())
                .clock(() -> now)
                .source(cache.source(now))
                .build()) {
            return orchestrator.run();
        }
    }

    private OrchestratorBuilder builder(LumenConfig config, String name) {
        Overrides overrides = overrideTtl.map(config.overrides()::withTtl).orElse(config.overrides());
        return FeedbackOrchestrator.builder(CacheName.of(name)).config(config).overrides(() -> overrides);
    }

    private void print(UnifiedFeedback feedback) {
        String text = switch (format) {
            case TEXT -> CacheText.of(feedback, detailed, dumpMetrics);
            case JSON -> LumenJson.pretty(CacheText.fields(feedback, dumpMetrics));
        };
        lumen.console().out().print(text);
    }
}
