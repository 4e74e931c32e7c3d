package dev.lumen.examples.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/** {@code lumen serve} on a thread of this JVM, until it is closed. */
final class Serving implements AutoCloseable {
    private final CompletableFuture<Integer> status = new CompletableFuture<>();
    private final Thread thread;
    private final Visitor visitor;

    private Serving(Map<String, String> environment, String... args) throws IOException {
        PipedInputStream said = new PipedInputStream();
        PrintStream out = new PrintStream(new PipedOutputStream(said), true, StandardCharsets.UTF_8);
        PrintStream err = new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8);
        Console console = new Console(InputStream.nullInputStream(), out, err, false, environment);
        thread = new Thread(
                () -> {
                    status.complete(LumenCommand.run(console, args));
                    out.close();
                },
                "serving");
        thread.setDaemon(true);
        thread.start();
        String line = new BufferedReader(new InputStreamReader(said, StandardCharsets.UTF_8)).readLine();
        if (line == null) {
            throw new IOException("it ended with " + status.join());
        }
        visitor = new Visitor(line);
    }

    static Serving in(Map<String, String> environment, String... options) throws IOException {
        return new Serving(
                environment,
                Stream.concat(Stream.of("serve", "--port", "0"), Stream.of(options))
                        .toArray(String[]::new));
    }

    Visitor visitor() {
        return visitor;
    }

    @Override
    public void close() throws InterruptedException {
        thread.interrupt();
        thread.join(Visitor.PATIENCE.toMillis());
        if (thread.isAlive()) {
            throw new AssertionError("it does not end");
        }
    }
}
