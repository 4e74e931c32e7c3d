package dev.lumen.redis.testkit;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One server process on a free port of the loopback interface, without persistence. It can be killed, paused, resumed and
 * started again on the same port. {@link #close()} ends it and enters what it was sent into the {@link CommandLedger}. Not
 * thread-safe.
 */
public final class RedisServer implements AutoCloseable {
    /** Seconds; no one would set it, so that whoever sends {@code CONFIG SET timeout} is seen. */
    private static final String TIMEOUT = "7411";

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final ServerOptions options;
    private final Path folder;
    private final int port;
    private final int tlsPort;
    private Process process;
    private boolean paused;

    private RedisServer(ServerOptions options) {
        this.options = options;
        this.port = freePort();
        this.tlsPort = options.certificates().isPresent() ? freePort() : 0;
        try {
            this.folder = Files.createTempDirectory("lumen-redis");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        this.process = launch();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> process.destroyForcibly(), "redis-" + port + "-net"));
    }

    /** A plain server. */
    public static RedisServer start() {
        return options().start();
    }

    /** Options for one that is not plain. */
    public static ServerOptions options() {
        return new ServerOptions();
    }

    static RedisServer start(ServerOptions options) {
        RedisServer server = new RedisServer(options);
        server.awaitReady();
        return server;
    }

    /** The plain port. */
    public int port() {
        return port;
    }

    /** The port that speaks TLS; 0 where none does. */
    public int tlsPort() {
        return tlsPort;
    }

    /** The address, without a password. */
    public String uri() {
        return "redis://127.0.0.1:" + port;
    }

    /** The process id of its present life. */
    public long pid() {
        return process.pid();
    }

    /** The folder with its log and, for a sentinel, its configuration. */
    public Path folder() {
        return folder;
    }

    /** Whether the process lives; a paused one does. */
    public boolean isAlive() {
        return process.isAlive();
    }

    /** The answer to one command, as the default user. */
    public @Nullable Object call(String... words) {
        try (RawRedis raw = raw()) {
            return raw.call(words);
        } catch (IOException e) {
            throw new UncheckedIOException(uri() + " " + words[0] + ": " + e.getMessage(), e);
        }
    }

    /** The answer to one command that is never nil, in words. */
    public String ask(String... words) {
        return String.valueOf(Objects.requireNonNull(call(words)));
    }

    /** A connection as the default user. */
    public RawRedis raw() throws IOException {
        RawRedis raw = RawRedis.connect(port, PATIENCE);
        if (options.password().isPresent()) {
            raw.call("AUTH", options.password().get());
        }
        return raw;
    }

    /** {@code CONFIG …}, whatever that command is called on this server. */
    public @Nullable Object config(String... words) {
        List<String> all = new ArrayList<>(List.of(options.configCommand()));
        all.addAll(List.of(words));
        return call(all.toArray(String[]::new));
    }

    /** {@code CONFIG RESETSTAT}, after what was counted so far is in the ledger. */
    public void resetStatistics() {
        collect();
        config("RESETSTAT");
    }

    /** {@code kill -9}; what it was sent is in the ledger first, unless it is paused. */
    public void kill() {
        if (!paused) {
            collect();
        }
        process.destroyForcibly();
        awaitEnd();
    }

    /** {@code kill -STOP}: the process lives and its port takes connections, but nothing is answered. */
    public void pause() {
        signal("-STOP");
        paused = true;
    }

    /** {@code kill -CONT}. */
    public void resume() {
        signal("-CONT");
        paused = false;
    }

    /** Starts it again on the same port, empty; it must have been killed. */
    public void restart() {
        process = launch();
        paused = false;
        awaitReady();
    }

    /** Ends the process and deletes its folder. */
    @Override
    public void close() {
        try {
            if (process.isAlive()) {
                if (paused) {
                    resume();
                }
                collect();
            }
        } finally {
            process.destroyForcibly();
            awaitEnd();
            delete(folder);
        }
    }

    private void collect() {
        if (options.isSentinel()) {
            return;
        }
        List<?> timeout = (List<?>) Objects.requireNonNull(config("GET", "timeout"));
        List<?> policy = (List<?>) Objects.requireNonNull(config("GET", "maxmemory-policy"));
        CommandLedger.ofThisRun().add(uri(), ask("INFO", "commandstats"));
        if (!TIMEOUT.equals(timeout.get(1)) || !options.policy().equals(policy.get(1))) {
            throw new AssertionError(
                    uri() + " was given another timeout or eviction policy: " + timeout + ", " + policy);
        }
    }

    private Process launch() {
        List<String> command = new ArrayList<>();
        command.add(ServerBinary.ofThisRun().path().toString());
        if (options.isSentinel()) {
            command.add(folder.resolve("sentinel.conf").toString());
        }
        command.addAll(List.of("--port", String.valueOf(port), "--bind", "127.0.0.1", "--dir", folder.toString()));
        if (options.isSentinel()) {
            command.add("--sentinel");
        } else {
            command.addAll(List.of("--save", "", "--appendonly", "no", "--timeout", TIMEOUT));
        }
        options.certificates().ifPresent(pair -> command.addAll(tls(pair)));
        command.addAll(options.arguments());
        try {
            if (options.isSentinel()) {
                folder.resolve("sentinel.conf").toFile().createNewFile();
            }
            File log = folder.resolve("server.log").toFile();
            return new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log))
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<String> tls(Certificates pair) {
        List<String> arguments = new ArrayList<>(List.of("--tls-port", String.valueOf(tlsPort)));
        arguments.addAll(List.of("--tls-cert-file", pair.certificate().toString()));
        arguments.addAll(List.of("--tls-key-file", pair.key().toString()));
        arguments.addAll(List.of("--tls-ca-cert-file", pair.certificate().toString(), "--tls-auth-clients", "no"));
        return arguments;
    }

    private void awaitReady() {
        try {
            Patience.until("an answer from " + uri(), PATIENCE, () -> {
                if (!process.isAlive()) {
                    throw new IllegalStateException("ended: " + Files.readString(folder.resolve("server.log")));
                }
                return "PONG".equals(call("PING"));
            });
        } catch (AssertionError e) {
            process.destroyForcibly();
            throw e;
        }
    }

    private void awaitEnd() {
        try {
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                throw new AssertionError(uri() + " does not end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void signal(String name) {
        try {
            Process kill = new ProcessBuilder("kill", name, String.valueOf(pid())).start();
            if (kill.waitFor() != 0) {
                throw new IllegalStateException("kill " + name + " " + pid() + " failed");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            // The cluster bus takes the port 10,000 above.
            int port = socket.getLocalPort();
            return port < 55_000 ? port : 20_000 + port % 10_000;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
