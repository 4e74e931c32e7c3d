package dev.lumen.core.govern;

import dev.lumen.api.feedback.CacheFeedback;
import dev.lumen.api.feedback.Quality;
import dev.lumen.api.feedback.UnifiedFeedback;
import dev.lumen.api.grade.CacheHealth;
import dev.lumen.api.signal.RhythmState;
import dev.lumen.api.signal.SloReport;
import java.util.Locale;
import java.util.Optional;

/** Whether a feedback is ground to act on at all (SPEC §10): what is missing, old, made up, unknown or chaotic is none. */
final class Grounds {
    private Grounds() {}

    /** Why nothing may be proposed or changed on this feedback; empty where it may. */
    static Optional<String> against(UnifiedFeedback feedback) {
        Optional<CacheFeedback> cache = feedback.cache();
        if (cache.isEmpty()) {
            return Optional.of("the cache could not be measured");
        }
        if (cache.get().quality() != Quality.MEASURED) {
            return Optional.of(
                    "the cache's metrics are " + cache.get().quality().name().toLowerCase(Locale.ROOT));
        }
        if (cache.get().health() == CacheHealth.UNKNOWN) {
            return Optional.of("the cache's health is not known");
        }
        if (feedback.overrides().optimizationDisabled()) {
            return Optional.of("optimisation is switched off");
        }
        return rhythm(feedback).or(() -> brokenObjective(feedback));
    }

    private static Optional<String> rhythm(UnifiedFeedback feedback) {
        return feedback.costRhythm()
                .filter(rhythm -> rhythm.state() == RhythmState.CHAOTIC)
                .map(rhythm -> "the bill is chaotic");
    }

    private static Optional<String> brokenObjective(UnifiedFeedback feedback) {
        return feedback.slo().flatMap(Grounds::brokenKey).map(name -> "the key objective '" + name + "' is not met");
    }

    /** The first key objective that is not met. */
    static Optional<String> brokenKey(SloReport report) {
        return report.objectives().stream()
                .filter(objective -> objective.key() && !objective.met().orElse(true))
                .map(SloReport.Objective::name)
                .findFirst();
    }
}
