package dev.lumen.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lumen.redis.testkit.JavaProcess;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** {@code lumen serve} in a process of its own, until it is told to stop or closed. */
final class ServingProcess implements AutoCloseable {
    /** How a JVM ends that was told to by SIGTERM. */
    private static final int TERMINATED = 143;

    private final JavaProcess process;
    private final Visitor visitor;

    /** Starts it. What it logs is added to {@code log}. */
    ServingProcess(Map<String, String> environment, Path log, String... options) throws Exception {
        String[] arguments = Stream.concat(Stream.of("serve", "--port", "0"), Stream.of(options))
                .toArray(String[]::new);
        process = JavaProcess.start(List.of("-Xmx192m"), environment, log.toFile(), Main.class, arguments);
        visitor = new Visitor(process.line());
    }

    Visitor visitor() {
        return visitor;
    }

    /** Tells it to stop, and does not wait. */
    void tellToStop() throws Exception {
        process.terminate();
    }

    void assertEnds() throws Exception {
        assertThat(process.status()).isEqualTo(TERMINATED);
    }

    @Override
    public void close() throws InterruptedException {
        process.close();
    }
}
