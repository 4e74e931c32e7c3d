package dev.lumen.gcp.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.api.gax.grpc.GrpcStatusCode;
import com.google.api.gax.rpc.ApiException;
import com.google.api.gax.rpc.StatusCode.Code;
import com.google.cloud.monitoring.v3.MetricServiceClient;
import com.google.monitoring.v3.ListMetricDescriptorsRequest;
import com.google.monitoring.v3.ListMetricDescriptorsResponse;
import dev.lumen.gcp.testkit.MonitoringServer;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.net.ConnectException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("any-jdk")
@Timeout(60)
class MonitoringLinkTest {
    private static final String METHOD = "ListMetricDescriptors";
    private static final Duration LONG = Duration.ofSeconds(30);

    private static MonitoringServer server;
    private static MonitoringLink link;

    @BeforeAll
    static void start() {
        server = MonitoringServer.start();
        link = server.link();
    }

    @BeforeEach
    void clear() {
        server.clear();
    }

    @AfterAll
    static void stop() {
        link.close();
        server.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"UNAVAILABLE", "RESOURCE_EXHAUSTED", "DEADLINE_EXCEEDED", "INTERNAL", "ABORTED"})
    void what_may_pass_is_tried_again(String status) throws Exception {
        server.refuse(METHOD, Status.fromCode(Status.Code.valueOf(status)), 1);
        assertThat(start(link, LONG).await().getMetricDescriptorsCount()).isPositive();
        assertThat(server.calls()).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PERMISSION_DENIED", "INVALID_ARGUMENT", "NOT_FOUND", "UNAUTHENTICATED", "UNIMPLEMENTED"})
    void what_will_not_pass_is_not(String status) {
        server.refuse(METHOD, Status.fromCode(Status.Code.valueOf(status)).withDescription("because"), 1);
        assertThatThrownBy(() -> start(link, LONG).await())
                .isInstanceOfSatisfying(
                        CloudException.class, e -> assertThat(e.code()).isEqualTo(Code.valueOf(status)))
                .hasMessageStartingWith("listing descriptors: " + status + ": because");
        assertThat(server.calls()).hasSize(1);
    }

    @Test
    void attempts_end_with_the_deadline() {
        server.refuse(METHOD, Status.UNAVAILABLE, 1000);
        assertThatThrownBy(() -> start(link, Duration.ofMillis(700)).await())
                .isInstanceOfSatisfying(
                        CloudException.class, e -> assertThat(e.code()).isIn(Code.UNAVAILABLE, Code.DEADLINE_EXCEEDED));
    }

    @Test
    void whoever_is_interrupted_stops_waiting() throws Exception {
        server.hang(METHOD, 1);
        CountDownLatch waiting = new CountDownLatch(1);
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        Thread thread = new Thread(() -> {
            try {
                Attempts<?, ?> attempts = start(link, LONG);
                waiting.countDown();
                attempts.await();
            } catch (Exception e) {
                thrown.set(e);
            }
        });
        thread.start();
        assertThat(waiting.await(30, TimeUnit.SECONDS)).isTrue();
        thread.interrupt();
        thread.join(30_000);
        assertThat(thrown.get()).isInstanceOf(InterruptedException.class);
    }

    @Test
    void a_client_that_the_host_lends_is_used_and_stays_open() throws Exception {
        MetricServiceClient lent = link.metrics();
        MonitoringLink through = MonitoringLink.to(MonitoringServer.PROJECT)
                .endpoint("127.0.0.1:1")
                .plaintext()
                .client(lent)
                .build();
        assertThat(start(through, LONG).await().getMetricDescriptorsCount()).isPositive();
        through.close();
        assertThat(lent.isShutdown()).isFalse();
        assertThat(start(link, LONG).await().getMetricDescriptorsCount()).isPositive();
    }

    @Test
    void a_link_that_is_closed_says_so_and_leaves_no_thread_that_keeps_a_jvm_alive() throws Exception {
        MonitoringLink closed = server.link();
        start(closed, LONG).await();
        closed.close();
        assertThatThrownBy(() -> start(closed, LONG).await()).hasMessageContaining("is closed");
        assertThat(Thread.getAllStackTraces().keySet())
                .filteredOn(thread -> thread.getName().startsWith("grpc-default")
                        || thread.getName().startsWith("Gax"))
                .allMatch(Thread::isDaemon);
    }

    @Test
    void nobody_listening_is_a_failure_within_the_deadline() {
        try (MonitoringLink nowhere = MonitoringLink.to(MonitoringServer.PROJECT)
                .endpoint("127.0.0.1:1")
                .plaintext()
                .build()) {
            assertThatThrownBy(() -> start(nowhere, Duration.ofMillis(500)).await())
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("listing descriptors");
        }
    }

    @Test
    void what_lies_behind_an_io_exception_is_said() throws Exception {
        ConnectException refused = new ConnectException("Connection refused: /127.0.0.1:1");
        StatusRuntimeException said = Status.UNAVAILABLE
                .withDescription("io exception")
                .withCause(refused)
                .asRuntimeException();
        assertThat(Failures.of(
                        call(link), new ApiException(said, GrpcStatusCode.of(Status.Code.UNAVAILABLE), true), 1, false))
                .hasMessage("listing descriptors: UNAVAILABLE: io exception: Connection refused: /127.0.0.1:1");
    }

    @Test
    void it_shows_project_and_endpoint() {
        assertThat(MonitoringLink.to("naeda-genesis").build())
                .hasToString("project naeda-genesis at monitoring.googleapis.com:443");
    }

    private static Attempts<ListMetricDescriptorsRequest, ListMetricDescriptorsResponse> start(
            MonitoringLink through, Duration limit) throws IOException {
        return Attempts.start(call(through), Deadline.in(limit));
    }

    private static Call<ListMetricDescriptorsRequest, ListMetricDescriptorsResponse> call(MonitoringLink through)
            throws IOException {
        return new Call<>(
                "listing descriptors",
                "a role",
                through.metrics().listMetricDescriptorsCallable(),
                ListMetricDescriptorsRequest.newBuilder()
                        .setName(through.projectName())
                        .build());
    }
}
