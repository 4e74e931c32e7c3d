package dev.lumen.examples.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** However many ask: one run at a time, and an answer for everyone. */
@Tag("any-jdk")
class SharedRunTest {
    private static final int CALLERS = 1_000;
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final Limits PATIENT =
            new Limits(65_536, LONG, LONG, LONG, 2 * CALLERS, Duration.ofSeconds(8), Duration.ofMillis(20));

    @Test
    void a_thousand_callers_at_once_share_a_run_and_all_get_its_answer() throws Exception {
        CountDownLatch admitted = new CountDownLatch(CALLERS);
        try (Loop loop = new Loop();
                Service service = loop.service()
                        .callers(new Callers() {
                            @Override
                            void admit(Call call) {
                                admitted.countDown();
                            }
                        })
                        .limits(PATIENT)
                        .rest(Duration.ofSeconds(1))
                        .start()) {
            loop.before = () -> await(admitted);
            Client client = new Client(service);
            List<CompletableFuture<HttpResponse<String>>> all = new ArrayList<>();
            for (int i = 0; i < CALLERS; i++) {
                all.add(client.posting("/feedback/run", ""));
            }
            Set<String> answers = all.stream()
                    .map(CompletableFuture::join)
                    .peek(response -> assertThat(response.statusCode()).isEqualTo(200))
                    .map(HttpResponse::body)
                    .collect(Collectors.toSet());
            // The very last may ask when the run has just ended.
            assertThat(answers).hasSizeBetween(1, 2);
            assertThat(loop.begun).hasValueBetween(1, 2);
            assertThat(loop.mostAtOnce).hasValue(1);
        }
    }

    @Test
    void between_the_beginnings_of_two_runs_is_the_rest() {
        Duration rest = Duration.ofMillis(150);
        ConcurrentLinkedQueue<Long> begun = new ConcurrentLinkedQueue<>();
        try (Loop loop = new Loop();
                SharedRun runs = new SharedRun(loop, rest, LONG, new AtomicBoolean())) {
            loop.before = () -> begun.add(System.nanoTime());
            for (int i = 0; i < 3; i++) {
                runs.join().join();
            }
        }
        List<Long> times = List.copyOf(begun);
        assertThat(times).hasSize(3);
        assertThat(times.get(1) - times.get(0)).isGreaterThanOrEqualTo(rest.toNanos() * 9 / 10);
        assertThat(times.get(2) - times.get(1)).isGreaterThanOrEqualTo(rest.toNanos() * 9 / 10);
    }

    @Test
    void a_run_that_throws_whatever_it_is_tells_its_callers_nothing_and_the_next_one_runs() throws Exception {
        try (Loop loop = new Loop();
                Service service = loop.service().start()) {
            Client client = new Client(service);
            List<Runnable> faults = List.of(
                    () -> {
                        throw new IllegalStateException("the password is hunter2");
                    },
                    () -> {
                        throw new AssertionError("the password is hunter2");
                    },
                    () -> {
                        throw new OutOfMemoryError("the password is hunter2");
                    });
            for (Runnable fault : faults) {
                loop.before = fault;
                HttpResponse<String> failed = client.post("/feedback/run", "");
                assertThat(failed.statusCode()).isEqualTo(500);
                assertThat(failed.body())
                        .isEqualTo(
                                "{\"error\":{\"status\":500,\"message\":\"the run failed; the log of the service says"
                                        + " more\"}}\n");
            }
            loop.before = () -> {};
            assertThat(client.post("/feedback/run", "").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void what_one_caller_does_to_its_answer_is_no_matter_of_the_others() {
        CountDownLatch go = new CountDownLatch(1);
        try (Loop loop = new Loop();
                SharedRun runs = new SharedRun(loop, Duration.ZERO, LONG, new AtomicBoolean())) {
            loop.before = () -> await(go);
            CompletableFuture<?> first = runs.join();
            CompletableFuture<?> second = runs.join();
            first.cancel(true);
            go.countDown();
            assertThat(second.join()).isNotNull();
        }
    }

    @Test
    void it_also_runs_by_itself() throws Exception {
        CountDownLatch thrice = new CountDownLatch(3);
        try (Loop loop = new Loop();
                Service service = loop.service().every(Duration.ofMillis(20)).start()) {
            loop.before = thrice::countDown;
            await(thrice);
            assertThat(new Client(service).get("/healthz").statusCode()).isEqualTo(200);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(60, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
