package dev.lumen.core.profile;

import static dev.lumen.core.profile.TrackedKeys.NONE;
import static dev.lumen.core.profile.TtlRows.ABSENT;

import java.util.Arrays;

/** Whose entries have made room. */
final class FreedRoom {
    private final TrackedKeys keys;
    private final UseOrder order;
    private final TtlRows rows;
    private final WriteTimes times;
    private final Marks marks;
    private final Tally tally;
    private final int sizes;
    private final double[] room = new double[Tally.GROUPS];

    FreedRoom(TrackedKeys keys, TtlRows rows, WriteTimes times, Marks marks, Tally tally, int sizes) {
        this.keys = keys;
        this.order = keys.order;
        this.rows = rows;
        this.times = times;
        this.marks = marks;
        this.tally = tally;
        this.sizes = sizes;
    }

    void count(int row, int first, long columns, double spread) {
        if (spread > 0) {
            for (long open = columns; open != 0; open = Columns.rest(open)) {
                count(row, first + Columns.first(open), spread);
            }
        }
    }

    private void count(int row, int column, double spread) {
        int cell = row * sizes + column;
        double all = 0;
        Arrays.fill(room, 0);
        for (int place = marks.of(cell); place < order.end(); place++) {
            if (order.isHeld(place) && isExpired(place, row, cell)) {
                room[order.group(place)] += order.size(place);
                all += order.size(place);
            }
        }
        for (int g = 0; g < Tally.GROUPS && all > 0; g++) {
            double share = spread * room[g] / all;
            tally.group(g).spreadHits[cell] += share;
            if (column + 1 < sizes) {
                tally.group(g).spreadHits[cell + 1] -= share;
            }
        }
    }

    private boolean isExpired(int place, int row, int cell) {
        if (rows.tick() - order.accessed(place) >= rows.ttlTicks[row]) {
            return true;
        }
        int base = order.block(place);
        if (base == NONE) {
            return false;
        }
        int write = keys.writes[times.at(base, cell)] & 0xff;
        return write != ABSENT && rows.age(row, write) >= TtlRows.LIVE;
    }
}
