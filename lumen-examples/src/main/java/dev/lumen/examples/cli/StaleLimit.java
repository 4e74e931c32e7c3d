package dev.lumen.examples.cli;

import dev.lumen.api.units.Ratio;
import dev.lumen.replay.CacheCounters;
import java.util.Locale;
import java.util.Optional;

/** Whether a limit on stale hits held. */
final class StaleLimit {
    private StaleLimit() {}

    /** In words; absent where there were no hits, so that nothing could be stale. */
    static Optional<String> verdict(CacheCounters counters, Ratio limit) {
        if (counters.staleRatio().isEmpty()) {
            return Optional.empty();
        }
        double ratio = counters.staleRatio().getAsDouble();
        return Optional.of(percent(ratio) + " of hits, " + (ratio <= limit.value() ? "within" : "ABOVE")
                + " the limit of " + percent(limit.value()));
    }

    /** Three digits: limits are a few percent, and what breaks them may do so by a little. */
    private static String percent(double ratio) {
        return String.format(Locale.ROOT, "%.3g %%", 100 * ratio);
    }
}
