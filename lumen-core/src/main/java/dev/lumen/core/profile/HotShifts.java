package dev.lumen.core.profile;

/**
 * When all accesses are watched that the profile wants to see, and for how much they count. Where accesses come so fast that
 * watching them all would cost the callers more than it tells, they are watched in shifts: hot keys, which most accesses are of,
 * rest for most of each {@value #CYCLE} accesses. Then they are watched for a while without being counted, until the caches are as
 * warm as if they had been all the time, and at last watched and counted, each access for as many as were not since the last time. Keys
 * of the sample are always watched, as their gaps are long ones, and counted when hot keys are.
 *
 * <p>So what is counted has been seen in full and in order, at the full rate; that is why it is hot keys that rest, which a cache has
 * again after a few reads. Simulators of processors sample time in this way (Wood, Hill and Kessler, SIGMETRICS'91).
 *
 * <p>By accesses and not by time, so that each stands for about as many, however fast they come. Where a round of the maintenance takes
 * in more than half of what shifts are for, there are none. Not thread-safe.
 */
final class HotShifts {
    /** Accesses from one rest to the next: some tenths of a second of a saturated processor. */
    static final int CYCLE = 1 << 20;

    private static final int COUNTED = CYCLE / 8;
    private static final int WARMING = COUNTED / 2;
    private static final int RESTING = CYCLE - WARMING - COUNTED;

    /** From so many accesses in a millisecond on, callers do hardly anything else. */
    private static final long FAST_PER_MILLI = 1_000;

    /** Below so many, they do again. */
    private static final long SLOW_PER_MILLI = 500;

    /** How fast they come is judged over so many milliseconds at least. */
    private static final long STRETCH_MILLIS = 10;

    private boolean inShifts;
    /** Accesses since the last rest began. */
    private long done;
    /** How many an access stands for while some are counted. */
    private double weight;
    /** Accesses so far less what has been counted for them. */
    private double owed;

    private long accesses;
    private long millis;

    /** Takes note of so many accesses in so many milliseconds. */
    void passed(long more, long elapsedMillis) {
        if (more > CYCLE / 2) {
            inShifts = false;
            accesses = 0;
            millis = 0;
            return;
        }
        owed += more * (1 - weight());
        boolean wasCounted = isCounted();
        done = (done + more) % CYCLE;
        if (isCounted() && !wasCounted) {
            weight = Math.max(1, 1 + owed / COUNTED);
        }
        accesses += more;
        millis += elapsedMillis;
        if (millis >= STRETCH_MILLIS) {
            judge();
            accesses = 0;
            millis = 0;
        }
    }

    private void judge() {
        if (inShifts) {
            inShifts = accesses >= SLOW_PER_MILLI * millis;
        } else if (accesses >= FAST_PER_MILLI * millis) {
            inShifts = true;
            done = 0;
            owed = 0;
        }
    }

    /** Whether hot keys rest. */
    boolean areResting() {
        return inShifts && done < RESTING;
    }

    private boolean isCounted() {
        return done >= RESTING + WARMING;
    }

    /** How many accesses one stands for: 1 outside shifts, 0 where none is counted. */
    double weight() {
        if (!inShifts) {
            return 1;
        }
        return isCounted() ? weight : 0;
    }
}
