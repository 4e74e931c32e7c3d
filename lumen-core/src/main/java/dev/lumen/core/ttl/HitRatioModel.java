package dev.lumen.core.ttl;

import dev.lumen.api.advise.EvidenceKind;
import dev.lumen.api.evidence.Estimate;
import java.time.Duration;

/** What the hit ratio is expected to do when the TTL moves. */
sealed interface HitRatioModel permits RenewalModel, FittedResponse {
    /** Expected change of the hit ratio, in ratio points, from the TTL {@code from} to the TTL {@code to}. */
    Estimate change(Duration from, Duration to);

    /** What the model rests on. */
    EvidenceKind evidence();

    /** How often such a prediction is right, 0 to 1. */
    double confidence();
}
