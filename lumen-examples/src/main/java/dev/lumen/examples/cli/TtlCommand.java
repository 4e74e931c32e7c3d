package dev.lumen.examples.cli;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.lumen.api.advise.Prices;
import dev.lumen.api.advise.TtlAdjustment;
import dev.lumen.api.advise.TtlBounds;
import dev.lumen.api.advise.TtlContext;
import dev.lumen.api.advise.TtlStrategy;
import dev.lumen.api.grade.CacheHealth;
import dev.lumen.api.grade.CacheVerdict;
import dev.lumen.api.grade.MetricGrade;
import dev.lumen.api.observe.CacheMetrics;
import dev.lumen.api.observe.Gauges;
import dev.lumen.api.observe.Observation;
import dev.lumen.api.units.ByteSize;
import dev.lumen.api.units.Ratio;
import dev.lumen.api.units.Usd;
import dev.lumen.core.cache.CacheThresholds;
import dev.lumen.core.cache.ThresholdGrader;
import dev.lumen.core.json.LumenJson;
import dev.lumen.core.ttl.AdaptiveTtlPolicy;
import dev.lumen.core.ttl.TtlRules;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code lumen ttl}: advice on a TTL from the figures of one cache. */
@Command(
        name = "ttl",
        mixinStandardHelpOptions = true,
        versionProvider = LumenCommand.Version.class,
        sortOptions = false,
        description = {
            "Recommends a TTL from a cache's figures, by the rules alone: nothing is connected to or changed.",
            "",
            "What another TTL would bring is computed by a model, not measured, and given as a range. One end is no change"
                    + " of the hit ratio; the other is what would happen if all keys were read equally often. Real keys"
                    + " are not, so the effect lies in between, and the middle is the estimate.",
            ""
        },
        footer = {
            "",
            "Times are seconds unless they have a unit: 300, 300s, 5m, 1h.",
            "",
            "Examples:",
            "  lumen ttl --current-ttl 300 --hit-rate 0.65 --memory 75 --cost-trend 3.5",
            "  lumen ttl --current-ttl 300 --hit-rate 0.65 --memory 75 --requests-per-hour 10000 \\",
            "            --simulate --new-ttl 420",
            "",
            "Exit status: 0 success; 64 wrong usage; 73 output not writable; 78 nothing to apply to."
        })
final class TtlCommand implements Callable<Integer> {
    /** The capacity that a share of memory is turned into: large enough that the share comes out as it went in. */
    private static final ByteSize WHOLE = ByteSize.ofBytes(1_000_000_000_000L);

    @ParentCommand
    private LumenCommand lumen;

    @Option(names = "--current-ttl", required = true, paramLabel = "TIME", description = "The TTL in force.")
    private Duration currentTtl;

    @Option(names = "--hit-rate", required = true, paramLabel = "RATIO", description = "Hits ÷ requests, 0 to 1.")
    private Ratio hitRate;

    @Option(
            names = "--memory",
            required = true,
            paramLabel = "PERCENT",
            converter = Numbers.Percent.class,
            description = "Memory in use, in percent of the capacity: 75, not 0.75.")
    private Ratio memory;

    @Option(
            names = "--cost-trend",
            paramLabel = "PERCENT",
            converter = Numbers.Change.class,
            description = "How the bill moves, in percent per cycle; 2 or more counts as rising.")
    private Optional<Double> costTrend;

    @Option(
            names = "--evictions",
            paramLabel = "N",
            converter = Numbers.PerHour.class,
            description = "Entries pushed out for room, per hour.")
    private Optional<Double> evictions;

    @Option(
            names = "--requests-per-hour",
            paramLabel = "N",
            converter = Numbers.PerHour.class,
            description = "Look-ups per hour. Without it, no dollars: they need the traffic.")
    private Optional<Double> requestsPerHour;

    @Option(
            names = "--strategy",
            paramLabel = "aggressive|moderate|conservative",
            converter = StepOption.class,
            description =
                    "Sets the step (300, 120 or 60 s), not the direction. Default: as the rule that matches says.")
    private Optional<Step> strategy;

