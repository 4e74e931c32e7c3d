package dev.lumen.api.advise;

/** What an advice rests on, weakest first. */
public enum EvidenceKind {
    /** Rules over one window's aggregate metrics, and a model where they need a number. */
    RULES,
    /** A response fitted to what earlier settings did. */
    HISTORY,
    /** The estimated hit-ratio surface of the recorded accesses. */
    ACCESS_PROFILE
}
