package dev.lumen.api.signal;

import dev.lumen.api.units.Require;
import dev.lumen.api.units.Usd;
import java.time.Duration;
import java.util.Optional;

/**
 * What a service may spend in a period, and what it has spent.
 *
 * @param limitUsd the most that may be spent in the period; above 0
 * @param spentUsd what was spent in it so far, 0 or more, until the time through which the bill is complete
 * @param period the period; absent where not known, then nothing can be projected
 */
public record Budget(Usd limitUsd, Usd spentUsd, Optional<Period> period) {
    /** Refuses a limit of zero or less and a negative spending. */
    public Budget {
        Require.noNull(Budget.class, limitUsd, spentUsd, period);
        Require.positive("budget", limitUsd.amount());
        Require.notNegative("spent", spentUsd.amount());
    }

    /** Spent ÷ limit, 0 or more; above 1 where the budget is overspent. */
    public double usedRatio() {
        return spentUsd.amount() / limitUsd.amount();
    }

    /**
     * The time that a budget is for.
     *
     * @param length the whole of it, above zero
     * @param elapsed how much of it what was spent covers: from its beginning to the time through which the bill is complete;
     *     0 to {@code length}
     */
    public record Period(Duration length, Duration elapsed) {
        /** Refuses an empty period and one that is further on than it is long. */
        public Period {
            Require.noNull(Period.class, length, elapsed);
            Require.positive("budget period", length);
            Require.notNegative("elapsed part of the budget period", elapsed);
            if (elapsed.compareTo(length) > 0) {
                throw Require.refused("elapsed part of the budget period", elapsed, "PT0S to its length, " + length);
            }
        }

        /** What is left of it, 0 or more. */
        public Duration remaining() {
            return length.minus(elapsed);
        }
    }
}
