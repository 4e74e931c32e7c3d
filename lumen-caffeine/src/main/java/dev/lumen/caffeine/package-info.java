/**
 * The embedded default: a Caffeine cache whose TTL Lumen sets, and which tells Lumen how it is doing.
 *
 * <p>Start at {@link dev.lumen.caffeine.LumenCaffeine}, which builds a cache with everything in place. A host that builds
 * its cache itself, such as a loading or an asynchronous one, takes the parts:
 *
 * <pre>{@code
 * CauseCountingStats stats = new CauseCountingStats();
 * LoadingCache<String, String> cache = Caffeine.newBuilder()
 *         .expireAfter(AdvisedExpiry.<String, String>by(advisor))
 *         .weigher((String question, String answer) -> 2 * answer.length())
 *         .maximumWeight(capacity.bytes())
 *         .recordStats(() -> stats)
 *         .build(this::ask);
 * MetricSource metrics = CaffeineMetricSource.of(cache, stats, advisor, InstantSource.system());
 * SizeActuator size = CaffeineSizeActuator.of(cache);
 * }</pre>
 */
@NullMarked
package dev.lumen.caffeine;

import org.jspecify.annotations.NullMarked;
