package dev.lumen.replay;

import dev.lumen.api.units.Require;
import java.math.BigInteger;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What a {@link ReferenceCache} has counted, from its first row to its present time or, as a difference of two, in a
 * window. Counts are 0 or more; an immutable snapshot.
 *
 * @param hits reads that found their entry
 * @param misses reads that did not
 * @param removals entries that left the cache
 * @param traffic bytes read
 * @param occupancy bytes held and provided, over time
 */
public record CacheCounters(Hits hits, Misses misses, Removals removals, Traffic traffic, Occupancy occupancy) {

    /**
     * Checks that nothing is absent.
     */
    public CacheCounters {
        Objects.requireNonNull(hits, "hits");
        Objects.requireNonNull(misses, "misses");
        Objects.requireNonNull(removals, "removals");
        Objects.requireNonNull(traffic, "traffic");
        Objects.requireNonNull(occupancy, "occupancy");
    }

    /**
     * Reads that found their entry.
     *
     * @param fresh of the row's version or a later one
     * @param stale of a lower version than the row's
     */
    public record Hits(long fresh, long stale) {
        /**
         * Checks the counts.
         *
         * @throws IllegalArgumentException if one is negative
         */
        public Hits {
            Require.notNegative("fresh", fresh);
            Require.notNegative("stale", stale);
        }

        /**
         * Returns all hits.
         *
         * @return fresh and stale ones
         */
        public long total() {
            return fresh + stale;
        }

        private Hits since(Hits earlier) {
            return new Hits(fresh - earlier.fresh, stale - earlier.stale);
        }
    }

    /**
     * Reads that did not find their entry, by how it had left.
     *
     * @param cold the key had never been read
     * @param expired the key's last entry had expired
     * @param evicted the key's last entry had been evicted, or was larger than the cache and not stored
     */
    public record Misses(long cold, long expired, long evicted) {
        /**
         * Checks the counts.
         *
         * @throws IllegalArgumentException if one is negative
         */
        public Misses {
            Require.notNegative("cold", cold);
            Require.notNegative("expired", expired);
            Require.notNegative("evicted", evicted);
        }

        /**
         * Returns all misses.
         *
         * @return those of every cause
         */
        public long total() {
            return cold + expired + evicted;
        }

        private Misses since(Misses earlier) {
            return new Misses(cold - earlier.cold, expired - earlier.expired, evicted - earlier.evicted);
        }
    }

    /**
     * Entries that left the cache.
     *
     * @param evictions pushed out for room, be it for another entry or since the cache was made smaller
     * @param expirations gone at the end of their TTL
     */
    public record Removals(long evictions, long expirations) {
        /**
         * Checks the counts.
         *
         * @throws IllegalArgumentException if one is negative
         */
        public Removals {
            Require.notNegative("evictions", evictions);
            Require.notNegative("expirations", expirations);
        }

        private Removals since(Removals earlier) {
            return new Removals(evictions - earlier.evictions, expirations - earlier.expirations);
        }
    }

    /**
     * Bytes read, as the rows state them. A sum that would be larger than a {@code long} stays at
     * {@link Long#MAX_VALUE}.
     *
     * @param requestedBytes of all rows
     * @param hitBytes of the rows that were hits
     */
    public record Traffic(long requestedBytes, long hitBytes) {
        /**
         * Checks the sums.
         *
         * @throws IllegalArgumentException if one is negative
         */
        public Traffic {
            Require.notNegative("requestedBytes", requestedBytes);
            Require.notNegative("hitBytes", hitBytes);
        }

        private Traffic since(Traffic earlier) {
            return new Traffic(requestedBytes - earlier.requestedBytes, hitBytes - earlier.hitBytes);
        }
    }

    /**
     * Bytes over time, exactly: the unit is the byte for a millisecond.
     *
     * @param heldByteMillis what entries took, each until the instant it left
     * @param providedByteMillis the cache's capacity; absent if it had no limit at some time since the first row
     * @param millis the time this is about
     */
    public record Occupancy(BigInteger heldByteMillis, Optional<BigInteger> providedByteMillis, long millis) {
        /**
         * Checks the sums.
         *
         * @throws IllegalArgumentException if one is negative
         */
        public Occupancy {
            Require.notNegative("heldByteMillis", heldByteMillis.signum());
            Require.notNegative(
                    "providedByteMillis",
                    providedByteMillis.map(BigInteger::signum).orElse(0));
            Require.notNegative("millis", millis);
        }

        /**
         * Returns the bytes held, averaged over time.
         *
         * @return bytes, 0 or more; absent where no time passed
         */
        public OptionalDouble meanHeldBytes() {
            return millis == 0 ? OptionalDouble.empty() : OptionalDouble.of(heldByteMillis.doubleValue() / millis);
        }

        private Occupancy since(Occupancy earlier) {
            return new Occupancy(
                    heldByteMillis.subtract(earlier.heldByteMillis),
                    providedByteMillis.flatMap(sum -> earlier.providedByteMillis.map(sum::subtract)),
                    millis - earlier.millis);
        }
    }

    /**
     * Returns what was counted after an earlier snapshot of the same cache.
     *
     * @param earlier the snapshot at the window's start
     * @return the window's counters
     * @throws IllegalArgumentException if {@code earlier} counted more than this, and so is a later one
     */
    public CacheCounters since(CacheCounters earlier) {
        return new CacheCounters(
                hits.since(earlier.hits),
                misses.since(earlier.misses),
                removals.since(earlier.removals),
                traffic.since(earlier.traffic),
                occupancy.since(earlier.occupancy));
    }

    /**
     * Returns how many reads there were.
     *
     * @return hits and misses
     */
    public long requests() {
        return hits.total() + misses.total();
    }

    /**
     * Returns hits ÷ requests, cold misses included.
     *
     * @return a ratio in [0, 1]; absent where there were no requests
     */
    public OptionalDouble hitRatio() {
        return ratio(hits.total(), requests());
    }

    /**
     * Returns stale hits ÷ hits. It means nothing for a trace without versions: see {@link TraceReader#hasVersions()}.
     *
     * @return a ratio in [0, 1]; absent where there were no hits
     */
    public OptionalDouble staleRatio() {
        return ratio(hits.stale(), hits.total());
    }

    /**
     * Returns the bytes of hits ÷ the bytes of all requests.
     *
     * @return a ratio in [0, 1]; absent where no bytes were requested
     */
    public OptionalDouble byteHitRatio() {
        return ratio(traffic.hitBytes(), traffic.requestedBytes());
    }

    private static OptionalDouble ratio(long part, long whole) {
        return whole == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) part / whole);
    }
}
