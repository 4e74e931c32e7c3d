package dev.lumen.core.govern.trial;

import dev.lumen.api.units.Require;

/**
 * When a trial may be judged, and how much error each look may make: the k-th look is due at {@code first · growth^(k−1)}
 * requests of the trial, of both arms, and each uses up the same part of α (Lan and DeMets, Biometrika 70, 1983: the error
 * spent is a function of the information). A look that was missed leaves its part to the next one. Between two looks nothing
 * is judged, however often one asks.
 *
 * <p>The sum of the parts is α, so that by the union bound the looks together err no more often, however they depend on one
 * another. They depend much: a key that changes its ways in the midst of a trial is in all of them.
 *
 * @param firstRequests requests at which the first look is due, 1 or more
 * @param growth factor from look to look, 1.05 to 100
 * @param looks how many there are, 1 to 100; after the last one the trial is over
 */
public record LookSchedule(long firstRequests, double growth, int looks) {
    /** From 10,000 requests to 2.2 million in 15 looks, each with half as many again as the one before. */
    public static final LookSchedule DEFAULT = new LookSchedule(10_000, 1.5, 15);

    /** Refuses NaN and values outside their range. */
    public LookSchedule {
        if (firstRequests < 1) {
            throw Require.refused("first look's requests", firstRequests, "1 or more");
        }
        growth = Require.within("growth from look to look", growth, 1.05, 100);
        Require.within("looks", looks, 1, 100);
    }

    /** How many looks were due by so many requests. */
    public int due(long requests) {
        int due = 0;
        while (due < looks && requests >= nextAfter(due)) {
            due++;
        }
        return due;
    }

    /** Requests at which the look after so many is due; 2⁶³ − 1 after the last. */
    public long nextAfter(int taken) {
        return taken >= looks ? Long.MAX_VALUE : (long) Math.ceil(firstRequests * Math.pow(growth, taken));
    }
}
