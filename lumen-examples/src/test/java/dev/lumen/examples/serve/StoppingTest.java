package dev.lumen.examples.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A service that is told to stop while something is under way. */
@Tag("any-jdk")
class StoppingTest {
    private static final Duration LONG = Duration.ofSeconds(60);

    @Test
    void the_run_under_way_ends_its_callers_are_answered_and_readyz_says_that_it_stops() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        try (Loop loop = new Loop();
                Service service = loop.service()
                        .limits(new Limits(4_096, LONG, LONG, LONG, 64, LONG, Duration.ofMillis(200)))
                        .start()) {
            loop.before = () -> {
                begun.countDown();
                await(go);
            };
            Client client = new Client(service);
            CompletableFuture<HttpResponse<String>> waiting = client.posting("/feedback/run", "");
            await(begun);
            CompletableFuture<Void> stop = CompletableFuture.runAsync(service::close, task -> new Thread(task).start());
            while (client.get("/readyz").statusCode() == 200) {
                Thread.onSpinWait();
            }
            assertThat(client.get("/readyz").statusCode()).isEqualTo(503);
            assertThat(client.get("/readyz").body()).contains("stopping");
            assertThat(client.get("/healthz").statusCode()).isEqualTo(200);
            assertThat(client.post("/feedback/run", "").statusCode()).isEqualTo(503);
            assertThat(stop).isNotDone();
            go.countDown();
            assertThat(waiting.get(30, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
            stop.get(30, TimeUnit.SECONDS);
        }
    }

    @Test
    void a_run_that_hangs_does_not_hold_the_stop_and_its_callers_are_told() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch never = new CountDownLatch(1);
        try (Loop loop = new Loop()) {
            Service service = loop.service()
                    .limits(new Limits(4_096, LONG, LONG, LONG, 64, Duration.ofMillis(800), Duration.ofMillis(200)))
                    .start();
            loop.before = () -> {
                begun.countDown();
                awaitWhateverHappens(never);
            };
            CompletableFuture<HttpResponse<String>> waiting = new Client(service).posting("/feedback/run", "");
            await(begun);
            CompletableFuture.runAsync(service::close, task -> new Thread(task).start())
                    .get(30, TimeUnit.SECONDS);
            HttpResponse<String> told = waiting.get(30, TimeUnit.SECONDS);
            assertThat(told.statusCode()).isEqualTo(503);
            assertThat(told.body()).contains("did not end in time");
            service.close();
        } finally {
            never.countDown();
        }
    }

    private static void awaitWhateverHappens(CountDownLatch latch) {
        while (latch.getCount() > 0) {
            try {
                latch.await();
            } catch (InterruptedException e) {
                // A run that does not listen.
            }
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
