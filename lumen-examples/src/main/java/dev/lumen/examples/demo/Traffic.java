package dev.lumen.examples.demo;

import java.util.SplittableRandom;

/**
 * The requests of a day, one after another; the same seed and workload give the same ones, whatever cache stands before
 * the backend. Arrivals by thinning (P. Lewis, G. Shedler, "Simulation of nonhomogeneous Poisson processes by thinning",
 * 1979). Not thread-safe.
 */
final class Traffic {
    private static final double NANOS_PER_SECOND = 1e9;
    private static final double NANOS_PER_HOUR = 3.6e12;
    private static final double NANOS_PER_DAY = 24 * NANOS_PER_HOUR;

    private final Workload workload;
    private final SplittableRandom arrivals;
    private final SplittableRandom choices;
    private final SplittableRandom births;
    private final Zipf ranks;
    private final Item[] byRank;
    private double now;
    private double nextBirth;
    private long born;

    Traffic(Workload workload, long seed) {
        this.workload = workload;
        SplittableRandom root = new SplittableRandom(seed);
        arrivals = root.split();
        choices = root.split();
        births = root.split();
        ranks = new Zipf(workload.popularity().ranks(), workload.popularity().skew());
        byRank = new Item[workload.popularity().ranks()];
        for (int i = 0; i < byRank.length; i++) {
            byRank[i] = newItem(0);
        }
        nextBirth = untilBirth();
    }

    /** Goes on to the next request and returns its time in nanoseconds after midnight. */
    long next() {
        double highest =
                workload.arrivals().perSecond() * (1 + workload.arrivals().swing());
        do {
            now += arrivals.nextExponential() / highest * NANOS_PER_SECOND;
        } while (arrivals.nextDouble() * highest >= rateAt(now));
        for (; nextBirth <= now; nextBirth += untilBirth()) {
            bear(nextBirth);
        }
        return (long) now;
    }

    /** What the request at hand asks for. */
    Item item() {
        return byRank[ranks.draw(choices) - 1];
    }

    /** Requests a second expected at {@code nanos} after midnight. */
    double rateAt(double nanos) {
        Workload.Arrivals wave = workload.arrivals();
        double sincePeak = (nanos - wave.peak().toNanos()) / NANOS_PER_DAY;
        return wave.perSecond() * (1 + wave.swing() * Math.cos(2 * Math.PI * sincePeak));
    }

    private void bear(double at) {
        Item pushed = newItem((long) at);
        for (int rank = 1 + births.nextInt(byRank.length); rank <= byRank.length; rank *= 2) {
            Item found = byRank[rank - 1];
            byRank[rank - 1] = pushed;
            pushed = found;
        }
    }

    private Item newItem(long at) {
        return new Item(born++, at, workload.items(), births.split());
    }

    private double untilBirth() {
        double perHour = workload.popularity().birthsPerHour();
        return perHour == 0 ? Double.POSITIVE_INFINITY : births.nextExponential() / perHour * NANOS_PER_HOUR;
    }
}
