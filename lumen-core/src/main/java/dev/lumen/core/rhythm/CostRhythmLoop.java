package dev.lumen.core.rhythm;

import dev.lumen.api.advise.Reason;
import dev.lumen.api.signal.Budget;
import dev.lumen.api.signal.CostRhythm;
import dev.lumen.api.signal.CostSeries;
import dev.lumen.api.signal.RhythmAnalyzer;
import dev.lumen.api.signal.RhythmState;
import dev.lumen.api.units.Percent;
import dev.lumen.api.units.Require;
import dev.lumen.api.units.Seconds;
import dev.lumen.api.units.Usd;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The cost rhythm of SPEC §6 over the whole cycles that end at the last complete step.
 *
 * <p>With x the cost of each step and CV = standard deviation ÷ mean:
 *
 * <ul>
 *   <li><em>entropy</em>: Shannon entropy of the periodogram ÷ log(bins), · min(1, CV ÷ 0.10). Of white noise the expectation is
 *       1 − 0.42 ÷ ln(bins), as the ordinates of its periodogram are exponentially distributed: 0.91 for two weeks of hours.
 *   <li><em>coherence</em> and <em>phase</em>: {@link Agreement}.
 *   <li><em>trend</em>: last cycle ÷ median of the earlier ones − 1.
 *   <li><em>projection</em>: what was spent, and for the rest of the budget's period the cost of the last cycle, spread over
 *       the cycle as in all of them. The last cycle alone sets the level, so that a shift shows as soon as it is a cycle old.
 * </ul>
 *
 * <p>A few bins of a few thousand steps are asked for, at lengths that are multiples of a cycle and no powers of two: they are
 * computed directly, in O(n²) for the periodogram (some 50 ms for the most steps that are looked at), which is exact at any
 * length and needs no library.
 *
 * <p>Immutable and thread-safe.
 */
public final class CostRhythmLoop implements RhythmAnalyzer {
    /** The share of a budget, as projected to its period's end, above which any bill is chaotic (SPEC §6). */
    public static final double CHAOTIC_BUDGET = 1.50;

    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration WEEK = Duration.ofDays(7);
    private static final int FEWEST_CYCLES = 2;

    /** Fewer steps have no shape. */
    private static final int FEWEST_STEPS = 4;

    /** A week of minutes, more than a year of hours: older steps are left out, and no cycle may have more. */
    private static final int MOST_STEPS = 10_080;

    /** The CV from which on the entropy counts in full. */
    private static final double FULL_VARIATION = 0.10;

    /** The coherence from which on there is a phase. */
    private static final double LEAST_COHERENCE_FOR_PHASE = 0.30;

    /** Empty where the step of the bill decides. */
    private final Optional<Duration> cycle;

    /** Days for steps shorter than a day, weeks for those shorter than a week. */
    public CostRhythmLoop() {
        this.cycle = Optional.empty();
    }

    /**
     * A rhythm over cycles of another length.
     *
     * @param cycle the length, above zero; a bill whose step does not divide it into at least four, or into more than 10,080, is
     *     UNKNOWN
     */
    public CostRhythmLoop(Duration cycle) {
        this.cycle = Optional.of(Require.positive("cycle of the bill", cycle));
    }

    @Override
    public CostRhythm analyze(CostSeries series) {
        Instant through = through(series);
        Optional<Duration> length = cycle.or(() -> usualCycle(series.step()));
        int steps = length.map(whole -> stepsPerCycle(whole, series.step())).orElse(0);
        if (steps < FEWEST_STEPS) {
            return unknown(
                    series,
                    through,
                    0,
                    Reason.of("a step of " + words(series.step()) + " does not divide "
                            + length.map(whole -> "a cycle of " + words(whole)).orElse("any usual cycle")
                            + " into " + FEWEST_STEPS + " or more"));
        }
        if (steps > MOST_STEPS) {
            return unknown(
                    series,
                    through,
                    0,
                    Reason.of(
                            "a step of " + words(series.step()) + " divides a cycle of " + words(length.orElseThrow())
                                    + " into more than " + MOST_STEPS + ": take a longer step",
                            steps));
        }
        int available = series.completeSteps();
        int cycles = Math.min(available, Math.max(MOST_STEPS, FEWEST_CYCLES * steps)) / steps;
        if (cycles < FEWEST_CYCLES) {
            return unknown(
                    series,
                    through,
                    cycles,
                    Reason.of(
                            "the bill is complete for " + cycles + " whole cycles of " + words(length.orElseThrow())
                                    + ", it takes " + FEWEST_CYCLES,
                            cycles));
        }
        Cycles bill = Cycles.of(series, available, steps, cycles);
        return bill.mean() > 0
                ? judged(series, bill, through)
                : unknown(series, through, cycles, Reason.of("the bill is zero throughout", 0));
    }

