package dev.lumen.examples.demo;

import dev.lumen.api.advise.Prices;
import dev.lumen.api.feedback.CacheAction;
import dev.lumen.api.units.Usd;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Locale;

/** What a demonstration says around its tables. */
public final class DemoText {
    private DemoText() {}

    /** What is about to happen. */
    public static String opening(Scenario scenario) {
        Workload.Arrivals arrivals = scenario.workload().arrivals();
        return String.format(
                Locale.ROOT,
                """
                A day of a service that pays for its searches and caches them with Caffeine, in virtual time.

                  traffic  %.0f requests a second, %.0f at night, %.0f in the afternoon (seed %d); Zipf over %,d items,
                           %.0f new ones an hour; log-normal sizes; contents that change while they are cached
                  prices   $%s a backend call, $%s for a MB of cache a month
                  start    TTL %s, %s, an empty cache at midnight
                  loop     every %d minutes: read, advise, one lever at a time; TTL %d to %,d s, %.0f to %s
                """,
                arrivals.perSecond(),
                arrivals.perSecond() * (1 - arrivals.swing()),
                arrivals.perSecond() * (1 + arrivals.swing()),
                scenario.seed(),
                scenario.workload().popularity().ranks(),
                scenario.workload().popularity().birthsPerHour(),
                price(scenario.prices().apiCall().amount()),
                price(scenario.prices().memoryMbMonth().amount()),
                OutcomeTable.ttl(scenario.start()),
                OutcomeTable.size(scenario.start()),
                scenario.every().toMinutes(),
                scenario.bounds().ttl().min().toSeconds(),
                scenario.bounds().ttl().max().toSeconds(),
                scenario.bounds().size().min().megabytes(),
                scenario.bounds().size().max());
    }

    /** How the loop spent its day. */
    public static String restraint(Scenario scenario, Summary summary) {
        long runs = Duration.ofDays(1).dividedBy(scenario.every());
        return String.format(
                        Locale.ROOT,
                        "%d changes in %d runs; in the others there was nothing to do, or the last change had yet to"
                                + " settle.",
                        summary.changes().size(),
                        runs)
                + losses(summary);
    }

    /** Why the loop did what it expected to cost money; empty where it did not. */
    private static String losses(Summary summary) {
        long losses = summary.changes().stream()
                .filter(change -> change.action() == CacheAction.DECREASE_TTL)
                .filter(change -> change.expectedCostChangeUsdPerMonth()
                        .filter(cost -> cost.amount() > 0)
                        .isPresent())
                .count();
        return losses == 0 ? "" : String.format(Locale.ROOT, """

                        %d of them give hits away for room: where memory is nearly full and the hit ratio high, the rules
                        shorten the TTL before entries have to be evicted. They do not weigh that against its price.""", losses);
    }

    /** What a sceptic would ask about the figures. */
    public static String smallPrint(Summary summary, Prices prices) {
        return fair(summary.before()) + hindsight(summary) + limit(summary.atBounds()) + price(summary, prices);
    }

    private static String fair(Outcome before) {
        return String.format(
                Locale.ROOT, """
                Fair?      "fixed" is the same %,d requests (same seed) through the same kind of cache, held
                           at TTL %s and %s all day; "steered" includes the hours before it had learned.
                """, before.requests(), OutcomeTable.ttl(before.end()), OutcomeTable.size(before.end()));
    }

    private static String hindsight(Summary summary) {
        Outcome hindsight = summary.hindsight();
        double learning = summary.after().totalCostUsd().amount()
                - hindsight.totalCostUsd().amount();
        return String.format(
                Locale.ROOT,
                """
                Hindsight  The same requests at TTL %s and %s all day: hit ratio %s, total
                           $%,.2f; %s.
                """,
                OutcomeTable.ttl(hindsight.end()),
                OutcomeTable.size(hindsight.end()),
                OutcomeTable.percent(hindsight.hitRatio()),
                hindsight.totalCostUsd().amount(),
                learning(learning));
    }

    private static String limit(Outcome atBounds) {
        return String.format(
                Locale.ROOT,
                """
                Limit      At TTL %s and %s, the bounds, all day: hit ratio %s, total $%,.2f,
                           %s stale. The rules hold back above a hit ratio of 80 %%.
                """,
                OutcomeTable.ttl(atBounds.end()),
                OutcomeTable.size(atBounds.end()),
                OutcomeTable.percent(atBounds.hitRatio()),
                atBounds.totalCostUsd().amount(),
                OutcomeTable.percent(atBounds.staleRatio()));
    }

    private static String price(Summary summary, Prices prices) {
        return String.format(
                Locale.ROOT,
                """
                The price  Longer TTLs serve older content: %s of the hits were stale, not %s. A cache's
                           counters do not show that; the TTL's upper bound limits it.
                           Memory: %s.
                """,
                OutcomeTable.percent(summary.after().staleRatio()),
                OutcomeTable.percent(summary.before().staleRatio()),
                memory(summary, prices));
    }

    private static String learning(double dollars) {
        return dollars >= 0
                ? String.format(Locale.ROOT, "to find that out cost $%,.2f", dollars)
                : String.format(Locale.ROOT, "the loop, which followed the day, did better by $%,.2f", -dollars);
    }

    private static String memory(Summary summary, Prices prices) {
        double more = summary.after().end().size().megabytes()
                - summary.before().end().size().megabytes();
        Usd cost = Usd.of(more * prices.memoryMbMonth().amount());
        return String.format(Locale.ROOT, "%+.0f MB, %s a month", more, cost.signed());
    }

    private static String price(double dollars) {
        return new BigDecimal(Double.toString(dollars)).stripTrailingZeros().toPlainString();
    }
}
