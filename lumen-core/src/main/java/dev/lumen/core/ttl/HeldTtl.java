package dev.lumen.core.ttl;

import dev.lumen.api.advise.Reason;
import dev.lumen.api.advise.TtlAdjustment;
import dev.lumen.api.advise.TtlContext;
import dev.lumen.api.units.Seconds;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** A TTL that a person holds: it stays, and the advice says what was held back. */
final class HeldTtl {
    private HeldTtl() {}

    static TtlAdjustment unlessHeld(TtlContext context, Function<TtlContext, TtlAdjustment> adviser) {
        Optional<Duration> override = context.overrides().ttl();
        if (override.isEmpty() && !context.overrides().optimizationDisabled()) {
            return adviser.apply(context);
        }
        Duration held = override.orElse(context.currentTtl());
        String why = override.isPresent()
                ? "TTL is held at " + Seconds.text(held) + " by an override"
                : "optimisation is disabled";
        TtlAdjustment free = adviser.apply(context.withoutOverrides());
        List<Reason> reasons = new ArrayList<>(List.of(Reason.of(why, Seconds.of(held))));
        if (!held.equals(context.currentTtl())) {
            reasons.add(Reason.of(
                    "the TTL in force is still " + Seconds.text(context.currentTtl()),
                    Seconds.of(context.currentTtl())));
        }
        reasons.addAll(free.reasoning());
        TtlAdjustment adjustment = TtlAdjustment.maintain(held, free.confidence(), free.evidence(), reasons);
        return free.recommendedTtl().equals(held) ? adjustment : adjustment.heldBack(free.recommendedTtl());
    }
}
