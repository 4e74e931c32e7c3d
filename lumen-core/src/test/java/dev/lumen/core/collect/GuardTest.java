package dev.lumen.core.collect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lumen.api.observe.MissingReason;
import dev.lumen.api.observe.NoDataException;
import dev.lumen.api.observe.Observation;
import dev.lumen.api.observe.Observation.Missing;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class GuardTest {
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final Duration SHORT = Duration.ofMillis(20);

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Guard guard = new Guards(threads).of("part");

    @AfterEach
    void endThreads() {
        threads.shutdownNow();
    }

    @Test
    void an_answer_in_time_is_measured() {
        assertThat(guard.call(() -> "here", LONG)).isEqualTo(Observation.measured("here"));
    }

    @Test
    void an_exception_is_a_failure_in_its_own_words() {
        check(
                guard.call(
                        () -> {
                            throw new IOException("no route");
                        },
                        LONG),
                MissingReason.FAILED,
                "part failed: no route");
    }

    @Test
    void a_source_that_has_nothing_to_say_did_not_fail() {
        check(
                guard.call(
                        () -> {
                            throw new NoDataException("no points in the last hour");
                        },
                        LONG),
                MissingReason.NO_DATA,
                "part has no data: no points in the last hour");
    }

    @Test
    void an_exception_without_words_goes_by_its_name() {
        check(
                guard.call(
                        () -> {
                            throw new IllegalStateException();
                        },
                        LONG),
                MissingReason.FAILED,
                "part failed: IllegalStateException");
    }

    @Test
    void an_error_is_a_failure_too() {
        check(
                guard.call(
                        () -> {
                            throw new StackOverflowError("deep");
                        },
                        LONG),
                MissingReason.FAILED,
                "part failed: deep");
    }

    @Test
    void an_argument_that_was_refused_is_an_impossible_answer() {
        check(
                guard.call(
                        () -> {
                            throw new IllegalArgumentException("hits is -1, allowed: 0 or more");
                        },
                        LONG),
                MissingReason.INVALID,
                "hits is -1");
    }

    @Test
    void null_is_an_impossible_answer() {
        check(guard.call(() -> null, LONG), MissingReason.INVALID, "part answered with null");
    }

    @Test
    void a_call_that_hangs_is_interrupted_and_timed_out() throws Exception {
        CountDownLatch interrupted = new CountDownLatch(1);
        CountDownLatch never = new CountDownLatch(1);
        Observation<String> answer = guard.call(
                () -> {
                    try {
                        never.await();
                    } catch (InterruptedException e) {
                        interrupted.countDown();
                    }
                    return "late";
                },
                SHORT);
        check(answer, MissingReason.TIMEOUT, "part gave no answer within");
        assertThat(interrupted.await(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void one_that_ignores_interruption_is_busy_until_it_returns() {
        AtomicBoolean release = new AtomicBoolean();
        guard.call(
                () -> {
                    while (!release.get()) {
                        LockSupport.parkNanos(1_000_000);
                        Thread.interrupted();
                    }
                    return "late";
                },
                SHORT);
        check(guard.call(() -> "again", LONG), MissingReason.BUSY, "part still hangs");
        release.set(true);
        pollUntil(() -> guard.call(() -> "again", LONG).trusted().isPresent());
    }

    @Test
    void what_a_late_call_returns_is_never_taken_for_the_next_answer() {
        CountDownLatch release = new CountDownLatch(1);
        guard.call(
                () -> {
                    awaitUninterruptibly(release);
                    return "late";
                },
                SHORT);
        release.countDown();
        List<Object> answers = new ArrayList<>();
        pollUntil(() -> {
            guard.call(() -> "fresh", LONG).trusted().ifPresent(answers::add);
            return !answers.isEmpty();
        });
        assertThat(answers).containsExactly("fresh");
    }

    @Test
    void without_patience_an_answer_that_is_there_is_taken() throws Exception {
        CountDownLatch done = new CountDownLatch(1);
        Guard direct = new Guards(Runnable::run).of("part");
        Guard.Pending<String> call = direct.start(() -> {
            done.countDown();
            return "here";
        });
        assertThat(done.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(call.await(Duration.ZERO)).isEqualTo(Observation.measured("here"));
    }

    @Test
    void an_executor_that_refuses_costs_the_call_and_not_the_next_one() {
        AtomicBoolean open = new AtomicBoolean();
        Guard picky = guard(task -> {
            if (!open.get()) {
                throw new RejectedExecutionException("closed");
            }
            task.run();
        });
        check(picky.call(() -> "here", LONG), MissingReason.FAILED, "no thread is free");
        open.set(true);
        assertThat(picky.call(() -> "here", LONG)).isEqualTo(Observation.measured("here"));
    }

    @Test
    void a_caller_that_is_interrupted_gets_its_answer_and_keeps_its_flag() {
        Thread.currentThread().interrupt();
        Observation<String> answer = guard.call(() -> "here", LONG);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(answer).isEqualTo(Observation.measured("here"));
    }

    @Test
    void closing_interrupts_what_is_under_way_and_lets_nothing_begin() {
        Guards guards = new Guards(threads);
        Guard.Pending<String> call = guards.of("source").start(() -> {
            new CountDownLatch(1).await();
            return "never";
        });
        guards.close();
        check(call.await(LONG), MissingReason.TIMEOUT, "source was given up");
        check(guards.of("other").call(() -> "here", LONG), MissingReason.TIMEOUT, "other was given up");
    }

    private static Guard guard(Executor executor) {
        return new Guards(executor).of("part");
    }

    private static void check(Observation<?> answer, MissingReason reason, String detail) {
        assertThat(answer).isInstanceOfSatisfying(Missing.class, missing -> {
            assertThat(missing.reason()).isEqualTo(reason);
            assertThat(missing.detail()).contains(detail);
        });
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        while (latch.getCount() > 0) {
            LockSupport.parkNanos(1_000_000);
            Thread.interrupted();
        }
    }

    private static void pollUntil(BooleanSupplier condition) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("time left to wait").isLessThan(end);
            LockSupport.parkNanos(1_000_000);
        }
    }
}
