package dev.lumen.examples.demo;

import dev.lumen.api.advise.Reason;
import dev.lumen.api.evidence.Estimate;
import dev.lumen.api.feedback.CacheAction;
import dev.lumen.api.feedback.CacheFeedback;
import dev.lumen.api.feedback.UnifiedFeedback;
import dev.lumen.api.units.Usd;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A change that the loop made.
 *
 * @param at when
 * @param action what was done
 * @param seen what it rests on
 * @param before TTL and size until then
 * @param after TTL and size from then on
 * @param reasons why, as the advice gave them
 * @param expectedCostChangeUsdPerMonth of backend and memory together, negative where it saves; absent where not known
 */
public record Change(
        Instant at,
        CacheAction action,
        Seen seen,
        Setting before,
        Setting after,
        List<String> reasons,
        Optional<Usd> expectedCostChangeUsdPerMonth) {
    /** Copies the list. */
    public Change {
        reasons = List.copyOf(reasons);
    }

    /** What {@code feedback} led to. */
    static Change of(UnifiedFeedback feedback, CacheAction action, Setting before, Setting after) {
        boolean ofTtl = before.size().equals(after.size());
        List<Reason> reasons = ofTtl
                ? feedback.ttl().orElseThrow().reasoning()
                : feedback.size().orElseThrow().reasoning();
        Optional<Usd> money = ofTtl
                ? feedback.ttl()
                        .flatMap(advice -> advice.expectedCostChangeUsdPerMonth())
                        .map(Estimate::value)
                        .map(Usd::of)
                : feedback.size()
                        .flatMap(advice -> advice.netSavingUsdPerMonth())
                        .map(Usd::negated);
        return new Change(
                feedback.timestamp(),
                action,
                Seen.in(feedback.cache().orElseThrow()),
                before,
                after,
                reasons.stream().map(Reason::text).toList(),
                money);
    }

    /**
     * What the orchestrator read of the cache, over the time since its run before.
     *
     * @param hitRatio hits ÷ requests
     * @param memoryUsage the share of the capacity in use
     * @param evictionsPerHour entries pushed out for room
     */
    public record Seen(OptionalDouble hitRatio, OptionalDouble memoryUsage, OptionalDouble evictionsPerHour) {
        static Seen in(CacheFeedback cache) {
            return new Seen(
                    cache.metrics().hitRatio(),
                    cache.metrics().memoryUsage(),
                    cache.metrics().evictionsPerHour());
        }
    }
}
