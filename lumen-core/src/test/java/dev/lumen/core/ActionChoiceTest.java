package dev.lumen.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lumen.api.advise.CacheSizeAdjustment;
import dev.lumen.api.advise.Confidence;
import dev.lumen.api.advise.EvidenceKind;
import dev.lumen.api.advise.Reason;
import dev.lumen.api.advise.SizeStrategy;
import dev.lumen.api.advise.TtlAdjustment;
import dev.lumen.api.advise.TtlStrategy;
import dev.lumen.api.evidence.Estimate;
import dev.lumen.api.feedback.CacheAction;
import dev.lumen.api.observe.CacheMetrics;
import dev.lumen.api.observe.Removals;
import dev.lumen.api.testkit.Metrics;
import dev.lumen.api.units.ByteSize;
import dev.lumen.api.units.Usd;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One action out of two recommendations (SPEC §3). */
class ActionChoiceTest {
    private static final List<Reason> WHY = List.of(Reason.of("because"));

    @ParameterizedTest(name = "TTL saves {0}, size saves {1}, usage {2}, {3} evictions: {4}")
    @CsvSource({
        "100,  50, 0.95, 9, INCREASE_TTL",
        " 50, 100, 0.10, 0, SCALE_UP",
        "100, 100, 0.90, 1, SCALE_UP",
        "100, 100, 0.89, 1, INCREASE_TTL",
        "100, 100, 0.90, 0, INCREASE_TTL",
        "   , 100, 0.90, 1, SCALE_UP",
        "   , 100, 0.10, 0, INCREASE_TTL",
        "100,    , 0.90, 1, SCALE_UP",
        "100,    , 0.10, 0, INCREASE_TTL",
    })
    void the_larger_saving_wins_and_where_it_is_not_known_what_presses(
            Double ttlSaves, Double sizeSaves, double usage, long evictions, CacheAction action) {
        ByteSize capacity = ByteSize.ofMegabytes(100);
        CacheMetrics metrics = Metrics.typical()
                .memory(capacity.times(usage), capacity)
                .removals(Removals.evicted(evictions))
                .build();
        assertThat(ActionChoice.between(
                        metrics,
                        Optional.of(ttl(420, Optional.ofNullable(ttlSaves))),
                        Optional.of(size(SizeStrategy.SCALE_UP, Optional.ofNullable(sizeSaves)))))
                .isEqualTo(action);
    }

    @Test
    void one_recommendation_alone_is_the_action() {
        CacheMetrics metrics = Metrics.typical().build();
        assertThat(ActionChoice.between(metrics, Optional.of(ttl(240, Optional.empty())), Optional.empty()))
                .isEqualTo(CacheAction.DECREASE_TTL);
        assertThat(ActionChoice.between(
                        metrics, Optional.empty(), Optional.of(size(SizeStrategy.SCALE_DOWN, Optional.empty()))))
                .isEqualTo(CacheAction.SCALE_DOWN);
    }

    @Test
    void no_recommendation_is_to_maintain() {
        assertThat(ActionChoice.between(Metrics.typical().build(), Optional.empty(), Optional.empty()))
                .isEqualTo(CacheAction.MAINTAIN);
    }

    private static TtlAdjustment ttl(long seconds, Optional<Double> saves) {
        return new TtlAdjustment(
                Duration.ofSeconds(300),
                Duration.ofSeconds(seconds),
                TtlStrategy.MODERATE,
                Optional.empty(),
                saves.map(saving -> new Estimate(-saving, -saving, -saving)),
                Confidence.of(0.5),
                WHY,
                EvidenceKind.RULES,
                Optional.empty());
    }

    private static CacheSizeAdjustment size(SizeStrategy strategy, Optional<Double> saves) {
        return new CacheSizeAdjustment(
                ByteSize.ofMegabytes(100),
                ByteSize.ofMegabytes(strategy == SizeStrategy.SCALE_UP ? 150 : 50),
                strategy,
                Usd.ZERO,
                Optional.empty(),
                saves.map(Usd::of),
                OptionalDouble.empty(),
                Optional.empty(),
                Confidence.of(0.5),
                WHY,
                EvidenceKind.RULES,
                Optional.empty());
    }
}
