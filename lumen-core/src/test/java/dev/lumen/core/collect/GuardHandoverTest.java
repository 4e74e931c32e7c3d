package dev.lumen.core.collect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lumen.api.observe.MissingReason;
import dev.lumen.api.observe.Observation;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

class GuardHandoverTest {
    private static final Duration LONG = Duration.ofMinutes(1);
    private static final Duration NONE = Duration.ZERO;

    @Test
    void whoever_has_the_answer_can_call_again_at_once() {
        ExecutorService threads = Executors.newCachedThreadPool();
        Guard guard = new Guards(threads, System::nanoTime).of("source");
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
        Guard guard = new Guards(waiting::add, System::nanoTime).of("source");
        boolean[] made = {false};
        guard.call(() -> made[0] = true, NONE);
        waiting.remove().run();
        Guard.Pending<String> next = guard.start(() -> "answer");
        waiting.remove().run();
        assertThat(made[0]).isFalse();
        assertThat(next.await(LONG)).isEqualTo(Observation.measured("answer"));
    }

    @Test
    void a_component_is_not_called_while_an_earlier_call_has_not_returned() {
        Queue<Runnable> waiting = new ArrayDeque<>();
        Guard guard = new Guards(waiting::add, System::nanoTime).of("source");
        guard.call(() -> "late", NONE);
        assertThat(guard.call(() -> "second", LONG))
                .isInstanceOfSatisfying(
                        Observation.Missing.class,
                        missing -> assertThat(missing.reason()).isEqualTo(MissingReason.BUSY));
    }
}
