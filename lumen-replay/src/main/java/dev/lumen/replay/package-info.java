/**
 * Replaying recorded cache traffic in virtual time: a trace is read row by row and put through a cache of exactly known
 * behaviour, so that "what would another TTL and size have done" has one answer.
 *
 * <p>Start with {@link dev.lumen.replay.Replay}, which closes the loop over a trace; or, for a cache of your own settings,
 * with {@link dev.lumen.replay.TraceReader} and {@link dev.lumen.replay.ReferenceCache}:
 *
 * <pre>{@code
 * ReferenceCache cache = new ReferenceCache();
 * cache.setTtl(Duration.ofMinutes(5));
 * cache.setCapacity(64L << 20);
 * try (TraceReader trace = TraceReader.open(Path.of("web.csv.gz"), BadRows.REFUSE)) {
 *     while (trace.next()) {
 *         cache.access(trace);
 *     }
 * }
 * ReplayCosts costs = new ReplayPrices(0.01, 0.0365, 0).costsOf(cache.counters());
 * }</pre>
 *
 * <p>Nothing here is thread-safe: a reader and a cache belong to one thread. Time comes from the rows alone; the machine's
 * clock is never asked.
 */
@NullMarked
package dev.lumen.replay;

import org.jspecify.annotations.NullMarked;
