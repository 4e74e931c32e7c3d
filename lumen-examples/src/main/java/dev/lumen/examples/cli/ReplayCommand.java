package dev.lumen.examples.cli;

import dev.lumen.api.advise.Prices;
import dev.lumen.api.advise.SizeBounds;
import dev.lumen.api.advise.TtlBounds;
import dev.lumen.api.units.ByteSize;
import dev.lumen.api.units.Ratio;
import dev.lumen.api.units.Usd;
import dev.lumen.replay.BadRows;
import dev.lumen.replay.Replay;
import dev.lumen.replay.ReplayPrices;
import dev.lumen.replay.ReplaySettings;
import dev.lumen.replay.ReplaySettings.Steering;
import dev.lumen.replay.ReplaySummary;
import dev.lumen.replay.TraceReader;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code lumen replay}: the loop, closed over a trace in virtual time. */
@Command(
        name = "replay",
        mixinStandardHelpOptions = true,
        versionProvider = LumenCommand.Version.class,
        sortOptions = false,
        description = {
            "Plays a recorded trace into a cache of exactly known behaviour (LRU by bytes, write-time TTL), lets the"
                    + " policy steer it, and says what it would have cost.",
            "",
            "No real time passes and nothing real is touched; the same trace and options give the same result.",
            ""
        },
        footer = {
            "",
            "A trace is CSV, gzipped or not, with the header timestamp_ms,key,size_bytes[,ttl_s][,version].",
            "Times are seconds and sizes bytes unless they have a unit: 300s, 5m, 1h; 64MB, 1GB.",
            "",
            "csv has the columns window_start_ms,requests,hits,stale_hits,ttl_s,size_bytes,action,cost_usd.",
            "ttl_s and size_bytes were in force from the window's start to its end; action is what was"
                    + " decided at its end, and shows in the next row's. cost_usd is the window's: misses, memory and"
                    + " stale hits together.",
            "",
            "With --size inf memory has no price: cost_usd is empty, JSON has neither memory nor total cost.",
            "",
            "Examples:",
            "  lumen replay web.csv.gz --policy rules --ttl 300s --size 64MB",
            "  lumen replay web.csv.gz --policy profiled --max-stale-ratio 0.05",
            "  lumen replay web.csv.gz --policy fixed --ttl inf --size inf --format json",
            "  lumen replay web.csv.gz --policy rules --adjust ttl --format csv > windows.csv",
            "",
            "Exit status: 0 success; 64 wrong usage; 65 trace missing or bad; 73 output not writable;",
            "141 nobody read the output to its end, as in lumen replay ... | head."
        })
final class ReplayCommand implements Callable<Integer> {
    @ParentCommand
    private LumenCommand lumen;

    @Parameters(paramLabel = "TRACE", description = "The trace's file, or - for standard input.")
    private String trace;

    @Option(
            names = "--policy",
            paramLabel = "fixed|rules|profiled",
            defaultValue = "rules",
            converter = PolicyOption.class,
            description =
                    "Who decides at the end of each window: nobody, Lumen's rules on the window's metrics, or Lumen on"
                            + " the evidence of the recorded accesses. Default: ${DEFAULT-VALUE}.")
    private Policy policy;

    @Option(
            names = "--ttl",
            paramLabel = "TIME",
            defaultValue = "300s",
            converter = Quantities.TimeOrInfinite.class,
            description = "The TTL at the start; inf with --policy fixed. Default: ${DEFAULT-VALUE}.")
    private Quantities.TimeLimit ttl;

    @Option(
            names = "--size",
            paramLabel = "SIZE",
            defaultValue = "64MB",
            converter = Quantities.BytesOrInfinite.class,
            description = "The size at the start; inf with --policy fixed. Default: ${DEFAULT-VALUE}.")
    private Quantities.SizeLimit size;

    @Option(
            names = "--min-ttl",
            paramLabel = "TIME",
            defaultValue = "60s",
            description = "The shortest TTL that the policy may set. Default: ${DEFAULT-VALUE}.")
    private Duration minTtl;

    @Option(
            names = "--max-ttl",
            paramLabel = "TIME",
            defaultValue = "3600s",
            description = "The longest TTL that the policy may set. Default: ${DEFAULT-VALUE}.")
    private Duration maxTtl;

    @Option(
            names = "--min-size",
            paramLabel = "SIZE",
            defaultValue = "10MB",
            converter = Quantities.Bytes.class,
            description = "The smallest size that the policy may set. Default: ${DEFAULT-VALUE}.")
    private ByteSize minSize;

    @Option(
            names = "--max-size",
            paramLabel = "SIZE",
            defaultValue = "1GB",
            converter = Quantities.Bytes.class,
            description = "The largest size that the policy may set. Default: ${DEFAULT-VALUE}.")
    private ByteSize maxSize;

    @Option(
            names = "--adjust",
            paramLabel = "ttl|size|both",
            defaultValue = "both",
            converter = LeverOption.class,
            description = "What the policy may change. Default: ${DEFAULT-VALUE}.")
    private Lever adjust;

    @Option(
            names = "--window",
            paramLabel = "TIME",
            defaultValue = "5m",
            description = "How often the policy decides. Default: ${DEFAULT-VALUE}.")
    private Duration window;

    @Mixin
    private PriceOptions priceOptions;

    @Option(
            names = "--stale-cost",
            paramLabel = "USD",
            defaultValue = "0",
            description = "What one stale hit costs. Default: $$${DEFAULT-VALUE}.")
    private Usd staleCost;

    @Option(
            names = "--max-stale-ratio",
            paramLabel = "RATIO",
            description =
                    "The most stale hits ÷ hits; profiled keeps it as far as it can tell, with the others whether it held"
                            + " is only reported.")
    private Optional<Ratio> maxStaleRatio;

