package dev.lumen.core.sizing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lumen.api.advise.AccessEvidence;
import dev.lumen.api.advise.CacheSizeAdjustment;
import dev.lumen.api.advise.EvidenceKind;
import dev.lumen.api.advise.Overrides;
import dev.lumen.api.advise.Prices;
import dev.lumen.api.advise.SizeContext;
import dev.lumen.api.advise.SizeStrategy;
import dev.lumen.api.advise.TtlAdjustment;
import dev.lumen.api.advise.TtlContext;
import dev.lumen.api.advise.TtlPolicy;
import dev.lumen.api.advise.TtlStrategy;
import dev.lumen.api.grade.CacheHealth;
import dev.lumen.api.observe.CacheMetrics;
import dev.lumen.api.observe.Observation;
import dev.lumen.api.testkit.Metrics;
import dev.lumen.api.units.ByteSize;
import dev.lumen.api.units.Usd;
import dev.lumen.core.profile.ProfiledSurface;
import dev.lumen.core.profile.Surfaces;
import dev.lumen.core.roi.CheapestSetting;
import dev.lumen.core.roi.CostSurface;
import dev.lumen.core.roi.CostSurface.Setting;
import dev.lumen.core.roi.Evidence;
import dev.lumen.core.ttl.ProfiledTtlPolicy;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Both advisers that go by evidence, run after run on one cache whose surface is known. */
class ProfiledSteeringTest {
    private static final Observation<CacheMetrics> CACHE =
            Observation.measured(Metrics.typical().build());
    /** Memory dear enough for the best size to lie inside the bounds. */
    private static final Prices PRICES = new Prices(Usd.of(0.01), Usd.of(500));

    private Duration ttl = Duration.ofSeconds(300);
    private ByteSize size = ByteSize.ofMegabytes(512);

    private TtlAdjustment ttlAdvice(AccessEvidence evidence, Overrides overrides) {
        return ttlAdvice(new ProfiledTtlPolicy(), evidence, overrides);
    }

    private TtlAdjustment ttlAdvice(TtlPolicy policy, AccessEvidence evidence, Overrides overrides) {
        return policy.recommend(TtlContext.builder(CACHE, CacheHealth.GOOD, ttl)
                .prices(PRICES)
                .overrides(overrides)
                .evidence(Optional.of(evidence))
                .build());
    }

    private CacheSizeAdjustment sizeAdvice(AccessEvidence evidence, Overrides overrides) {
        return new ProfiledSizeOptimizer()
                .recommend(SizeContext.builder(CACHE, CacheHealth.GOOD, size)
                        .prices(PRICES)
                        .overrides(overrides)
                        .evidence(Optional.of(evidence))
                        .build());
    }

    private void run(ProfiledSurface surface) {
        AccessEvidence evidence = evidence(surface);
        Duration nextTtl = ttlAdvice(evidence, Overrides.NONE).recommendedTtl();
        size = sizeAdvice(evidence, Overrides.NONE).recommendedSize();
        ttl = nextTtl;
    }

    private AccessEvidence evidence(ProfiledSurface surface) {
        return Evidence.at(surface, ttl, size);
    }

    private Setting best(ProfiledSurface surface) {
        return CheapestSetting.on(new CostSurface(evidence(surface), PRICES))
                .orElseThrow()
                .best();
    }

    private Setting now(ProfiledSurface surface) {
        return new CostSurface(evidence(surface), PRICES).now().orElseThrow();
    }

    @Test
    void the_best_pair_is_reached_and_then_kept() {
        ProfiledSurface surface = Surfaces.certain();
        double lowest = best(surface).totalUsd();
        for (int i = 0; i < 40; i++) {
            run(surface);
        }
        assertThat(now(surface).totalUsd()).isLessThan(lowest * (1 + 2 * CheapestSetting.WORTH));
        Duration settledTtl = ttl;
        ByteSize settledSize = size;
        run(surface);
        assertThat(ttl).isEqualTo(settledTtl);
        assertThat(size).isEqualTo(settledSize);
    }

    @Test
    void the_bill_never_rises_on_the_way() {
        ProfiledSurface surface = Surfaces.certain();
        double before = now(surface).totalUsd();
        for (int i = 0; i < 40; i++) {
            ttl = ttlAdvice(evidence(surface), Overrides.NONE).recommendedTtl();
            assertThat(now(surface).totalUsd()).as("TTL of run %d", i).isLessThanOrEqualTo(before);
            before = now(surface).totalUsd();
            size = sizeAdvice(evidence(surface), Overrides.NONE).recommendedSize();
            assertThat(now(surface).totalUsd()).as("size of run %d", i).isLessThanOrEqualTo(before);
            before = now(surface).totalUsd();
        }
    }

    @Test
    void no_run_moves_by_more_than_one_step() {
        ProfiledSurface surface = Surfaces.certain();
        for (int i = 0; i < 20; i++) {
            Duration ttlBefore = ttl;
            ByteSize sizeBefore = size;
            run(surface);
            assertThat(ttl.minus(ttlBefore).abs()).isLessThanOrEqualTo(Duration.ofSeconds(300));
            assertThat((double) size.bytes() / sizeBefore.bytes()).isBetween(0.5, 1.5);
        }
    }

