package dev.lumen.core.profile;

import dev.lumen.api.units.ByteSize;
import java.util.function.IntToDoubleFunction;

/** The capacities of a grid, in ascending order. Immutable. */
final class Capacities {
    private final double[] bytes;

    Capacities(ProfileGrid grid) {
        bytes = grid.sizes().stream()
                .mapToDouble(size -> size.map(ByteSize::bytes).orElse(Long.MAX_VALUE))
                .toArray();
    }

    /** How many there are. */
    int count() {
        return bytes.length;
    }

    /** Bytes of one; as many as a long can be where there is no limit. */
    double bytes(int column) {
        return bytes[column];
    }

    /** Whether there is a limit. */
    boolean isLimited(int column) {
        return bytes[column] < Long.MAX_VALUE;
    }

    /**
     * By how much something grows with another byte of capacity, as the next capacities to both sides show; 0 where there is no limit.
     *
     * @param value of a column
     * @param atNone of no capacity
     */
    double slope(int column, IntToDoubleFunction value, double atNone) {
        if (!isLimited(column)) {
            return 0;
        }
        int above = column + 1 < bytes.length && isLimited(column + 1) ? column + 1 : column;
        boolean isFirst = column == 0;
        double gained = value.applyAsDouble(above) - (isFirst ? atNone : value.applyAsDouble(column - 1));
        double apart = bytes[above] - (isFirst ? 0 : bytes[column - 1]);
        return apart > 0 ? gained / apart : 0;
    }

    /**
     * By how much that slope grows with another byte of capacity, as the next capacities show; 0 where there is no limit, or no limit above.
     *
     * @param value of a column
     * @param atNone of no capacity
     */
    double curvature(int column, IntToDoubleFunction value, double atNone) {
        int above = column + 1;
        if (above >= bytes.length || !isLimited(above)) {
            return 0;
        }
        double here = value.applyAsDouble(column);
        double below = column == 0 ? atNone : value.applyAsDouble(column - 1);
        double toBelow = bytes[column] - (column == 0 ? 0 : bytes[column - 1]);
        double toAbove = bytes[above] - bytes[column];
        if (toBelow <= 0) {
            return 0;
        }
        return 2 * ((value.applyAsDouble(above) - here) / toAbove - (here - below) / toBelow) / (toBelow + toAbove);
    }

    /** The first that an entry of this size fits into, counted from 0; how many there are if there is none. */
    int firstFit(float size) {
        int first = 0;
        while (first < bytes.length && size > bytes[first]) {
            first++;
        }
        return first;
    }
}
