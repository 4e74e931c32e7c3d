package dev.lumen.examples.redisdemo;

import dev.lumen.api.units.Seconds;
import dev.lumen.api.units.Usd;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/** What a demonstration on a Redis says. */
public final class RedisDemoText {
    private static final double NANOS_PER_MILLI = 1e6;

    /** To connect and to warm up. */
    private static final int START_SECONDS = 3;

    private RedisDemoText() {}

    /** What is about to happen. */
    public static String opening(RedisScenario scenario, String server, String prefix) {
        Duration whole = scenario.phase().multipliedBy(2).plus(scenario.every().multipliedBy(scenario.runs()));
        return String.format(
                Locale.ROOT,
                """
                A service that caches what a backend answers on a real Redis, in real time: a second of a
                production cache is a millisecond here. It takes some %d s.

                  server   %s; keys begin with %s, and are taken away at the end
                  traffic  %,.0f requests a second for %,d items (seed %d), whose contents change every 16 to
                           256 s
                  start    TTL %s
                  loop     every %s: read INFO, look at the recorded accesses, advise, publish the new TTL on
                           Redis; the service hears of it over a connection of its own. At most %s of the
                           hits may be stale
                """,
                whole.toSeconds() + START_SECONDS,
                server,
                prefix,
                scenario.perSecond(),
                scenario.keys(),
                scenario.seed(),
                Seconds.text(scenario.bounds().standard()),
                Seconds.text(scenario.every()),
                scenario.staleness().limit().orElseThrow());
    }

    /** The names of a change's columns. */
    public static String header() {
        return move("hit ratio", "done", "reached", "$/month", "because");
    }

    /** A change: what was seen, what was done, how soon the service had it, and why. */
    public static String line(TtlMove move) {
        List<String> reasons = move.reasons();
        return move(
                percent(move.hitRatio()),
                "TTL " + Seconds.text(move.before()) + " → " + Seconds.text(move.after()),
                String.format(Locale.ROOT, "%.1f ms", move.reached().toNanos() / NANOS_PER_MILLI),
                move.expectedCostChangeUsdPerMonth().map(Usd::signed).orElse("?"),
                reasons.isEmpty() ? "" : reasons.get(0));
    }

    private static String move(String... cells) {
        return String.format(Locale.ROOT, "%9s  %-21s  %8s  %8s  %s", (Object[]) cells)
                .stripTrailing();
    }

    /** Before and after, side by side. */
    public static String outcome(Phase before, Phase after) {
        return String.join(
                "\n",
                row("", "before", "after"),
                row("TTL", Seconds.text(before.ttl()), Seconds.text(after.ttl())),
                row("requests", count(before.requests()), count(after.requests())),
                row("hit ratio", percent(before.hitRatio()), percent(after.hitRatio())),
                row("backend calls", count(before.calls()), count(after.calls())),
                row(
                        "backend cost a month",
                        before.apiCostUsdPerMonth().toString(),
                        after.apiCostUsdPerMonth().toString()),
                row("mean answer", millis(before.meanAnswer()), millis(after.meanAnswer())),
                row("stale share of hits", percent(before.staleRatio()), percent(after.staleRatio())),
                row("Redis did not answer", count(before.redisFailures()), count(after.redisFailures())));
    }

    private static String row(String name, String before, String after) {
        return String.format(Locale.ROOT, "%-22s  %12s  %12s", name, before, after)
                .stripTrailing();
    }

    private static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    private static String millis(Duration time) {
        return String.format(Locale.ROOT, "%.2f ms", time.toNanos() / NANOS_PER_MILLI);
    }

    private static String percent(OptionalDouble ratio) {
        return ratio.isPresent() ? String.format(Locale.ROOT, "%.1f %%", 100 * ratio.getAsDouble()) : "?";
    }
}
