package dev.lumen.core.ttl;

import dev.lumen.api.advise.EvidenceKind;
import dev.lumen.api.advise.TtlExperience;
import dev.lumen.api.evidence.Estimate;
import dev.lumen.api.units.Seconds;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The response of the hit ratio to the TTL, fitted to settled windows at two or more TTLs: log-odds linear in log TTL,
 *
 * <pre>ln(h ÷ (1 − h)) = a + b · ln T</pre>
 *
 * by least squares over the windows. Slope 1 is the renewal model of one rate for all keys, slope 0 a hit ratio that the TTL
 * does not touch; unequal keys lie between, and the slope is held there: at a fixed size and workload a longer TTL never
 * lowers the hit ratio, and no mixture of rates responds faster than one rate does.
 *
 * <p>The noise is that between windows, not that of counting requests, which would be far too small since the requests of
 * one key are not independent. The interval is ± 1.645 standard errors of the slope, held to the same range. Of two windows
 * the noise is not known: the slope is theirs, its interval the whole range, the confidence the least.
 *
 * <p>A shorter TTL is never expected to pay: slope 0 or more says that it lowers the hit ratio or leaves it, and it frees no
 * memory that anyone is paid for. So of the SPEC's ± 60 s only + 60 s is ever worth trying by this response.
 */
final class FittedResponse implements HitRatioModel {
    /** A line takes two numbers from the windows: as many leave no residual to tell noise from response by. */
    private static final int NO_RESIDUAL = 2;

    /** TTLs closer together than about a millionth are one TTL, whatever their nanoseconds say. */
    private static final double NO_SPREAD = 1e-12;

    /** Two-sided 90 % point of the normal distribution. */
    private static final double Z_90 = 1.645;

    private static final double SURE = 0.85;

    private final double slope;
    private final double slopeError;
    private final double logOdds;

    private FittedResponse(double slope, double slopeError, double logOdds) {
        this.slope = slope;
        this.slopeError = slopeError;
        this.logOdds = logOdds;
    }

    /**
     * The response that {@code history} shows, through the hit ratio now; empty with fewer than two TTLs.
     */
    static Optional<FittedResponse> fit(List<TtlExperience> history, double hitRatioNow, double requestsNow) {
        int n = history.size();
        boolean oneTtl = history.stream().map(TtlExperience::ttl).distinct().count() < 2;
        if (oneTtl) {
            return Optional.empty();
        }
        double[] x = history.stream()
                .mapToDouble(window -> Math.log(Seconds.of(window.ttl())))
                .toArray();
        double[] y = history.stream()
                .mapToDouble(window -> logOdds((double) window.hits(), (double) window.requests()))
                .toArray();
        double meanX = mean(x);
        double meanY = mean(y);
        double sxx = 0;
        double sxy = 0;
        for (int i = 0; i < n; i++) {
            sxx += (x[i] - meanX) * (x[i] - meanX);
            sxy += (x[i] - meanX) * (y[i] - meanY);
        }
        if (sxx < NO_SPREAD) {
            return Optional.empty();
        }
        double raw = sxy / sxx;
        double residual = 0;
        for (int i = 0; i < n; i++) {
            double error = y[i] - meanY - raw * (x[i] - meanX);
            residual += error * error;
        }
        double slopeError = n > NO_RESIDUAL ? Math.sqrt(residual / (n - NO_RESIDUAL) / sxx) : Double.POSITIVE_INFINITY;
        return Optional.of(new FittedResponse(unit(raw), slopeError, logOdds(hitRatioNow * requestsNow, requestsNow)));
    }

    @Override
    public Estimate change(Duration from, Duration to) {
        double stretch = Math.log(Seconds.of(to) / Seconds.of(from));
        double value = change(slope * stretch);
        double one = change(unit(slope - Z_90 * slopeError) * stretch);
        double other = change(unit(slope + Z_90 * slopeError) * stretch);
        return new Estimate(value, Math.min(one, other), Math.max(one, other));
    }

    private double change(double logOddsChange) {
        return logistic(logOdds + logOddsChange) - logistic(logOdds);
    }

    @Override
    public EvidenceKind evidence() {
        return EvidenceKind.HISTORY;
    }

    /** Rises from one half towards 0.85 as the slope stands out of its noise. */
    @Override
    public double confidence() {
        double clear = slope / (slope + Z_90 * slopeError);
        return 0.5 + (SURE - 0.5) * (Double.isNaN(clear) ? 0 : clear);
    }

    /** Log-odds with half a hit and half a miss added (Haldane, Anscombe), so that 0 and 1 stay finite. */
    private static double logOdds(double hits, double requests) {
        return Math.log((hits + 0.5) / (requests - hits + 0.5));
    }

    private static double logistic(double logOdds) {
        return 1 / (1 + Math.exp(-logOdds));
    }

    private static double unit(double value) {
        return Math.max(0, Math.min(1, value));
    }

    private static double mean(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum / values.length;
    }
}
