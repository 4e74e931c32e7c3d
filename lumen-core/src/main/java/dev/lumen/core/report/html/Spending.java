package dev.lumen.core.report.html;

import dev.lumen.api.signal.CostSeries;
import dev.lumen.api.units.Seconds;
import dev.lumen.api.units.Usd;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Some steps of a bill that are drawn as one bar.
 *
 * @param from when the first of them begins, in seconds since 1970
 * @param to when the last of them ends
 * @param usd what they cost each on average
 * @param demand what was asked in each on average; absent where not known
 * @param complete whether billing adds nothing to any of them
 */
record Spending(double from, double to, double usd, OptionalDouble demand, boolean complete) {
    /** The bill in at most {@code most} bars of as many steps each, the last one perhaps of fewer. */
    static List<Spending> of(CostSeries bill, int most) {
        int size = bill.amounts().size();
        int together = Math.max(1, (size + most - 1) / most);
        double start = History.seconds(bill.start());
        double step = Seconds.of(bill.step());
        List<Spending> bars = new ArrayList<>();
        for (int first = 0; first < size; first += together) {
            int end = Math.min(size, first + together);
            int from = first;
            bars.add(new Spending(
                    start + step * first,
                    start + step * end,
                    bill.amounts().subList(first, end).stream()
                            .mapToDouble(Usd::amount)
                            .average()
                            .orElse(0),
                    bill.demand()
                            .map(demand -> demand.subList(from, end).stream()
                                    .mapToDouble(value -> value)
                                    .average())
                            .orElse(OptionalDouble.empty()),
                    end <= bill.completeSteps()));
        }
        return bars;
    }
}
