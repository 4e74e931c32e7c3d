package dev.lumen.api.observe;

/** Why something that was asked for is not there. */
public enum MissingReason {
    /** Counters were read for the first time: there is no window yet. */
    FIRST_SAMPLE,
    /** Counters started anew since the last reading, so their difference means nothing. */
    COUNTER_RESET,
    /** No answer within the deadline. */
    TIMEOUT,
    /** Still hanging in an earlier call, so not asked again. */
    BUSY,
    /** It failed; the detail says how. */
    FAILED,
    /** It answered with something impossible; the detail names the field. */
    INVALID,
    /** It has nothing to say. */
    NO_DATA,
    /** Only last known values exist, and they are older than the limit. */
    TOO_OLD,
    /** The host has it, but Lumen cannot be told of it. */
    NOT_AVAILABLE
}
