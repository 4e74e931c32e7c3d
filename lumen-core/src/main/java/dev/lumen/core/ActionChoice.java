package dev.lumen.core;

import dev.lumen.api.advise.CacheSizeAdjustment;
import dev.lumen.api.advise.TtlAdjustment;
import dev.lumen.api.advise.TtlStrategy;
import dev.lumen.api.feedback.CacheAction;
import dev.lumen.api.observe.CacheMetrics;
import java.util.Optional;
import java.util.OptionalDouble;

/** Which of the two recommendations is the one thing to do next (SPEC §3). */
final class ActionChoice {
    private static final double FULL = 0.90;

    private ActionChoice() {}

    static CacheAction between(CacheMetrics metrics, Optional<TtlAdjustment> ttl, Optional<CacheSizeAdjustment> size) {
        CacheAction byTtl = ttl.map(ActionChoice::of).orElse(CacheAction.MAINTAIN);
        CacheAction bySize = size.map(ActionChoice::of).orElse(CacheAction.MAINTAIN);
        if (byTtl == CacheAction.MAINTAIN || bySize == CacheAction.MAINTAIN) {
            return byTtl == CacheAction.MAINTAIN ? bySize : byTtl;
        }
        OptionalDouble ttlSaving = ttl.flatMap(TtlAdjustment::expectedCostChangeUsdPerMonth)
                .map(change -> OptionalDouble.of(-change.value()))
                .orElse(OptionalDouble.empty());
        OptionalDouble sizeSaving = size.flatMap(CacheSizeAdjustment::netSavingUsdPerMonth)
                .map(saving -> OptionalDouble.of(saving.amount()))
                .orElse(OptionalDouble.empty());
        if (ttlSaving.isPresent() && sizeSaving.isPresent() && ttlSaving.getAsDouble() != sizeSaving.getAsDouble()) {
            return ttlSaving.getAsDouble() > sizeSaving.getAsDouble() ? byTtl : bySize;
        }
        boolean full = metrics.memoryUsage().orElse(0) >= FULL
                && metrics.removals().evictions().orElse(0) > 0;
        return full && bySize == CacheAction.SCALE_UP ? bySize : byTtl;
    }

    private static CacheAction of(TtlAdjustment advice) {
        if (advice.strategy() == TtlStrategy.MAINTAIN) {
            return CacheAction.MAINTAIN;
        }
        return advice.recommendedTtl().compareTo(advice.currentTtl()) > 0
                ? CacheAction.INCREASE_TTL
                : CacheAction.DECREASE_TTL;
    }

    private static CacheAction of(CacheSizeAdjustment advice) {
        return switch (advice.strategy()) {
            case SCALE_UP -> CacheAction.SCALE_UP;
            case SCALE_DOWN -> CacheAction.SCALE_DOWN;
            case OPTIMIZE -> CacheAction.OPTIMIZE;
            case MAINTAIN -> CacheAction.MAINTAIN;
        };
    }
}
