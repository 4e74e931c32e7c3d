package dev.lumen.redis.sample;

import dev.lumen.api.units.Ratio;
import dev.lumen.api.units.Require;
import java.util.OptionalDouble;

/**
 * The keys of a sample that begin alike.
 *
 * @param prefix up to and with the separator, unprintable characters as {@code ?}, at most 64 characters; {@link #NONE} or
 *     {@link #OTHERS}
 * @param keys how many of the sample, 1 or more
 * @param shareOfMemory their part in the bytes of the sample, 0 to 1; absent where sizes are not known
 */
public record PrefixGroup(String prefix, int keys, OptionalDouble shareOfMemory) {
    /** Stands for the keys without a separator. */
    public static final String NONE = "(no prefix)";

    /** Stands for the prefixes beyond the limit. */
    public static final String OTHERS = "(other prefixes)";

    /** Refuses a share outside [0, 1]. */
    public PrefixGroup {
        Require.noNull(PrefixGroup.class, prefix, keys, shareOfMemory);
        shareOfMemory = Require.within("share of memory", shareOfMemory, 0, 1);
    }

    @Override
    public String toString() {
        return prefix
                + (shareOfMemory.isPresent()
                        ? " " + Ratio.of(shareOfMemory.getAsDouble()) + " of the memory"
                        : " " + keys + " keys");
    }
}
