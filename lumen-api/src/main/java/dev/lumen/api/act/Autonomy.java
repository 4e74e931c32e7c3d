package dev.lumen.api.act;

import dev.lumen.api.units.Require;

/** How far Lumen may go by itself with one lever (SPEC §10), from the least to the most. */
public enum Autonomy {
    /** Advice only: nothing is proposed and nothing is changed. The default. */
    OBSERVE,
    /** Changes are proposed, and applied when a person has approved them. */
    PROPOSE,
    /** A TTL is tried on a share of the keys without asking, and goes to all where it holds its promise. */
    APPLY_WITH_HOLDOUT,
    /** Changes are applied without asking. */
    APPLY;

    /** The lower of this level and a ceiling. */
    public Autonomy atMost(Autonomy ceiling) {
        return compareTo(Require.present("ceiling", ceiling)) <= 0 ? this : ceiling;
    }

    /** Whether a change needs nobody's approval. */
    public boolean actsAlone() {
        return compareTo(PROPOSE) > 0;
    }
}
