package dev.lumen.api.signal;

/** The verdict on the rhythm of a bill (SPEC §6). */
public enum RhythmState {
    /** In step with its cycle or its demand, calm, and within budget. */
    RESONANT,
    /** Neither resonant nor chaotic. */
    DISSONANT,
    /** Without rhythm, or far over budget. */
    CHAOTIC,
    /** Too little data to say. */
    UNKNOWN
}
