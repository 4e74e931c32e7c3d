package dev.lumen.core.profile;

import static dev.lumen.core.profile.TrackedKeys.NONE;

/**
 * The caches of the margins of a grid: one for each TTL, in which nothing is evicted ({@link TtlMargin}), and one for each capacity,
 * in which nothing expires ({@link CapacityMargin}). So there is little to know of a key, and little to do. A read counts as a hit of a
 * cell where both its margins hit, which is nearly what the cell does, and as a stale one where it is stale in both. Not thread-safe.
 */
final class MarginCaches implements Caches {
    private final TrackedKeys keys;
    private final UseOrder order;
    private final TtlRows rows;
    private final Cells cells;
    private final Holdings holdings;
    private final Marks marks;
    private final RoomError roomError;
    /** All cells of the grid, in which hits are counted. */
    private final Cells counted;

    private final TtlMargin byTtl;
    private final CapacityMargin byCapacity;

    MarginCaches(StateBudget.Keys budget, TrackedKeys keys, TtlRows rows, Tally tally) {
        Capacities capacities = new Capacities(budget.grid());
        this.keys = keys;
        this.rows = rows;
        cells = budget.cells();
        order = keys.order;
        counted = cells.all();
        holdings = new Holdings(rows, cells, capacities, budget.haveHot(), budget.isOfTwo());
        marks = new Marks(keys, cells);
        roomError = new RoomError(keys, cells, counted, capacities, marks, holdings, budget.firstCloseRow());
        byTtl = new TtlMargin(keys, rows, cells, holdings);
        byCapacity = new CapacityMargin(keys, cells, capacities, tally, holdings, marks, roomError);
    }

    /** What a block takes. */
    static int blockBytes(Cells cells) {
        return TtlMargin.blockBytes(cells) + CapacityMargin.blockBytes(cells);
    }

    @Override
    public Holdings holdings() {
        return holdings;
    }

    @Override
    public Marks marks() {
        return marks;
    }

    @Override
    public RoomError roomError() {
        return roomError;
    }

    /**
     * Goes on from what the caches of all cells hold, of which every key is followed. Here nothing has been seen yet.
     *
     * @param allKeys the keys that they hold, which are followed from here on, too
     * @param allCells what they are numbered by
     */
    void takeOver(Caches all, TrackedKeys allKeys, Cells allCells) {
        UseOrder allOrder = allKeys.order;
        for (int place = allOrder.firstFrom(0); place < allOrder.end(); place = allOrder.firstFrom(place + 1)) {
            int slot = keys.takeOver(allKeys, allOrder.slot(place));
            if (allOrder.block(place) != NONE) {
                keys.takeBlock(slot);
                byTtl.takeOver(slot, allKeys, allOrder.block(place), allCells);
                byCapacity.takeOver(slot, allKeys, allOrder.block(place), allCells, keys.changes[slot]);
            }
        }
        int last = cells.rows - 1;
        for (int column = 0; column < cells.sizes; column++) {
            int before = allOrder.usedBefore(all.marks().of(allCells.at(last, column)));
            marks.set(last, cells.at(last, column), before);
        }
        holdings.takeOver(all.holdings());
        byCapacity.recount();
    }

    @Override
    public void scale(double scale) {
        holdings.scale(scale);
        byCapacity.scale(scale);
        roomError.scale(scale);
    }

    @Override
    public void enter(int slot, Account account) {
        account.wroteInAll(keys.size(slot));
        byTtl.enter(slot);
        byCapacity.store(slot);
        roomError.groups.enters(slot);
    }

