package dev.lumen.core;

import dev.lumen.api.advise.CacheSizeAdjustment;
import dev.lumen.api.advise.Prices;
import dev.lumen.api.advise.Reason;
import dev.lumen.api.advise.RoiDecision;
import dev.lumen.api.advise.SizeStrategy;
import dev.lumen.api.advise.TtlAdjustment;
import dev.lumen.api.advise.TtlStrategy;
import dev.lumen.api.evidence.Estimate;
import dev.lumen.api.feedback.Recommendation;
import dev.lumen.api.feedback.Recommendation.Priority;
import dev.lumen.api.grade.CacheHealth;
import dev.lumen.api.grade.CacheVerdict;
import dev.lumen.api.grade.Grade;
import dev.lumen.api.grade.GradedMetric;
import dev.lumen.api.observe.CacheMetrics;
import dev.lumen.api.units.Seconds;
import dev.lumen.api.units.Usd;
import dev.lumen.core.roi.CostModel;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Turns advice into a ranked list of things worth doing (SPEC §8): by money, then by risk. A saving that is not known counts
 * as zero, but behind those that are known.
 */
final class Recommendations {
    /** Shares of the monthly API cost from which a saving is worth a priority (SPEC §8). */
    private static final double HIGH_SHARE = 0.10;

    private static final double MEDIUM_SHARE = 0.02;

    private Recommendations() {}

    static List<Recommendation> of(
            Optional<CacheMetrics> cache,
            Prices prices,
            CacheVerdict verdict,
            Optional<TtlAdjustment> ttl,
            Optional<CacheSizeAdjustment> size,
            List<Recommendation> others) {
        OptionalDouble apiCost =
                cache.map(metrics -> monthlyApiCost(metrics, prices)).orElse(OptionalDouble.empty());
        Stake stake = Stake.of(verdict);
        List<Recommendation> all = new ArrayList<>(others);
        ttl.filter(advice -> advice.strategy() != TtlStrategy.MAINTAIN)
                .map(advice -> ofTtl(advice, apiCost, stake))
                .ifPresent(all::add);
        size.flatMap(advice -> ofSize(advice, apiCost, stake)).ifPresent(all::add);
        all.sort(Comparator.<Recommendation>comparingDouble(advice ->
                        advice.costImpactUsdPerMonth().orElse(Usd.ZERO).amount())
                .thenComparing(advice -> advice.costImpactUsdPerMonth().isEmpty())
                .thenComparing(Recommendation::priority));
        return all;
    }

    private static OptionalDouble monthlyApiCost(CacheMetrics metrics, Prices prices) {
        return metrics.lookups().misses().isPresent()
                ? OptionalDouble.of(
                        new CostModel(prices).apiUsdPerMonth(metrics.window().perHour((double)
                                metrics.lookups().misses().getAsLong())))
                : OptionalDouble.empty();
    }

    private static Recommendation ofTtl(TtlAdjustment advice, OptionalDouble apiCost, Stake stake) {
        boolean longer = advice.recommendedTtl().compareTo(advice.currentTtl()) > 0;
        Optional<Usd> money =
                advice.expectedCostChangeUsdPerMonth().map(Estimate::value).map(Usd::of);
        return new Recommendation(
                priority(money, apiCost, longer ? stake.hitRatio() : stake.memory()),
                longer ? "Increase TTL" : "Decrease TTL",
                Seconds.text(advice.currentTtl()),
                Seconds.text(advice.recommendedTtl()),
                advice.expectedHitRatioChange().map(Recommendations::points).orElse("hit ratio not known")
                        + (!longer && stake.memory() ? "; frees memory, which holds the health down" : ""),
                longer ? "stale answers, evictions" : "calls of the backend",
                money);
    }

    private static String points(Estimate change) {
        return String.format(
                Locale.ROOT,
                "hit ratio %+.1f points (%+.1f to %+.1f)",
                100 * change.value(),
                100 * change.low(),
                100 * change.high());
    }

    private static Optional<Recommendation> ofSize(CacheSizeAdjustment advice, OptionalDouble apiCost, Stake stake) {
        return switch (advice.strategy()) {
            case SCALE_UP, SCALE_DOWN -> Optional.of(change(advice, apiCost, stake));
            case OPTIMIZE ->
                Optional.of(unpriced(
                        stake.evictions() ? Priority.HIGH : Priority.LOW,
                        "Review eviction policy and fragmentation",
                        advice,
                        "fewer evictions",
                        "evictions"));
            case MAINTAIN ->
                watchMemory(advice)
                        .map(text -> unpriced(Priority.MEDIUM, "Watch memory", advice, text, "memory usage"));
        };
    }

    /** Why memory is to be watched, where the size optimizer says so. */
    static Optional<String> watchMemory(CacheSizeAdjustment advice) {
        return advice.reasoning().stream()
                .map(Reason::text)
                .filter(text -> text.startsWith("watch memory"))
                .findFirst();
    }

    private static Recommendation change(CacheSizeAdjustment advice, OptionalDouble apiCost, Stake stake) {
        boolean up = advice.strategy() == SizeStrategy.SCALE_UP;
        Optional<Usd> money = advice.netSavingUsdPerMonth().map(Usd::negated);
        return new Recommendation(
                priority(money, apiCost, up && (stake.hitRatio() || stake.memory() || stake.evictions())),
                up ? "Increase cache size" : "Decrease cache size",
                advice.currentSize().toString(),
                advice.recommendedSize().toString(),
                "memory cost " + advice.memoryCostChangeUsdPerMonth().signed() + " a month"
                        + advice.decision()
                                .map(decision -> ", " + words(decision))
                                .orElse(""),
                up ? "evictions" : "memory usage at peak",
                money);
    }

    private static Recommendation unpriced(
            Priority priority, String title, CacheSizeAdjustment advice, String effect, String watch) {
        String size = advice.currentSize().toString();
        return new Recommendation(priority, title, size, size, effect, watch, Optional.empty());
    }

    private static String words(RoiDecision decision) {
        return decision.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static Priority priority(Optional<Usd> money, OptionalDouble apiCost, boolean atStake) {
        double saving = money.map(impact -> -impact.amount()).orElse(0.0);
        double share = apiCost.isPresent() && apiCost.getAsDouble() > 0 ? saving / apiCost.getAsDouble() : 0;
        if (atStake || share >= HIGH_SHARE) {
            return Priority.HIGH;
        }
        return share >= MEDIUM_SHARE ? Priority.MEDIUM : Priority.LOW;
    }

    /**
     * What holds the health of a cache down, and so which advice it depends on: a longer TTL lifts the hit ratio, a shorter one
     * frees memory, a larger size helps with all three.
     *
     * @param hitRatio whether the hit ratio is bad
     * @param memory whether the cache is too full: under-used memory caps nothing
     * @param evictions whether evictions are bad
     */
    private record Stake(boolean hitRatio, boolean memory, boolean evictions) {
        static Stake of(CacheVerdict verdict) {
            boolean capped = verdict.health() == CacheHealth.DEGRADED
                    || verdict.health() == CacheHealth.POOR
                    || verdict.health() == CacheHealth.FAILED;
            return new Stake(
                    capped && bad(verdict, GradedMetric.HIT_RATIO),
                    capped && bad(verdict, GradedMetric.MEMORY_USAGE),
                    capped && bad(verdict, GradedMetric.EVICTIONS));
        }

        private static boolean bad(CacheVerdict verdict, GradedMetric metric) {
            return verdict.grades().stream().anyMatch(grade -> grade.metric() == metric && grade.grade() == Grade.BAD);
        }
    }
}
