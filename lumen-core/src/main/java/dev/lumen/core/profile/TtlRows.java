package dev.lumen.core.profile;

import java.time.Duration;
import java.util.Optional;

/**
 * Time as each row of the grid sees it. A row's TTL is cut into buckets, and a time of writing is the number of its bucket
 * modulo {@value #STAMPS}: one byte. An entry is alive while less than {@value #LIVE} buckets have begun since; as a TTL is
 * {@value #LIVE} − ½ buckets long, that is right on average, and wrong by at most half a bucket, 0.4 % of the TTL, or a
 * tick, which is less but where the longest TTL is some ten thousand times the shortest. Where it was last used when it was
 * written ({@link #live}), which ticks tell, it is wrong by a tick: keys that are asked for just as often as a TTL ends are many.
 * One that was used again in the bucket that it was written in can so live a bucket too long.
 *
 * <p>Where times are whole seconds, or multiples of anything else that a TTL is a multiple of ({@link Granularity}), an age that just
 * reaches the TTL is as common as any other, and to be right half of the time is wrong by half of them. An entry is held against a time half
 * of that later then: past its TTL if its age reaches it, and within if it is one multiple less.
 *
 * <p>When a key was last used is kept in ticks, the same for all rows: ints, whose origin is moved on long before they run
 * out. A use longer ago than {@value #FAR} ticks, which is longer than any TTL, counts as that long ago.
 *
 * <p>Times are milliseconds since the profile's first access. Not thread-safe.
 */
final class TtlRows {
    /** How many stamps there are: whole stretches of {@link Holdings}, and bytes left over. */
    static final int STAMPS = 248;

    /** The byte of a cell that has no entry. */
    static final int ABSENT = 255;

    /** Buckets that an entry lives for. Twice as many fit into the stamps, and a stretch of {@link Holdings} to spare. */
    static final int LIVE = 112;

    /** So many buckets a TTL is long. */
    static final double BUCKETS = LIVE - 0.5;

    /** Ticks ago that stand for any longer time. */
    static final int FAR = 1 << 29;

    /** The latest time: some 140,000 years, in which no product of a time and a rate overflows. */
    static final long LATEST = 1L << 52;

    /** Share of the shortest TTL that a tick lasts: fine beside a bucket. */
    private static final double TICKS_PER_TTL = 1024;

    /**
     * TTLs after its last use that every entry has left {@link Holdings}; one more, and not even the stretch of its stamp is in
     * use again.
     */
    private static final double TRACEABLE = 1.05;

    private static final double DEFAULT_TICK_MILLIS = 16;

    final int count;
    /** The stamp of now; always 0 in a row that never expires. */
    final int[] stamp;
    /** The bucket of now, {@value #LIVE} or more; always 0 in a row that never expires. */
    final long[] bucket;
    /** Ticks of a TTL; {@link Integer#MAX_VALUE} for a row that never expires. */
    final int[] ttlTicks;
    /** Ticks since the last use within which an entry can still count as held, and its stamp tells its age. */
    final int[] traceableTicks;

    private final double[] millisPerBucket;
    private final double[] bucketsPerTick;
    private final double[] ticksPerBucket;
    /** The tick at which the next bucket of a row begins, or one before; never, in a row that never expires. */
    private final int[] nextBucketAt;

    /** Ticks since its last use from which on, until others, an entry can be too old by its bucket and not by its TTL. */
    private final int[] edgeFrom;

    private final int[] edgeUntil;
    /** Buckets that entries live whose age only their bucket tells: fewer where times are multiples of something. */
    private final int[] live;

    private final Granularity granularity = new Granularity();
    /** Half of it, in ticks. */
    private double halfGrain;
    /** Whether the TTL of some row is a multiple of it. */
    private boolean looksAhead;

    private final double millisPerTick;
    private int firstChange;
    private long tickOrigin;
    /** Milliseconds at which ticks have to be counted from a new origin. */
    private double ticksEnd;

    private int tick;
    private long now;

    TtlRows(ProfileGrid grid) {
        count = grid.ttls().size();
        stamp = new int[count];
        bucket = new long[count];
        ttlTicks = new int[count];
        traceableTicks = new int[count];
        millisPerBucket = new double[count];
        bucketsPerTick = new double[count];
        ticksPerBucket = new double[count];
        nextBucketAt = new int[count];
        edgeFrom = new int[count];
        edgeUntil = new int[count];
        live = new int[count];
        double[] finite = grid.ttls().stream()
                .flatMap(Optional::stream)
                .mapToDouble(Duration::toMillis)
                .toArray();
        millisPerTick = millisPerTick(finite);
        ticksEnd = FAR * millisPerTick;
        for (int row = 0; row < count; row++) {
            boolean expires = row < finite.length;
            millisPerBucket[row] = expires ? finite[row] / BUCKETS : 0;
            ticksPerBucket[row] = millisPerBucket[row] / millisPerTick;
            bucketsPerTick[row] = expires ? millisPerTick / millisPerBucket[row] : 0;
            ttlTicks[row] = expires ? (int) Math.ceil(finite[row] / millisPerTick) : Integer.MAX_VALUE;
            traceableTicks[row] =
                    expires ? (int) Math.ceil(finite[row] * TRACEABLE / millisPerTick) : Integer.MAX_VALUE;
            nextBucketAt[row] = expires ? 0 : Integer.MAX_VALUE;
            setEdge(row, 0);
        }
    }

    private static double millisPerTick(double[] ttls) {
        if (ttls.length == 0) {
            return DEFAULT_TICK_MILLIS;
        }
        double finest = Math.max(1, ttls[0] / TICKS_PER_TTL);
        return Math.max(finest, ttls[ttls.length - 1] * 2 * TRACEABLE / FAR);
    }