    @Option(
            names = "--min-ttl",
            paramLabel = "TIME",
            defaultValue = "60s",
            description = "The shortest TTL allowed. Default: ${DEFAULT-VALUE}.")
    private Duration minTtl;

    @Option(
            names = "--max-ttl",
            paramLabel = "TIME",
            defaultValue = "3600s",
            description = "The longest TTL allowed: your promise about staleness. Default: ${DEFAULT-VALUE}.")
    private Duration maxTtl;

    @Option(
            names = "--api-cost",
            paramLabel = "USD",
            defaultValue = "0.01",
            description = "What one miss costs. Default: $$${DEFAULT-VALUE}.")
    private Usd apiCost;

    @Option(names = "--simulate", description = "Also shows what the model expects at --new-ttl.")
    private boolean simulate;

    @Option(names = "--new-ttl", paramLabel = "TIME", description = "The TTL to simulate.")
    private Optional<Duration> newTtl;

    @Option(
            names = "--apply",
            description = "Refused in this version, with status 78: no running cache is connected to apply a TTL to.")
    private boolean apply;

    @Option(names = "--verbose", description = "Says on standard error which rule matched, and the grades.")
    private boolean verbose;

    @Option(names = "--debug", description = "As --verbose, and every figure that the rules saw.")
    private boolean debug;

    @Option(
            names = "--format",
            paramLabel = "text|json",
            defaultValue = "text",
            converter = OutputFormat.Option.class,
            description = "How the result is printed. Default: ${DEFAULT-VALUE}.")
    private OutputFormat format;

    @Override
    public Integer call() {
        requireConsistentOptions();
        Prices prices = new Prices(apiCost, Prices.DEFAULT.memoryMbMonth());
        prices.warnings().forEach(lumen.console()::note);
        CacheMetrics metrics = metrics();
        CacheVerdict verdict = new ThresholdGrader(CacheThresholds.DEFAULT).grade(metrics);
        TtlContext.Builder context = TtlContext.builder(Observation.measured(metrics), verdict.health(), currentTtl)
                .bounds(bounds())
                .prices(prices)
                .costTrendPercent(costTrend.map(OptionalDouble::of).orElse(OptionalDouble.empty()));
        TtlRules rules =
                strategy.map(step -> TtlRules.DEFAULT.forcing(step.strategy)).orElse(TtlRules.DEFAULT);
        AdaptiveTtlPolicy policy = new AdaptiveTtlPolicy(rules);
        TtlAdjustment advice = policy.recommend(context.build());
        Optional<TtlSimulation> simulation =
                newTtl.map(ttl -> Failure.usageIfRefused(() -> TtlSimulation.of(policy, context, hitRate, ttl)));
        explain(advice, verdict.health(), verdict.grades(), rules);
        print(advice, simulation);
        return ExitStatus.OK;
    }

    private void requireConsistentOptions() {
        if (apply) {
            throw new Failure(
                    ExitStatus.CONFIGURATION,
                    "--apply is given, but no running cache is connected to apply a TTL to, which would need a channel to"
                            + " its JVMs; in this version, set the TTL there by hand, or embed lumen-core and let"
                            + " DirectSteering do it");
        }
        if (simulate && newTtl.isEmpty()) {
            throw Failure.usage("--new-ttl", "absent", "the TTL to simulate, such as --new-ttl 420, with --simulate");
        }
        if (!simulate && newTtl.isPresent()) {
            throw Failure.usage("--new-ttl", Show.seconds(newTtl.get()), "only together with --simulate");
        }
        if (maxTtl.compareTo(minTtl) < 0) {
            throw Failure.usage("--max-ttl", Show.seconds(maxTtl), "--min-ttl, " + Show.seconds(minTtl) + ", or more");
        }
    }

    private TtlBounds bounds() {
        return Failure.usageIfRefused(() -> TtlBounds.between(minTtl, maxTtl));
    }

