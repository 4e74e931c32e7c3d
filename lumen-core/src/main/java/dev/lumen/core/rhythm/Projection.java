package dev.lumen.core.rhythm;

import dev.lumen.api.signal.Budget;
import dev.lumen.api.units.Seconds;
import dev.lumen.api.units.Usd;
import java.time.Duration;
import java.util.Optional;

/** What a budget's period will have cost at its end. */
final class Projection {
    private Projection() {}

    /** Spent, and for what remains the cost of the last cycle, spread over the cycle as in all; absent without a period. */
    static Optional<Usd> of(Cycles bill, Budget budget, Duration step) {
        return budget.period()
                .map(period -> budget.spentUsd().amount()
                        + bill.lastUsd() * cycles(bill, Seconds.of(period.remaining()) / Seconds.of(step)))
                .filter(Double::isFinite)
                .map(Usd::of);
    }

    /** How many cycles' worth of cost fall into the next {@code steps} steps; the first of them begins a cycle. */
    private static double cycles(Cycles bill, double steps) {
        double whole = Math.floor(steps / bill.steps());
        double rest = steps - whole * bill.steps();
        double[] shape = bill.shape();
        double cycles = whole;
        for (int i = 0; i < shape.length && i < rest; i++) {
            cycles += shape[i] * Math.min(1, rest - i);
        }
        return cycles;
    }
}
