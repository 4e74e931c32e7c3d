package dev.lumen.api.act;

import dev.lumen.api.units.Require;

/**
 * A setting as a {@link TtlChannel} holds it.
 *
 * @param epoch the number of the publication, 1 for the first; of two values the one with the higher epoch is in force
 * @param token the fencing token of who published it, 1 or more
 * @param setting what the advisors hand out
 */
public record PublishedTtl(long epoch, long token, TtlSetting setting) {
    /** Refuses numbers below 1. */
    public PublishedTtl {
        Require.noNull(PublishedTtl.class, epoch, token, setting);
        if (epoch < 1) {
            throw Require.refused("epoch", epoch, "1 or more");
        }
        if (token < 1) {
            throw Require.refused("fencing token", token, "1 or more");
        }
    }
}
