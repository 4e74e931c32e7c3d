package dev.lumen.caffeine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Policy;
import dev.lumen.api.units.ByteSize;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CaffeineSizeActuatorTest {
    private final Cache<Integer, Integer> cache = Caffeine.newBuilder()
            .executor(Runnable::run)
            .weigher((Integer key, Integer bytes) -> bytes)
            .maximumWeight(1_000)
            .build();
    private final Policy.Eviction<Integer, Integer> bound =
            cache.policy().eviction().orElseThrow();
    private final CaffeineSizeActuator actuator = CaffeineSizeActuator.of(cache);

    @Test
    void aSmallerCapacityEvictsBeforeItReturns() {
        put(100);
        actuator.apply(ByteSize.ofBytes(250));

        assertThat(bound.getMaximum()).isEqualTo(250);
        assertThat(bound.weightedSize()).hasValue(250);
    }

    @Test
    void aLargerCapacityHoldsMore() {
        actuator.apply(ByteSize.ofBytes(2_000));
        put(200);

        assertThat(bound.weightedSize()).hasValue(2_000);
    }

    @Test
    void noCapacityAtAllIsRefusedAndChangesNothing() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> actuator.apply(ByteSize.ZERO))
                .withMessage("capacity in bytes is 0, allowed: above 0");
        assertThat(bound.getMaximum()).isEqualTo(1_000);
    }

    @Test
    void aCacheWithoutAMaximumIsRefused() {
        Cache<String, String> unbounded = Caffeine.newBuilder().build();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> CaffeineSizeActuator.of(unbounded))
                .withMessage("cache maximum is absent, allowed: a cache built with maximumWeight and a weigher"
                        + " that weighs in bytes");
    }

    @Test
    void aCacheThatCountsItsEntriesIsRefused() {
        Cache<String, String> counting = Caffeine.newBuilder().maximumSize(10).build();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> CaffeineSizeActuator.of(counting))
                .withMessageStartingWith("cache maximum is a count, 10 entries, allowed: a cache built with");
    }

    /** Puts this many entries of 10 bytes. */
    private void put(int entries) {
        IntStream.range(0, entries).forEach(key -> cache.put(key, 10));
        cache.cleanUp();
    }
}
