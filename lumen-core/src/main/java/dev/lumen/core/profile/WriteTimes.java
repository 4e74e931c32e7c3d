package dev.lumen.core.profile;

import static dev.lumen.core.profile.TrackedKeys.NONE;
import static dev.lumen.core.profile.TtlRows.ABSENT;
import static dev.lumen.core.profile.TtlRows.STAMPS;

/**
 * When each cell's cache wrote a key: a block of one byte a cell, the stamp of a bucket of {@link TtlRows}, or in a row that
 * never expires the number of the content that was written.
 *
 * <p>A block begins with one byte a row. If the row is <em>whole</em>, which is that an entry was written in every cell that
 * is large enough, and in no other, it is a stamp that none of them is older than: it tells in one look that a read hits
 * wherever the entry was not evicted.
 *
 * <p>A slot without a block was written everywhere when it was last used. Not thread-safe.
 */
final class WriteTimes {
    private final TrackedKeys keys;
    private final TtlRows rows;
    private final Capacities capacities;
    private final int sizes;

    WriteTimes(Capacities capacities, TrackedKeys keys, TtlRows rows) {
        this.keys = keys;
        this.rows = rows;
        this.capacities = capacities;
        sizes = capacities.count();
    }

    /** What a block takes. */
    static int blockBytes(Cells cells) {
        return cells.rows + cells.count;
    }

    /** Where a cell's time is in a block that begins at {@code base}. */
    int at(int base, int cell) {
        return base + rows.count + cell;
    }

    /** The same in a block of these cells. */
    static int at(Cells cells, int base, int cell) {
        return base + cells.rows + cell;
    }

    /** Buckets since a slot's entry was written in a cell of a row, if it was; -1 where it was not. */
    int age(int slot, int row, int column) {
        int base = keys.writesOf(slot);
        if (base == NONE) {
            return keys.size(slot) <= capacities.bytes(column) ? rows.bucketsSince(row, keys.accessed(slot)) : -1;
        }
        int write = keys.writes[at(base, row * sizes + column)] & 0xff;
        return write == ABSENT ? -1 : rows.expires(row) ? rows.age(row, write) : 0;
    }

    /** Writes down for a slot that just got a block what was true without one. */
    void unfold(int slot) {
        int base = keys.writesOf(slot);
        int fits = capacities.firstFit(keys.size(slot));
        for (int row = 0; row < rows.count; row++) {
            int age = rows.bucketsSince(row, keys.accessed(slot)) % STAMPS;
            byte stamp = rows.expires(row) ? (byte) rows.stampOf(row, age) : keys.changes[slot];
            write(base, row, fits, stamp);
        }
    }

    /** Writes a stamp down for every cell of a row from the first that the entry fits into. */
    void write(int base, int row, int fits, byte stamp) {
        int at = at(base, row * sizes);
        Bytes.fill(keys.writes, at, at + fits, (byte) ABSENT);
        Bytes.fill(keys.writes, at + fits, at + sizes, stamp);
        keys.writes[base + row] = stamp;
    }

    /** Takes over the times of another slot that was read just now, as far as they say something. */
    void imitate(int slot, int model) {
        int base = keys.writesOf(slot);
        int idle = rows.tick() - keys.accessed(model);
        for (int row = 0; row < rows.count && rows.expires(row); row++) {
            if (idle < rows.ttlTicks[row]) {
                imitate(at(base, row * sizes), model, row);
                keys.writes[base + row] = (byte) ABSENT;
            }
        }
        keys.changed(slot, keys.changed(model));
    }

    private void imitate(int at, int model, int row) {
        for (int column = 0; column < sizes; column++) {
            int age = age(model, row, column);
            if (age >= 0 && age < TtlRows.LIVE && keys.writes[at + column] != (byte) ABSENT) {
                keys.writes[at + column] = (byte) rows.stampOf(row, age);
            }
        }
    }

    /** Whether a slot would be read the same without its block: nothing of it is held or stale in any row. */
    boolean isUniform(int slot) {
        int last = rows.count - 1;
        if (rows.expires(last)) {
            return isForgotten(slot, last);
        }
        return isFreshEverywhere(slot, last) && (last == 0 || isForgotten(slot, last - 1));
    }

    private boolean isForgotten(int slot, int row) {
        return rows.tick() - keys.accessed(slot) >= rows.traceableTicks[row];
    }

    private boolean isFreshEverywhere(int slot, int row) {
        int at = at(keys.writesOf(slot), row * sizes);
        int fits = capacities.firstFit(keys.size(slot));
        for (int column = 0; column < sizes; column++) {
            byte stamp = column < fits ? (byte) ABSENT : keys.changes[slot];
            if (keys.writes[at + column] != stamp) {
                return false;
            }
        }
        return true;
    }
}
