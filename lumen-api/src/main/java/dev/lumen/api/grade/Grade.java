package dev.lumen.api.grade;

/** The verdict on one metric (Appendix A of the guide, SPEC §3). */
public enum Grade {
    /** As it should be. */
    GOOD,
    /** Worth watching. */
    CAUTION,
    /** Needs something done. */
    BAD
}
