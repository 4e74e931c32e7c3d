package dev.lumen.core.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.lumen.api.evidence.Estimate;
import dev.lumen.api.units.ByteSize;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Stale shares of a running cache, of which only the loads show a content, beside those of caches that really run. */
@Tag("any-jdk")
class LiveFreshnessTest {
    private static final long MINUTE = 60_000;
    private static final long HOUR = 60 * MINUTE;
    private static final long[] TTLS = {MINUTE, 5 * MINUTE, 20 * MINUTE, HOUR};

    /** So many times the TTL in force the stale share is right within a point; farther off, within its interval. */
    private static final int NEAR = 4;

    /** So often a key is loaded that is read often: about a day of a TTL of five minutes. */
    private static final int LOADS = 288;

    private final AtomicLong clock = new AtomicLong();
    private final SplittableRandom random = new SplittableRandom(11);
    /** Which keys a recorder keeps the loads of. */
    private long seed = 7;

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void threeClassesOfKeysWithRatesOfTheirOwnWhicheverTtlIsInForce(int inUse) {
        assertRight(1_000, key -> key % 3 == 0 ? HOUR / 2.0 : key % 3 == 1 ? 6.0 * HOUR : 1e6 * HOUR, inUse);
    }

    @Test
    void keysThatChangeTheFasterTheHotterTheyAre() {
        assertRight(1_000, key -> HOUR / 2.0 + key * (double) MINUTE, 1);
    }

    @Test
    void keysThatChangeTheFasterTheColderTheyAre() {
        assertRight(1_000, key -> key < 100 ? 48.0 * HOUR : HOUR, 1);
    }

    @Test
    void ratesSpreadOverThreeOrdersOfMagnitude() {
        double[] means = new SplittableRandom(3)
                .doubles(300, Math.log(10 * MINUTE), Math.log(240 * HOUR))
                .map(Math::exp)
                .toArray();
        assertRight(300, key -> means[key], 1);
    }

    @Test
    void moreKeysThanTheRecorderKeepsLoadsOf() {
        // Which keys these are is left to chance: an interval of 90 % holds the truth for most choices, and not for
        // each.
        int covered = 0;
        for (seed = 1; seed <= 5; seed++) {
            ChangingCaches caches = new ChangingCaches(10_000, key -> key % 2 == 0 ? 2.0 * HOUR : 24.0 * HOUR, 1, TTLS);
            ProfileRecorder recorder = recorder(Optional.empty());
            run(recorder, caches, 10_000, LOADS * TTLS[1]);
            for (int i = 0; i < TTLS.length; i++) {
                Estimate stale = stale(recorder, i);
                double exact = caches.staleShare(i);
                covered += stale.low() <= exact && exact <= stale.high() ? 1 : 0;
                if (TTLS[i] <= NEAR * TTLS[1]) {
                    assertThat(stale.value()).as("TTL %d s", TTLS[i] / 1000).isCloseTo(exact, within(0.01));
                }
            }
        }
        assertThat(covered).as("of %d", 5 * TTLS.length).isGreaterThanOrEqualTo(4 * TTLS.length);
    }

    @Test
    void ofRatesThatChangedTheNewOnesHoldOnceTheHalfLifeHasPassed() {
        ChangingCaches caches = new ChangingCaches(1_000, key -> HOUR / 3.0, 1, TTLS);
        ProfileRecorder recorder = recorder(Optional.of(Duration.ofHours(1)));
        run(recorder, caches, 1_000, 4 * HOUR);
        assertThat(stale(recorder, 3).value()).isCloseTo(caches.staleShare(3), within(0.05));
        caches.changeBy(key -> 10.0 * HOUR, clock.get());
        run(recorder, caches, 1_000, 10 * HOUR);

        for (int i = 0; i < TTLS.length; i++) {
            assertThat(stale(recorder, i).value()).isCloseTo(caches.staleShare(i), within(0.01));
        }
    }

    @Test
    void withoutTwoLoadsOfAKeyNothingIsKnown() {
        ProfileRecorder recorder = recorder(Optional.empty());
        for (int key = 0; key < 1_000; key++) {
            recorder.loaded(key, 10, 1, 0);
            recorder.hit(key, 10);
        }

        assertThat(recorder.surface()
                        .at(Optional.of(Duration.ofHours(1)), Optional.empty())
                        .orElseThrow()
                        .staleRatio())
                .isEmpty();
    }

    private void assertRight(int keys, IntToDoubleFunction meanMillis, int inUse) {
        ChangingCaches caches = new ChangingCaches(keys, meanMillis, inUse, TTLS);
        ProfileRecorder recorder = recorder(Optional.empty());
        run(recorder, caches, keys, LOADS * TTLS[Math.max(1, inUse)]);

        for (int i = 0; i < TTLS.length; i++) {
            Estimate stale = stale(recorder, i);
            double exact = caches.staleShare(i);
            assertThat(exact).as("TTL %d s", TTLS[i] / 1000).isBetween(stale.low(), stale.high());
            if (TTLS[i] <= NEAR * TTLS[inUse]) {
                assertThat(stale.value()).as("TTL %d s", TTLS[i] / 1000).isCloseTo(exact, within(0.01));
            }
        }
        assertThat(recorder.stateBytes()).isLessThanOrEqualTo(ByteSize.ofMegabytes(1));
    }

    /** Reads forty keys a second, the first of them the most often: their share falls with the root of the number. */
    private void run(ProfileRecorder recorder, ChangingCaches caches, int keys, long millis) {
        for (long until = clock.get() + millis; clock.get() < until; clock.addAndGet(25)) {
            int key = (int) (keys * Math.pow(random.nextDouble(), 2));
            int version = caches.read(key, clock.get());
            if (version == ChangingCaches.HIT) {
                recorder.hit(key, 10);
            } else {
                recorder.loaded(key, 10, version, 0);
            }
        }
    }

    private static Estimate stale(ProfileRecorder recorder, int ttl) {
        return recorder.surface()
                .at(Optional.of(Duration.ofMillis(TTLS[ttl])), Optional.empty())
                .orElseThrow()
                .staleRatio()
                .orElseThrow();
    }

    private ProfileRecorder recorder(Optional<Duration> halfLife) {
        List<Optional<Duration>> ttls = List.of(
                Optional.of(Duration.ofMillis(TTLS[0])),
                Optional.of(Duration.ofMillis(TTLS[1])),
                Optional.of(Duration.ofMillis(TTLS[2])),
                Optional.of(Duration.ofMillis(TTLS[3])));
        ProfileGrid grid = new ProfileGrid(ttls, List.of(Optional.empty()));
        return ProfileRecorder.of(grid, ByteSize.ofMegabytes(1), halfLife, Runnable::run, clock::get, seed);
    }
}
