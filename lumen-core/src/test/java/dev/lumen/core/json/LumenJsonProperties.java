package dev.lumen.core.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import dev.lumen.api.advise.Overrides;
import dev.lumen.api.advise.SizeContext;
import dev.lumen.api.advise.TtlContext;
import dev.lumen.api.evidence.Estimate;
import dev.lumen.api.feedback.CacheAction;
import dev.lumen.api.feedback.CacheFeedback;
import dev.lumen.api.feedback.MissingPart;
import dev.lumen.api.feedback.Quality;
import dev.lumen.api.feedback.Recommendation;
import dev.lumen.api.feedback.UnifiedFeedback;
import dev.lumen.api.gate.GateInputs;
import dev.lumen.api.gate.GateScore;
import dev.lumen.api.grade.CacheHealth;
import dev.lumen.api.grade.GradedMetric;
import dev.lumen.api.observe.CacheMetrics;
import dev.lumen.api.observe.CacheName;
import dev.lumen.api.observe.MissingReason;
import dev.lumen.api.testkit.Feedbacks;
import dev.lumen.api.testkit.Generators;
import dev.lumen.api.units.Usd;
import dev.lumen.core.cache.CacheThresholds;
import dev.lumen.core.cache.ThresholdGrader;
import dev.lumen.core.gate.WeightedGateCalculator;
import dev.lumen.core.roi.RoiCalculator;
import dev.lumen.core.sizing.RoiSizeOptimizer;
import dev.lumen.core.ttl.AdaptiveTtlPolicy;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.PropertyDefaults;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;

/** What the policies, the gate and the grader make of arbitrary contexts survives JSON. */
@PropertyDefaults(edgeCases = EdgeCasesMode.NONE, tries = 80)
@Tag("any-jdk")
class LumenJsonProperties {
    private static final ObjectMapper PLAIN = new ObjectMapper();
    private static final JsonSchema SCHEMA =
            JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(LumenJson.feedbackSchema());

    @Property
    void any_feedback_survives_without_loss(@ForAll("feedbacks") UnifiedFeedback feedback) throws IOException {
        assertThat(LumenJson.read(LumenJson.bytes(feedback), UnifiedFeedback.class))
                .isEqualTo(feedback);
    }

    @Property
    void any_feedback_survives_indented_too(@ForAll("feedbacks") UnifiedFeedback feedback) throws IOException {
        assertThat(LumenJson.read(LumenJson.pretty(feedback).getBytes(StandardCharsets.UTF_8), UnifiedFeedback.class))
                .isEqualTo(feedback);
    }

    @Property
    void any_feedback_is_valid_by_the_schema(@ForAll("feedbacks") UnifiedFeedback feedback) throws IOException {
        assertThat(SCHEMA.validate(PLAIN.readTree(LumenJson.bytes(feedback)))).isEmpty();
    }

    @Property
    void a_line_is_one_line(@ForAll("feedbacks") UnifiedFeedback feedback) {
        assertThat(LumenJson.line(feedback)).doesNotContain("\n", "\r");
    }

    @Property
    void fields_that_a_later_version_added_are_ignored(@ForAll("feedbacks") UnifiedFeedback feedback)
            throws IOException {
        ObjectNode later = (ObjectNode) PLAIN.readTree(LumenJson.bytes(feedback));
        later.putObject("addedLater").put("deep", 1);
        later.withObject("/overrides").put("addedLater", true);
        assertThat(LumenJson.read(later.toString().getBytes(StandardCharsets.UTF_8), UnifiedFeedback.class))
                .isEqualTo(feedback);
    }

    @Property
    void any_duration_survives_to_the_nanosecond(@ForAll("durations") Duration duration) throws IOException {
        assertThat(LumenJson.read(LumenJson.bytes(duration), Duration.class)).isEqualTo(duration);
    }

    @Property
    void any_money_survives_to_the_last_bit(@ForAll("moneys") Usd money) throws IOException {
        assertThat(LumenJson.read(LumenJson.bytes(money), Usd.class)).isEqualTo(money);
    }

    @Property
    void any_estimate_survives_to_the_last_bit(@ForAll("moneys") Usd one, @ForAll("moneys") Usd other)
            throws IOException {
        Estimate estimate = Estimate.midway(one.amount(), other.amount());
        assertThat(LumenJson.read(LumenJson.bytes(estimate), Estimate.class)).isEqualTo(estimate);
    }

    @Provide
    Arbitrary<Duration> durations() {
        return Combinators.combine(Arbitraries.longs(), Arbitraries.longs().between(0, 999_999_999))
                .as(Duration::ofSeconds);
    }

    @Provide
    Arbitrary<Usd> moneys() {
        return Arbitraries.longs()
                .map(Double::longBitsToDouble)
                .filter(Double::isFinite)
                .map(Usd::of);
    }

    @Provide
    Arbitrary<UnifiedFeedback> feedbacks() {
        return Combinators.combine(
                        Generators.metrics(),
                        Generators.ttlContexts(),
                        Generators.sizeContexts(),
                        Generators.gateInputs(),
                        Generators.ttls(),
                        texts(),
                        moneys(),
                        Arbitraries.integers().between(0, 15))
                .as(LumenJsonProperties::feedback);
    }

    private static Arbitrary<String> texts() {
        return Arbitraries.strings().ofMaxLength(12).map(text -> "t" + text);
    }

    private static UnifiedFeedback feedback(
            CacheMetrics metrics,
            TtlContext ttl,
            SizeContext size,
            GateInputs inputs,
            Duration duration,
            String text,
            Usd money,
            int sections) {
        GateScore gate = new WeightedGateCalculator().score(inputs);
        Overrides overrides = (sections & 1) == 0
                ? Overrides.NONE
                : Overrides.NONE.withTtl(duration).withSizeLocked();
        return new UnifiedFeedback(
                UnifiedFeedback.SCHEMA_VERSION,
                Instant.EPOCH.plus(duration),
                CacheName.of("cache"),
                gate.health(),
                Optional.of(gate).filter(present -> (sections & 1) == 0),
                Optional.of(section(metrics, duration)).filter(present -> (sections & 2) == 0),
                Optional.of(new AdaptiveTtlPolicy().recommend(ttl)).filter(present -> (sections & 4) == 0),
                Optional.of(new RoiSizeOptimizer().recommend(size)).filter(present -> (sections & 8) == 0),
                Feedbacks.awkward().maturity().filter(present -> (sections & 1) == 0),
                RoiCalculator.of(metrics, ttl.prices()),
                Feedbacks.awkward().slo().filter(present -> (sections & 2) == 0),
                Feedbacks.typical().costRhythm().filter(present -> (sections & 4) == 0),
                overrides,
                List.of(new Recommendation(
                        Recommendation.Priority.LOW, text, text, text, text, text, Optional.of(money))),
                List.of(new MissingPart(text, MissingReason.FAILED, text)),
                List.of(text));
    }

    private static CacheFeedback section(CacheMetrics metrics, Duration age) {
        return new CacheFeedback(
                CacheHealth.GOOD,
                CacheAction.MAINTAIN,
                metrics.hitRatio(),
                Quality.STALE,
                Optional.of(age),
                metrics,
                new ThresholdGrader(CacheThresholds.DEFAULT).grade(metrics).grades(),
                List.of(GradedMetric.TTL));
    }
}
