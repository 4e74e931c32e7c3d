package dev.lumen.caffeine;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AdvisedExpiryTest {
    private static final Duration ONE_NANO = Duration.ofNanos(1);

    private final VirtualTicker ticker = new VirtualTicker();
    private final StubAdvisor advisor = new StubAdvisor(Duration.ofSeconds(300));
    private final Cache<String, String> cache = Caffeine.newBuilder()
            .ticker(ticker)
            .executor(Runnable::run)
            .expireAfter(AdvisedExpiry.<String, String>by(advisor))
            .build();

    @ParameterizedTest
    @ValueSource(strings = {"PT0.001S", "PT0.999S", "PT1S", "PT5M", "P1D", "P3650D"})
    void aCreatedEntryLivesForTheTtlAndNotOneNanosecondMore(Duration ttl) {
        advisor.set(ttl);
        cache.put("k", "v");

        ticker.advance(ttl.minus(ONE_NANO));
        assertThat(cache.getIfPresent("k")).isEqualTo("v");
        ticker.advance(ONE_NANO);
        assertThat(cache.getIfPresent("k")).isNull();
    }

    @ParameterizedTest
    @CsvSource({"PT5M, PT1M", "PT1M, PT5M", "PT0.005S, PT0.001S", "PT0.005S, PT0.1S", "P3650D, PT1S", "PT1S, P3650D"})
    void anUpdatedEntryLivesForTheTtlOfTheUpdate(Duration atCreation, Duration atUpdate) {
        advisor.set(atCreation);
        cache.put("k", "old");
        ticker.advance(atCreation.dividedBy(2));
        advisor.set(atUpdate);
        cache.put("k", "new");

        ticker.advance(atUpdate.minus(ONE_NANO));
        assertThat(cache.getIfPresent("k")).isEqualTo("new");
        ticker.advance(ONE_NANO);
        assertThat(cache.getIfPresent("k")).isNull();
    }

    @Test
    void aLoadedEntryLivesForTheTtl() {
        assertThat(cache.get("k", key -> "loaded")).isEqualTo("loaded");

        ticker.advance(Duration.ofSeconds(300).minus(ONE_NANO));
        assertThat(cache.getIfPresent("k")).isEqualTo("loaded");
        ticker.advance(ONE_NANO);
        assertThat(cache.getIfPresent("k")).isNull();
    }

    @Test
    void readsNeverExtendALife() {
        cache.put("k", "v");
        for (int second = 0; second < 299; second++) {
            ticker.advance(Duration.ofSeconds(1));
            assertThat(cache.getIfPresent("k")).isEqualTo("v");
        }

        ticker.advance(Duration.ofSeconds(1));
        assertThat(cache.getIfPresent("k")).isNull();
    }

    @Test
    void aNewTtlLeavesWhatWasWrittenBeforeAlone() {
        cache.put("before", "v");
        advisor.set(Duration.ofSeconds(10));
        cache.put("after", "v");

        ticker.advance(Duration.ofSeconds(10));
        assertThat(cache.getIfPresent("after")).isNull();
        ticker.advance(Duration.ofSeconds(290).minus(ONE_NANO));
        assertThat(cache.getIfPresent("before")).isEqualTo("v");
        ticker.advance(ONE_NANO);
        assertThat(cache.getIfPresent("before")).isNull();
    }

    @Test
    void aTtlBeyondTheRangeOfNanosecondsIsHeldThereInsteadOfTurningNegative() {
        advisor.set(Duration.ofMillis(Long.MAX_VALUE));

        assertThat(AdvisedExpiry.<String, String>by(advisor).expireAfterCreate("k", "v", 0))
                .isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void aCacheKeepsAnEntryWhoseTtlIsBeyondTheRangeOfNanoseconds() {
        advisor.set(Duration.ofMillis(Long.MAX_VALUE));
        cache.put("k", "v");

        ticker.advance(Duration.ofDays(365 * 100));
        assertThat(cache.getIfPresent("k")).isEqualTo("v");
    }

    @Test
    void theAdvisorIsGivenTheSpreadHashOfTheKey() {
        cache.put("k", "v");

        assertThat(advisor.lastKeyHash()).isEqualTo(AdvisedExpiry.spread("k".hashCode()));
    }
}
