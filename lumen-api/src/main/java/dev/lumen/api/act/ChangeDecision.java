package dev.lumen.api.act;

/** What to do about a change that is being tried or watched. */
public enum ChangeDecision {
    /** It did what it should, or no harm worth the word: keep it. */
    KEEP,
    /** It is shown to be worse than what was before: take it back. */
    ROLL_BACK,
    /** Nothing is shown yet: look again later. */
    GO_ON,
    /** It will not be shown this way, whatever one waits for. */
    INCONCLUSIVE
}
