package dev.lumen.api.testkit;

import dev.lumen.api.act.Baseline;
import dev.lumen.api.act.Change;
import dev.lumen.api.act.Proposal;
import dev.lumen.api.act.ProposalHistory;
import dev.lumen.api.advise.Confidence;
import dev.lumen.api.advise.Reason;
import dev.lumen.api.evidence.Estimate;
import dev.lumen.api.observe.CacheName;
import dev.lumen.api.units.ByteSize;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** Examples of proposals. */
public final class Proposals {
    private Proposals() {}

    /** From 300 s to 420 s, as {@link Feedbacks#typical} advises. */
    public static ProposalHistory ttl() {
        return of("ttl-3f9a2c41", new Change.OfTtl(Duration.ofSeconds(300), Duration.ofSeconds(420)));
    }

    /** From 256 MB to 320 MB. */
    public static ProposalHistory size() {
        return of("size-0c11d2aa", new Change.OfSize(ByteSize.ofMegabytes(256), ByteSize.ofMegabytes(320)));
    }

    private static ProposalHistory of(String id, Change change) {
        return ProposalHistory.of(new Proposal(
                id,
                CacheName.of("ion-api"),
                change,
                new Baseline(
                        Optional.of(Duration.ofSeconds(300)),
                        Optional.of(ByteSize.ofMegabytes(256)),
                        OptionalDouble.of(0.72),
                        Metrics.NOW,
                        "9f86d081"),
                Metrics.NOW,
                Metrics.NOW.plus(Duration.ofDays(1)),
                new Proposal.Promise(
                        Optional.of(new Estimate(0.03, 0.01, 0.05)),
                        Optional.of(new Estimate(-12, -20, -4)),
                        Confidence.of(0.8)),
                List.of(Reason.of("Three of ten misses had expired.", 0.3))));
    }
}
