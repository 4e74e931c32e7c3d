package dev.lumen.api.advise;

import dev.lumen.api.units.Require;
import dev.lumen.api.units.Usd;
import java.util.ArrayList;
import java.util.List;

/**
 * What a miss and a megabyte cost.
 *
 * @param apiCall dollars for one call of the backend, that is for one miss; 0 or more
 * @param memoryMbMonth dollars for 1024² bytes provided for a month of 730 h; 0 or more
 */
public record Prices(Usd apiCall, Usd memoryMbMonth) {
    /** Hours in a month of money (SPEC §1). */
    public static final double HOURS_PER_MONTH = 730;

    /** The guide's prices: $0.01 a call, $0.0365 per MB-month. */
    public static final Prices DEFAULT = new Prices(Usd.of(0.01), Usd.of(0.0365));

    /** Above this, a price is likelier a slip of the decimal point than a price. */
    private static final double DEAREST_CALL = 10;

    /** Below it a price is likelier that of a token than of a call. */
    private static final double CHEAPEST_CALL = 1e-7;

    private static final double DEAREST_MEMORY = 10;

    /** A tenth of the cheapest memory on sale; below it a price is likelier in the wrong unit. */
    private static final double CHEAPEST_MEMORY = 1e-5;

    /** Refuses negative prices. */
    public Prices {
        Require.noNull(Prices.class, apiCall, memoryMbMonth);
        Require.notNegative("API cost per call", apiCall.amount());
        Require.notNegative("memory cost per MB-month", memoryMbMonth.amount());
    }

    /** What looks like a mistake in these prices, each by name; empty where nothing does. */
    public List<String> warnings() {
        List<String> warnings = new ArrayList<>();
        warnIf(warnings, apiCall.amount() == 0, "API cost per call is $0: no hit saves anything");
        warnIf(
                warnings,
                apiCall.amount() > DEAREST_CALL,
                "API cost per call is " + apiCall + ", above $10: is it per thousand calls?");
        warnIf(
                warnings,
                apiCall.amount() > 0 && apiCall.amount() < CHEAPEST_CALL,
                "API cost per call is " + apiCall + ", below $0.0000001: is it per token?");
        warnIf(warnings, memoryMbMonth.amount() == 0, "memory cost per MB-month is $0: no size is too large");
        warnIf(
                warnings,
                memoryMbMonth.amount() > DEAREST_MEMORY,
                "memory cost per MB-month is " + memoryMbMonth + ", above $10: is it per GB?");
        warnIf(
                warnings,
                memoryMbMonth.amount() > 0 && memoryMbMonth.amount() < CHEAPEST_MEMORY,
                "memory cost per MB-month is " + memoryMbMonth + ", below $0.00001: is it per hour?");
        return List.copyOf(warnings);
    }

    private static void warnIf(List<String> warnings, boolean suspicious, String warning) {
        if (suspicious) {
            warnings.add(warning);
        }
    }
}
