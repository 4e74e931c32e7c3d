package dev.lumen.caffeine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.github.benmanes.caffeine.cache.Caffeine;
import dev.lumen.api.evidence.AccessRecorder;
import dev.lumen.api.units.ByteSize;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RecordedLookupsTest {
    private static final int HASH = "a".hashCode();

    private final Queue<String> told = new ConcurrentLinkedQueue<>();
    private final VirtualTicker ticker = new VirtualTicker();
    private final AdvisedCache<String, Integer> cache = advised(new Listing());

    @Test
    void aLoadIsRecordedWithItsSizeItsContentAndItsTime() {
        assertThat(cache.get("a", this::slowTen)).isEqualTo(10);

        assertThat(told).containsExactly("loaded " + HASH + " 10 bytes, content 10, took time");
    }

    @Test
    void aHitIsRecordedWithItsSize() {
        cache.cache().put("a", 10);

        assertThat(cache.get("a", key -> 20)).isEqualTo(10);
        assertThat(cache.getIfPresent("a")).isEqualTo(10);
        assertThat(told).containsExactly("hit " + HASH + " 10 bytes", "hit " + HASH + " 10 bytes");
    }

    @Test
    void anExpiredEntryIsLoadedAndNotHit() {
        cache.cache().put("a", 10);
        ticker.advance(Duration.ofMinutes(10));

        assertThat(cache.getIfPresent("a")).isNull();
        assertThat(cache.get("a", this::slowTen)).isEqualTo(10);
        assertThat(told).containsExactly("loaded " + HASH + " 10 bytes, content 10, took time");
    }

    @Test
    void whatIsTakenOutIsRecordedAndGone() {
        cache.cache().put("a", 10);
        cache.invalidate("a");

        assertThat(cache.getIfPresent("a")).isNull();
        assertThat(told).containsExactly("invalidated " + HASH);
    }

    @Test
    void aLoadThatGivesNothingIsAFailure() {
        assertThat(cache.get("a", key -> null)).isNull();

        assertThat(told).containsExactly("failed " + HASH);
    }

    @Test
    void aLoadThatThrowsIsAFailureAndTheCallerSeesIt() {
        assertThatIllegalStateException()
                .isThrownBy(() -> cache.get("a", RecordedLookupsTest::broken))
                .withMessage("no answer");
        assertThat(told).containsExactly("failed " + HASH);
    }

    @Test
    void threadsThatAskForOneMissingKeyLoadItOnceAndTheOthersHit() throws InterruptedException {
        AtomicInteger loads = new AtomicInteger();
        CountDownLatch start = new CountDownLatch(1);
        List<Thread> threads = Stream.generate(() -> new Thread(() -> askAt(start, loads)))
                .limit(4)
                .toList();
        threads.forEach(Thread::start);
        start.countDown();
        for (Thread thread : threads) {
            thread.join();
        }

        assertThat(loads).hasValue(1);
        assertThat(told).hasSize(4);
        assertThat(told.stream().filter(each -> each.startsWith("loaded"))).hasSize(1);
        assertThat(told.stream().filter(each -> each.startsWith("hit"))).hasSize(3);
    }

    @Test
    void withoutARecorderLookUpsAreCaffeinesOwn() {
        AdvisedCache<String, Integer> silent = advised(AccessRecorder.NOOP);

        assertThat(silent.getIfPresent("a")).isNull();
        assertThat(silent.get("a", this::slowTen)).isEqualTo(10);
        assertThat(silent.getIfPresent("a")).isEqualTo(10);
        assertThat(silent.stats().hits()).isEqualTo(1);
    }

    private void askAt(CountDownLatch start, AtomicInteger loads) {
        try {
            start.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        assertThat(cache.get("a", key -> 10 * loads.incrementAndGet())).isEqualTo(10);
    }

    private Integer slowTen(String key) {
        long start = System.nanoTime();
        while (System.nanoTime() == start) {
            Thread.onSpinWait();
        }
        return 10;
    }

    private static Integer broken(String key) {
        throw new IllegalStateException("no answer");
    }

    private AdvisedCache<String, Integer> advised(AccessRecorder recorder) {
        return LumenCaffeine.advised(
                Caffeine.newBuilder().ticker(ticker).executor(Runnable::run),
                new StubAdvisor(Duration.ofMinutes(5)),
                (String key, Integer bytes) -> bytes,
                ByteSize.ofMegabytes(1),
                InstantSource.system(),
                recorder);
    }

    private final class Listing implements AccessRecorder {
        @Override
        public void hit(long keyHash, long bytes) {
            told.add("hit " + keyHash + " " + bytes + " bytes");
        }

        @Override
        public void loaded(long keyHash, long bytes, long contentHash, long loadNanos) {
            told.add("loaded " + keyHash + " " + bytes + " bytes, content " + contentHash
                    + (loadNanos > 0 ? ", took time" : ", took none"));
        }

        @Override
        public void failed(long keyHash) {
            told.add("failed " + keyHash);
        }

        @Override
        public void invalidated(long keyHash) {
            told.add("invalidated " + keyHash);
        }
    }
}
