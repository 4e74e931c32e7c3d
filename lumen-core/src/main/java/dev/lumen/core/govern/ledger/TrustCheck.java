package dev.lumen.core.govern.ledger;

import dev.lumen.api.units.Digits;
import dev.lumen.api.units.Require;
import java.util.List;

/**
 * Whether published promises are still to be trusted with acting by themselves: two bets against them (testing by betting: Shafer,
 * JRSS A 184, 2021; for calibration: Arnold, Henzi and Ziegel, Biometrika 110, 2023).
 *
 * <p>A gambler begins with 1 and stakes it, outcome by outcome, against the promise that an interval holds with probability 0.9,
 * by an alternative q: he has then q/0.9 times as much where it held, and (1 − q)/0.1 times where it did not. The mean over some
 * q below 0.9 is what the bet is worth. Another one stakes against each confidence p by an alternative whose odds are e<sup>s</sup>
 * times worse. If promises are as good as they say, or better, neither is expected to gain, so each gets to 1/α at any time with
 * probability at most α (Ville 1939), however often one looks while the ledger keeps all outcomes, and at any one look
 * (Markov) once it forgets.
 *
 * <p>α = 0.01, half for each bet: from {@value #ENOUGH} on autonomy goes down a level, from {@value #PLENTY} on two. That
 * forgives a run of bad luck, and calibration learns from the same outcomes, so that promises get better and the bets lose
 * again what they have won.
 *
 * <p>A pure function.
 */
public final class TrustCheck {
    static final double ENOUGH = 200;
    static final double PLENTY = 20_000;

    private static final double LEVEL = 0.9;

    /** From intervals that are somewhat too narrow to those that are worth nothing. */
    private static final double[] COVERAGES = {0.3, 0.5, 0.65, 0.75, 0.83};

    /** How much worse the odds may be than those of the confidence, as logarithms. */
    private static final double[] SHIFTS = {0.5, 1, 2, 3};

    /** Who says 1 and is wrong once has not lost all credit for ever. */
    private static final double SUREST = 0.99;

    /** Beyond it, odds are all the same. */
    private static final double MOST = 1e12;

    private TrustCheck() {}

    /** How far autonomy is to be lowered for what the ledger says. */
    public static TrustVerdict judge(Ledger ledger) {
        List<LedgerEntry> settled = Require.present("ledger", ledger).settled();
        double intervals = againstIntervals(settled);
        double confidences = againstConfidences(settled);
        double worse = Math.max(intervals, confidences);
        boolean both = Math.min(intervals, confidences) >= ENOUGH;
        int down = worse >= PLENTY || both ? 2 : worse >= ENOUGH ? 1 : 0;
        return new TrustVerdict(down, reason(settled, intervals, confidences), intervals, confidences);
    }

    private static double againstIntervals(List<LedgerEntry> settled) {
        double sum = 0;
        for (double q : COVERAGES) {
            double log = 0;
            for (LedgerEntry entry : settled) {
                log += Math.log(Calibration.covers(entry) ? q / LEVEL : (1 - q) / (1 - LEVEL));
            }
            sum += Math.exp(log);
        }
        return Math.min(MOST, sum / COVERAGES.length);
    }

    private static double againstConfidences(List<LedgerEntry> settled) {
        double sum = 0;
        for (double shift : SHIFTS) {
            double log = 0;
            for (LedgerEntry entry : settled) {
                double p = Math.min(
                        SUREST, entry.prediction().published().confidence().value());
                double q = p / (p + (1 - p) * Math.exp(shift));
                boolean right = entry.outcome().orElseThrow().right();
                log += right && p > 0 ? Math.log(q / p) : right ? 0 : Math.log((1 - q) / (1 - p));
            }
            sum += Math.exp(log);
        }
        return Math.min(MOST, sum / SHIFTS.length);
    }

    private static String reason(List<LedgerEntry> settled, double intervals, double confidences) {
        if (settled.isEmpty()) {
            return "no promise has an outcome yet";
        }
        long covered = settled.stream().filter(Calibration::covers).count();
        long right = settled.stream()
                .filter(entry -> entry.outcome().orElseThrow().right())
                .count();
        double said = settled.stream()
                .mapToDouble(
                        entry -> entry.prediction().published().confidence().value())
                .sum();
        return "of " + settled.size() + " promises " + right + " were right where " + Digits.of(said, 3)
                + " were to be expected (odds against: " + Digits.of(confidences, 2) + "), and " + covered
                + " outcomes lay in their interval where " + Digits.of(LEVEL * settled.size(), 3)
                + " were to be expected (odds against: " + Digits.of(intervals, 2) + "); " + Digits.of(ENOUGH, 3)
                + " lower autonomy";
    }
}
