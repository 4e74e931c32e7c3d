package dev.lumen.replay;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A get-through cache in virtual time whose behaviour is fixed to the last detail, so that a replay has one right answer:
 * least recently used by bytes, with write-time expiry. Empty at the start; every access is one read, which stores what
 * it missed. For a row at time t, in this order:
 *
 * <ol>
 *   <li><b>Expiry.</b> An entry is gone at the instant {@code written + ttl}, and takes no room from then on. A read
 *       exactly one TTL after the writing is a miss.
 *   <li><b>Hit</b>, if the key is present: it becomes the most recently used. Its expiry, size and version stay as they
 *       were stored.
 *   <li><b>Stale hit</b>, if the stored version is lower than the row's. It counts as a hit.
 *   <li><b>Miss</b> otherwise. An entry larger than the capacity is not stored, and nothing is evicted for it. Else the
 *       least recently used entries are evicted until it fits, and it is stored with the row's size and version.
 * </ol>
 *
 * <p>Entries cost what their row says and nothing beyond. Rows of the same time are taken in their order. TTL and capacity
 * may change between rows: a TTL holds for what is written after the change, a capacity at once.
 *
 * <p>At the start nothing expires and the capacity has no limit. Time begins with the first row, or the first
 * {@link #advanceTo}.
 *
 * <p><b>Cost.</b> Constant time per access, expiry and eviction (plus the number of different TTLs alive, whenever an
 * entry expires), and no allocation but the growth of arrays: 40 bytes per distinct key.
 *
 * <p>Not thread-safe.
 */
public final class ReferenceCache {
    private static final long NO_LIMIT = Long.MAX_VALUE;
    private static final Duration LONGEST_TTL = Duration.ofMillis(ExpiryQueues.NEVER - 1);
    private static final long NOT_STARTED = -1;

    private final EntrySlots slots = new EntrySlots();
    private final ExpiryQueues queues = new ExpiryQueues(slots);

    private long ttlMillis = ExpiryQueues.NEVER;
    private int queue = queues.queueFor(ttlMillis);
    private long capacityBytes = NO_LIMIT;

    private long now = NOT_STARTED;
    private long startMillis;
    private long heldBytes;
    private long entries;

    private long freshHits;
    private long staleHits;
    private long coldMisses;
    private long expiredMisses;
    private long evictedMisses;
    private long evictions;
    private long expirations;
    private long requestedBytes;
    private long hitBytes;

    private final ByteTime held = new ByteTime();
    private final ByteTime provided = new ByteTime();
    private long providedUntil;
    private boolean wasUnlimited;

    /** Makes an empty cache in which nothing expires and which has no limit. */
    public ReferenceCache() {}

    /**
     * Sets how long entries live that are written from now on. Those present keep the TTL they were written with.
     *
     * @param ttl 1 ms or more, fractions of a millisecond dropped; a TTL that milliseconds in a {@code long} cannot
     *     express is the longest one they can
     * @throws IllegalArgumentException if the TTL is shorter than 1 ms
     */
    public void setTtl(Duration ttl) {
        long millis = ttl.compareTo(LONGEST_TTL) > 0 ? LONGEST_TTL.toMillis() : ttl.toMillis();
        if (millis < 1) {
            throw new IllegalArgumentException("ttl is " + ttl + ", allowed: 1 ms or more");
        }
        useTtl(millis);
    }

    /** Lets entries that are written from now on live until they are evicted. */
    public void setNoExpiry() {
        useTtl(ExpiryQueues.NEVER);
    }

    private void useTtl(long millis) {
        ttlMillis = millis;
        queue = queues.queueFor(millis);
    }

    /**
     * Returns the TTL that entries are written with.
     *
     * @return whole milliseconds; absent if entries do not expire
     */
    public Optional<Duration> ttl() {
        return ttlMillis == ExpiryQueues.NEVER ? Optional.empty() : Optional.of(Duration.ofMillis(ttlMillis));
    }

    /**
     * Sets the capacity, which holds at once: the least recently used entries are evicted until the rest fit.
     *
     * @param bytes 0 or more; {@link Long#MAX_VALUE} is as good as no limit
     * @throws IllegalArgumentException if the capacity is negative
     */
    public void setCapacity(long bytes) {
        if (bytes < 0) {
            throw new IllegalArgumentException("capacity is " + bytes + " bytes, allowed: 0 or more");
        }
        addProvided();
        capacityBytes = bytes;
        evictDownTo(bytes);
    }

    /** Takes the capacity's limit away. */
    public void setUnlimited() {
        setCapacity(NO_LIMIT);
    }

    /**
     * Returns the capacity.
     *
     * @return bytes, 0 or more; absent if there is no limit
     */
    public OptionalLong capacityBytes() {
        return capacityBytes == NO_LIMIT ? OptionalLong.empty() : OptionalLong.of(capacityBytes);
    }

    /**
     * Lets time pass without a read, as at a window's end: entries expire and their room is free again.
     *
     * @param millis the new time, on the rows' clock, not before the present one
     * @throws IllegalArgumentException if time would run backwards, or is negative
     */
    public void advanceTo(long millis) {
        if (millis > now) {
            if (now == NOT_STARTED) {
                start(millis);
            }
            pass(millis);
        } else if (millis < now || millis < 0) {
            throw new IllegalArgumentException(
                    "time is " + millis + " ms, allowed: " + Math.max(now, 0) + " ms or later");
        }
    }

    /**
     * Reads a key at the row's time, and stores what was missed.
     *
     * @param row the read; nothing of it is kept but its values
     * @return what the read met
     * @throws IllegalArgumentException if the row's time is before the present one, or time, key or size is negative
     */
    public AccessOutcome access(TraceRow row) {
        long size = row.sizeBytes();
        int key = row.key();
        if (size < 0 || key < 0) {
            throw new IllegalArgumentException(
                    "sizeBytes is " + size + " and key is " + key + ", allowed: 0 or more for both");
        }
        advanceTo(row.timestampMillis());
        int slot = key + 1;
        slots.require(slot);
        requestedBytes = sum(requestedBytes, size);
        int state = slots.state(slot);
        return state < 0 ? miss(slot, state, size, row.version()) : hit(slot, size, row.version());
    }

    private AccessOutcome hit(int slot, long size, long version) {
        slots.moveToMostRecent(slot);
        hitBytes = sum(hitBytes, size);
        if (slots.version(slot) < version) {
            staleHits++;
            return AccessOutcome.STALE_HIT;
        }
        freshHits++;
        return AccessOutcome.FRESH_HIT;
    }

    private AccessOutcome miss(int slot, int state, long size, long version) {
        if (size <= capacityBytes) {
            evictDownTo(capacityBytes - size);
            slots.write(slot, size, version, now);
            slots.addMostRecent(slot);
            queues.add(slot, queue);
            heldBytes += size;
            entries++;
        } else {
            slots.remember(slot, EntrySlots.NO_ROOM);
        }
        return switch (state) {
            case EntrySlots.EXPIRED -> {
                expiredMisses++;
                yield AccessOutcome.EXPIRED_MISS;
            }
            case EntrySlots.NO_ROOM -> {
                evictedMisses++;
                yield AccessOutcome.EVICTED_MISS;
            }
            default -> {
                coldMisses++;
                yield AccessOutcome.COLD_MISS;
            }
        };
    }

    private void evictDownTo(long bytes) {
        while (heldBytes > bytes) {
            int slot = slots.leastRecent();
            queues.remove(slot);
            remove(slot, EntrySlots.NO_ROOM);
            evictions++;
        }
    }

    private void remove(int slot, int reason) {
        slots.removeFromOrder(slot, reason);
        heldBytes -= slots.size(slot);
        entries--;
    }

    private void start(long millis) {
        now = millis;
        startMillis = millis;
        providedUntil = millis;
    }

    private void pass(long millis) {
        if (queues.mayBeDue(millis)) {
            expire(millis);
        }
        held.add(heldBytes, millis - now);
        now = millis;
    }

    private void expire(long millis) {
        for (int each = 0; each < queues.count(); each++) {
            for (int slot = queues.pollExpired(each, millis); slot != 0; slot = queues.pollExpired(each, millis)) {
                long expiry = slots.written(slot) + queues.ttl(each);
                held.add(slots.size(slot), expiry - now);
                remove(slot, EntrySlots.EXPIRED);
                expirations++;
            }
        }
        queues.updateNextExpiry();
    }

    private void addProvided() {
        if (now > providedUntil) {
            if (capacityBytes == NO_LIMIT) {
                wasUnlimited = true;
            } else {
                provided.add(capacityBytes, now - providedUntil);
            }
            providedUntil = now;
        }
    }

    /** Adds two numbers that are not negative; a sum too large for a {@code long} is its largest value. */
    private static long sum(long a, long b) {
        long sum = a + b;
        return sum < 0 ? Long.MAX_VALUE : sum;
    }

    /**
     * Returns what has been counted up to the present time. Take the difference of two for a window.
     *
     * @return a snapshot
     */
    public CacheCounters counters() {
        addProvided();
        return new CacheCounters(
                new CacheCounters.Hits(freshHits, staleHits),
                new CacheCounters.Misses(coldMisses, expiredMisses, evictedMisses),
                new CacheCounters.Removals(evictions, expirations),
                new CacheCounters.Traffic(requestedBytes, hitBytes),
                new CacheCounters.Occupancy(
                        held.toBigInteger(),
                        wasUnlimited ? Optional.empty() : Optional.of(provided.toBigInteger()),
                        now == NOT_STARTED ? 0 : now - startMillis));
    }

    /**
     * Returns what the entries take up now.
     *
     * @return bytes, from 0 to the capacity
     */
    public long heldBytes() {
        return heldBytes;
    }

    /**
     * Returns how many entries there are now.
     *
     * @return entries, 0 or more
     */
    public long entries() {
        return entries;
    }
}
