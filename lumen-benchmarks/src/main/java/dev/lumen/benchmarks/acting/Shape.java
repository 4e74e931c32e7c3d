package dev.lumen.benchmarks.acting;

/** How traffic changes with time. */
enum Shape {
    /** Not at all. */
    FLAT,
    /** With the hour of the day. */
    DIURNAL,
    /** Once, after a day and a half: other keys, more of them, less unequal. */
    SHIFT,
    /** Every six hours half an hour of a scan through keys that nobody asks for again. */
    SCAN,
    /** From run to run of the loop: few popular keys, then many. */
    OSCILLATING,
    /** For an hour, after thirty: five times the requests, four in five of them for twenty keys. */
    FLASH_CROWD
}
