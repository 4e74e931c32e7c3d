package dev.lumen.redis.link;

import static org.assertj.core.api.Assertions.assertThat;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class NodeLinkTest {
    private final AtomicInteger accepted = new AtomicInteger();

    @Test
    void a_connection_that_is_cut_off_before_it_is_made_is_tried_once_more() throws Exception {
        RedisClient client = RedisClient.create();
        try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            Thread cutter = new Thread(() -> cutOff(server), "cutter");
            cutter.setDaemon(true);
            cutter.start();
            RedisURI uri = RedisURI.builder()
                    .withHost("127.0.0.1")
                    .withPort(server.getLocalPort())
                    .withTimeout(Duration.ofSeconds(20))
                    .build();
            Throwable failure = new NodeLink(client, uri)
                    .connection()
                    .handle((connection, cause) -> cause)
                    .get(40, TimeUnit.SECONDS);
            assertThat(failure).isNotNull();
            assertThat(Failures.isCutOff(failure)).as(failure.toString()).isTrue();
            assertThat(accepted).hasValue(2);
        } finally {
            client.shutdown(0, 2, TimeUnit.SECONDS);
        }
    }

    /** Reads what is said first, so that closing is no reset. */
    private void cutOff(ServerSocket server) {
        while (!server.isClosed()) {
            try (Socket socket = server.accept()) {
                accepted.incrementAndGet();
                socket.getInputStream().read(new byte[1024]);
            } catch (IOException e) {
                // The test is over, or the client was first.
            }
        }
    }
}
