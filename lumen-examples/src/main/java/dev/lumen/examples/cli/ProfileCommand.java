package dev.lumen.examples.cli;

import dev.lumen.api.advise.Staleness;
import dev.lumen.api.units.ByteSize;
import dev.lumen.api.units.Ratio;
import dev.lumen.api.units.Usd;
import dev.lumen.core.profile.AccessProfile;
import dev.lumen.core.profile.ProfileGrid;
import dev.lumen.replay.BadRows;
import dev.lumen.replay.TraceProfile;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code lumen profile}: what other TTLs and sizes would have done with a trace, or with what a Redis is asked. */
@Command(
        name = "profile",
        mixinStandardHelpOptions = true,
        versionProvider = LumenCommand.Version.class,
        sortOptions = false,
        description = {
            "Reads a trace once, in a small fixed memory, and estimates what hit ratio each TTL and size would have had,"
                    + " how many of the hits would have been stale, and what would have been held.",
            "",
            "In place of a trace, a Redis can be listened to for some seconds, or the log of such a listening be read: a read"
                    + " that a write of the same key follows within 10 s is taken for a miss. Keys are hashed as they come"
                    + " in, and never kept.",
            "",
            "Keys are sampled, so each estimate has the interval in which the truth lies nine times out of ten.",
            ""
        },
        footer = {
            "",
            "A trace is CSV, gzipped or not, with the header timestamp_ms,key,size_bytes[,ttl_s][,version].",
            "Times are seconds and sizes bytes unless they have a unit: 300s, 5m, 1h; 64MB, 1GB.",
            "",
            "Examples:",
            "  lumen profile web.csv.gz",
            "  lumen profile web.csv.gz --current-ttl 5m --current-size 64MB --api-cost 0.001",
            "  lumen profile web.csv.gz --ttl 60,300,inf --size 1048576,16MB,inf --format csv",
            "  lumen profile --redis redis://localhost --monitor 10s --ttl 1,2,5 --size 1MB,inf",
            "  lumen profile --monitor-log monitor.log",
            "",
            "Exit status: 0 success; 64 wrong usage; 65 trace or log missing or bad; 69 Redis unreachable;",
            "73 output not writable; 78 bad configuration."
        })
final class ProfileCommand implements Callable<Integer> {
    /** Bytes of state for a cell, so that enough keys can be followed in every one. */
    private static final int BYTES_PER_CELL = 2048;

    private static final int FEWEST_CELLS = 64;

    @ParentCommand
    private LumenCommand lumen;

    @Parameters(paramLabel = "TRACE", arity = "0..1", description = "The trace's file, or - for standard input.")
    private Optional<String> trace;

    @Mixin
    private MonitorOptions monitorOptions;

    @Option(
            names = "--ttl",
            paramLabel = "TIME",
            split = ",",
            defaultValue = "60,120,300,600,900,1800,3600,inf",
            converter = Quantities.TimeOrInfinite.class,
            description = "The TTLs, with commas between them; inf never expires. Default: ${DEFAULT-VALUE}.")
    private List<Quantities.TimeLimit> ttls;

    @Option(
            names = "--size",
            paramLabel = "SIZE",
            split = ",",
            defaultValue = "1MB,4MB,16MB,64MB,256MB,1GB,inf",
            converter = Quantities.BytesOrInfinite.class,
            description = "The sizes, with commas between them; inf has no limit. Default: ${DEFAULT-VALUE}.")
    private List<Quantities.SizeLimit> sizes;

    @Option(
            names = "--state-limit",
            paramLabel = "SIZE",
            defaultValue = "1MB",
            converter = Quantities.Bytes.class,
            description = "The memory that the profile may take: more follows more keys. Default: ${DEFAULT-VALUE}.")
    private ByteSize stateLimit;

