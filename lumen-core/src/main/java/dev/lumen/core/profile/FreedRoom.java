package dev.lumen.core.profile;

import static dev.lumen.core.profile.TrackedKeys.NONE;
import static dev.lumen.core.profile.TtlRows.ABSENT;

import java.util.Arrays;

/**
 * Who made room for a hit. Where a read hits in a cell and misses where nothing expires, it does so thanks to entries that have expired
 * and taken up no room since. Such a hit is there for two reasons: its own key is in the sample, and so are theirs. With other keys in the
 * sample there would be more or less of either, so in the estimate of the error it counts for their groups as well, each by the room that it
 * made (of a product of two sums the deviations are those of both: linearisation, Wolter, Introduction to Variance Estimation, chapter 6).
 *
 * <p>Costs a look at all that the cell has not evicted, for the few reads of which this is so. Not thread-safe.
 */
final class FreedRoom {
    private final TrackedKeys keys;
    private final UseOrder order;
    private final TtlRows rows;
    private final WriteTimes times;
    private final Marks marks;
    private final Tally tally;
    /** What each group made, while that is worked out. */
    private final double[] room = new double[Tally.GROUPS];

    FreedRoom(TrackedKeys keys, TtlRows rows, WriteTimes times, Marks marks, Tally tally) {
        this.keys = keys;
        this.rows = rows;
        this.times = times;
        this.marks = marks;
        this.tally = tally;
        order = keys.order;
    }

    /**
     * Counts hits in some columns of a part of a row of all cells.
     *
     * @param row the row
     * @param cell of the part's first column
     * @param left columns of the row from there on
     * @param spread what one counts for in the estimate of the error; nothing is done where that is 0
     */
    void count(int row, int cell, int left, long columns, double spread) {
        for (long open = columns; open != 0 && spread > 0; open = Columns.rest(open)) {
            int column = Columns.first(open);
            if (look(row, cell + column, spread)) {
                tally.spread(cell + column, column + 1 == left, room);
            }
        }
    }

    /** Finds out what each group made of the room in a cell, as parts of a number; returns whether there is any. */
    private boolean look(int row, int cell, double number) {
        Arrays.fill(room, 0);
        double all = 0;
        for (int place = marks.of(cell); place < order.end(); place++) {
            if (order.isHeld(place) && isExpired(place, row, cell)) {
                room[order.group(place)] += order.size(place);
                all += order.size(place);
            }
        }
        for (int g = 0; g < Tally.GROUPS && all > 0; g++) {
            room[g] *= number / all;
        }
        return all > 0;
    }

    private boolean isExpired(int place, int row, int cell) {
        if (rows.tick() - order.accessed(place) >= rows.ttlTicks[row]) {
            return true;
        }
        int base = order.block(place);
        int write = base == NONE ? ABSENT : keys.writes[times.at(base, cell)] & 0xff;
        return write != ABSENT && rows.age(row, write) >= rows.live(row);
    }
}
