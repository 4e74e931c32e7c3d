package dev.lumen.core.profile;

import static dev.lumen.core.profile.TtlRows.ABSENT;
import static dev.lumen.core.profile.TtlRows.STAMPS;

/**
 * What the block of a key says of its entries in a part of a row, as sets of columns. Used again and again, so that reads
 * allocate nothing. Not thread-safe.
 */
final class Entries {
    private final TrackedKeys keys;
    private final TtlRows rows;
    private int row;
    private int at;

    /** Where an entry was written, and not found too large at a read since. */
    long written;
    /** Where the time of what was written is not up; anything where nothing was. */
    long alive;
    /** Where what was written may still be part of a sum of {@link Holdings}. */
    long summed;
    /** Where what was written is older than the present content; anything where nothing was. */
    long outdated;
    /** Buckets since the earliest write of those that are alive, in a row that expires, or 0. */
    int oldest;

    Entries(TrackedKeys keys, TtlRows rows) {
        this.keys = keys;
        this.rows = rows;
    }

    /**
     * Looks at a part of a row.
     *
     * @param at where the part begins in the blocks
     * @param left columns of the row from there on
     * @param slot the key
     * @param idle ticks since it was used
     * @param sinceChange buckets since its content changed
     */
    void look(int row, int at, int left, int slot, int idle, int sinceChange) {
        at(row, at);
        int columns = Columns.inPart(left);
        if (!rows.expires(row)) {
            lookAtContents(keys.changes[slot] & 0xff, columns);
        } else if (Bytes.areAlike(keys.writes, at, at + columns)) {
            lookAtStamp(stamp(0), Columns.from(0, left), rows.live(row, idle), sinceChange);
        } else {
            lookAtStamps(columns, rows.live(row, idle), sinceChange);
        }
    }

    /** Turns to a part of a row that needs no look. */
    void at(int row, int at) {
        this.row = row;
        this.at = at;
    }

    /** A look where all was written at the same time. */
    private void lookAtStamp(int write, long all, int live, int sinceChange) {
        int age = age(rows.stamp[row], write);
        written = write == ABSENT ? 0 : all;
        alive = age < live ? all : 0;
        summed = age < Holdings.SUMMED ? written : 0;
        oldest = age < live ? age : 0;
        outdated = age > sinceChange ? all : 0;
    }

    private void lookAtStamps(int columns, int live, int sinceChange) {
        int now = rows.stamp[row];
        byte[] writes = keys.writes;
        long present = 0;
        long young = 0;
        long recent = 0;
        int eldest = 0;
        long old = 0;
        for (int column = 0; column < columns; column++) {
            int write = writes[at + column] & 0xff;
            int age = age(now, write);
            present |= Columns.ifNegative(write - ABSENT, column);
            young |= Columns.ifNegative(age - live, column);
            recent |= Columns.ifNegative(age - Holdings.SUMMED, column);
            eldest = Math.max(eldest, age & ((age - live) >> (Integer.SIZE - 1)));
            old |= Columns.ifNegative(sinceChange - age, column);
        }
        written = present;
        alive = young;
        summed = present & recent;
        oldest = eldest;
        outdated = old;
    }

    private void lookAtContents(int now, int columns) {
        byte[] writes = keys.writes;
        long present = 0;
        long other = 0;
        for (int column = 0; column < columns; column++) {
            int write = writes[at + column] & 0xff;
            present |= Columns.ifNegative(write - ABSENT, column);
            other |= Columns.ifNegative(-(write ^ now), column);
        }
        written = present;
        alive = present;
        summed = present;
        outdated = other;
    }

    /** As {@link TtlRows#age}, without a branch. */
    private static int age(int now, int write) {
        int age = now - write;
        return age + (STAMPS & (age >> (Integer.SIZE - 1)));
    }

    /** What was written in a column. */
    int stamp(int column) {
        return keys.writes[at + column] & 0xff;
    }

    /** Writes a stamp down in some columns. */
    void write(long columns, byte stamp) {
        for (long open = columns; open != 0; open = Columns.rest(open)) {
            keys.writes[at + Columns.first(open)] = stamp;
        }
    }
}
