package dev.lumen.caffeine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import com.github.benmanes.caffeine.cache.RemovalCause;
import dev.lumen.api.act.SizeActuator;
import dev.lumen.api.act.TtlAdvisor;
import dev.lumen.api.observe.CacheName;
import dev.lumen.api.observe.Lookups;
import dev.lumen.api.observe.MetricSource;
import dev.lumen.api.observe.Reading;
import dev.lumen.api.observe.Removals;
import dev.lumen.api.units.ByteSize;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class LumenCaffeineTest {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final CacheName ANSWERS = CacheName.of("answers");
    private static final InstantSource NOON = InstantSource.fixed(Instant.parse("2026-11-01T12:00:00Z"));

    private final VirtualTicker ticker = new VirtualTicker();
    private final StubAdvisor advisor = new StubAdvisor(Duration.ofSeconds(300));

    @Test
    void theCacheTheReadingsAndTheCapacityAreOfOnePiece() throws Exception {
        AdvisedCache<Integer, Integer> advised = advised(1_000);
        for (int key = 0; key < 150; key++) {
            assertThat(advised.cache().get(key, absent -> 10)).isEqualTo(10);
        }
        advised.sizeActuator().apply(ByteSize.ofBytes(500));
        ticker.advance(Duration.ofSeconds(302));

        Reading.Cumulative reading = read(advised);
        assertThat(reading.at()).isEqualTo(NOON.instant());
        assertThat(reading.lookups()).isEqualTo(Lookups.counted(0, 150));
        assertThat(reading.removals()).isEqualTo(Removals.of(100, 50));
        assertThat(reading.gauges().capacity()).contains(ByteSize.ofBytes(500));
        assertThat(advised.stats().loadSuccesses()).isEqualTo(150);
        assertThat(advised.stats().evictedWeight()).isEqualTo(1_000);
    }

    @Test
    void theReadingsAgreeWithABruteCount() throws Exception {
        Map<RemovalCause, Integer> removed = new EnumMap<>(RemovalCause.class);
        AdvisedCache<Integer, Integer> advised = LumenCaffeine.advised(
                builder().removalListener((key, value, cause) -> removed.merge(cause, 1, Integer::sum)),
                advisor,
                (Integer key, Integer bytes) -> bytes,
                ByteSize.ofBytes(2_000),
                NOON);
        Random random = new Random(42);
        AtomicInteger loads = new AtomicInteger();
        int requests = 20_000;
        for (int i = 0; i < requests; i++) {
            ticker.advance(Duration.ofMillis(random.nextInt(2_000)));
            int key = (int) Math.abs(random.nextGaussian() * 100);
            int bytes = advised.cache().get(key, absent -> {
                loads.incrementAndGet();
                return 1 + absent % 50;
            });
            assertThat(bytes).isEqualTo(1 + key % 50);
            if (i % 5_000 == 4_999) {
                advisor.set(Duration.ofSeconds(60L * (i / 5_000 + 1)));
                advised.sizeActuator().apply(ByteSize.ofBytes(500 + random.nextInt(2_000)));
            }
        }

        Reading.Cumulative reading = read(advised);
        assertThat(reading.lookups()).isEqualTo(Lookups.counted(requests - loads.get(), loads.get()));
        assertThat(reading.removals())
                .isEqualTo(Removals.of(removed.get(RemovalCause.SIZE), removed.get(RemovalCause.EXPIRED)));
        assertThat(reading.removals().evictions().orElseThrow()).isPositive();
        assertThat(reading.removals().expirations().orElseThrow()).isPositive();
        Map<Integer, Integer> held = advised.cache().asMap();
        assertThat(reading.gauges().keys().orElseThrow())
                .isEqualTo(loads.get() - removed.get(RemovalCause.SIZE) - removed.get(RemovalCause.EXPIRED))
                .isGreaterThanOrEqualTo(held.size());
        assertThat(reading.gauges().used().orElseThrow())
                .isGreaterThanOrEqualTo(ByteSize.ofBytes(
                        held.values().stream().mapToLong(bytes -> bytes).sum()))
                .isLessThanOrEqualTo(reading.gauges().capacity().orElseThrow());
    }

    @Test
    void manyWhoAskAtOnceLoadOnce() throws Exception {
        AdvisedCache<Integer, Integer> advised = advised(1_000);
        int callers = 8;
        List<Thread> threads = new ArrayList<>();
        List<Integer> answers = Collections.synchronizedList(new ArrayList<>());
        AtomicInteger loads = new AtomicInteger();
        CountDownLatch allAreStarted = new CountDownLatch(1);
        for (int i = 0; i < callers; i++) {
            threads.add(new Thread(() -> answers.add(advised.cache().get(1, absent -> {
                awaitOthersBlocked(allAreStarted, threads);
                return loads.incrementAndGet();
            }))));
        }
        threads.forEach(Thread::start);
        allAreStarted.countDown();
        for (Thread thread : threads) {
            thread.join(PATIENCE.toMillis());
        }

        assertThat(answers).hasSize(callers).containsOnly(1);
        assertThat(loads).hasValue(1);
        assertThat(advised.stats().loadSuccesses()).isEqualTo(1);
        assertThat(read(advised).lookups()).isEqualTo(Lookups.counted(callers - 1, 1));
    }

    /** Returns when all the other threads wait for this one's load, or when patience ends. */
    private static void awaitOthersBlocked(CountDownLatch allAreStarted, List<Thread> threads) {
        try {
            allAreStarted.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (threads.stream()
                                .filter(thread -> thread.getState() == Thread.State.BLOCKED)
                                .count()
                        < threads.size() - 1
                && System.nanoTime() < deadline) {
            Thread.onSpinWait();
        }
    }

    @Test
    void aLoadThatThrowsIsAMissAndAFailure() {
        AdvisedCache<Integer, Integer> advised = advised(1_000);

        assertThatThrownBy(() -> advised.cache().get(1, absent -> {
                    throw new IllegalStateException("no answer");
                }))
                .hasMessage("no answer");
        assertThat(advised.stats().misses()).isEqualTo(1);
        assertThat(advised.stats().loadFailures()).isEqualTo(1);
        assertThat(advised.stats().loadSuccesses()).isZero();
    }

    @Test
    void aCapacityOfZeroIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> advised(0))
                .withMessage("capacity in bytes is 0, allowed: above 0");
    }

    @Test
    void aBuilderWithAnExpiryOfItsOwnIsRefused() {
        Caffeine<Object, Object> builder = builder().expireAfterWrite(Duration.ofMinutes(5));

        assertThatIllegalStateException().isThrownBy(() -> advised(builder)).withMessageContaining("Expiry");
    }

    @Test
    void aBuilderWithAMaximumOfItsOwnIsRefused() {
        Caffeine<Object, Object> builder = builder().maximumSize(10);

        assertThatIllegalStateException().isThrownBy(() -> advised(builder)).withMessageContaining("maximum size");
    }

    @Test
    void aBuilderWithStatisticsOfItsOwnIsRefused() {
        Caffeine<Object, Object> builder = builder().recordStats();

        assertThatIllegalStateException().isThrownBy(() -> advised(builder)).withMessageContaining("Statistics");
    }

    @Test
    void theExampleOfTheEntryPointWorks() {
        AdvisedCache<String, String> answers = LumenCaffeine.advised(
                Caffeine.newBuilder(), advisor, (question, answer) -> 2 * answer.length(), ByteSize.ofMegabytes(64));
        String answer = answers.cache().get("question", this::ask);

        assertThat(answer).isEqualTo("answer to question");
    }

    @Test
    void theExampleOfThePackageWorks() throws Exception {
        TtlAdvisor advisor = this.advisor;
        ByteSize capacity = ByteSize.ofMegabytes(64);
        CauseCountingStats stats = new CauseCountingStats();
        LoadingCache<String, String> cache = Caffeine.newBuilder()
                .expireAfter(AdvisedExpiry.<String, String>by(advisor))
                .weigher((String question, String answer) -> 2 * answer.length())
                .maximumWeight(capacity.bytes())
                .recordStats(() -> stats)
                .build(this::ask);
        MetricSource metrics = CaffeineMetricSource.of(cache, stats, advisor, InstantSource.system());
        SizeActuator size = CaffeineSizeActuator.of(cache);
        size.apply(ByteSize.ofMegabytes(32));

        assertThat(cache.get("question")).isEqualTo("answer to question");
        Reading.Cumulative reading = (Reading.Cumulative) metrics.read(ANSWERS);
        assertThat(reading.gauges().capacity()).contains(ByteSize.ofMegabytes(32));
        assertThat(reading.lookups()).isEqualTo(Lookups.counted(0, 1));
    }

    private String ask(String question) {
        return "answer to " + question;
    }

    private Caffeine<Object, Object> builder() {
        return Caffeine.newBuilder().ticker(ticker).executor(Runnable::run);
    }

    private AdvisedCache<Integer, Integer> advised(long capacity) {
        return LumenCaffeine.advised(
                builder(), advisor, (Integer key, Integer bytes) -> bytes, ByteSize.ofBytes(capacity), NOON);
    }

    private AdvisedCache<Integer, Integer> advised(Caffeine<Object, Object> builder) {
        return LumenCaffeine.advised(
                builder, advisor, (Integer key, Integer bytes) -> bytes, ByteSize.ofBytes(1_000), NOON);
    }

    private static Reading.Cumulative read(AdvisedCache<?, ?> advised) throws Exception {
        return (Reading.Cumulative) advised.metricSource().read(ANSWERS);
    }
}
