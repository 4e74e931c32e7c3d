package dev.lumen.core.govern.ledger;

import dev.lumen.api.units.Require;
import java.time.Instant;

/**
 * What came of a promise.
 *
 * @param at when it was known
 * @param realised the number that came, in the unit of the estimate; finite
 * @param right whether the advice was right: to be said by whoever knows what it was for
 */
public record Outcome(Instant at, double realised, boolean right) {
    /** Refuses null, NaN and infinities. */
    public Outcome {
        Require.noNull(Outcome.class, at, realised, right);
        realised = Require.finite("realised value", realised);
    }

    /** An outcome that is right if it went the way that was promised, or lies in the interval that was published. */
    public static Outcome of(Prediction prediction, Instant at, double realised) {
        var promised = Require.present("prediction", prediction).published().estimate();
        boolean sameWay = Math.signum(realised) == Math.signum(promised.value());
        boolean inside = realised >= promised.low() && realised <= promised.high();
        return new Outcome(at, realised, sameWay || inside);
    }
}
