package dev.lumen.examples.serve;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Clients that take every connection there is, and then neither ask nor read. */
@Tag("any-jdk")
class UnreadAnswersTest {
    private static final int CONNECTIONS = 4;

    /** More than the buffers of a connection hold. */
    private static final int LARGE = 24_000_000;

    private static final Limits FEW = Loop.limits(new Limits(
            4_096,
            Duration.ofMillis(600),
            Duration.ofMillis(600),
            Duration.ofMillis(500),
            CONNECTIONS,
            Duration.ofSeconds(8),
            Duration.ZERO));
    private static final String ASK = " HTTP/1.1\r\nHost: localhost\r\n\r\n";

    private static Loop loop;
    private static Service service;
    private static Client client;

    private final List<Socket> held = new ArrayList<>();

    @BeforeAll
    static void open() throws IOException {
        loop = new Loop();
        service = service(FEW);
        client = new Client(service);
    }

    private static Service service(Limits limits) throws IOException {
        Reply large = Reply.text(Reply.OK, "x".repeat(LARGE));
        Routes routes = new Routes()
                .get("/large", Endpoint.of(call -> large))
                .get("/healthz", Endpoint.of(call -> Reply.text(Reply.OK, "ok\n")));
        Front front = new Front(routes, limits, new RequestLog(new SimpleMeterRegistry(), Optional.empty()), true);
        SharedRun runs = new SharedRun(loop, Duration.ZERO, Duration.ZERO, new AtomicBoolean());
        return Service.start("127.0.0.1", 0, limits, front, runs, List.of());
    }

    @AfterAll
    static void close() {
        service.close();
        loop.close();
    }

    @AfterEach
    void letGo() throws IOException {
        for (Socket each : held) {
            each.close();
        }
    }

    private Socket connect(int receives) throws IOException {
        Socket socket = new Socket();
        held.add(socket);
        socket.setReceiveBufferSize(receives);
        socket.setSoTimeout((int) TimeUnit.SECONDS.toMillis(30));
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), client.port()), (int)
                TimeUnit.SECONDS.toMillis(30));
        return socket;
    }

    private Socket ask(String path, int receives) throws IOException {
        Socket socket = connect(receives);
        socket.getOutputStream().write(("GET " + path + ASK).getBytes(StandardCharsets.ISO_8859_1));
        return socket;
    }

    private static void untilConnections(int number) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (service.connections() != number) {
            assertThat(System.nanoTime())
                    .as("connections: " + service.connections())
                    .isLessThan(end);
            Thread.sleep(5);
        }
    }

    private static void assertOthersAreServed() throws IOException {
        assertThat(client.raw("GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 200 ");
    }

    @Test
    void a_large_answer_comes_whole_to_whoever_reads_it() throws Exception {
        try (Service patient = service(Loop.LIMITS)) {
            assertThat(new Client(patient).raw("GET /large HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"))
                    .startsWith("HTTP/1.1 200 ")
                    .hasSizeGreaterThan(LARGE);
        }
    }

    @Test
    void who_asks_and_never_reads_is_let_go_and_the_others_served() throws Exception {
        for (int round = 0; round < 2; round++) {
            List<Socket> deaf = new ArrayList<>();
            for (int i = 0; i < CONNECTIONS; i++) {
                deaf.add(ask("/large", 4_096));
            }
            for (Socket each : deaf) {
                assertThat(each.getInputStream().read())
                        .as("the answer has begun")
                        .isEqualTo('H');
            }
            assertOthersAreServed();
            untilConnections(0);
            for (Socket each : deaf) {
                assertThat(Client.rest(each)).as("what was under way").hasSizeLessThan(LARGE);
            }
        }
        assertOthersAreServed();
    }

    /** Fast enough to be never idle, and too slow for the whole of it. */
    @Test
    void who_reads_little_by_little_is_let_go_and_the_others_served() throws Exception {
        AtomicInteger all = new AtomicInteger();
        List<Thread> slow = new ArrayList<>();
        for (int i = 0; i < CONNECTIONS; i++) {
            Socket socket = ask("/large", 262_144);
            assertThat(socket.getInputStream().read()).isEqualTo('H');
            Thread thread = new Thread(() -> all.accumulateAndGet(dripped(socket), Math::max));
            thread.start();
            slow.add(thread);
        }
        assertOthersAreServed();
        for (Thread each : slow) {
            each.join();
        }
        untilConnections(0);
        assertThat(all.get()).as("bytes of the answer").isLessThan(LARGE);
    }

    private static int dripped(Socket from) {
        byte[] some = new byte[131_072];
        int read = 0;
        try {
            int n = some.length;
            while (n == some.length) {
                n = from.getInputStream().readNBytes(some, 0, some.length);
                read += n;
                Thread.sleep(30);
            }
        } catch (IOException e) {
            return read; // The other side has ended it, which is what the test is about.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return read;
    }

    @Test
    void who_takes_every_connection_is_let_go_and_those_who_wait_are_served() throws Exception {
        for (int i = 0; i < 3 * CONNECTIONS; i++) {
            connect(4_096);
        }
        assertThat(service.connections()).isLessThanOrEqualTo(CONNECTIONS);
        assertOthersAreServed();
        letGo();
        untilConnections(0);
        assertOthersAreServed();
    }

    @Test
    void who_has_been_answered_and_stays_is_let_go() throws Exception {
        for (int i = 0; i < CONNECTIONS; i++) {
            assertThat(ask("/healthz", 4_096).getInputStream().read()).isEqualTo('H');
        }
        assertOthersAreServed();
        untilConnections(0);
        for (Socket each : held) {
            assertThat(Client.rest(each)).startsWith("TTP/1.1 200 ");
        }
    }
}
