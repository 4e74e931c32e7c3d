package dev.lumen.api.advise;

/** Whether a change of size is worth its money, by its ROI score (SPEC §5). */
public enum RoiDecision {
    /** Score 8 or more. */
    STRONGLY_RECOMMEND,
    /** Score 5 or more. */
    RECOMMEND,
    /** Score 2 or more. */
    CONSIDER,
    /** A lower score. */
    NOT_RECOMMENDED
}
