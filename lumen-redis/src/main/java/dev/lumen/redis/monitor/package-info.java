/**
 * Evidence without touching the application: what {@code MONITOR} shows of a server's traffic, live for a bounded burst ({@link
 * dev.lumen.redis.monitor.MonitorBurst}) or out of a file that {@code redis-cli MONITOR} wrote ({@link
 * dev.lumen.redis.monitor.MonitorLog}).
 *
 * <p>Both give {@link dev.lumen.redis.monitor.SeenAccess}es: time, a hash of the key, what was done, how large the value is.
 * Keys and values are hashed as their bytes come in; they are never kept, stored or logged.
 *
 * <p>{@code MONITOR} shows requests and no answers. {@link dev.lumen.redis.monitor.LookupReader} tells from what follows a
 * read whether it was a hit, and hands on {@link dev.lumen.redis.monitor.SeenLookup}s in order of time:
 *
 * <pre>{@code
 * LookupReader lookups = new LookupReader(LookupReader.PATIENCE, lookup -> ...);
 * MonitorLog.read(Path.of("monitor.log"), lookups);
 * lookups.end();
 * }</pre>
 */
@NullMarked
package dev.lumen.redis.monitor;

import org.jspecify.annotations.NullMarked;
