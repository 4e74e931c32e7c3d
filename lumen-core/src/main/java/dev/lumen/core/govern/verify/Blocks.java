package dev.lumen.core.govern.verify;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Differences of neighbouring windows taken together, weighted by their requests, until each block is long enough for its
 * neighbours to know little of it, and has requests enough. What is left at the end waits for more.
 */
final class Blocks {
    private final double[] hitRatio;
    private final double[] cost;
    private final long requests;

    private Blocks(double[] hitRatio, double[] cost, long requests) {
        this.hitRatio = hitRatio;
        this.cost = cost;
        this.requests = requests;
    }

    static Blocks of(List<Difference> differences, Duration length, long enough) {
        List<double[]> blocks = new ArrayList<>();
        long all = 0;
        long requests = 0;
        double hits = 0;
        double cost = 0;
        Instant begun = Instant.MAX;
        for (Difference next : differences) {
            begun = next.from().isBefore(begun) ? next.from() : begun;
            requests += next.requests();
            hits += next.requests() * next.hitRatio();
            cost += next.requests() * next.cost();
            Duration lasted = Duration.between(begun, next.from().plus(next.length()));
            if (requests >= enough && lasted.compareTo(length) >= 0) {
                blocks.add(new double[] {hits / requests, cost / requests});
                all += requests;
                requests = 0;
                hits = 0;
                cost = 0;
                begun = Instant.MAX;
            }
        }
        return new Blocks(
                blocks.stream().mapToDouble(block -> block[0]).toArray(),
                blocks.stream().mapToDouble(block -> block[1]).toArray(),
                all);
    }

    /** Mean difference of the hit ratio of each block, in order of time. */
    double[] hitRatio() {
        return hitRatio.clone();
    }

    /** The same of the cost, dollars a request. */
    double[] cost() {
        return cost.clone();
    }

    /** Requests of all blocks. */
    long requests() {
        return requests;
    }

    int count() {
        return hitRatio.length;
    }
}
