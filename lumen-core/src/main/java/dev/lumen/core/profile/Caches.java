package dev.lumen.core.profile;

/** Small caches, one for each cell that a simulation plays, all of them fed with the keys that it follows. Not thread-safe. */
interface Caches {
    /** What they hold. */
    Holdings holdings();

    /** How far they have evicted. */
    Marks marks();

    /** How wrong the sample is about the room that it takes. */
    RoomError roomError();

    /** How many keys one of the sample stands for, 1 or more. */
    void scale(double scale);

    /**
     * Takes in a key that was just added as the most recent: a miss everywhere, and written everywhere.
     *
     * @param account where that is counted
     */
    void enter(int slot, Account account);

    /**
     * Reads a key that has a block, and writes it where it was missed.
     *
     * @param changed whether this read shows a content that the one before did not
     * @param account where hits are counted
     */
    void read(int slot, float size, boolean changed, Account account);

    /** Reads a key as many times again as it was read just now: it is a hit wherever its entry fits. */
    void readAgain(int slot, long times, Account account);

    /** Writes down for a slot that just got a block what was true without one. */
    void unfold(int slot);

    /** Whether a slot would be read the same without its block. */
    boolean isUniform(int slot);

    /** Gives a slot another heat, from hot to {@link TrackedKeys#COLD} or back: what is held of it counts accordingly. */
    void turn(int slot, byte heat);

    /** Takes in a key that has just been added as the most recent, which has a block and a past like that of another one. */
    void adopt(int slot, int model);

    /** Takes a key's entries out of every cache, as the host took its own out on purpose. */
    void takeOut(int slot);

    /** Takes out a slot that is about to be removed. */
    void leave(int slot);

    /** Whether a cell holds a slot's entry. */
    boolean holds(int slot, int row, int column);

    /** Evicts everywhere what no longer fits, after the sample came to stand for more. */
    void makeRoom();
}
