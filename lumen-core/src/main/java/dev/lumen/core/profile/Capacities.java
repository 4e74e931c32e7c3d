package dev.lumen.core.profile;

import dev.lumen.api.units.ByteSize;

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

    /** The first that an entry of this size fits into, counted from 0; how many there are if there is none. */
    int firstFit(float size) {
        int first = 0;
        while (first < bytes.length && size > bytes[first]) {
            first++;
        }
        return first;
    }
}
