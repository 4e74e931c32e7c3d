package dev.lumen.core.govern.ledger;

import dev.lumen.api.units.Require;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What a said confidence is worth, as a curve that never falls: isotonic regression by pooling adjacent violators (Ayer et al.,
 * Annals of Mathematical Statistics 26, 1955; for confidences: Zadrozny and Elkan, KDD'02).
 *
 * <p>Regression alone would believe the first few outcomes. So {@value #PRIOR_POINTS} made-up points stand on the identity,
 * evenly from 0 to 1, which weigh {@value #PRIOR_WEIGHT} outcomes together: without outcomes a confidence is taken as it is
 * said, and as they come they take over where they fall. Between the means of its steps the curve is straight.
 *
 * @param knots ascending in both numbers, at least two, the first at 0 and the last at 1
 */
public record IsotonicCurve(List<Knot> knots) {
    static final int PRIOR_POINTS = 11;
    static final double PRIOR_WEIGHT = 11;

    /** Refuses null and a curve that falls or does not reach from 0 to 1. */
    public IsotonicCurve {
        Require.noNull(IsotonicCurve.class, knots);
        knots = List.copyOf(knots);
        Require.within("knots of a curve", knots.size(), 2, Integer.MAX_VALUE);
        Require.within("first knot", knots.get(0).said(), 0, 0);
        Require.within("last knot", knots.get(knots.size() - 1).said(), 1, 1);
        for (int i = 1; i < knots.size(); i++) {
            Require.within("next knot", knots.get(i).said(), knots.get(i - 1).said(), 1);
            Require.within(
                    "next knot's share", knots.get(i).right(), knots.get(i - 1).right(), 1);
        }
    }

    /** A step of the regression: mean of what was said, of what was right, and how many outcomes it weighs. */
    private record Step(double said, double right, double weight) {
        Step with(Step other) {
            double sum = weight + other.weight;
            return new Step(
                    (said * weight + other.said * other.weight) / sum,
                    (right * weight + other.right * other.weight) / sum,
                    sum);
        }
    }

    static IsotonicCurve of(List<LedgerEntry> settled) {
        List<Step> points = new ArrayList<>();
        for (int i = 0; i < PRIOR_POINTS; i++) {
            double said = i / (PRIOR_POINTS - 1.0);
            points.add(new Step(said, said, PRIOR_WEIGHT / PRIOR_POINTS));
        }
        for (LedgerEntry entry : settled) {
            double said = entry.prediction().said().confidence().value();
            points.add(new Step(said, entry.outcome().orElseThrow().right() ? 1 : 0, 1));
        }
        points.sort(Comparator.comparingDouble(Step::said));
        return through(pooled(withoutTies(points)));
    }

    /** Outcomes of one confidence are one point, else their order would count. */
    private static List<Step> withoutTies(List<Step> points) {
        List<Step> merged = new ArrayList<>();
        for (Step point : points) {
            int last = merged.size() - 1;
            if (last >= 0 && merged.get(last).said == point.said) {
                merged.set(
                        last,
                        new Step(
                                point.said,
                                merged.get(last).with(point).right,
                                merged.get(last).weight + point.weight));
            } else {
                merged.add(point);
            }
        }
        return merged;
    }

    private static List<Step> pooled(List<Step> points) {
        List<Step> steps = new ArrayList<>();
        for (Step point : points) {
            Step step = point;
            while (!steps.isEmpty() && steps.get(steps.size() - 1).right >= step.right) {
                step = steps.remove(steps.size() - 1).with(step);
            }
            steps.add(step);
        }
        return steps;
    }

    private static IsotonicCurve through(List<Step> steps) {
        List<Knot> knots = new ArrayList<>();
        Step first = steps.get(0);
        Step last = steps.get(steps.size() - 1);
        if (first.said > 0) {
            knots.add(new Knot(0, held(first.right)));
        }
        for (Step step : steps) {
            knots.add(new Knot(held(step.said), held(step.right)));
        }
        if (last.said < 1) {
            knots.add(new Knot(1, held(last.right)));
        }
        return new IsotonicCurve(knots);
    }

    /** Rounding may leave [0, 1] by a hair. */
    private static double held(double value) {
        return Math.max(0, Math.min(1, value));
    }

    /** What a confidence is worth, 0 to 1; never falls as it rises. */
    public double at(double said) {
        Require.within("confidence", said, 0, 1);
        int right = 1;
        while (right < knots.size() - 1 && knots.get(right).said() < said) {
            right++;
        }
        Knot from = knots.get(right - 1);
        Knot to = knots.get(right);
        double span = to.said() - from.said();
        double part = span == 0 ? 1 : (said - from.said()) / span;
        return Math.max(from.right(), Math.min(to.right(), from.right() + part * (to.right() - from.right())));
    }
}
