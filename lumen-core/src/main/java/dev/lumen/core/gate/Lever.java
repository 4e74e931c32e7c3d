package dev.lumen.core.gate;

import dev.lumen.api.gate.GateComponent;
import dev.lumen.api.signal.Maturity;
import java.util.Locale;

/**
 * The next thing that a component can reach, and what that adds to the score. What can be reached is not always 100: no cache
 * that is worth having hits always, and a service climbs the levels of maturity one at a time.
 *
 * @param target the component's score there
 * @param words what it is, as the subject of a sentence
 */
record Lever(double target, String words) {
    private static final double LEVEL_SPAN = 100.0 / Maturity.LEVELS;

    /** A good hit ratio by Appendix A of the guide, and steps beyond it. */
    private static final double[] HIT_RATIOS = {80, 90, 95, 100};

    private static final double EXCELLENT = 85;

    /** The next step up from {@code score}; at 100 there is none, and the target is the score. */
    static Lever from(GateComponent component, double score) {
        return switch (component) {
            case CACHE -> hitRatio(score);
            case MATURITY -> maturity(score);
            case SLO -> new Lever(100, "every objective met");
            case ROI ->
                score < EXCELLENT
                        ? new Lever(EXCELLENT, "a cache that costs 15 % of what it saves")
                        : new Lever(100, "a cache that costs next to nothing");
        };
    }

    private static Lever hitRatio(double score) {
        for (double target : HIT_RATIOS) {
            if (score < target) {
                return new Lever(target, String.format(Locale.ROOT, "a hit ratio of %.2f", target / 100));
            }
        }
        return new Lever(score, "nothing");
    }

    private static Lever maturity(double score) {
        double target = Math.min(100, LEVEL_SPAN * (1 + Math.floor(score / LEVEL_SPAN)));
        return new Lever(target, String.format(Locale.ROOT, "a maturity score of %.0f", target));
    }

    /** The points that it adds at {@code weight}, 0 or more. */
    double points(double weight, double score) {
        return weight * (target - score);
    }

    /** The same in words. */
    String sentence(double points) {
        return String.format(Locale.ROOT, "%s adds %.1f points", words, points);
    }
}
