package dev.lumen.core.report.html;

import java.util.ArrayList;
import java.util.List;

/**
 * Leaves out the samples of a line that a screen cannot tell apart. Of those that share a bucket of pixels the first, the
 * lowest, the highest and the last stay, so that no peak is lost (the M4 aggregation: U. Jugel et al., VLDB 2014); a gap ends
 * a bucket.
 */
final class Thinning {
    /** Width of a bucket. */
    private static final double PIXELS = 2;

    private Thinning() {}

    /** At most four samples a bucket and gap, in order of time. */
    static List<Sample> of(List<Sample> line, Scale time) {
        List<Sample> kept = new ArrayList<>();
        for (int from = 0; from < line.size(); ) {
            long bucket = bucket(line.get(from), time);
            int to = from + 1;
            while (to < line.size()
                    && bucket(line.get(to), time) == bucket
                    && !line.get(to).gapBefore()) {
                to++;
            }
            keep(line, from, to - 1, kept);
            from = to;
        }
        return kept;
    }

    private static long bucket(Sample sample, Scale time) {
        return (long) (time.at(sample.at()) / PIXELS);
    }

    private static void keep(List<Sample> line, int first, int last, List<Sample> kept) {
        int lowest = first;
        int highest = first;
        for (int i = first; i <= last; i++) {
            lowest = line.get(i).value() < line.get(lowest).value() ? i : lowest;
            highest = line.get(i).value() > line.get(highest).value() ? i : highest;
        }
        int previous = -1;
        for (int i : new int[] {first, Math.min(lowest, highest), Math.max(lowest, highest), last}) {
            if (i > previous) {
                kept.add(line.get(i));
                previous = i;
            }
        }
    }
}