    @Option(names = "--skip-bad-rows", description = "Counts bad rows and goes on, instead of refusing the trace.")
    private boolean skipBadRows;

    @Option(
            names = "--format",
            paramLabel = "text|csv|json",
            defaultValue = "text",
            converter = FormatOption.class,
            description =
                    "csv: a row per window; json: the summary; text: both, for people. Default:" + " ${DEFAULT-VALUE}.")
    private Format format;

    @Override
    public Integer call() throws IOException {
        ReplaySettings settings = settings();
        warn(settings);
        ReplayOutput output = output(settings);
        try (TraceFile file = TraceFile.open(trace, badRows(), lumen.console(), format != Format.CSV)) {
            ReplaySummary summary = Replay.run(file.reader(), settings, output::window);
            file.report();
            report(file.reader(), summary);
            output.end(summary, file.reader().hasVersions());
        } catch (IOException e) {
            throw TraceFile.unreadable(trace, e);
        }
        return ExitStatus.OK;
    }

    private BadRows badRows() {
        return skipBadRows ? BadRows.SKIP : BadRows.REFUSE;
    }

    private ReplaySettings settings() {
        Steering steering = policy == Policy.FIXED ? new ReplaySettings.Fixed() : steered();
        Prices given = priceOptions.prices();
        ReplayPrices prices =
                new ReplayPrices(given.apiCall().amount(), given.memoryMbMonth().amount(), staleCost.amount());
        return Failure.usageIfRefused(() -> new ReplaySettings(ttl.value(), size.value(), window, prices, steering));
    }

    private Steering steered() {
        if (maxTtl.compareTo(minTtl) < 0) {
            throw Failure.usage("--max-ttl", Show.seconds(maxTtl), "--min-ttl, " + Show.seconds(minTtl) + ", or more");
        }
        if (maxSize.compareTo(minSize) < 0) {
            throw Failure.usage("--max-size", maxSize, "--min-size, " + minSize + ", or more");
        }
        Optional<TtlBounds> ttls = adjust == Lever.SIZE ? Optional.empty() : Optional.of(ttlBounds());
        Optional<SizeBounds> sizes = adjust == Lever.TTL ? Optional.empty() : Optional.of(sizeBounds());
        return policy == Policy.RULES
                ? new ReplaySettings.Rules(ttls, sizes)
                : new ReplaySettings.Profiled(ttls, sizes, maxStaleRatio, ReplaySettings.Recording.DEFAULT);
    }

    private TtlBounds ttlBounds() {
        Duration start = ttl.value().orElseThrow(() -> Failure.usage("--ttl", "inf", "a time, where rules decide"));
        if (start.compareTo(minTtl) < 0 || start.compareTo(maxTtl) > 0) {
            throw Failure.usage(
                    "--ttl",
                    Show.seconds(start),
                    "--min-ttl to --max-ttl, " + Show.seconds(minTtl) + " to " + Show.seconds(maxTtl));
        }
        return Failure.usageIfRefused(() -> new TtlBounds(minTtl, maxTtl, start));
    }

    private SizeBounds sizeBounds() {
        ByteSize start = size.value().orElseThrow(() -> Failure.usage("--size", "inf", "a size, where rules decide"));
        if (start.compareTo(minSize) < 0 || start.compareTo(maxSize) > 0) {
            throw Failure.usage("--size", start, "--min-size to --max-size, " + minSize + " to " + maxSize);
        }
        return Failure.usageIfRefused(() -> new SizeBounds(minSize, maxSize));
    }

    private void warn(ReplaySettings settings) {
        Console console = lumen.console();
        priceOptions.warn(console);
        maxStaleRatio
                .filter(limit -> policy != Policy.PROFILED)
                .ifPresent(limit -> console.note("--max-stale-ratio is only reported: policy " + Choice.word(policy)
                        + " does not know how stale entries are"));
        if (settings.steering() instanceof ReplaySettings.Fixed && adjust != Lever.BOTH) {
            console.note("--adjust has no effect: policy fixed changes nothing");
        }
    }

    /** What a reader of any format should know of the trace. */
    private void report(TraceReader reader, ReplaySummary summary) {
        Console console = lumen.console();
        boolean staleMatters = staleCost.amount() > 0 || maxStaleRatio.isPresent();
        if (!reader.hasVersions() && staleMatters) {
            console.note("the trace has no versions: how many hits were stale is not known, and counted as 0");
        }
        if (format != Format.TEXT && reader.hasVersions()) {
            maxStaleRatio
                    .flatMap(limit -> StaleLimit.verdict(summary.counters(), limit))
                    .ifPresent(verdict -> console.note("stale hits are " + verdict));
        }
    }

    private ReplayOutput output(ReplaySettings settings) {
        return switch (format) {
            case CSV -> new ReplayCsv(lumen.console().out());
            case JSON -> new ReplayJson(lumen.console().out());
            case TEXT -> new ReplayText(lumen.console().out(), settings, Choice.word(policy), maxStaleRatio);
        };
    }

    /** Who decides. */
    private enum Policy {
        FIXED,
        RULES,
        PROFILED
    }

    private static final class PolicyOption extends Choice<Policy> {
        PolicyOption() {
            super(Policy.class);
        }
    }

    /** What may be changed. */
    private enum Lever {
        TTL,
        SIZE,
        BOTH
    }

    private static final class LeverOption extends Choice<Lever> {
        LeverOption() {
            super(Lever.class);
        }
    }

    /** How the result is printed. */
    private enum Format {
        TEXT,
        CSV,
        JSON
    }

    private static final class FormatOption extends Choice<Format> {
        FormatOption() {
            super(Format.class);
        }
    }
}
