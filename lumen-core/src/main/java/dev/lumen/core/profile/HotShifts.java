package dev.lumen.core.profile;

/**
 * When all accesses are watched that the profile wants to see, and for how much they count. Where accesses come so fast that
 * watching them all would cost the callers more than it tells, they are watched in shifts: hot keys, which most accesses are of,
 * rest for most of a cycle, which is a quarter of a second's accesses or a million. Then they are watched for a while without being
 * counted, until the caches are as warm as if they had been all the time, and at last watched and counted, each access for as many as
 * were not since the last time. Keys of the sample are always watched, as their gaps are long ones, and counted when hot keys are.
 *
 * <p>So what is counted has been seen in full and in order, at the full rate; that is why it is hot keys that rest, which a cache has
 * again after a few reads. Simulators of processors sample time in this way (Wood, Hill and Kessler, SIGMETRICS'91). What it costs:
 * a key read less than a few times while they warm is counted as if it came after a pause, and misses of TTLs shorter than a cycle,
 * which lasts two seconds at most, are put down to eviction.
 *
 * <p>By accesses and not by time. A phase lasts until the round of the maintenance in which its accesses are complete, and what is
 * counted too much or too little for that is made up for in the next cycles; so the total of what is counted is behind, or ahead, by up
 * to a few cycles. Where a round takes in more than half of the shortest cycle, there are no shifts. Not thread-safe.
 */
final class HotShifts {
    /** Accesses from one rest to the next, at least. */
    static final int SHORTEST_CYCLE = 1 << 20;

    /** And at most. */
    static final int LONGEST_CYCLE = 1 << 22;

    /** Between these two, a cycle is what comes in so many milliseconds. */
    private static final long CYCLE_MILLIS = 250;

    private static final int COUNTED = SHORTEST_CYCLE / 8;
    private static final int WARMING = COUNTED / 2;

    /** From so many accesses in a millisecond on, callers do hardly anything else. */
    private static final long FAST_PER_MILLI = 1_000;

    /** Below so many, they do again. */
    private static final long SLOW_PER_MILLI = 500;

    /** How fast they come is judged over so many milliseconds at least. */
    private static final long STRETCH_MILLIS = 10;

    /** A round that takes in more is too long for shifts. */
    static final int MOST_IN_ROUND = SHORTEST_CYCLE / 2;

    /** More than so much is not made up for. */
    private static final double MOST_OWED = 4.0 * LONGEST_CYCLE;

    private boolean inShifts;
    /** How long hot keys rest in this cycle, in accesses. */
    private long resting = SHORTEST_CYCLE - WARMING - COUNTED;
    /** The same of the next one. */
    private long restingNext = resting;
    /** Accesses since the last rest began. */
    private long done;
    /** How many an access stands for while some are counted. */
    private double weight = 1;
    /** Accesses so far less what has been counted for them. */
    private double owed;

    /** Whether the last round was the end of a cycle. */
    private boolean through;
    /** Accesses and time of the stretch that is judged next. */
    private long accesses;

    private long millis;

    /** Takes note of a round that took in so many accesses, so many milliseconds after the one before. */
    void passed(long more, long elapsedMillis) {
        owed = Math.max(-MOST_OWED, Math.min(MOST_OWED, owed + more * (1 - weightOf(more))));
        through = false;
        if (inShifts) {
            goOn(more);
        }
        accesses += more;
        millis += elapsedMillis;
        if (more > MOST_IN_ROUND) {
            judge(false);
        } else if (millis >= STRETCH_MILLIS) {
            judge(accesses >= (inShifts ? SLOW_PER_MILLI : FAST_PER_MILLI) * millis);
        }
    }

    private void goOn(long more) {
        boolean wasCounted = isCounted();
        done = Math.min(done + more, endOfPhase());
        through = done == endOfCycle();
        if (through) {
            done = 0;
            resting = restingNext;
        } else if (isCounted() && !wasCounted) {
            weight = Math.max(1, 1 + owed / Math.max(COUNTED, more));
        }
    }

    private long endOfPhase() {
        if (done < resting) {
            return resting;
        }
        return isCounted() ? endOfCycle() : resting + WARMING;
    }

    private long endOfCycle() {
        return resting + WARMING + COUNTED;
    }

    private void judge(boolean fast) {
        inShifts = fast;
        if (millis > 0) {
            long cycle = Math.max(SHORTEST_CYCLE, Math.min(LONGEST_CYCLE, accesses * CYCLE_MILLIS / millis));
            restingNext = cycle - WARMING - COUNTED;
            // Where accesses come more slowly now, what is left of a rest would take too long.
            resting = Math.max(Math.min(done, resting), Math.min(resting, restingNext));
        }
        accesses = 0;
        millis = 0;
    }

    /** Whether hot keys rest. */
    boolean areResting() {
        return inShifts && done < resting;
    }

    private boolean isCounted() {
        return done >= resting + WARMING;
    }

    /** Whether there are no shifts, or a cycle of them has just come to its end. */
    boolean areThrough() {
        return !inShifts || through;
    }

    /** How many accesses one stands for: 1 outside shifts, 0 where none is counted. */
    double weight() {
        if (!inShifts) {
            return 1;
        }
        return isCounted() ? weight : 0;
    }

    /** The same of one in a round that took in so many: a round that is too long for shifts makes up for nothing. */
    double weightOf(long more) {
        return more > MOST_IN_ROUND ? Math.min(1, weight()) : weight();
    }
}
