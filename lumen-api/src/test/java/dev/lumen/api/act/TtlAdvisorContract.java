package dev.lumen.api.act;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.lumen.api.advise.TtlBounds;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * What every {@link TtlAdvisor} must do. A subclass hands over advisors with as much jitter as it can give, since jitter
 * is what leaves the bounds.
 */
public abstract class TtlAdvisorContract {
    private static final int HASHES = 10_000;
    private static final int THREADS = 4;
    private static final Duration FLOOR = Duration.ofMillis(1);

    private static final TtlBounds WIDE = TtlBounds.between(FLOOR, Duration.ofDays(3653));
    private static final List<Duration> WIDELY_SPREAD =
            List.of(FLOOR, Duration.ofMillis(2), Duration.ofSeconds(300), Duration.ofDays(1), WIDE.max());

    /** A handle whose host allows {@code bounds}, with {@code inForce}, a TTL within them, in force. */
    protected abstract TtlAdvisor advisor(TtlBounds bounds, Duration inForce) throws Exception;

    /**
     * Puts {@code next} in force on {@code advisor}.
     *
     * @return false where the subclass cannot do that
     */
    protected boolean change(TtlAdvisor advisor, Duration next) throws Exception {
        return false;
    }

    @Test
    public void says_what_is_in_force() throws Exception {
        assertThat(advisor(TtlBounds.DEFAULT, Duration.ofSeconds(420)).inForce())
                .isEqualTo(Duration.ofSeconds(420));
    }

    @Test
    public void says_which_cache_it_is_for() throws Exception {
        TtlAdvisor advisor = advisor(TtlBounds.DEFAULT, Duration.ofSeconds(300));
        assertThat(advisor.cache()).isNotNull().isEqualTo(advisor.cache());
    }

    @Test
    public void stays_within_the_bounds_for_any_hash() throws Exception {
        for (Duration inForce : List.of(
                TtlBounds.DEFAULT.min(),
                Duration.ofSeconds(61),
                TtlBounds.DEFAULT.standard(),
                Duration.ofSeconds(3599),
                TtlBounds.DEFAULT.max())) {
            checkBounds(TtlBounds.DEFAULT, inForce);
        }
    }

    @Test
    public void stays_within_the_widest_bounds_there_are() throws Exception {
        for (Duration inForce : WIDELY_SPREAD) {
            checkBounds(WIDE, inForce);
        }
    }

    @Test
    public void bounds_without_room_leave_one_ttl() throws Exception {
        for (Duration only : WIDELY_SPREAD) {
            checkBounds(new TtlBounds(only, only, only), only);
        }
    }

    @Test
    public void the_same_hash_gets_the_same_ttl() throws Exception {
        TtlAdvisor advisor = advisor(TtlBounds.DEFAULT, Duration.ofSeconds(300));
        assertThat(hashes().map(advisor::ttlMillis).toArray())
                .isEqualTo(hashes().map(advisor::ttlMillis).toArray());
    }

    @Test
    public void the_duration_is_the_milliseconds() throws Exception {
        TtlAdvisor advisor = advisor(TtlBounds.DEFAULT, Duration.ofSeconds(300));
        hashes().forEach(hash -> assertThat(advisor.ttl(hash)).isEqualTo(Duration.ofMillis(advisor.ttlMillis(hash))));
    }

    @Test
    public void threads_see_what_one_thread_sees() throws Exception {
        TtlAdvisor advisor = advisor(TtlBounds.DEFAULT, Duration.ofSeconds(300));
        long[] alone = hashes().map(advisor::ttlMillis).toArray();
        for (long[] seen : inParallel(() -> hashes().map(advisor::ttlMillis).toArray())) {
            assertThat(seen).isEqualTo(alone);
        }
    }

    @Test
    public void a_change_is_in_force_when_it_returns() throws Exception {
        TtlAdvisor advisor = advisor(TtlBounds.DEFAULT, Duration.ofSeconds(300));
        assumeTrue(change(advisor, Duration.ofSeconds(420)), "the subclass cannot change the TTL in force");
        assertThat(advisor.inForce()).isEqualTo(Duration.ofSeconds(420));
    }

    @Test
    public void readers_see_nothing_outside_the_bounds_while_the_ttl_changes() throws Exception {
        TtlAdvisor advisor = advisor(TtlBounds.DEFAULT, Duration.ofSeconds(300));
        assumeTrue(change(advisor, TtlBounds.DEFAULT.min()), "the subclass cannot change the TTL in force");
        List<long[]> seen = inParallel(() -> {
            change(advisor, TtlBounds.DEFAULT.max());
            long[] ttls = hashes().map(advisor::ttlMillis).toArray();
            change(advisor, TtlBounds.DEFAULT.min());
            return ttls;
        });
        for (long[] ttls : seen) {
            assertThat(LongStream.of(ttls).min().orElseThrow())
                    .isGreaterThanOrEqualTo(TtlBounds.DEFAULT.min().toMillis());
            assertThat(LongStream.of(ttls).max().orElseThrow())
                    .isLessThanOrEqualTo(TtlBounds.DEFAULT.max().toMillis());
        }
    }

    private void checkBounds(TtlBounds bounds, Duration inForce) throws Exception {
        TtlAdvisor advisor = advisor(bounds, inForce);
        assertThat(hashes().map(advisor::ttlMillis).summaryStatistics()).satisfies(ttls -> {
            assertThat(ttls.getMin())
                    .as("shortest TTL at %s within %s", inForce, bounds)
                    .isGreaterThanOrEqualTo(Math.max(1, bounds.min().toMillis()));
            assertThat(ttls.getMax())
                    .as("longest TTL at %s within %s", inForce, bounds)
                    .isLessThanOrEqualTo(bounds.max().toMillis());
        });
        assertThat(advisor.inForce()).isBetween(bounds.min(), bounds.max());
    }

    /** The ends, the neighbours of zero, small integers as {@code hashCode} gives them, and others at random. */
    private static LongStream hashes() {
        return LongStream.concat(
                LongStream.of(Long.MIN_VALUE, Long.MIN_VALUE + 1, Integer.MIN_VALUE, -1, 0, 1, Long.MAX_VALUE),
                LongStream.concat(LongStream.range(0, HASHES / 2), new SplittableRandom(20_261_101).longs(HASHES / 2)));
    }

    private static <T> List<T> inParallel(Callable<T> task) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            List<Future<T>> futures = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                futures.add(threads.submit(task));
            }
            List<T> results = new ArrayList<>();
            for (Future<T> future : futures) {
                results.add(future.get(30, TimeUnit.SECONDS));
            }
            return results;
        } finally {
            threads.shutdownNow();
        }
    }
}
