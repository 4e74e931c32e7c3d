package dev.lumen.core.govern.verify;

/** What a window after a change is held against. The first is the stronger evidence. */
public enum Control {
    /**
     * What the access profile says of the old setting in the same window. Knows the hour and the traffic; has the model's error,
     * of which what is the same before and after falls out.
     */
    PROFILE,
    /** The same hour of the last day before the change. Knows the hour; takes another day's traffic for the change's doing. */
    DAY_BEFORE
}
