package dev.lumen.core.profile;

import static dev.lumen.core.profile.Holdings.GONE;
import static dev.lumen.core.profile.TrackedKeys.NONE;

/**
 * What the miniature caches hold. Which entries these are follows from the marks and the write times; here the bytes that
 * are held are kept in step with them, and what no longer fits is evicted.
 *
 * <p>An entry of the sample stands for many, and takes their room, but is pushed out by what is above it and its own bytes
 * alone, so that the estimate of the room above it has no bias. Not thread-safe.
 */
final class Contents {
    private final TrackedKeys keys;
    private final UseOrder order;
    private final TtlRows rows;
    private final Tally tally;
    private final WriteTimes times;
    private final Marks marks;
    private final Holdings holdings;
    private final RoomError roomError;
    private final Capacities capacities;
    private final int sizes;
    private final int lastRow;
    private double scale = 1;

    Contents(
            TrackedKeys keys,
            TtlRows rows,
            Capacities capacities,
            Tally tally,
            WriteTimes times,
            Marks marks,
            Holdings holdings,
            RoomError roomError) {
        this.keys = keys;
        order = keys.order;
        this.rows = rows;
        this.capacities = capacities;
        this.tally = tally;
        this.times = times;
        this.marks = marks;
        this.holdings = holdings;
        this.roomError = roomError;
        sizes = capacities.count();
        lastRow = rows.count - 1;
    }

    /** How many keys one of the sample stands for, 1 or more. */
    void scale(double scale) {
        this.scale = scale;
        holdings.scale(scale);
    }

    /** Stores a slot's entry, which belongs to a sum of a row, in every cell that it fits into. */
    void store(int slot, int row, int sum, int fits) {
        for (int first = 0; first < sizes; first += Columns.MOST) {
            put(slot, row, first, Columns.from(fits - first, sizes - first), sum);
        }
    }

    /** Stores a slot's entry in some columns of a part of a row. */
    void put(int slot, int row, int first, long columns, int sum) {
        evict(row, first, holdings.put(row * sizes + first, columns, sum + first, keys.isHot(slot), keys.size(slot)));
    }

    /** Evicts what no longer fits from some columns of a part of a row. */
    void evict(int row, int first, long columns) {
        for (long open = columns; open != 0; open = Columns.rest(open)) {
            evict(row, first + Columns.first(open));
        }
    }

    /** Evicts from a cell that holds too much, oldest first; never the newest, which was stored because it fits. */
    private void evict(int row, int column) {
        int cell = row * sizes + column;
        double capacity = capacities.bytes(column);
        double least = holdings.least(cell, capacity);
        int forgotten = rows.tick() - rows.traceableTicks[row];
        boolean countsRoom = row == lastRow && roomError.isCounted();
        int place = marks.of(cell);
        int last = order.end() - 1;
        double held = holdings.held(cell);
        double evicted = 0;
        double heaviest = 0;
        while (held > least && place < last) {
            int sum = order.isHeld(place) && order.accessed(place) > forgotten ? writtenSum(place, row, column) : GONE;
            if (sum != GONE) {
                float size = order.size(place);
                boolean hot = order.isHot(place);
                double weight = hot ? 1 : scale;
                double weighted = size * weight;
                double left = held - weighted;
                heaviest = weighted > heaviest ? weighted : heaviest;
                if (left + size <= least) {
                    break;
                }
                held = left;
                holdings.evict(sum + column, hot, size);
                evicted += weight;
            }
            if (countsRoom && order.isHeld(place) && order.size(place) <= capacity) {
                roomError.groups.evicted(place, column);
            }
            place++;
        }
        tally.evictions[cell] += evicted;
        roomError.passed(cell, place - marks.of(cell), holdings.held(cell) - held);
        holdings.evicted(cell, held, capacity, scale > 1 ? heaviest : capacity);
        marks.set(row, cell, place);
    }

    /** The sum that a slot's entry is in, or {@link Holdings#GONE} where it does not count as held. */
    int sumOf(int slot, int row, int column) {
        int place = keys.place(slot);
        boolean evicted = place < marks.of(row * sizes + column);
        boolean forgotten = rows.tick() - order.accessed(place) >= rows.traceableTicks[row];
        return evicted || forgotten || order.isTakenOut(place) ? GONE : writtenSum(place, row, column);
    }

