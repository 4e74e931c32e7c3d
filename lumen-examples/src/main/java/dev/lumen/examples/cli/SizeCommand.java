package dev.lumen.examples.cli;

import dev.lumen.api.advise.CacheSizeAdjustment;
import dev.lumen.api.advise.Overrides;
import dev.lumen.api.advise.SizeBounds;
import dev.lumen.api.advise.SizeContext;
import dev.lumen.api.advise.SizeGrid;
import dev.lumen.api.grade.CacheVerdict;
import dev.lumen.api.grade.MetricGrade;
import dev.lumen.api.observe.CacheMetrics;
import dev.lumen.api.observe.Gauges;
import dev.lumen.api.observe.Observation;
import dev.lumen.api.units.ByteSize;
import dev.lumen.api.units.Ratio;
import dev.lumen.core.cache.CacheThresholds;
import dev.lumen.core.cache.ThresholdGrader;
import dev.lumen.core.json.LumenJson;
import dev.lumen.core.sizing.RoiSizeOptimizer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code lumen size}: advice on a cache's size from its figures. */
@Command(
        name = "size",
        mixinStandardHelpOptions = true,
        versionProvider = LumenCommand.Version.class,
        sortOptions = false,
        description = {
            "Recommends a cache size from a cache's figures, by the rules alone: nothing is connected to or changed.",
            "",
            "What an evicted entry was still worth nobody can know from figures, so what more room saves in calls is a"
                    + " range: from nothing to one call for each eviction. That much the evictions alone say, and all"
                    + " money for calls rests on them; with --requests-per-hour it is no more than the misses either.",
            ""
        },
        footer = {
            "",
            "Sizes are MB of 1024² bytes unless they have a unit: 256, 256MB, 1GB.",
            "",
            "Examples:",
            "  lumen size --current-size 256 --usage 240 --hit-rate 0.70 --evictions 150",
            "  lumen size --current-size 4GB --usage 1.2GB --hit-rate 0.9 --evictions 0 --max-size 8GB --grid 1GB",
            "",
            "Exit status: 0 success; 64 wrong usage; 73 output not writable."
        })
final class SizeCommand implements Callable<Integer> {
    @ParentCommand
    private LumenCommand lumen;

    @Option(
            names = "--current-size",
            required = true,
            paramLabel = "SIZE",
            converter = Quantities.Megabytes.class,
            description = "The capacity in force.")
    private ByteSize currentSize;

    @Option(
            names = "--usage",
            required = true,
            paramLabel = "SIZE",
            converter = Quantities.Megabytes.class,
            description = "How much of it is in use: a size, not a percentage.")
    private ByteSize usage;

    @Option(names = "--hit-rate", required = true, paramLabel = "RATIO", description = "Hits ÷ requests, 0 to 1.")
    private Ratio hitRate;

    @Option(
            names = "--evictions",
            required = true,
            paramLabel = "N",
            converter = Numbers.PerHour.class,
            description = "Entries pushed out for room, per hour.")
    private Double evictions;

    @Option(
            names = "--requests-per-hour",
            paramLabel = "N",
            converter = Numbers.PerHour.class,
            description = "Look-ups per hour. With it, no more calls are saved than there are misses; without it, the"
                    + " evictions alone bound what is saved.")
    private Optional<Double> requestsPerHour;

    @Option(names = "--lock-size", description = "Leaves the size as it is, and says what that holds back.")
    private boolean lockSize;

    @Option(
            names = "--min-size",
            paramLabel = "SIZE",
            defaultValue = "10MB",
            converter = Quantities.Megabytes.class,
            description = "The smallest size allowed. Default: ${DEFAULT-VALUE}.")
    private ByteSize minSize;

    @Option(
            names = "--max-size",
            paramLabel = "SIZE",
            defaultValue = "1024MB",
            converter = Quantities.Megabytes.class,
            description = "The largest size allowed. Default: ${DEFAULT-VALUE}.")
    private ByteSize maxSize;

    @Option(
            names = "--grid",
            paramLabel = "SIZE",
            defaultValue = "1MB",
            converter = Quantities.Megabytes.class,
            description = "The step in which sizes can be had: 1GB for a managed Redis. Default: ${DEFAULT-VALUE}.")
    private ByteSize grid;

    @Mixin
    private PriceOptions priceOptions;

    @Option(
            names = "--format",
            paramLabel = "text|json",
            defaultValue = "text",
            converter = OutputFormat.Option.class,
            description = "How the result is printed. Default: ${DEFAULT-VALUE}.")
    private OutputFormat format;

    @Override
    public Integer call() {
        requireSizesInOrder();
        priceOptions.warn(lumen.console());
        CacheMetrics metrics = metrics();
        CacheVerdict verdict = new ThresholdGrader(CacheThresholds.DEFAULT).grade(metrics);
        SizeContext context = SizeContext.builder(Observation.measured(metrics), verdict.health(), currentSize)
                .bounds(Failure.usageIfRefused(() -> new SizeBounds(minSize, maxSize)))
                .grid(Failure.usageIfRefused(() -> new SizeGrid(grid)))
                .overrides(lockSize ? Overrides.NONE.withSizeLocked() : Overrides.NONE)
                .prices(priceOptions.prices())
                .build();
        print(new RoiSizeOptimizer().recommend(context), verdict.grades());
        return ExitStatus.OK;
    }

    private void requireSizesInOrder() {
        if (currentSize.bytes() == 0) {
            throw Failure.usage("--current-size", currentSize, "above 0");
        }
        if (usage.compareTo(currentSize) > 0) {
            throw Failure.usage("--usage", usage, "0 to --current-size, " + currentSize);
        }
        if (maxSize.compareTo(minSize) < 0) {
            throw Failure.usage("--max-size", maxSize, "--min-size, " + minSize + ", or more");
        }
    }

    private CacheMetrics metrics() {
        Gauges gauges = Gauges.builder().used(usage).capacity(currentSize).build();
        return new Rates(hitRate, requestsPerHour, Optional.of(evictions)).metrics(gauges);
    }

    /** On what the money for calls rests. */
    private String callsSaved() {
        return requestsPerHour.isPresent()
                ? "at most a call for each eviction, and for each miss"
                : "at most a call for each eviction; misses not known without --requests-per-hour";
    }

    private void print(CacheSizeAdjustment advice, List<MetricGrade> grades) {
        switch (format) {
            case JSON -> lumen.console().out().print(LumenJson.pretty(advice));
            case TEXT -> {
                Page page = new Page().heading("Analysis");
                grades.forEach(
                        grade -> page.field(FeedbackText.capital(grade.metric().label()) + ":", Show.grade(grade)));
                AdviceText.size(page, advice, Optional.of(callsSaved()));
                lumen.console().out().print(page.text());
            }
        }
    }
}
