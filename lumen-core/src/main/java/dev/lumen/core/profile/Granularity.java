package dev.lumen.core.profile;

/**
 * What all times seen so far are whole multiples of: 1,000 ms where they come from a log in whole seconds, 1 ms soon after a finer clock
 * has begun. Ages are multiples of it then, too, and those that just reach a TTL are many.
 *
 * <p>Not thread-safe.
 */
final class Granularity {
    private long millis;

    /** Takes in a time, 0 or later; returns whether it is less than it was. */
    boolean see(long time) {
        if (millis == 1 || (millis > 0 && time % millis == 0)) {
            return false;
        }
        long before = millis;
        millis = greatestDivisor(millis, time);
        return millis != before;
    }

    /** By Euclid's algorithm; nothing is allocated on the way. */
    private static long greatestDivisor(long one, long other) {
        long greater = one;
        long smaller = other;
        while (smaller != 0) {
            long rest = greater % smaller;
            greater = smaller;
            smaller = rest;
        }
        return greater;
    }

    /** In milliseconds; 0 as long as no time but 0 was seen. */
    long millis() {
        return millis;
    }
}
