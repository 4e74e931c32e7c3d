package dev.lumen.core.govern.ledger;

import dev.lumen.api.advise.Confidence;
import dev.lumen.api.evidence.Estimate;
import java.time.Instant;
import java.util.Random;

/** Ledgers of policies that are as good as they say, or not. */
final class Promises {
    static final Instant NOW = Instant.parse("2026-11-28T12:00:00Z");

    private Promises() {}

    static Claim claim(double value, double reach, double confidence) {
        return new Claim(new Estimate(value, value - reach, value + reach), Confidence.of(confidence));
    }

    static Prediction prediction(String id, Claim claim) {
        return new Prediction(id, NOW, "hit ratio change", claim, claim);
    }

    /**
     * @param width how wide the intervals are, of what would hold nine errors in ten
     * @param shift by how much the policy is right more often than it says
     */
    static Ledger ledger(int count, double width, double shift, long seed) {
        Random random = new Random(seed);
        Ledger ledger = Ledger.EMPTY;
        for (int i = 0; i < count; i++) {
            double confidence = 0.5 + 0.45 * random.nextDouble();
            Claim claim = claim(0.02, 0.01 * width, confidence);
            boolean right = random.nextDouble() < confidence + shift;
            double realised = 0.02 + 0.01 / 1.6449 * random.nextGaussian();
            ledger = ledger.predicted(prediction("p" + i, claim)).settled("p" + i, new Outcome(NOW, realised, right));
        }
        return ledger;
    }
}
