package dev.lumen.api.advise;

import dev.lumen.api.units.Require;
import java.time.Duration;
import java.util.Optional;

/**
 * What a person has decided, which wins over every advice and is shown in every report.
 *
 * @param ttl the TTL to hold ({@code OVERRIDE_TTL}), above zero; absent where the TTL is free
 * @param sizeLocked whether the size is to stay ({@code LOCK_CACHE_SIZE})
 * @param optimizationDisabled whether everything is to stay ({@code DISABLE_AUTO_OPTIMIZATION})
 */
public record Overrides(Optional<Duration> ttl, boolean sizeLocked, boolean optimizationDisabled) {
    /** Nothing is held. */
    public static final Overrides NONE = new Overrides(Optional.empty(), false, false);

    /** Refuses a TTL of zero or less. */
    public Overrides {
        Require.noNull(Overrides.class, ttl, sizeLocked, optimizationDisabled);
        ttl.ifPresent(duration -> Require.positive("override TTL", duration));
    }

    /** These overrides with the TTL held at {@code duration}. */
    public Overrides withTtl(Duration duration) {
        return new Overrides(Optional.of(Require.present("override TTL", duration)), sizeLocked, optimizationDisabled);
    }

    /** These overrides with the size locked. */
    public Overrides withSizeLocked() {
        return new Overrides(ttl, true, optimizationDisabled);
    }

    /** These overrides with optimisation switched off. */
    public Overrides withOptimizationDisabled() {
        return new Overrides(ttl, sizeLocked, true);
    }
}
