package dev.lumen.examples.cli;

import dev.lumen.api.advise.TtlAdjustment;
import dev.lumen.api.advise.TtlBounds;
import dev.lumen.api.advise.TtlContext;
import dev.lumen.api.advise.TtlPolicy;
import dev.lumen.api.evidence.Estimate;
import dev.lumen.api.units.Ratio;
import java.time.Duration;
import java.util.Optional;

/**
 * What a policy expects at a TTL that it did not choose.
 *
 * @param ttl the TTL
 * @param expectedHitRatio the hit ratio there; absent where nothing is known
 * @param expectedCostChangeUsdPerMonth change of the API cost, negative where it saves; absent without the traffic
 */
record TtlSimulation(
        Duration ttl, Optional<Estimate> expectedHitRatio, Optional<Estimate> expectedCostChangeUsdPerMonth) {
    private static final Estimate NO_CHANGE = new Estimate(0, 0, 0);

    /** Asks {@code policy} with {@code ttl} as the only one allowed, so that it must say what to expect of it. */
    static TtlSimulation of(TtlPolicy policy, TtlContext.Builder context, Ratio hitRatio, Duration ttl) {
        TtlAdjustment forced =
                policy.recommend(context.bounds(new TtlBounds(ttl, ttl, ttl)).build());
        Optional<Estimate> change =
                ttl.equals(forced.currentTtl()) ? Optional.of(NO_CHANGE) : forced.expectedHitRatioChange();
        return new TtlSimulation(
                ttl, change.map(by -> after(hitRatio.value(), by)), forced.expectedCostChangeUsdPerMonth());
    }

    static Estimate after(double hitRatio, Estimate change) {
        return new Estimate(
                within(hitRatio + change.value()), within(hitRatio + change.low()), within(hitRatio + change.high()));
    }

    private static double within(double ratio) {
        return Math.max(0, Math.min(1, ratio));
    }

    void describe(Page page) {
        page.heading("Simulation at " + Show.seconds(ttl) + ", by a MODEL");
        page.field("Hit ratio:", expectedHitRatio.map(AdviceText::ratio).orElse("not known"));
        page.field(
                "API cost:",
                expectedCostChangeUsdPerMonth.map(Show::monthly).orElse("not known without --requests-per-hour"));
    }
}
