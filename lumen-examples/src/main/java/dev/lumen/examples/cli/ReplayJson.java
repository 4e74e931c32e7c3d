package dev.lumen.examples.cli;

import dev.lumen.core.json.LumenJson;
import dev.lumen.replay.CacheCounters;
import dev.lumen.replay.ReplaySummary;
import dev.lumen.replay.ReplayWindow;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;

/** The summary as one object; what cannot be told is left out. */
final class ReplayJson implements ReplayOutput {
    private final PrintStream out;

    ReplayJson(PrintStream out) {
        this.out = out;
    }

    @Override
    public void window(ReplayWindow window) {
        // the summary has it all
    }

    @Override
    public void end(ReplaySummary summary, boolean versions) {
        CacheCounters counters = summary.counters();
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("requests", counters.requests());
        fields.put("hits", counters.hits().total());
        putIfKnown(fields, "hitRatio", counters.hitRatio());
        fields.put("staleHits", counters.hits().stale());
        fields.put("apiCostUsd", summary.costs().apiUsd());
        putIfKnown(fields, "memoryCostUsd", summary.costs().memoryUsd());
        fields.put("staleCostUsd", summary.costs().staleUsd());
        putIfKnown(fields, "totalCostUsd", summary.costs().totalUsd());
        fields.put("ttlChanges", summary.ttlChanges());
        fields.put("sizeChanges", summary.sizeChanges());
        fields.put("finalTtlSeconds", summary.finalTtl().<Object>map(ttl -> ttl).orElse(Show.INFINITE));
        fields.put(
                "finalSizeBytes", summary.finalSize().<Object>map(size -> size).orElse(Show.INFINITE));
        out.print(LumenJson.pretty(fields));
    }

    private static void putIfKnown(Map<String, Object> fields, String name, OptionalDouble value) {
        value.ifPresent(number -> fields.put(name, number));
    }
}
