package dev.lumen.api.observe;

import dev.lumen.api.units.Require;

/**
 * The name of one cache, as the host calls it; one orchestrator steers one named cache.
 *
 * @param value 1 to 200 characters, not blank, without control characters
 */
public record CacheName(String value) {
    private static final int LONGEST = 200;

    /** Refuses a blank, over-long or unprintable name. */
    public CacheName {
        Require.noNull(CacheName.class, value);
        Require.notBlank("cache name", value);
        if (value.length() > LONGEST || value.chars().anyMatch(Character::isISOControl)) {
            throw Require.refused(
                    "cache name",
                    "'" + value.substring(0, Math.min(40, value.length())) + "…' with " + value.length()
                            + " characters",
                    "1 to " + LONGEST + " characters, none of them a control character");
        }
    }

    /**
     * The name {@code value}.
     *
     * @throws IllegalArgumentException if blank, over-long or unprintable
     */
    public static CacheName of(String value) {
        return new CacheName(value);
    }

    @Override
    public String toString() {
        return value;
    }
}
