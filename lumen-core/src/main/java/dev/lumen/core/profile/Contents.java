package dev.lumen.core.profile;

import static dev.lumen.core.profile.TrackedKeys.NONE;

/**
 * What the miniature caches hold. Which entries these are follows from the marks and the write times; here the bytes that
 * are held are kept in step with them, and what no longer fits is evicted.
 *
 * <p>An entry of the sample stands for many, and takes their room, but is pushed out by what is above it and its own bytes
 * alone, so that the estimate of the room above it has no bias. Not thread-safe.
 */
final class Contents {
    /** In the place of an age: not held. */
    static final int GONE = -1;

    private final TrackedKeys keys;
    private final TtlRows rows;
    private final Tally tally;
    private final WriteTimes times;
    private final Marks marks;
    private final Holdings holdings;
    private final RoomError roomError;
    /** The capacities. */
    private final double[] room;

    private final int sizes;
    private final int lastRow;
    private double scale = 1;

    Contents(TrackedKeys keys, TtlRows rows, Tally tally, WriteTimes times, Marks marks) {
        this.keys = keys;
        this.rows = rows;
        this.tally = tally;
        this.times = times;
        this.marks = marks;
        room = times.capacities();
        sizes = room.length;
        lastRow = rows.count - 1;
        holdings = new Holdings(rows, sizes);
        roomError = new RoomError(keys, rows.count, times, marks);
    }

    Holdings holdings() {
        return holdings;
    }

    RoomError roomError() {
        return roomError;
    }

    /** How many keys one of the sample stands for, 1 or more. */
    void scale(double scale) {
        this.scale = scale;
        holdings.scale(scale);
        roomError.scale(scale);
    }

    /** Stores a slot's entry, so many buckets old, in every cell of a row that it fits into. */
    void store(int slot, int row, int age, int fits) {
        holdings.addFrom(fits, row, age, keys.isHot(slot), keys.size(slot));
        for (int column = fits; column < sizes; column++) {
            makeRoom(row, column);
        }
    }

    /** Evicts from one cell what no longer fits. */
    void makeRoom(int row, int column) {
        if (holdings.held(row * sizes + column) > room[column]) {
            evict(row, column);
        }
    }

    /** Evicts, oldest first, what no longer fits; never the newest, which was stored because it does. */
    private void evict(int row, int column) {
        int cell = row * sizes + column;
        int slot = marks.of(cell);
        double held = holdings.held(cell);
        while (held > room[column] && slot != keys.newest()) {
            int age = presentAge(slot, row, column);
            if (age != GONE) {
                float size = keys.size(slot);
                boolean hot = keys.isHot(slot);
                double weight = hot ? 1 : scale;
                double left = held - size * weight;
                if (left + size <= room[column]) {
                    break;
                }
                held = left;
                holdings.add(row, column, age, hot, -size);
                tally.evictions[cell] += weight;
                if (row == lastRow && !hot) {
                    roomError.evicted(slot, column);
                }
            }
            slot = keys.newer(slot);
        }
        if (slot != marks.of(cell)) {
            marks.set(cell, slot);
        }
    }

    /** Buckets since a slot's entry was written, or {@link #GONE} where it does not count as held any more. */
    int age(int slot, int row, int column) {
        boolean evicted = keys.sequence(slot) < marks.sequence(row * sizes + column);
        return evicted ? GONE : presentAge(slot, row, column);
    }

    /** The same of a slot that was not evicted. */
    private int presentAge(int slot, int row, int column) {
        if (rows.tick() - keys.accessed(slot) >= rows.traceableTicks[row]) {
            return GONE;
        }
        int age = times.age(slot, row, column);
        return age >= 0 && holdings.present(row, age) ? age : GONE;
    }

    /** Adds bytes to what each cache holds of a slot. */
    private void add(int slot, float bytes) {
        int idle = rows.tick() - keys.accessed(slot);
        boolean hot = keys.isHot(slot);
        for (int row = 0; row < rows.count; row++) {
            for (int column = 0; idle < rows.traceableTicks[row] && column < sizes; column++) {
                int age = age(slot, row, column);
                if (age != GONE) {
                    holdings.add(row, column, age, hot, bytes);
                }
            }
        }
    }

    /** Gives a slot another heat, from hot to {@link TrackedKeys#COLD} or back: what is held of it counts accordingly. */
    void turn(int slot, byte heat) {
        if (!keys.isHot(slot)) {
            roomError.used(slot);
        }
        add(slot, -keys.size(slot));
        keys.heat[slot] = heat;
        add(slot, keys.size(slot));
    }

    /** Takes out a slot that is about to be removed. */
    void leave(int slot) {
        add(slot, -keys.size(slot));
        marks.leave(slot);
    }

    /** Puts in a slot that was just added as the most recent, with write times of its own. */
    void adopt(int slot) {
        add(slot, keys.size(slot));
        makeRoom();
    }

    /** Evicts everywhere what no longer fits. */
    void makeRoom() {
        for (int row = 0; row < rows.count; row++) {
            for (int column = 0; column < sizes; column++) {
                if (marks.of(row * sizes + column) != NONE) {
                    makeRoom(row, column);
                }
            }
        }
    }
}
