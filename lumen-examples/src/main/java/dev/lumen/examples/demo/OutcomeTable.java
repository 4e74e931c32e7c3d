package dev.lumen.examples.demo;

import dev.lumen.api.units.Usd;
import java.util.Locale;
import java.util.OptionalDouble;

/** Two days side by side, and what became worse said as plainly as what became better. */
public final class OutcomeTable {
    private static final String WORSE = "worse";

    private OutcomeTable() {}

    /** The table. */
    public static String of(Outcome fixed, Outcome steered) {
        return String.join(
                "\n",
                row("whole day", "fixed", "steered", "difference", ""),
                ratio("hit ratio", fixed.hitRatio(), steered.hitRatio(), +1),
                row(
                        "backend calls",
                        String.format(Locale.ROOT, "%,d", fixed.apiCalls()),
                        String.format(Locale.ROOT, "%,d", steered.apiCalls()),
                        percent(fixed.apiCalls(), steered.apiCalls()),
                        steered.apiCalls() > fixed.apiCalls() ? WORSE : ""),
                money("backend cost", fixed.apiCostUsd(), steered.apiCostUsd()),
                money("memory cost", fixed.memoryCostUsd(), steered.memoryCostUsd()),
                money("total cost", fixed.totalCostUsd(), steered.totalCostUsd()),
                ratio("stale share of hits", fixed.staleRatio(), steered.staleRatio(), -1),
                row("TTL at the end", ttl(fixed.end()), ttl(steered.end()), "", ""),
                row("size at the end", size(fixed.end()), size(steered.end()), "", ""));
    }

    static String ttl(Setting setting) {
        return String.format(Locale.ROOT, "%,d s", setting.ttl().toSeconds());
    }

    static String size(Setting setting) {
        return setting.size().toString();
    }

    static String percent(OptionalDouble ratio) {
        return ratio.isPresent() ? String.format(Locale.ROOT, "%.1f %%", 100 * ratio.getAsDouble()) : "?";
    }

    private static String ratio(String name, OptionalDouble fixed, OptionalDouble steered, int goodDirection) {
        double points = 100 * (steered.orElse(0) - fixed.orElse(0));
        return row(
                name,
                percent(fixed),
                percent(steered),
                String.format(Locale.ROOT, "%+.1f points", points),
                points * goodDirection < 0 ? WORSE : "");
    }

    private static String money(String name, Usd fixed, Usd steered) {
        Usd difference = steered.plus(fixed.negated());
        return row(
                name,
                cents(fixed),
                cents(steered),
                (difference.amount() < 0 ? "-" : "+") + cents(Usd.of(Math.abs(difference.amount()))),
                difference.amount() > 0 ? WORSE : "");
    }

    private static String cents(Usd amount) {
        return String.format(Locale.ROOT, "$%,.2f", amount.amount());
    }

    private static String percent(long from, long to) {
        return from == 0 ? "?" : String.format(Locale.ROOT, "%+.1f %%", 100.0 * (to - from) / from);
    }

    private static String row(String... cells) {
        return String.format(Locale.ROOT, "%-20s  %12s  %12s  %20s  %s", (Object[]) cells)
                .stripTrailing();
    }
}
