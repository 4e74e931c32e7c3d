package dev.lumen.core.govern.trial;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Cells that are compared with one another, what can be known of their changes without regard to the arms taken out.
 *
 * <p>The changes x ÷ w of the cells are fitted by least squares with the weights w to a constant and, where there are cells
 * enough, to what the TTL cannot touch: how many more requests a cell had than before, g = ln(n₁ ÷ n₀), its square, and its hit
 * ratio before. A key in a burst hits more often than it did, and one that hit more often than usual will do so less; both is
 * no doing of the TTL's. As the fit does not know the arms, coins decide about its residuals as they do about the changes
 * themselves (Rosenbaum, Statistical Science 17, 2002; the gain: Lin, Annals of Applied Statistics 7, 2013).
 */
final class Stratum {
    /** With fewer cells a fit would fit chance. */
    private static final int CELLS_FOR_A_FIT = 64;

    /** A column that is nearly a sum of the others says nothing. */
    private static final double DEGENERATE = 1e-9;

    private final List<Cell> cells = new ArrayList<>();

    /** One bucket or key: its bucket, weight w, change x, requests more than before, hit ratio before. */
    private record Cell(int bucket, double weight, double change, double growth, double before) {}

    void add(int bucket, long hits0, long misses0, long hits1, long misses1) {
        double before = hits0 + misses0;
        double after = hits1 + misses1;
        if (before > 0 && after > 0) {
            double weight = before / (before + after) * after;
            double change = weight * (hits1 / after - hits0 / before);
            cells.add(new Cell(bucket, weight, change, Math.log(after / before), hits0 / before));
        }
    }

    double weight() {
        return cells.stream().mapToDouble(Cell::weight).sum();
    }

    /** Whether cells of both arms are here. */
    boolean isShared(HoldoutSplit split) {
        long inNew =
                cells.stream().filter(cell -> split.isNewBucket(cell.bucket)).count();
        return inNew > 0 && inNew < cells.size();
    }

    /** Adds to each bucket's number the residuals of its cells' changes. */
    void addChanges(double[] toBuckets) {
        addResiduals(
                toBuckets,
                cells.stream().mapToDouble(cell -> cell.change / cell.weight).toArray());
    }

    /** The same of what an effect of 1 would have added in the new arm. */
    void addEffects(HoldoutSplit split, double[] toBuckets) {
        addResiduals(
                toBuckets,
                cells.stream()
                        .mapToDouble(cell -> split.isNewBucket(cell.bucket) ? 1 : 0)
                        .toArray());
    }

    private void addResiduals(double[] toBuckets, double[] target) {
        double[] rest = target.clone();
        for (double[] column : orthogonal(columns())) {
            subtract(rest, column);
        }
        for (int i = 0; i < rest.length; i++) {
            toBuckets[cells.get(i).bucket] += cells.get(i).weight * rest[i];
        }
    }

    private List<double[]> columns() {
        List<double[]> columns = new ArrayList<>();
        double[] ones = new double[cells.size()];
        Arrays.fill(ones, 1);
        columns.add(ones);
        if (cells.size() >= CELLS_FOR_A_FIT) {
            columns.add(cells.stream().mapToDouble(Cell::growth).toArray());
            columns.add(cells.stream()
                    .mapToDouble(cell -> cell.growth * cell.growth)
                    .toArray());
            columns.add(cells.stream().mapToDouble(Cell::before).toArray());
        }
        return columns;
    }

    /** Gram and Schmidt's columns, without those that add nothing. */
    private List<double[]> orthogonal(List<double[]> columns) {
        List<double[]> kept = new ArrayList<>();
        for (double[] column : columns) {
            double[] rest = column.clone();
            kept.forEach(other -> subtract(rest, other));
            if (product(rest, rest) > DEGENERATE * product(column, column)) {
                kept.add(rest);
            }
        }
        return kept;
    }

    private void subtract(double[] from, double[] column) {
        double share = product(from, column) / product(column, column);
        for (int i = 0; i < from.length; i++) {
            from[i] -= share * column[i];
        }
    }

    private double product(double[] one, double[] other) {
        double sum = 0;
        for (int i = 0; i < one.length; i++) {
            sum += cells.get(i).weight * one[i] * other[i];
        }
        return sum;
    }
}
