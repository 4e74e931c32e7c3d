package dev.lumen.core.profile;

/**
 * What a simulation counted in a cell beside hits: what was evicted, and why entries were not there.
 *
 * @param evictionsPerHour entries pushed out for room
 * @param evictionsByScale how many more it would be, by the share by which each key stands for too much ({@link RoomMaker})
 * @param expired misses of entries whose time was up ÷ accesses
 * @param invalidated misses of entries that were taken out on purpose ÷ accesses
 */
record RoomCount(double evictionsPerHour, double evictionsByScale, double expired, double invalidated) {
    /** This and another. */
    RoomCount plus(RoomCount other) {
        return new RoomCount(
                evictionsPerHour + other.evictionsPerHour,
                evictionsByScale + other.evictionsByScale,
                expired + other.expired,
                invalidated + other.invalidated);
    }

    /** By how much this is more than another. */
    RoomCount minus(RoomCount other) {
        return plus(
                new RoomCount(-other.evictionsPerHour, -other.evictionsByScale, -other.expired, -other.invalidated));
    }
}
