package dev.lumen.examples.cli;

import dev.lumen.api.advise.Prices;
import dev.lumen.api.units.Usd;
import picocli.CommandLine.Option;

/** What a miss and a megabyte cost, as the options of every command that prices both. */
final class PriceOptions {
    @Option(
            names = "--api-cost",
            paramLabel = "USD",
            defaultValue = "0.01",
            description = "What one miss costs. Default: $$${DEFAULT-VALUE}.")
    private Usd apiCost;

    @Option(
            names = "--memory-cost",
            paramLabel = "USD",
            defaultValue = "0.0365",
            description = "What one MB provided costs a month of 730 h. Default: $$${DEFAULT-VALUE}.")
    private Usd memoryCost;

    Prices prices() {
        return new Prices(apiCost, memoryCost);
    }

    /** Says what looks like a slip in the prices. */
    void warn(Console console) {
        prices().warnings().forEach(console::note);
    }
}
