package dev.lumen.core.roi;

import dev.lumen.api.advise.Prices;
import dev.lumen.api.observe.CacheMetrics;
import dev.lumen.api.signal.Roi;
import dev.lumen.api.units.ByteSize;
import dev.lumen.api.units.Usd;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** What a cache returns on what it costs (SPEC §6): the calls that its hits spare against the memory provided. */
public final class RoiCalculator {
    private RoiCalculator() {}

    /**
     * The return of the cache that {@code metrics} are of; empty where its hits or its capacity are not known, where the
     * capacity is zero (a cache that holds nothing costs nothing and hits nothing, so one of the figures is wrong), or where the
     * prices are so high that the money is beyond what a double holds.
     */
    public static Optional<Roi> of(CacheMetrics metrics, Prices prices) {
        OptionalLong hits = metrics.lookups().hits();
        Optional<ByteSize> capacity = metrics.gauges().capacity().filter(size -> size.bytes() > 0);
        if (hits.isEmpty() || capacity.isEmpty()) {
            return Optional.empty();
        }
        CostModel model = new CostModel(prices);
        double value = model.apiUsdPerMonth(metrics.window().perHour((double) hits.getAsLong()));
        double cost = model.memoryUsdPerMonth(capacity.get());
        return Double.isFinite(value) && Double.isFinite(cost)
                ? Optional.of(of(Usd.of(value), Usd.of(cost)))
                : Optional.empty();
    }

    /** The return of what is worth {@code value} and costs {@code cost}, both in dollars a month, 0 or more. */
    static Roi of(Usd value, Usd cost) {
        double gain = value.amount();
        double expense = cost.amount();
        double percent = 100 * (gain / expense - 1);
        return new Roi(
                value,
                cost,
                expense > 0 && Double.isFinite(percent)
                        ? OptionalDouble.of(Math.max(-100, percent))
                        : OptionalDouble.empty(),
                gain <= expense ? 0 : 100 * (1 - expense / gain));
    }
}
