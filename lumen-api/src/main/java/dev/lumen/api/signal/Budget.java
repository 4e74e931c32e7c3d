package dev.lumen.api.signal;

import dev.lumen.api.units.Digits;
import dev.lumen.api.units.Require;
import dev.lumen.api.units.Usd;
import java.time.Duration;
import java.util.Optional;

/**
 * What a service may spend in a period, and what it has spent.
 *
 * @param limitUsd the most that may be spent in the period; 0.01 to 10¹⁵, so that shares of it are numbers
 * @param spentUsd what was spent in it so far, 0 to 10¹⁵, until the time through which the bill is complete
 * @param period the period; absent where not known, then nothing can be projected
 */
public record Budget(Usd limitUsd, Usd spentUsd, Optional<Period> period) {
    /** The least that may be a budget, in dollars: a cent. */
    public static final double LEAST_USD = 0.01;

    /** The most that may be a budget or be spent, in dollars: more than there are. */
    public static final double MOST_USD = 1e15;

    /** Refuses a limit below a cent, a negative spending, and more of either than there is money. */
    public Budget {
        Require.noNull(Budget.class, limitUsd, spentUsd, period);
        refuseOutside("budget", limitUsd, LEAST_USD);
        refuseOutside("spent", spentUsd, 0);
    }

    private static void refuseOutside(String name, Usd amount, double least) {
        if (amount.amount() < least || amount.amount() > MOST_USD) {
            throw Require.refused(name, amount.amount(), Digits.of(least, 2) + " to 10^15 dollars");
        }
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
