package dev.lumen.core.collect;

import dev.lumen.api.feedback.MissingPart;
import dev.lumen.api.observe.CacheMetrics;
import dev.lumen.api.observe.Observation;
import dev.lumen.api.observe.Reading.Cumulative;
import java.util.List;
import java.util.Map;

/**
 * What asking every metric source came to.
 *
 * @param cache the metrics, with their quality
 * @param samples the latest counters of each source, to subtract from next time
 * @param failures each source that was asked and gave no metrics, and why
 * @param notices what the source that answered says beside its metrics; where none did, what those say that could be read
 */
public record Collected(
        Observation<CacheMetrics> cache,
        Map<String, Cumulative> samples,
        List<MissingPart> failures,
        List<String> notices) {
    /** Copies the collections. */
    public Collected {
        samples = Map.copyOf(samples);
        failures = List.copyOf(failures);
        notices = List.copyOf(notices);
    }
}
