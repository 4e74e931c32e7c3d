package dev.lumen.core.profile;

import dev.lumen.api.units.ByteSize;

/**
 * How a recorder's memory is divided: an eighth for the rings and their counters, a sixteenth for the bitmap, a
 * thirty-second for the last loads and another for repeated hits, the rest for the profile.
 *
 * @param stripes rings, a power of two, 2 or more
 * @param eventsOfStripe events of each, a power of two
 * @param repeats keys of each stripe that a thread owns whose repeated hits are counted, a power of two
 * @param filterBytes what the bitmap may take
 * @param loads keys whose last load is kept, 1 or more
 * @param profileLimit what the profile may take
 */
record RecorderBudget(
        int stripes, int eventsOfStripe, int repeats, long filterBytes, int loads, ByteSize profileLimit) {
    private static final int RING_SHARE = 8;
    private static final int FILTER_SHARE = 16;
    private static final int LOADS_SHARE = 32;
    private static final int MOST_LOADS = 1 << 16;
    private static final int MOST_STRIPES = 64;
    private static final int REPEATS_SHARE = 32;

    /** More keys than this are hardly read over and over, and are more than a processor's nearest cache has room for. */
    private static final int MOST_REPEATS = 512;

    /** A common stripe and one that a thread owns. */
    private static final int FEWEST_STRIPES = 2;

    /** Fewer than this, and a burst of one thread fills a ring before any other can empty it. */
    private static final int FEWEST_EVENTS = 64;

    /** More gain nothing: the maintenance is asked for when a ring is half full. */
    private static final int MOST_EVENTS = 1 << 14;

    /** The recorder's objects, headers and fields, rounded up. */
    private static final int OBJECT_BYTES = 1024;

    static RecorderBudget within(ByteSize limit, int processors) {
        long forRings = limit.bytes() / RING_SHARE;
        int stripes = powerAtMost(Math.min(MOST_STRIPES, Math.max(FEWEST_STRIPES, 4L * processors - 1)));
        while (stripes > FEWEST_STRIPES && eventsWithin(forRings, stripes) < FEWEST_EVENTS) {
            stripes /= 2;
        }
        int events = powerAtMost(Math.min(MOST_EVENTS, Math.max(FEWEST_EVENTS, eventsWithin(forRings, stripes))));
        long forRepeats = limit.bytes() / REPEATS_SHARE / (stripes / 2) - RepeatedHits.STRIPE_BYTES;
        int repeats = Math.max(2, powerAtMost(Math.min(MOST_REPEATS, forRepeats / RepeatedHits.PLACE_BYTES)));
        long filter = limit.bytes() / FILTER_SHARE;
        int loads = (int) Math.max(1, Math.min(MOST_LOADS, limit.bytes() / LOADS_SHARE / LastLoads.KEY_BYTES));
        long rest = limit.bytes()
                - ringBytes(stripes, events)
                - repeatsBytes(stripes, repeats)
                - filter
                - freshnessBytes(loads);
        return new RecorderBudget(stripes, events, repeats, filter, loads, ByteSize.ofBytes(Math.max(0, rest)));
    }

    private static long eventsWithin(long bytes, int stripes) {
        return (bytes / stripes - EventRings.STRIPE_BYTES) / EventRings.EVENT_BYTES;
    }

    private static int powerAtMost(long value) {
        return (int) Long.highestOneBit(Math.max(1, value));
    }

    /** What the rings, their counters and the recorder's objects take. */
    long ringBytes() {
        return ringBytes(stripes, eventsOfStripe);
    }

    private static long ringBytes(int stripes, int events) {
        return OBJECT_BYTES + stripes * (EventRings.STRIPE_BYTES + (long) events * EventRings.EVENT_BYTES);
    }

    /** What the tables of repeated hits take. */
    long repeatsBytes() {
        return repeatsBytes(stripes, repeats);
    }

    private static long repeatsBytes(int stripes, int repeats) {
        return stripes / 2 * (RepeatedHits.STRIPE_BYTES + (long) repeats * RepeatedHits.PLACE_BYTES);
    }

    /** What the last loads and the rates of change take. */
    long freshnessBytes() {
        return freshnessBytes(loads);
    }

    private static long freshnessBytes(int loads) {
        return ChangeRates.BYTES + (long) loads * LastLoads.KEY_BYTES;
    }

    /** Words of a bitmap for so many hot keys, as far as there is memory for them; a power of two. */
    int filterWords(int hotKeys) {
        return Math.min(SamplingFilter.words(hotKeys), powerAtMost(filterBytes / SamplingFilter.bytes(1)));
    }
}
