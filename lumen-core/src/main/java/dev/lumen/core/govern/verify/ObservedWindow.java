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
 * @param control how it would have done at the setting from before the change, by the access profile in the same window; absent
 *     without a profile
 */
public record ObservedWindow(
        Instant from, Duration length, long requests, Performance realised, Optional<Performance> control) {
    /** Refuses null, empty windows and windows without requests. */
    public ObservedWindow {
        Require.noNull(ObservedWindow.class, from, length, requests, realised, control);
        Require.positive("length of a window", length);
        if (requests < 1) {
            throw Require.refused("requests of a window", requests, "1 or more");
        }
    }

    Instant end() {
        return from.plus(length);
    }
}