    @Option(
            names = "--half-life",
            paramLabel = "TIME",
            defaultValue = "inf",
            converter = Quantities.TimeOrInfinite.class,
            description = "After which an access counts half; inf if all count alike. Default: ${DEFAULT-VALUE}.")
    private Quantities.TimeLimit halfLife;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "Another one samples other keys. Default: ${DEFAULT-VALUE}.")
    private long seed;

    @Option(names = "--current-ttl", paramLabel = "TIME", description = "The TTL in force, to compare with; for text.")
    private Optional<Duration> currentTtl;

    @Option(
            names = "--current-size",
            paramLabel = "SIZE",
            converter = Quantities.Bytes.class,
            description = "The size in force, to compare with; for text.")
    private Optional<ByteSize> currentSize;

    @Mixin
    private PriceOptions priceOptions;

    @Option(
            names = "--stale-cost",
            paramLabel = "USD",
            defaultValue = "0",
            description = "What one stale hit costs; for text. Default: $$${DEFAULT-VALUE}.")
    private Usd staleCost;

    @Option(
            names = "--max-stale-ratio",
            paramLabel = "RATIO",
            description = "The most stale hits ÷ hits that the cheapest setting may have; for text.")
    private Optional<Ratio> maxStaleRatio;

    @Option(names = "--skip-bad-rows", description = "Counts bad rows and goes on, instead of refusing the trace.")
    private boolean skipBadRows;

    @Option(
            names = "--format",
            paramLabel = "text|csv|json",
            defaultValue = "text",
            converter = FormatOption.class,
            description = "csv: a row for each pair of TTL and size; json: the same and what it took; text: a map, for"
                    + " people. Default: ${DEFAULT-VALUE}.")
    private Format format;

    @Override
    public Integer call() {
        List<Optional<Duration>> rows =
                ttls.stream().map(Quantities.TimeLimit::value).toList();
        List<Optional<ByteSize>> columns =
                sizes.stream().map(Quantities.SizeLimit::value).toList();
        int mostCells =
                (int) Math.min(ProfileGrid.MOST_CELLS, Math.max(FEWEST_CELLS, stateLimit.bytes() / BYTES_PER_CELL));
        AccessProfile profile = Failure.usageIfRefused(() ->
                new AccessProfile(ProfileGrid.covering(rows, columns, mostCells), stateLimit, halfLife.value(), seed));
        Optional<MonitorTraffic> traffic = monitorOptions.traffic(lumen.console());
        if (traffic.isPresent() == trace.isPresent()) {
            throw new Failure(
                    ExitStatus.USAGE, "one of TRACE, --monitor and --monitor-log is to be given, and only one");
        }
        Profiled profiled = traffic.isPresent()
                ? listened(traffic.get(), profile, rows, columns)
                : traced(trace.orElseThrow(), profile, rows, columns);
        switch (format) {
            case CSV -> ProfileCsv.print(lumen.console().out(), profiled);
            case JSON -> ProfileJson.print(lumen.console().out(), profiled);
            case TEXT -> text(profiled);
        }
        return ExitStatus.OK;
    }

    private Profiled listened(
            MonitorTraffic traffic,
            AccessProfile profile,
            List<Optional<Duration>> rows,
            List<Optional<ByteSize>> columns) {
        MonitorFeed feed = new MonitorFeed(profile, seed);
        traffic.read(feed, lumen.console());
        feed.report(lumen.console());
        return feed.profiled(rows, columns);
    }

    private Profiled traced(
            String name, AccessProfile profile, List<Optional<Duration>> rows, List<Optional<ByteSize>> columns) {
        TraceProfile feed = new TraceProfile(profile, seed);
        try (TraceFile file =
                TraceFile.open(name, skipBadRows ? BadRows.SKIP : BadRows.REFUSE, lumen.console(), true)) {
            feed.feed(file.reader());
            boolean versions = file.reader().hasVersions();
            file.report();
            return new Profiled(rows, columns, profile, feed, versions);
        } catch (IOException e) {
            throw TraceFile.unreadable(name, e);
        }
    }

    private void text(Profiled profiled) {
        priceOptions.warn(lumen.console());
        ProfileText text = new ProfileText(
                profiled, priceOptions.prices(), new Staleness(staleCost, maxStaleRatio), currentTtl, currentSize);
        text.print(lumen.console().out());
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
