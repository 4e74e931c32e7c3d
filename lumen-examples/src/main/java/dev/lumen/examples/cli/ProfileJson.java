package dev.lumen.examples.cli;

import dev.lumen.api.evidence.Estimate;
import dev.lumen.api.units.ByteSize;
import dev.lumen.core.json.LumenJson;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The pairs and what it took, as one object; what cannot be told is left out. */
final class ProfileJson {
    private ProfileJson() {}

    static void print(PrintStream out, Profiled profiled) {
        List<Map<String, Object>> cells = new ArrayList<>();
        for (Optional<Duration> ttl : profiled.ttls()) {
            for (Optional<ByteSize> size : profiled.sizes()) {
                cells.add(cell(profiled, ttl, size));
            }
        }
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("cells", cells);
        all.put("stateBytes", profiled.stateBytes().bytes());
        all.put("sampledKeys", profiled.surface().sampledKeys());
        all.put("requests", Math.round(profiled.surface().requests()));
        all.put("nanosPerAccess", profiled.nanosPerAccess());
        out.print(LumenJson.pretty(all));
    }

    private static Map<String, Object> cell(Profiled profiled, Optional<Duration> ttl, Optional<ByteSize> size) {
        Map<String, Object> cell = new LinkedHashMap<>();
        cell.put("ttlSeconds", ttl.<Object>map(time -> time).orElse(Show.INFINITE));
        cell.put("sizeBytes", size.<Object>map(bytes -> bytes).orElse(Show.INFINITE));
        profiled.point(ttl, size).ifPresent(point -> {
            cell.put("hitRatio", point.hitRatio().value());
            cell.put("low", point.hitRatio().low());
            cell.put("high", point.hitRatio().high());
            point.staleRatio()
                    .filter(ratio -> profiled.versions())
                    .map(Estimate::value)
                    .ifPresent(ratio -> cell.put("staleRatio", ratio));
            cell.put("occupiedBytes", point.occupiedBytes().value());
        });
        return cell;
    }
}