    /** The sum that what was written of the key at a place is in. */
    private int writtenSum(int place, int row, int column) {
        int base = order.block(place);
        if (base != NONE) {
            return holdings.sumOf(row, keys.writes[times.at(base, row * sizes + column)] & 0xff);
        }
        return order.size(place) <= capacities.bytes(column) ? holdings.sumAt(row, order.accessed(place)) : GONE;
    }

    /** Dates what was written earlier in this bucket back by one, so that it shows as older than the change. */
    void tellApart(int slot) {
        int base = keys.writesOf(slot);
        for (int row = 0; row < rows.count && rows.expires(row); row++) {
            if (rows.bucketsSince(row, keys.accessed(slot)) > 1) {
                // Ticks are coarse: an entry of this bucket can seem to be of the one before, and of no other.
                continue;
            }
            byte stamp = (byte) rows.stamp[row];
            byte before = (byte) rows.stampOf(row, 1);
            if (keys.writes[base + row] == stamp) {
                keys.writes[base + row] = before;
            }
            int at = times.at(base, row * sizes);
            if (keys.writes[at] != stamp && Bytes.areAlike(keys.writes, at, at + sizes)) {
                // None of them is of this bucket, which is so of most rows.
                continue;
            }
            for (int column = 0; column < sizes; column++) {
                int cell = row * sizes + column;
                if (keys.writes[times.at(base, cell)] == stamp) {
                    int sum = sumOf(slot, row, column);
                    keys.writes[times.at(base, cell)] = before;
                    if (sum != GONE) {
                        int earlier = holdings.sumOf(row, before & 0xff);
                        holdings.add(cell, sum + column, keys.isHot(slot), -keys.size(slot));
                        holdings.add(cell, earlier + column, keys.isHot(slot), keys.size(slot));
                    }
                }
            }
        }
    }

    /** Adds bytes to what each cache holds of a slot. */
    private void add(int slot, float bytes) {
        int place = keys.place(slot);
        int idle = rows.tick() - order.accessed(place);
        if (order.isTakenOut(place)) {
            return;
        }
        boolean hot = keys.isHot(slot);
        for (int row = 0; row < rows.count; row++) {
            for (int first = 0; idle < rows.traceableTicks[row] && first < sizes; first += Columns.MOST) {
                add(place, row, first, hot, bytes);
            }
        }
    }

    private void add(int place, int row, int first, boolean hot, float bytes) {
        int left = sizes - first;
        int cell = row * sizes + first;
        long kept = Columns.from(0, left) & ~marks.evicted(row, cell, left, place);
        int base = order.block(place);
        if (base == NONE) {
            int sum = holdings.sumAt(row, order.accessed(place));
            long fitting = Columns.from(capacities.firstFit(order.size(place)) - first, left);
            if (sum != GONE) {
                holdings.put(cell, kept & fitting, sum + first, hot, bytes);
            }
            return;
        }
        int at = times.at(base, cell);
        for (long open = kept; open != 0; open = Columns.rest(open)) {
            int column = Columns.first(open);
            int sum = holdings.sumOf(row, keys.writes[at + column] & 0xff);
            if (sum != GONE) {
                holdings.add(cell + column, sum + first + column, hot, bytes);
            }
        }
    }

    /** Takes a slot's entries out of every cache; how they were written stays known. */
    void takeOut(int slot) {
        leave(slot);
        order.takenOut(keys.place(slot), true);
    }

    /** Gives a slot another heat, from hot to {@link TrackedKeys#COLD} or back: what is held of it counts accordingly. */
    void turn(int slot, byte heat) {
        leave(slot);
        keys.heat(slot, heat);
        add(slot, keys.size(slot));
        roomError.groups.enters(slot);
    }

    /** Takes out a slot that is about to be removed. */
    void leave(int slot) {
        roomError.groups.leaves(slot);
        add(slot, -keys.size(slot));
    }

    /** Puts in a slot that was just added as the most recent, with write times of its own. */
    void adopt(int slot) {
        add(slot, keys.size(slot));
        makeRoom();
    }

    /** Evicts everywhere what no longer fits. */
    void makeRoom() {
        for (int row = 0; row < rows.count; row++) {
            for (int first = 0; first < sizes; first += Columns.MOST) {
                evict(row, first, holdings.overfull(row * sizes + first, sizes - first));
            }
        }
    }
}
