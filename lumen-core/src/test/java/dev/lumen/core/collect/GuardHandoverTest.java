package dev.lumen.core.collect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lumen.api.observe.MissingReason;
import dev.lumen.api.observe.Observation;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

class GuardHandoverTest {
    private static final Duration LONG = Duration.ofMinutes(1);
    private static final Duration NONE = Duration.ZERO;

    @Test
    void whoever_has_the_answer_can_call_again_at_once() {
        ExecutorService threads = Executors.newCachedThreadPool();
        Guard guard = new Guards(threads).of("source");
        try {
            for (int call = 0; call < 50_000; call++) {
                int number = call;
                assertThat(guard.call(() -> number, LONG)).isEqualTo(Observation.measured(number));
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void a_call_that_was_given_up_before_it_began_is_never_made_and_frees_the_component() {
        Queue<Runnable> waiting = new ArrayDeque<>();
        Guard guard = new Guards(waiting::add).of("source");
        boolean[] made = {false};
        guard.call(() -> made[0] = true, NONE);
        waiting.remove().run();
        Guard.Pending<String> next = guard.start(() -> "answer");
        waiting.remove().run();
        assertThat(made[0]).isFalse();
        assertThat(next.await(LONG)).isEqualTo(Observation.measured("answer"));
    }

    @Test
    void a_component_is_not_called_while_an_earlier_call_has_not_returned() throws InterruptedException {
        ExecutorService threads = Executors.newCachedThreadPool();
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        Guard guard = new Guards(threads).of("source");
        try {
            Guard.Pending<String> first = guard.start(() -> {
                begun.countDown();
                release.await();
                return "late";
            });
            begun.await();
            assertThat(guard.call(() -> "second", LONG))
                    .isInstanceOfSatisfying(
                            Observation.Missing.class,
                            missing -> assertThat(missing.reason()).isEqualTo(MissingReason.BUSY));
            release.countDown();
            assertThat(first.await(LONG)).isEqualTo(Observation.measured("late"));
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void an_executor_that_never_runs_what_it_took_makes_nobody_busy() {
        Guard guard = new Guards(task -> {}).of("source");
        for (int call = 0; call < 3; call++) {
            assertThat(guard.call(() -> "never", NONE))
                    .isInstanceOfSatisfying(
                            Observation.Missing.class,
                            missing -> assertThat(missing.reason()).isEqualTo(MissingReason.TIMEOUT));
        }
    }

    @Test
    void whatever_an_executor_throws_costs_that_call_alone() {
        Deque<Throwable> thrown = new ArrayDeque<>(
                List.of(new OutOfMemoryError("unable to create native thread"), new IllegalStateException("stopped")));
        Guard guard = new Guards(task -> {
                    Throwable next = thrown.poll();
                    if (next instanceof Error error) {
                        throw error;
                    } else if (next instanceof RuntimeException exception) {
                        throw exception;
                    }
                    task.run();
                })
                .of("source");
        for (String words : List.of("unable to create native thread", "stopped")) {
            assertThat(guard.call(() -> "answer", LONG))
                    .isInstanceOfSatisfying(
                            Observation.Missing.class,
                            missing -> assertThat(missing.detail()).contains(words));
        }
        assertThat(guard.call(() -> "answer", LONG)).isEqualTo(Observation.measured("answer"));
    }

    @Test
    void an_exception_that_throws_when_it_is_asked_what_it_says_goes_by_its_kind() {
        Guard guard = new Guards(Runnable::run).of("source");
        assertThat(guard.call(
                        () -> {
                            throw new Unspeakable();
                        },
                        LONG))
                .isEqualTo(Observation.missing(MissingReason.FAILED, "source failed: Unspeakable"));
    }

    private static final class Unspeakable extends RuntimeException {
        private static final long serialVersionUID = 1;

        @Override
        public String getMessage() {
            throw new IllegalStateException("in getMessage");
        }
    }
}
