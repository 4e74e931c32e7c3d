package dev.lumen.core.sizing;

import dev.lumen.api.advise.CacheSizeAdjustment;
import dev.lumen.api.advise.Reason;
import dev.lumen.api.advise.SizeContext;
import dev.lumen.api.advise.SizeStrategy;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** A size that a person holds: it stays, and the advice says what was held back. */
final class HeldSize {
    private HeldSize() {}

    static CacheSizeAdjustment unlessHeld(SizeContext context, Function<SizeContext, CacheSizeAdjustment> adviser) {
        if (!context.overrides().sizeLocked() && !context.overrides().optimizationDisabled()) {
            return adviser.apply(context);
        }
        CacheSizeAdjustment free = adviser.apply(context.withoutOverrides());
        String why = context.overrides().sizeLocked() ? "the size is locked" : "optimisation is disabled";
        List<Reason> reasons = new ArrayList<>(List.of(Reason.of(why)));
        reasons.addAll(free.reasoning());
        CacheSizeAdjustment held = CacheSizeAdjustment.unchanged(
                context.currentSize(), SizeStrategy.MAINTAIN, free.confidence(), free.evidence(), reasons);
        return free.recommendedSize().equals(context.currentSize()) ? held : held.heldBack(free.recommendedSize());
    }
}
