package dev.lumen.core.govern.verify;

import dev.lumen.api.units.Require;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What was read of a cache in a stretch of time.
 *
 * @param from when it began
 * @param length how long it was, above 0
 * @param requests look-ups, 1 or more
 * @param realised how the cache did
 * @param control how it would have done at the setting from before the change that was under way, by the access profile in the
 *     same window; absent without a profile
 * @param own how it would have done, by the same profile, at the setting that was in force: what the profile is always wrong by;
 *     absent without one
 */
public record ObservedWindow(
        Instant from,
        Duration length,
        long requests,
        Performance realised,
        Optional<Performance> control,
        Optional<Performance> own) {
    /** Refuses null, empty windows and windows without requests. */
    public ObservedWindow {
        Require.noNull(ObservedWindow.class, from, length, requests, realised, control, own);
        Require.positive("length of a window", length);
        if (requests < 1) {
            throw Require.refused("requests of a window", requests, "1 or more");
        }
    }

    /** A window in which the setting was as it had been. */
    public ObservedWindow(
            Instant from, Duration length, long requests, Performance realised, Optional<Performance> control) {
        this(from, length, requests, realised, control, control);
    }

    Instant end() {
        return from.plus(length);
    }
}
