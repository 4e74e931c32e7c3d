package dev.lumen.core.govern.verify;

import dev.lumen.api.units.Require;
import java.time.Duration;

/**
 * How a change is verified.
 *
 * @param alpha how often all looks together may find cost or hit ratio changed where they are not, in (0, 0.5]
 * @param tolerance a rise of the cost that is not worth a word, as a share of the cost before, 0 to 1
 * @param block windows are taken together until they are at least so long, and as long as the longer TTL; above 0
 * @param blockRequests and until they have so many requests, 1 or more
 * @param longest so long after settling, what is not shown to be worse is kept; above 0
 */
public record VerificationRule(double alpha, double tolerance, Duration block, long blockRequests, Duration longest) {
    /** α = 0.01 (SPEC §10), 2 % of the cost, blocks of ten minutes and 1,000 requests, a day. */
    public static final VerificationRule DEFAULT =
            new VerificationRule(0.01, 0.02, Duration.ofMinutes(10), 1000, Duration.ofDays(1));

    /** Refuses null, NaN and values outside their range. */
    public VerificationRule {
        Require.noNull(VerificationRule.class, alpha, tolerance, block, blockRequests, longest);
        alpha = Require.within("error probability of a verification", alpha, 1e-9, 0.5);
        tolerance = Require.within("tolerance of a verification", tolerance, 0, 1);
        Require.positive("block", block);
        if (blockRequests < 1) {
            throw Require.refused("requests of a block", blockRequests, "1 or more");
        }
        Require.positive("longest verification", longest);
    }
}
