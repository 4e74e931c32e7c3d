package dev.lumen.examples.cli;

import dev.lumen.api.units.ByteSize;
import dev.lumen.api.units.Ratio;
import dev.lumen.api.units.Usd;
import dev.lumen.replay.CacheCounters;
import dev.lumen.replay.ReplayCosts;
import dev.lumen.replay.ReplaySettings;
import dev.lumen.replay.ReplaySummary;
import dev.lumen.replay.ReplayWindow;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/** A table of the windows and what came of it all, for people. */
final class ReplayText implements ReplayOutput {
    private final PrintStream out;
    private final ReplaySettings settings;
    private final String policy;
    private final Optional<Ratio> maxStaleRatio;
    private final WindowTable table;

    ReplayText(PrintStream out, ReplaySettings settings, String policy, Optional<Ratio> maxStaleRatio) {
        this.out = out;
        this.settings = settings;
        this.policy = policy;
        this.maxStaleRatio = maxStaleRatio;
        this.table = new WindowTable(settings.window());
    }

    @Override
    public void window(ReplayWindow window) {
        table.add(window);
    }

    @Override
    public void end(ReplaySummary summary, boolean versions) {
        Page page = new Page();
        table.print(page);
        page.heading("Replay with policy " + policy);
        CacheCounters counters = summary.counters();
        page.field("Requests:", String.format(Locale.ROOT, "%,d", counters.requests()));
        page.field("Hit ratio:", hitRatio(counters));
        page.field("Stale hits:", versions ? staleHits(counters) : "not known: the trace has no versions");
        page.field("TTL:", moved(ttl(settings.ttl()), ttl(summary.finalTtl()), summary.ttlChanges()));
        page.field("Size:", moved(size(settings.size()), size(summary.finalSize()), summary.sizeChanges()));
        page.field("Cost:", cost(summary.costs()));
        out.print(page.text());
    }

    private static String hitRatio(CacheCounters counters) {
        return counters.hitRatio().isPresent()
                ? Show.percent(counters.hitRatio().getAsDouble())
                : "none: there were no requests";
    }

    private String staleHits(CacheCounters counters) {
        String count = String.format(Locale.ROOT, "%,d", counters.hits().stale());
        Optional<String> verdict = maxStaleRatio.flatMap(limit -> StaleLimit.verdict(counters, limit));
        if (verdict.isPresent()) {
            return count + ", " + verdict.get();
        }
        return counters.staleRatio().isPresent()
                ? count + ", " + Show.percent(counters.staleRatio().getAsDouble()) + " of hits"
                : count;
    }

    private static String moved(String before, String after, int changes) {
        return changes == 0 ? after : before + " → " + after + ", " + changes + (changes == 1 ? " change" : " changes");
    }

    static String ttl(Optional<Duration> ttl) {
        return ttl.map(Show::seconds).orElse("inf");
    }

    static String size(Optional<ByteSize> size) {
        return size.map(ByteSize::toString).orElse("inf");
    }

    private static String cost(ReplayCosts costs) {
        String parts = "API " + Usd.of(costs.apiUsd()) + " + memory "
                + (costs.memoryUsd().isPresent() ? Usd.of(costs.memoryUsd().getAsDouble()) : "unlimited, not priced")
                + " + stale hits " + Usd.of(costs.staleUsd());
        return costs.totalUsd().isPresent() ? Usd.of(costs.totalUsd().getAsDouble()) + " = " + parts : parts;
    }
}
