package dev.lumen.core.ttl;

import dev.lumen.api.advise.EvidenceKind;
import dev.lumen.api.evidence.Estimate;
import dev.lumen.api.units.Seconds;
import java.time.Duration;

/**
 * The renewal model of a write-time TTL: if every key were read at one Poisson rate λ, an entry written at a miss would
 * serve λT hits before it expires, so h = λT ÷ (1 + λT). λ is fitted to the hit ratio observed at the TTL in force.
 *
 * <p>Keys are not equal: the popular ones hit at any TTL and the rare ones at none, so real gains are smaller. The model is
 * therefore the far end of the interval, the present hit ratio the near end, and the middle the estimate (SPEC §4).
 *
 * @param hitRatio the hit ratio observed, 0 to 1
 */
record RenewalModel(double hitRatio) implements HitRatioModel {
    /** A model with one observation behind it, never held against an outcome: MEDIUM at best. */
    private static final double CONFIDENCE = 0.5;

    @Override
    public Estimate change(Duration from, Duration to) {
        return Estimate.midway(0, change(Seconds.of(to) / Seconds.of(from)));
    }

    /** What {@code scale} times the TTL in force changes: its h less the present one, in a form whose sign no rounding turns. */
    private double change(double scale) {
        return hitRatio * (1 - hitRatio) * (scale - 1) / (hitRatio * scale + 1 - hitRatio);
    }

    @Override
    public EvidenceKind evidence() {
        return EvidenceKind.RULES;
    }

    @Override
    public double confidence() {
        return CONFIDENCE;
    }
}
