package dev.lumen.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lumen.api.feedback.UnifiedFeedback;
import dev.lumen.api.signal.Roi;
import dev.lumen.api.testkit.Feedbacks;
import dev.lumen.api.units.Usd;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class ServiceTextTest {
    @Test
    void only_what_costs_nothing_returns_without_limit() {
        assertThat(text(Usd.ZERO, OptionalDouble.empty()))
                .contains("ROI:                without limit, as it costs nothing");
        assertThat(text(Usd.of(1e-300), OptionalDouble.empty())).contains("ROI:                not known, score 100.0");
        assertThat(text(Usd.of(9.36), OptionalDouble.of(6_310.3))).contains("ROI:                6,310 %");
    }

    private static String text(Usd cost, OptionalDouble percent) {
        UnifiedFeedback bare = Feedbacks.bare();
        Page page = new Page();
        ServiceText.write(
                page,
                new UnifiedFeedback(
                        bare.schemaVersion(),
                        bare.timestamp(),
                        bare.cacheName(),
                        bare.systemHealth(),
                        bare.gate(),
                        bare.cache(),
                        bare.ttl(),
                        bare.size(),
                        bare.maturity(),
                        Optional.of(new Roi(Usd.of(1e300), cost, percent, 100)),
                        bare.slo(),
                        bare.costRhythm(),
                        bare.overrides(),
                        bare.recommendations(),
                        bare.missing(),
                        bare.notices()));
        return page.text();
    }
}
