package dev.lumen.core.profile;

import static dev.lumen.core.profile.TrackedKeys.NONE;
import static dev.lumen.core.profile.TtlRows.ABSENT;

import java.util.Arrays;

/**
 * Who made room for a hit. Where a read hits in a cell though not in both its margins, and the cell has evicted less than one in which
 * nothing expires, that is for entries which have expired and take up no room. Such a hit is there for two reasons: its own key is
 * in the sample, and so are theirs. With other keys in the sample there would be more or less of either, so in the estimate of the error it
 * counts for their groups as well, each by its bytes (of a product of two sums the deviations are those of both: linearisation, Wolter,
 * Introduction to Variance Estimation, chapter 6).
 *
 * <p>That is rough: all that has expired counts, also what is older than the entry that was read, and hits of entries that were evicted and
 * written anew count the same, though less room would have made more of them. Telling these apart made intervals too narrow where it
 * matters most (docs/accuracy.md).
 *
 * <p>Costs a look at all that the cell has not evicted, for the few reads of which this is so. Not thread-safe.
 */
final class FreedRoom {
    private final TrackedKeys keys;
    private final UseOrder order;
    private final TtlRows rows;
    private final WriteTimes times;
    private final Marks marks;
    private final Capacities capacities;
    private final Cells cells;
    private final Tally tally;
    /** What each group made, while that is worked out. */
    private final double[] room = new double[Tally.GROUPS];

    FreedRoom(
            TrackedKeys keys,
            TtlRows rows,
            WriteTimes times,
            Marks marks,
            Capacities capacities,
            Cells cells,
            Tally tally) {
        this.keys = keys;
        this.rows = rows;
        this.times = times;
        this.marks = marks;
        this.capacities = capacities;
        this.cells = cells;
        this.tally = tally;
        order = keys.order;
    }

    /**
     * Counts hits in some columns of a part of a row.
     *
     * @param first the column that the part begins with
     * @param columns where the read hits, though not in both margins
     * @param spread what one counts for in the estimate of the error; nothing is done where that is 0
     */
    void count(int row, int first, long columns, double spread) {
        for (long open = columns; open != 0 && spread > 0; open = Columns.rest(open)) {
            int column = first + Columns.first(open);
            int mark = marks.of(cells.at(row, column));
            if (mark < marks.of(cells.at(cells.rows - 1, column)) && divide(row, column, mark, spread)) {
                tally.spreadHit(row, column, room);
            }
        }
    }

    /** Divides a number among the groups, by what each made of the room in a cell from its mark on; returns whether there is any. */
    private boolean divide(int row, int column, int mark, double number) {
        double capacity = capacities.bytes(column);
        Arrays.fill(room, 0);
        double all = 0;
        for (int place = mark; place < order.end(); place++) {
            if (order.isHeld(place) && order.size(place) <= capacity && isExpired(place, row, column)) {
                room[order.group(place)] += order.size(place);
                all += order.size(place);
            }
        }
        for (int g = 0; g < Tally.GROUPS && all > 0; g++) {
            room[g] *= number / all;
        }
        return all > 0;
    }

    private boolean isExpired(int place, int row, int column) {
        if (rows.tick() - order.accessed(place) >= rows.ttlTicks[row]) {
            return true;
        }
        int base = order.block(place);
        int write = base == NONE ? ABSENT : keys.writes[times.at(base, cells.at(row, column))] & 0xff;
        return write != ABSENT && rows.age(row, write) >= rows.live(row);
    }
}