    private static Optional<Duration> usualCycle(Duration step) {
        if (step.compareTo(DAY) < 0) {
            return Optional.of(DAY);
        }
        return step.compareTo(WEEK) < 0 ? Optional.of(WEEK) : Optional.empty();
    }

    private static int stepsPerCycle(Duration cycle, Duration step) {
        Duration whole = step.multipliedBy(cycle.dividedBy(step));
        return whole.equals(cycle) ? (int) Math.min(Integer.MAX_VALUE / 4, cycle.dividedBy(step)) : 0;
    }

    /** The end of the last complete step; the start of the bill where there is none. */
    private static Instant through(CostSeries series) {
        return series.start().plus(series.step().multipliedBy(series.completeSteps()));
    }

    private static CostRhythm judged(CostSeries series, Cycles bill, Instant through) {
        double variation = bill.variation();
        double entropy = Math.min(1, Periodogram.of(bill.costs()).entropy() * Math.min(1, variation / FULL_VARIATION));
        Agreement agreement = Agreement.of(bill);
        OptionalDouble phase = agreement.coherence().orElse(0) >= LEAST_COHERENCE_FOR_PHASE
                ? agreement.phase()
                : OptionalDouble.empty();
        Optional<Usd> projected = series.budget().flatMap(budget -> Projection.of(bill, budget, series.step()));
        OptionalDouble atTheEnd = share(series.budget(), projected);
        Verdict verdict = Verdict.of(variation, agreement.coherence(), entropy, atTheEnd);
        List<Reason> reasons = new ArrayList<>(verdict.reasons());
        OptionalDouble trend = bill.trendPercent();
        trend.ifPresent(percent -> reasons.add(Reason.of(
                "the last cycle cost " + Percent.size(percent) + (percent < 0 ? " less" : " more")
                        + " than the median of the earlier ones",
                percent)));
        return new CostRhythm(
                verdict.state(),
                agreement.coherence(),
                phase,
                OptionalDouble.of(entropy),
                OptionalDouble.of(variation),
                trend,
                bill.count(),
                through,
                series.budget(),
                used(series.budget()),
                projected,
                reasons);
    }

    private static CostRhythm unknown(CostSeries series, Instant through, int cycles, Reason why) {
        return new CostRhythm(
                RhythmState.UNKNOWN,
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                cycles,
                through,
                series.budget(),
                used(series.budget()),
                Optional.empty(),
                List.of(why));
    }

    private static OptionalDouble used(Optional<Budget> budget) {
        return budget.map(known -> OptionalDouble.of(known.usedRatio())).orElse(OptionalDouble.empty());
    }

    /** Share of the budget at the end of its period; what is used already where nothing can be projected. */
    private static OptionalDouble share(Optional<Budget> budget, Optional<Usd> projected) {
        return budget.map(known -> OptionalDouble.of(
                        projected.map(Usd::amount).orElse(known.spentUsd().amount())
                                / known.limitUsd().amount()))
                .orElse(OptionalDouble.empty());
    }

    private static String words(Duration duration) {
        if (duration.equals(Duration.ofDays(duration.toDays()))) {
            return duration.toDays() + " d";
        }
        if (duration.equals(Duration.ofHours(duration.toHours()))) {
            return duration.toHours() + " h";
        }
        boolean minutes = duration.equals(Duration.ofMinutes(duration.toMinutes()));
        return minutes ? duration.toMinutes() + " min" : Seconds.text(duration);
    }
}
