package dev.lumen.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** {@code lumen serve} in a process of its own, until it is told to stop or closed. */
final class ServingProcess implements AutoCloseable {
    /** How a JVM ends that was told to by SIGTERM. */
    static final int TERMINATED = 143;

    private final Process process;
    private final Visitor visitor;

    private ServingProcess(Process process) throws IOException {
        this.process = process;
        String line = process.inputReader().readLine();
        if (line == null) {
            throw new IOException("it has said nothing and ended");
        }
        this.visitor = new Visitor(line);
    }

    /** Starts it. What it logs is added to {@code log}. */
    static ServingProcess start(Map<String, String> environment, Path log, String... options) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                Main.class.getName(),
                "serve",
                "--port",
                "0"));
        command.addAll(List.of(options));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().putAll(environment);
        return new ServingProcess(builder.redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start());
    }

    Visitor visitor() {
        return visitor;
    }

    /** Tells it to stop, and does not wait. */
    void tellToStop() {
        process.destroy();
    }

    void assertEnds() throws InterruptedException {
        assertThat(process.waitFor(Visitor.PATIENCE.toSeconds(), TimeUnit.SECONDS))
                .isTrue();
        assertThat(process.exitValue()).isEqualTo(TERMINATED);
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
