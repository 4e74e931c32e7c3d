package dev.lumen.benchmarks.acting;

import dev.lumen.api.advise.Confidence;
import dev.lumen.api.advise.EvidenceKind;
import dev.lumen.api.advise.Reason;
import dev.lumen.api.advise.TtlAdjustment;
import dev.lumen.api.advise.TtlContext;
import dev.lumen.api.advise.TtlPolicy;
import dev.lumen.api.advise.TtlStrategy;
import dev.lumen.api.evidence.Estimate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Wants one TTL from some time on, and promises ten points for it, whatever is true. */
final class OneChange implements TtlPolicy {
    private static final Estimate PROMISE = new Estimate(0.10, 0.08, 0.12);

    private final Duration wanted;
    private boolean begun;

    OneChange(Duration wanted) {
        this.wanted = wanted;
    }

    void begin() {
        begun = true;
    }

    @Override
    public TtlAdjustment recommend(TtlContext context) {
        List<Reason> reasons = List.of(Reason.of("a made policy wants it"));
        if (!begun || !context.currentTtl().equals(GovernedLoop.START_TTL)) {
            return TtlAdjustment.maintain(
                    context.currentTtl(), Confidence.of(0.9), EvidenceKind.ACCESS_PROFILE, reasons);
        }
        return new TtlAdjustment(
                context.currentTtl(),
                wanted,
                TtlStrategy.AGGRESSIVE,
                Optional.of(PROMISE),
                Optional.empty(),
                Confidence.of(0.9),
                reasons,
                EvidenceKind.ACCESS_PROFILE,
                Optional.empty());
    }
}