    private CacheMetrics metrics() {
        Gauges gauges = Gauges.builder()
                .used(WHOLE.times(memory.value()))
                .capacity(WHOLE)
                .ttl(currentTtl)
                .build();
        return new Rates(hitRate, requestsPerHour, evictions).metrics(gauges);
    }

    private void explain(TtlAdjustment advice, CacheHealth health, List<MetricGrade> grades, TtlRules rules) {
        Console console = lumen.console();
        if (debug) {
            console.note("given: TTL " + Show.seconds(currentTtl) + ", hit ratio " + hitRate + ", memory " + memory
                    + ", evictions " + known(evictions, "/h") + ", requests " + known(requestsPerHour, "/h")
                    + ", cost trend " + known(costTrend, " %"));
            console.note("allowed: TTL " + Show.seconds(minTtl) + " to " + Show.seconds(maxTtl) + "; price of a call: "
                    + apiCost);
            console.note("rules: " + inWords(rules));
        }
        if (debug || verbose) {
            console.note("health " + health + ": "
                    + grades.stream()
                            .map(grade -> grade.metric().label() + " " + Show.grade(grade))
                            .collect(Collectors.joining(", ")));
            console.note("rule matched: " + advice.reasoning().get(0).text() + ": " + advice.strategy());
            console.note(renewalModel());
        }
    }

    /** The model of one rate for all keys, fitted to what was given. */
    private String renewalModel() {
        if (hitRate.value() == 1) {
            return "model: none: a hit ratio of 1 fits every rate of reads";
        }
        double odds = hitRate.value() / (1 - hitRate.value());
        double seconds = currentTtl.toNanos() / 1e9;
        return String.format(
                Locale.ROOT, "model: h = rT/(1 + rT) with r = %.3g reads a second for each key", odds / seconds);
    }

    private static String known(Optional<Double> value, String unit) {
        return value.map(number ->
                        BigDecimal.valueOf(number).stripTrailingZeros().toPlainString() + unit)
                .orElse("not known");
    }

    private static String inWords(TtlRules rules) {
        String steps = Stream.of(rules.aggressiveStep(), rules.moderateStep(), rules.conservativeStep())
                .map(Show::plainSeconds)
                .collect(Collectors.joining(", "));
        return String.format(
                Locale.ROOT,
                "hit ratio low below %s, high from %s; memory tight from %s, loose below %s; evictions high above"
                        + " %.0f/h; bill rising from %.1f %%; steps %s s%s",
                Show.percent(rules.lowHitRatio()),
                Show.percent(rules.highHitRatio()),
                Show.percent(rules.memoryPressure()),
                Show.percent(rules.looseMemory()),
                rules.highEvictionsPerHour(),
                rules.risingCostPercent(),
                steps,
                rules.forcedStrategy()
                        .map(forced -> ", always the " + Choice.word(forced) + " one")
                        .orElse(""));
    }

    private void print(TtlAdjustment advice, Optional<TtlSimulation> simulation) {
        switch (format) {
            case JSON -> lumen.console().out().print(LumenJson.pretty(new Answer(advice, simulation)));
            case TEXT -> {
                Page page = new Page();
                AdviceText.ttl(
                        page, advice, OptionalDouble.of(hitRate.value()), "not known without --requests-per-hour");
                simulation.ifPresent(outcome -> outcome.describe(page));
                lumen.console().out().print(page.text());
            }
        }
    }

    /** The advice, and beside its fields the simulation where one was asked for. */
    private record Answer(@JsonUnwrapped TtlAdjustment advice, Optional<TtlSimulation> simulation) {}

    /** The steps that can be chosen. */
    private enum Step {
        AGGRESSIVE(TtlStrategy.AGGRESSIVE),
        MODERATE(TtlStrategy.MODERATE),
        CONSERVATIVE(TtlStrategy.CONSERVATIVE);

        private final TtlStrategy strategy;

        Step(TtlStrategy strategy) {
            this.strategy = strategy;
        }
    }

    private static final class StepOption extends Choice<Step> {
        StepOption() {
            super(Step.class);
        }
    }
}
