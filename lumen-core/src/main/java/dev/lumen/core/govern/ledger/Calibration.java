package dev.lumen.core.govern.ledger;

import dev.lumen.api.advise.Confidence;
import dev.lumen.api.evidence.Estimate;
import dev.lumen.api.units.Require;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * How good promises were, and what the next one is worth.
 *
 * @param outcomes promises that have an outcome, 0 or more
 * @param brierScore mean of (confidence − right)², of what was published: 0 is perfect, 0.25 what always saying 0.5 gives
 *     (Brier, Monthly Weather Review 78, 1950); absent without outcomes
 * @param coverage share of the published intervals that hold the outcome, to be 0.9; absent without outcomes
 * @param curve what a said confidence is worth
 * @param intervalFactor by how much an interval has to be wider, above 0; 1 without outcomes
 * @param groups said confidences by tenths, those that were said, ascending
 */
public record Calibration(
        int outcomes,
        OptionalDouble brierScore,
        OptionalDouble coverage,
        IsotonicCurve curve,
        double intervalFactor,
        List<Said> groups) {
    private static final int GROUPS = 10;
    private static final int FEW = 5;

    /** Refuses null, NaN and values outside their range. */
    public Calibration {
        Require.noNull(Calibration.class, outcomes, brierScore, coverage, curve, intervalFactor, groups);
        Require.notNegative("outcomes", outcomes);
        brierScore = Require.within("Brier score", brierScore, 0, 1);
        coverage = Require.within("coverage", coverage, 0, 1);
        intervalFactor = Require.positive("interval factor", intervalFactor);
        groups = List.copyOf(groups);
    }

    /** What a ledger teaches. A pure function; costs some microseconds an entry. */
    public static Calibration of(Ledger ledger) {
        List<LedgerEntry> settled = Require.present("ledger", ledger).settled();
        return new Calibration(
                settled.size(),
                settled.stream().mapToDouble(Calibration::squaredError).average(),
                settled.stream().mapToDouble(entry -> covers(entry) ? 1 : 0).average(),
                IsotonicCurve.of(settled),
                IntervalFactor.of(settled),
                groups(settled));
    }

    private static double squaredError(LedgerEntry entry) {
        double right = entry.outcome().orElseThrow().right() ? 1 : 0;
        double error = entry.prediction().published().confidence().value() - right;
        return error * error;
    }

    /** Whether the published interval holds the outcome. */
    static boolean covers(LedgerEntry entry) {
        Estimate estimate = entry.prediction().published().estimate();
        double realised = entry.outcome().orElseThrow().realised();
        return realised >= estimate.low() && realised <= estimate.high();
    }

    private static List<Said> groups(List<LedgerEntry> settled) {
        List<Said> groups = new ArrayList<>();
        for (int group = 0; group < GROUPS; group++) {
            int number = group;
            List<LedgerEntry> members =
                    settled.stream().filter(entry -> group(entry) == number).toList();
            if (!members.isEmpty()) {
                groups.add(said(members));
            }
        }
        return groups;
    }

    private static int group(LedgerEntry entry) {
        return group(entry.prediction().said().confidence());
    }

    /** Tenths with their middles at 0.05, 0.15, … but for rounding: 0.8 and 0.75 are said alike. */
    private static int group(Confidence said) {
        return Math.min(GROUPS - 1, (int) (said.value() * GROUPS));
    }

    private static Said said(List<LedgerEntry> members) {
        double[] values = members.stream()
                .mapToDouble(entry -> entry.prediction().said().confidence().value())
                .sorted()
                .toArray();
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        int right = (int) members.stream()
                .filter(entry -> entry.outcome().orElseThrow().right())
                .count();
        double mean = Math.max(values[0], Math.min(values[values.length - 1], sum / values.length));
        return new Said(values[0], values[values.length - 1], mean, values.length, right);
    }

    /** What is to be published for what a policy says: its confidence and its interval, both recalibrated. */
    public Claim published(Claim said) {
        Require.present("claim", said);
        Confidence worth = Confidence.of(curve.at(said.confidence().value()));
        return new Claim(IntervalFactor.stretched(said.estimate(), intervalFactor), worth);
    }

    /** Another interval of the same origin as those that were learnt from, recalibrated. */
    public Estimate published(Estimate said) {
        return IntervalFactor.stretched(Require.present("estimate", said), intervalFactor);
    }

    /** How good promises were, for a reader of a feedback; empty before there are a few outcomes. */
    public Optional<String> sentence() {
        return outcomes < FEW
                ? Optional.empty()
                : Optional.of(String.format(
                        Locale.ROOT,
                        "of %d promises that were put to the test %.0f %% came out within their interval, to be 90 %%;"
                                + " Brier score of their confidences %.2f",
                        outcomes,
                        100 * coverage.orElseThrow(),
                        brierScore.orElseThrow()));
    }

    /** How often promises of about this confidence were right; empty where there were none. */
    public Optional<Said> record(Confidence said) {
        int wanted = group(said);
        return groups.stream()
                .filter(group -> group(Confidence.of(group.mean())) == wanted)
                .findFirst();
    }
}
