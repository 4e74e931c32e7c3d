package dev.lumen.core.rhythm;

import dev.lumen.api.advise.Reason;
import dev.lumen.api.signal.RhythmState;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/**
 * The state of a rhythm by its figures (SPEC §6).
 *
 * @param state never UNKNOWN
 * @param reasons which figures it rests on
 */
record Verdict(RhythmState state, List<Reason> reasons) {
    private static final double RESONANT_COHERENCE = 0.70;
    private static final double CHAOTIC_COHERENCE = 0.30;
    private static final double RESONANT_ENTROPY = 0.50;
    private static final double CHAOTIC_ENTROPY = 0.85;

    /** Below it a bill is flat: what little it changes has no rhythm worth a verdict. */
    private static final double FLAT = 0.05;

    /**
     * The verdict.
     *
     * @param variation standard deviation ÷ mean
     * @param coherence absent where it cannot be told: then neither resonance nor chaos follows from it
     * @param entropy 0 to 1
     * @param budget share of the budget at the end of its period; absent without one, which then holds nothing back
     */
    static Verdict of(double variation, OptionalDouble coherence, double entropy, OptionalDouble budget) {
        boolean flat = variation < FLAT;
        double share = budget.orElse(0);
        boolean chaotic = share > CostRhythmLoop.CHAOTIC_BUDGET
                || (!flat && (coherence.orElse(1) < CHAOTIC_COHERENCE || entropy > CHAOTIC_ENTROPY));
        boolean resonant =
                share <= 1 && (flat || (coherence.orElse(0) >= RESONANT_COHERENCE && entropy <= RESONANT_ENTROPY));
        RhythmState state = chaotic ? RhythmState.CHAOTIC : resonant ? RhythmState.RESONANT : RhythmState.DISSONANT;
        return new Verdict(state, reasons(flat, variation, coherence, entropy, budget));
    }

    private static List<Reason> reasons(
            boolean flat, double variation, OptionalDouble coherence, double entropy, OptionalDouble budget) {
        List<Reason> reasons = new ArrayList<>();
        if (flat) {
            reasons.add(Reason.of(
                    String.format(
                            Locale.ROOT,
                            "the bill varies by %.1f %%, less than %.0f %%: the budget alone decides",
                            100 * variation,
                            100 * FLAT),
                    variation));
        } else {
            coherence.ifPresent(value -> reasons.add(Reason.of(
                    graded("coherence", value, value >= RESONANT_COHERENCE, value < CHAOTIC_COHERENCE), value)));
            reasons.add(Reason.of(
                    graded("entropy", entropy, entropy <= RESONANT_ENTROPY, entropy > CHAOTIC_ENTROPY), entropy));
        }
        budget.ifPresent(share -> reasons.add(Reason.of(
                String.format(Locale.ROOT, "as far as can be told the budget will be used to %.0f %%", 100 * share),
                share)));
        return reasons;
    }

    private static String graded(String name, double value, boolean resonant, boolean chaotic) {
        return String.format(
                Locale.ROOT,
                "%s %.2f is %s",
                name,
                value,
                chaotic ? "that of chaos" : resonant ? "that of resonance" : "between resonance and chaos");
    }
}