    @Test
    void a_gain_within_the_noise_moves_nothing() {
        ttl = best(Surfaces.certain()).ttl().minusSeconds(30);
        size = best(Surfaces.certain()).size().orElseThrow();
        ProfiledSurface noisy = Surfaces.shaky(0.2);
        assertThat(ttlAdvice(evidence(noisy), Overrides.NONE).strategy()).isEqualTo(TtlStrategy.MAINTAIN);
        assertThat(sizeAdvice(evidence(noisy), Overrides.NONE).strategy()).isEqualTo(SizeStrategy.MAINTAIN);
    }

    @Test
    void with_too_little_evidence_nothing_moves_and_nothing_is_promised() {
        ProfiledSurface unknown = Surfaces.unknown();
        TtlAdjustment ofTtl = ttlAdvice(evidence(unknown), Overrides.NONE);
        CacheSizeAdjustment ofSize = sizeAdvice(evidence(unknown), Overrides.NONE);
        assertThat(ofTtl.strategy()).isEqualTo(TtlStrategy.MAINTAIN);
        assertThat(ofTtl.expectedHitRatioChange()).isEmpty();
        assertThat(ofTtl.confidence().value()).isZero();
        assertThat(ofSize.strategy()).isEqualTo(SizeStrategy.MAINTAIN);
        assertThat(ofSize.apiCostChangeUsdPerMonth()).isEmpty();
    }

    @Test
    void a_ttl_that_breaks_the_limit_on_stale_answers_is_shortened_until_it_keeps_it() {
        ttl = Duration.ofSeconds(3000);
        for (int i = 0; i < 12; i++) {
            AccessEvidence limited = Evidence.limited(Surfaces.certain(), ttl, size, 0.02);
            ttl = ttlAdvice(limited, Overrides.NONE).recommendedTtl();
        }
        // A fiftieth is stale at 720 s; between its nodes the surface is a little above the formula.
        assertThat(ttl).isBetween(Duration.ofSeconds(600), Duration.ofSeconds(720));
    }

    @Test
    void where_the_limit_forbids_room_a_TTL_makes_way_and_the_size_follows() {
        size = ByteSize.ofMegabytes(64);
        double before = now(Surfaces.deadlocked(0)).totalUsd();
        Setting best = CheapestSetting.on(new CostSurface(deadlocked(), PRICES))
                .orElseThrow()
                .best();
        TtlPolicy policy = new ProfiledTtlPolicy().makingWay();
        assertThat(ttlAdvice(policy, deadlocked(), Overrides.NONE).reasoning())
                .anyMatch(reason -> reason.text().contains("the TTL makes way"));
        for (int i = 0; i < 20; i++) {
            ttl = ttlAdvice(policy, deadlocked(), Overrides.NONE).recommendedTtl();
            size = sizeAdvice(deadlocked(), Overrides.NONE).recommendedSize();
        }
        double after = new CostSurface(deadlocked(), PRICES).now().orElseThrow().totalUsd();
        assertThat(after).isLessThan(before * 0.8).isLessThan(best.totalUsd() * (1 + 2 * CheapestSetting.WORTH));
    }

    @Test
    void a_TTL_makes_way_only_where_the_host_says_that_the_size_follows() {
        size = ByteSize.ofMegabytes(64);
        assertThat(ttlAdvice(deadlocked(), Overrides.NONE).recommendedTtl()).isEqualTo(ttl);
        assertThat(sizeAdvice(deadlocked(), Overrides.NONE).recommendedSize()).isEqualTo(size);
    }

    @Test
    void a_TTL_that_made_way_goes_back_when_a_person_holds_the_size() {
        size = ByteSize.ofMegabytes(64);
        TtlPolicy policy = new ProfiledTtlPolicy().makingWay();
        AccessEvidence start = Evidence.sizeHeld(deadlocked());
        assertThat(ttlAdvice(policy, start, Overrides.NONE).recommendedTtl()).isGreaterThanOrEqualTo(ttl);
        ttl = Duration.ofSeconds(90);
        AccessEvidence held = Evidence.sizeHeld(deadlocked());
        assertThat(ttlAdvice(policy, held, Overrides.NONE).recommendedTtl()).isGreaterThan(ttl);
    }

    private AccessEvidence deadlocked() {
        return Evidence.limited(Surfaces.deadlocked(0), ttl, size, 0.02);
    }

    @Test
    void advice_says_what_it_rests_on_and_what_it_expects() {
        TtlAdjustment advice = ttlAdvice(evidence(Surfaces.certain()), Overrides.NONE);
        assertThat(advice.strategy()).isNotEqualTo(TtlStrategy.MAINTAIN);
        assertThat(advice.evidence()).isEqualTo(EvidenceKind.ACCESS_PROFILE);
        assertThat(advice.expectedHitRatioChange()).isPresent();
        assertThat(advice.expectedCostChangeUsdPerMonth()).isPresent();
        assertThat(advice.reasoning()).hasSize(2);
    }

    @Test
    void overrides_hold_and_say_what_they_held_back() {
        AccessEvidence evidence = evidence(Surfaces.certain());
        TtlAdjustment ofTtl = ttlAdvice(evidence, Overrides.NONE.withOptimizationDisabled());
        CacheSizeAdjustment ofSize = sizeAdvice(evidence, Overrides.NONE.withSizeLocked());
        assertThat(ofTtl.recommendedTtl()).isEqualTo(ttl);
        assertThat(ofTtl.withoutOverride()).isPresent();
        assertThat(ofSize.recommendedSize()).isEqualTo(size);
        assertThat(ofSize.withoutLock()).isPresent();
    }
}
