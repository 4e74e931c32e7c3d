package dev.lumen.core.profile;

import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;

/**
 * Time as each row of the grid sees it. A row's TTL is cut into buckets, and a time of writing is the number of its bucket
 * modulo {@value #STAMPS}: one byte. An entry is alive while less than {@value #LIVE} buckets have begun since; as a TTL is
 * {@value #LIVE} − ½ buckets long, that is right on average, and wrong by at most half a bucket, 0.4 % of the TTL.
 *
 * <p>Times are milliseconds since the profile's first access. Not thread-safe.
 */
final class TtlRows {
    /** How many stamps there are; the byte left over says that there is no entry. */
    static final int STAMPS = 255;

    /** The byte of a cell that has no entry. */
    static final int ABSENT = 255;

    /** Buckets that an entry lives for. Twice as many fit into the stamps, with room to spare. */
    static final int LIVE = 120;

    /** Share of the shortest TTL that a tick lasts, unless the longest has too many of them: fine beside a bucket. */
    private static final double TICKS_PER_TTL = 1024;

    /** The longest TTL is traceable in so many ticks: half of {@link TrackedKeys#LONG_AGO}. */
    private static final double MOST_TICKS = 1 << 29;

    /** Ticks after which {@link TrackedKeys#age} is due: with {@link TrackedKeys#LONG_AGO} still less than 2³¹. */
    private static final double AGING = 1 << 29;

    /** TTLs after its last use that every entry has left {@link Holdings}; one more, and stamps still are not reused. */
    private static final double TRACEABLE = 1.08;

    private static final double DEFAULT_TICK_MILLIS = 16;

    /** Later than anything comes. */
    private static final double FAR = 0x1p62;

    private static final double FAR_TICKS = 0x1p30;

    final int count;
    /** Milliseconds; {@link Long#MAX_VALUE} for a row that never expires. */
    final long[] ttl;
    /** The stamp of now. */
    final int[] stamp;
    /** The bucket of now. */
    final long[] bucket;

    private final double[] bucketsPerMilli;
    private final double millisPerTick;
    private final double ticksPerMilli;
    private final int[] traceableTicks;
    private long nextBucketAt;
    private long now;
    private double nextAging;
    private int tick;

    TtlRows(ProfileGrid grid) {
        count = grid.ttls().size();
        ttl = new long[count];
        stamp = new int[count];
        bucket = new long[count];
        bucketsPerMilli = new double[count];
        for (int row = 0; row < count; row++) {
            Optional<Duration> given = grid.ttls().get(row);
            ttl[row] = given.map(Duration::toMillis).orElse(Long.MAX_VALUE);
            bucketsPerMilli[row] = given.isPresent() ? (LIVE - 0.5) / ttl[row] : 0;
        }
        millisPerTick = expires(0)
                ? Math.max(Math.max(1, ttl[0] / TICKS_PER_TTL), longest() / MOST_TICKS)
                : DEFAULT_TICK_MILLIS;
        ticksPerMilli = 1 / millisPerTick;
        nextAging = AGING * millisPerTick;
        traceableTicks = new int[count];
        for (int row = 0; row < count; row++) {
            traceableTicks[row] = expires(row) ? (int) (ttl[row] * TRACEABLE * ticksPerMilli) : Integer.MAX_VALUE;
        }
    }

    private long longest() {
        return Arrays.stream(ttl).filter(each -> each != Long.MAX_VALUE).max().orElse(0);
    }

    /** Whether an entry last used so long ago can still count as held, and its stamp tells its age. */
    boolean traceable(int row, long idleMillis) {
        return !expires(row) || idleMillis < ttl[row] * TRACEABLE;
    }

    /** The same of a slot last used at this tick. */
    boolean traceableSince(int row, int accessed) {
        return tick - accessed < traceableTicks[row];
    }

    boolean expires(int row) {
        return ttl[row] != Long.MAX_VALUE;
    }

    /** Moves on to a time that is not before the last one; returns whether a bucket began in some row. */
    boolean advance(long millis) {
        if (millis != now) {
            now = millis;
            tick = (int) ticksAt(millis);
        }
        if (millis < nextBucketAt) {
            return false;
        }
        double next = Double.MAX_VALUE;
        for (int row = 0; row < count; row++) {
            if (expires(row)) {
                bucket[row] = bucketAt(row, millis);
                stamp[row] = (int) (bucket[row] % STAMPS);
                next = Math.min(next, (bucket[row] + 1) / bucketsPerMilli[row]);
            }
        }
        nextBucketAt = Math.max(millis + 1, (long) Math.min(next, FAR));
        return true;
    }

    long now() {
        return now;
    }

    /** Now in ticks, modulo 2³²: {@link TrackedKeys#age} sees to it that differences are right. */
    int tick() {
        return tick;
    }

    private long ticksAt(long millis) {
        return (long) (millis * ticksPerMilli);
    }

    /** Milliseconds at which {@link TrackedKeys#age} is due. */
    double nextAging() {
        return nextAging;
    }

    /** Puts off when that is due again; returns the ticks from now to then. */
    long age(long millis) {
        nextAging = millis + AGING * millisPerTick;
        return ticksAt(millis) - ticksAt(now);
    }

    /** The milliseconds at a tick that is not after now. */
    long millisAt(int tick) {
        return now - (long) ((tick() - tick) * millisPerTick);
    }

    /** The tick at a time that is not before now. */
    int tickAt(double millis) {
        return tick() + (int) Math.min(FAR_TICKS, (millis - now) / millisPerTick);
    }

    long bucketAt(int row, long millis) {
        return (long) (millis * bucketsPerMilli[row]);
    }

    /** Milliseconds at which an entry of this bucket expires. */
    double expiryOf(int row, long writeBucket) {
        return (writeBucket + LIVE) / bucketsPerMilli[row];
    }

    /** Buckets since a stamp that is at most {@value #STAMPS} − 1 buckets old at the stamp {@code at}. */
    static int age(int at, int write) {
        int age = at - write;
        return age < 0 ? age + STAMPS : age;
    }
}