    @Override
    public void read(int slot, float size, boolean changed, Account account) {
        if (changed) {
            byTtl.tellApart(slot);
            byCapacity.outdate(slot);
        }
        int before = keys.place(slot);
        int idle = rows.tick() - keys.accessed(slot);
        float sizeBefore = keys.size(slot);
        keys.touch(slot);
        keys.accessed(slot, rows.tick());
        keys.size(slot, size);
        int place = keys.place(slot);
        if (order.isTakenOut(place)) {
            order.takenOut(place, false);
            account.wroteInAll(size);
            byTtl.readTakenOut(slot, idle, account);
            byCapacity.readTakenOut(slot, before, sizeBefore, account);
            roomError.groups.enters(slot);
            return;
        }
        byTtl.read(slot, idle, sizeBefore, account);
        if (roomError.isCounted()) {
            if (roomError.find(cells.rows - 1, before, byCapacity.firstFit(slot))) {
                countClose(account);
            }
            roomError.groups.read(slot, before, sizeBefore);
        }
        byCapacity.read(slot, before, sizeBefore);
        countBoth(account);
    }

    /** Counts where both margins hit, and where both are stale. */
    private void countBoth(Account account) {
        for (int first = 0; first < counted.rows; first += Columns.MOST) {
            for (long open = byTtl.hits[first / Columns.MOST]; open != 0; open = Columns.rest(open)) {
                int column = Columns.first(open);
                boolean stale = (byTtl.stale[first / Columns.MOST] >>> column & 1) != 0;
                countBoth(counted.first(first + column), stale, account);
            }
        }
    }

    /** Counts in which cells a few bytes more or less decide whether the read hits: none of a TTL that has passed. */
    private void countClose(Account account) {
        for (int first = 0; first < counted.rows; first += Columns.MOST) {
            for (long open = byTtl.hits[first / Columns.MOST]; open != 0; open = Columns.rest(open)) {
                roomError.count(first + Columns.first(open), account.weight);
            }
        }
    }

    private void countBoth(int cell, boolean stale, Account account) {
        for (int first = 0; first < counted.sizes; first += Columns.MOST) {
            account.hits(cell + first, byCapacity.hits[first / Columns.MOST], counted.sizes - first);
            long outdated = stale ? byCapacity.stale[first / Columns.MOST] : 0;
            if (outdated != 0) {
                account.stale(cell + first, outdated, counted.sizes - first);
            }
        }
    }

    @Override
    public void readAgain(int slot, long times, Account account) {
        int fits = byCapacity.firstFit(slot);
        for (int row = 0; row < counted.rows; row++) {
            account.hitsFrom(counted.at(row, fits), times);
        }
    }

    @Override
    public void unfold(int slot) {
        byTtl.unfold(slot);
        byCapacity.update(slot);
    }

    /** Never: there is a block for every slot. */
    @Override
    public boolean isUniform(int slot) {
        return false;
    }

    @Override
    public void turn(int slot, byte heat) {
        leave(slot);
        keys.heat(slot, heat);
        add(slot, keys.size(slot));
        roomError.groups.enters(slot);
    }

    @Override
    public void adopt(int slot, int model) {
        if (model != NONE) {
            byTtl.imitate(slot, model);
            byCapacity.imitate(slot, model);
        }
        add(slot, keys.size(slot));
        byCapacity.makeRoom();
    }

    @Override
    public void takeOut(int slot) {
        if (!order.isTakenOut(keys.place(slot))) {
            leave(slot);
            order.takenOut(keys.place(slot), true);
        }
    }

    @Override
    public void leave(int slot) {
        roomError.groups.leaves(slot);
        add(slot, -keys.size(slot));
    }

    /** Adds bytes to what each cache holds of a slot. */
    private void add(int slot, float bytes) {
        int place = keys.place(slot);
        if (!order.isTakenOut(place)) {
            byTtl.add(place, keys.isHot(slot), bytes);
            byCapacity.add(place, keys.isHot(slot), bytes);
        }
    }

    @Override
    public boolean holds(int slot, int row, int column) {
        int place = keys.place(slot);
        if (order.isTakenOut(place)) {
            return false;
        }
        return row < cells.rows - 1 ? byTtl.holds(place, row) : byCapacity.holds(place, column);
    }

    @Override
    public void makeRoom() {
        byCapacity.makeRoom();
    }
}
