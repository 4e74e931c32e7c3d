package dev.lumen.core.profile;

import dev.lumen.api.evidence.Estimate;
import java.util.Optional;

/**
 * Makes estimates of what was counted of room: bytes held, and what is evicted. Where there are two simulations, that of all cells tells
 * by how much a cell differs from the margin that binds, and that of the margins what that margin is; bytes held go by the margin that
 * holds less.
 *
 * <p><b>Errors.</b> How far the groups of the sample differ in what they wrote, times what is held, or evicted, by scale ({@link RoomCount}).
 * Where nothing expires, what is written pushes out another, and so evictions are as wrong as misses.
 */
final class RoomMaker {
    private final Capacities capacities;
    private final MiniatureSimulation all;
    private final Optional<MiniatureSimulation> margins;
    /** The one that follows more keys. */
    private final MiniatureSimulation main;

    RoomMaker(Capacities capacities, MiniatureSimulation all, Optional<MiniatureSimulation> margins) {
        this.capacities = capacities;
        this.all = all;
        this.margins = margins;
        main = margins.orElse(all);
    }

    /**
     * What is told of a cell.
     *
     * @param heldBytes averaged over time
     * @param evictionsPerHour entries pushed out for room
     * @param expired misses of entries whose time was up ÷ accesses
     * @param invalidated misses of entries that were taken out on purpose ÷ accesses
     */
    record Room(Estimate heldBytes, Estimate evictionsPerHour, double expired, double invalidated) {}

    Room room(int row, int column) {
        RoomCount inAll = RoomCount.of(all, capacities, row, column);
        if (margins.isEmpty()) {
            return room(
                    new Parts(inAll, row, column, RoomCount.NONE), new Parts(inAll, row, column, RoomCount.NONE), row);
        }
        int noTtl = all.cells().rows - 1;
        int noLimit = all.cells().sizes - 1;
        Parts byTtl = parts(inAll, row, noLimit);
        Parts bySize = parts(inAll, noTtl, column);
        boolean ttlBinds = main.tally().hitRatio(row, noLimit) <= main.tally().hitRatio(noTtl, column);
        boolean ttlHoldsLess = byTtl.margin.heldBytes() <= bySize.margin.heldBytes();
        return room(ttlHoldsLess ? byTtl : bySize, ttlBinds ? byTtl : bySize, row);
    }

    /**
     * What an estimate is made of.
     *
     * @param margin what was counted in a cell of the simulation that follows more keys
     * @param row of that cell
     * @param column of that cell
     * @param difference what another cell has more, in the simulation of all cells
     */
    private record Parts(RoomCount margin, int row, int column, RoomCount difference) {
        RoomCount sum() {
            return margin.plus(difference);
        }
    }

    private Parts parts(RoomCount inAll, int row, int column) {
        RoomCount difference = inAll.minus(RoomCount.of(all, capacities, row, column));
        return new Parts(RoomCount.of(main, capacities, row, column), row, column, difference);
    }

    private Room room(Parts held, Parts rest, int row) {
        Deviations ofDifference = all.tally().ofWritten(row);
        double heldError = main.tally()
                .ofWritten(held.row)
                .times(held.margin.heldByScale())
                .plus(ofDifference, held.difference.heldByScale())
                .error();
        double evictionError = ofEvictions(rest)
                .plus(ofDifference, rest.difference.evictionsByScale())
                .error();
        RoomCount sum = rest.sum();
        double capacity = capacities.bytes(held.column);
        return new Room(
                estimate(held.sum().heldBytes(), heldError, capacity),
                estimate(sum.evictionsPerHour(), evictionError, Double.MAX_VALUE),
                sum.expired(),
                sum.invalidated());
    }

    private Deviations ofEvictions(Parts parts) {
        if (parts.row < main.cells().rows - 1) {
            return main.tally().ofWritten(parts.row).times(parts.margin.evictionsByScale());
        }
        double requests = Math.max(1, main.requests());
        double hours = main.observedHours();
        return main.tally()
                .ofHitRatio(parts.row, parts.column)
                .plus(main.roomError().ofHits(parts.row, parts.column), 1 / requests)
                .times(hours > 0 ? -requests / hours : 0);
    }

    private static Estimate estimate(double value, double error, double most) {
        double best = within(value, most);
        return new Estimate(best, within(value - error, best), Math.max(best, within(value + error, most)));
    }

    private static double within(double value, double most) {
        return Math.max(0, Math.min(most, value));
    }
}
