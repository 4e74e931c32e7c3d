package dev.lumen.core.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ChangeRatesTest {
    private static final long MINUTE = 60_000;

    private final SplittableRandom random = new SplittableRandom(11);
    private final ChangeRates rates = new ChangeRates();

    @Test
    void oneRateIsFoundFromWhetherContentsHadChanged() {
        double rate = 1.0 / (20 * MINUTE);
        for (int i = 0; i < 50_000; i++) {
            pairOf(rate);
        }
        rates.fit();

        for (long ttl : new long[] {MINUTE, 5 * MINUTE, 20 * MINUTE, 60 * MINUTE}) {
            double expected = 1 + Math.expm1(-rate * ttl) / (rate * ttl);
            assertThat(rates.staleShare(ttl)).isCloseTo(expected, within(0.1 * expected));
        }
    }

    @Test
    void contentsThatNeverChangedAreHardlyEverStale() {
        for (int i = 0; i < 10_000; i++) {
            rates.pair(60 * MINUTE, false, 1);
        }
        rates.fit();

        assertThat(rates.staleShare(60 * MINUTE)).isLessThan(0.02);
    }

    @Test
    void theStaleShareGrowsWithTheTimeThatEntriesLive() {
        for (int i = 0; i < 1_000; i++) {
            rates.pair(1 + random.nextLong(1L << random.nextInt(1, 50)), random.nextBoolean(), random.nextInt(5));
        }
        rates.fit();

        double before = 0;
        for (long millis = 1; millis < 1L << 50; millis *= 2) {
            assertThat(rates.staleShare(millis)).isBetween(before, 1.0);
            before = rates.staleShare(millis);
        }
    }

    @Test
    void whatHasFadedHardlyCountsBesideWhatIsNew() {
        for (int i = 0; i < 20_000; i++) {
            pairOf(1.0 / MINUTE);
        }
        double before = rates.changes();
        rates.fade(0.001);
        assertThat(rates.changes())
                .as("all alike fainter tell as much as before")
                .isCloseTo(before, within(1e-6 * before));
        for (int i = 0; i < 20_000; i++) {
            pairOf(1.0 / (100 * MINUTE));
        }
        rates.fit();

        assertThat(rates.staleShare(20 * MINUTE)).isCloseTo(0.094, within(0.015));
    }

    @Test
    void aGapOfNoTimeTeachesNothing() {
        rates.pair(0, true, 1);
        rates.pair(-5, true, 1);

        assertThat(rates.isKnown()).isFalse();
    }

    @Test
    void loadsOfOneKeyMakeAPairIfThereWereHitsInBetween() {
        LastLoads loads = new LastLoads(16, rates);
        loads.loaded(0, 5, 1, 1);
        loads.loaded(1_000, 5, 2, 1);
        assertThat(rates.isKnown()).isFalse();
        loads.loaded(2_000, 5, 1, 1);
        loads.hit(5, 1);
        loads.loaded(3_000, 5, 2, 1);

        assertThat(rates.changes()).isEqualTo(1);
    }

    private void pairOf(double rate) {
        long gap = 1 + random.nextLong(60 * MINUTE);
        rates.pair(gap, random.nextDouble() < -Math.expm1(-rate * gap), 1);
    }
}
