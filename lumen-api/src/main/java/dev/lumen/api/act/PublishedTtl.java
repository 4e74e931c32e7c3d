package dev.lumen.api.act;

import dev.lumen.api.units.Require;

/**
 * A setting as a {@link TtlChannel} holds it.
 *
 * <p>Of two values the one with the higher token is in force, and of two with the same token the one with the higher epoch. As
 * long as a channel loses nothing, tokens and epochs grow together; one that has lost everything begins again with epoch 1, and
 * with a token higher than any before.
 *
 * @param epoch the number of the publication, 1 for the first
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

    /** Whether this was published after {@code other}. */
    public boolean isNewerThan(PublishedTtl other) {
        return token == other.token ? epoch > other.epoch : token > other.token;
    }
}