    boolean expires(int row) {
        return ttlTicks[row] != Integer.MAX_VALUE;
    }

    /**
     * How many buckets the entries of a key live that was last used so many ticks ago: as many as any, and more where what was written at
     * that use would be too old by its bucket, though it is not.
     */
    int live(int row, int idle) {
        boolean atTheEdge = idle >= edgeFrom[row] && idle < edgeUntil[row];
        return atTheEdge ? Math.max(live[row], bucketsSince(row, tick - idle) + 1) : live[row];
    }

    /** How many buckets entries live whose age only their bucket tells. */
    int live(int row) {
        return live[row];
    }

    /** Moves on to a time that is not before the last one; returns whether a bucket began in some row. */
    boolean advance(long millis) {
        if (millis != now) {
            now = millis;
            tick = (int) (ticks(millis) - tickOrigin);
            if (granularity.see(millis)) {
                findMultiples();
            }
            if (looksAhead) {
                lookAhead();
            }
        }
        if (tick < firstChange) {
            return false;
        }
        firstChange = Integer.MAX_VALUE;
        boolean begun = false;
        for (int row = 0; row < count; row++) {
            if (tick >= nextBucketAt[row]) {
                begin(row);
                begun = true;
            }
            firstChange = Math.min(firstChange, nextBucketAt[row]);
        }
        return begun;
    }

    /** Finds out which rows' TTLs are multiples of what times are: of a tick or more, or it does not matter. */
    private void findMultiples() {
        halfGrain = granularity.millis() / (2 * millisPerTick);
        looksAhead = false;
        for (int row = 0; row < count; row++) {
            boolean isMultiple = halfGrain >= 0.5 && expires(row) && ttlMillis(row) % granularity.millis() == 0;
            setEdge(row, isMultiple ? (int) Math.min(FAR, Math.ceil(halfGrain)) : 0);
            looksAhead |= isMultiple;
        }
    }

    private void lookAhead() {
        for (int row = 0; row < count; row++) {
            if (edgeUntil[row] < ttlTicks[row]) {
                double later = (tickOrigin + tick + halfGrain) * bucketsPerTick[row];
                long ahead = (long) later + LIVE - bucketBegun(row, tick);
                live[row] = (int) (LIVE - ahead);
            }
        }
    }

    /** From here on, entries of a row are old so many ticks before their TTL is over. */
    private void setEdge(int row, int early) {
        live[row] = LIVE;
        edgeFrom[row] = expires(row) ? (int) ((LIVE - 1) * ticksPerBucket[row]) - early : Integer.MAX_VALUE;
        edgeUntil[row] = ttlTicks[row] - early;
    }

    private long ttlMillis(int row) {
        return Math.round(millisPerBucket[row] * BUCKETS);
    }

    private void begin(int row) {
        long begun = bucketBegun(row, tick);
        stamp[row] = stampAfter(stamp[row], begun - bucket[row]);
        bucket[row] = begun;
        long next = (long) ((begun + 1 - LIVE) * ticksPerBucket[row]) - tickOrigin;
        nextBucketAt[row] = Math.max(tick + 1, (int) next);
    }

    /** The stamp of a bucket that comes so many, 0 or more, after that of another. */
    private static int stampAfter(int stamp, long buckets) {
        long after = stamp + buckets;
        return (int) (after < STAMPS ? after : after < 2 * STAMPS ? after - STAMPS : after % STAMPS);
    }

    /** Whether ticks have to be counted from a new origin before time moves on to {@code millis}. */
    boolean ticksRunOut(long millis) {
        return millis >= ticksEnd;
    }

    /** Counts ticks from {@code millis} on; returns by how much ticks written down become less. */
    long restartTicks(long millis) {
        long shift = ticks(millis) - tickOrigin;
        tickOrigin += shift;
        ticksEnd = (tickOrigin + FAR) * millisPerTick;
        firstChange = 0;
        for (int row = 0; row < count; row++) {
            nextBucketAt[row] = expires(row) ? 0 : nextBucketAt[row];
        }
        return shift;
    }

    /** By division, which is exact at whole numbers of the shortest TTL. */
    private long ticks(long millis) {
        return (long) (millis / millisPerTick);
    }

    long now() {
        return now;
    }

    /** Now in ticks. */
    int tick() {
        return tick;
    }

    /** Buckets that have begun in a row since a tick began, 0 or more. */
    int bucketsSince(int row, int past) {
        return (int) Math.min(bucket[row] - bucketAt(row, past), Integer.MAX_VALUE);
    }

    /** The bucket that a tick began in, not later than that of now; 0 in a row that never expires. */
    long bucketAt(int row, int past) {
        return Math.min(bucket[row], bucketBegun(row, past));
    }

    private long bucketBegun(int row, int at) {
        return (long) ((tickOrigin + at) * bucketsPerTick[row]) + LIVE;
    }

    /** When a bucket of a row that expires begins, or up to a millisecond before. */
    long millisAt(int row, long begun) {
        return (long) ((begun - LIVE) * millisPerBucket[row]);
    }

    /** Buckets since a stamp that is at most {@value #STAMPS} − 1 buckets old. */
    int age(int row, int write) {
        int age = stamp[row] - write;
        return age < 0 ? age + STAMPS : age;
    }

    /** The stamp of an entry that is so many buckets old, less than {@value #STAMPS}. */
    int stampOf(int row, int age) {
        int write = stamp[row] - age;
        return write < 0 ? write + STAMPS : write;
    }
}
