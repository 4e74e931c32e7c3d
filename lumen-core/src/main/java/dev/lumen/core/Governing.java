package dev.lumen.core;

import dev.lumen.api.evidence.HitRatioSurface;
import dev.lumen.api.feedback.UnifiedFeedback;
import dev.lumen.api.observe.Observation;
import dev.lumen.api.observe.Observation.Missing;
import dev.lumen.core.collect.Guard;
import dev.lumen.core.collect.Guards;
import dev.lumen.core.govern.Steward;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Has the steward take in each feedback; where it fails or hangs, that costs its session and nothing else. */
final class Governing {
    private static final Steward.Session NOTHING = new Steward.Session(List.of(), List.of());

    private final Optional<Steward> steward;
    private final Guard guard;

    Governing(Optional<Steward> steward, Guards guards) {
        this.steward = steward;
        this.guard = guards.of("steward");
    }

    Steward.Session attend(
            UnifiedFeedback feedback,
            Optional<HitRatioSurface> surface,
            Leadership.Standing standing,
            Duration patience) {
        if (steward.isEmpty()) {
            return NOTHING;
        }
        Observation<Steward.Session> session =
                guard.call(() -> steward.get().attend(feedback, surface, standing.token()), patience);
        return session.trusted()
                .orElseGet(() -> new Steward.Session(
                        List.of(),
                        List.of("nothing was proposed or changed in this run: "
                                + (session instanceof Missing<Steward.Session> missing ? missing.detail() : ""))));
    }
}
