package dev.lumen.examples.redisdemo;

import dev.lumen.core.config.RedisSettings;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A Redis of the demonstration's own: the program that the system property {@value #PROPERTY} names, else {@code redis-server}
 * or {@code valkey-server} on the {@code PATH}, else the one that is packed beside this class. On a free port of the loopback
 * interface, in a folder that goes with it, without a file on disk. {@link #close} ends it, and so does the end of the JVM.
 */
public final class LocalRedis implements AutoCloseable {
    /** Names the server program. */
    public static final String PROPERTY = "lumen.redis.server";

    /** Ample for the demonstration, and an eviction policy as a cache should have. */
    private static final List<String> OPTIONS =
            List.of("--save", "", "--appendonly", "no", "--maxmemory", "5mb", "--maxmemory-policy", "allkeys-lru");

    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final int POLL_MILLIS = 20;

    private final Path folder;
    private final int port;
    private final Process process;

    private LocalRedis(Path folder, int port, Process process) {
        this.folder = folder;
        this.port = port;
        this.process = process;
    }

    /**
     * Starts one, and waits until it takes connections.
     *
     * @throws IOException if there is no program, or it does not start; says what to do
     */
    public static LocalRedis start() throws IOException {
        Path folder = Files.createTempDirectory("lumen-redis");
        try {
            int port = freePort();
            LocalRedis server = new LocalRedis(folder, port, launch(program(folder), port, folder));
            Runtime.getRuntime().addShutdownHook(new Thread(server::close, "lumen-redis-end"));
            server.awaitReady();
            return server;
        } catch (IOException | RuntimeException e) {
            delete(folder);
            throw e;
        }
    }

    /** How to get there. */
    public RedisSettings settings() {
        return RedisSettings.at("127.0.0.1", port, 0);
    }

    private static Process launch(Path program, int port, Path folder) throws IOException {
        Stream<String> command = Stream.concat(
                Stream.of(program.toString(), "--port", String.valueOf(port), "--bind", "127.0.0.1"),
                Stream.concat(Stream.of("--dir", folder.toString()), OPTIONS.stream()));
        return new ProcessBuilder(command.toList())
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("server.log").toFile())
                .start();
    }

    private void awaitReady() throws IOException {
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        while (!answers()) {
            if (!process.isAlive() || System.nanoTime() - deadline > 0) {
                String log = Files.readString(folder.resolve("server.log")).strip();
                close();
                throw new IOException("the Redis server does not start: " + log.substring(log.lastIndexOf('\n') + 1));
            }
            try {
                Thread.sleep(POLL_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                close();
                throw new IOException("interrupted", e);
            }
        }
    }

    private boolean answers() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), POLL_MILLIS);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static Path program(Path folder) throws IOException {
        String named = System.getProperty(PROPERTY, "");
        if (!named.isBlank()) {
            return Path.of(named);
        }
        Path found = onPath("redis-server").or(() -> onPath("valkey-server")).orElse(null);
        return found == null ? unpacked(folder) : found;
    }

    private static Optional<Path> onPath(String program) {
        return Stream.of(Optional.ofNullable(System.getenv("PATH")).orElse("").split(File.pathSeparator, -1))
                .filter(each -> !each.isBlank())
                .map(each -> Path.of(each, program))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private static Path unpacked(Path folder) throws IOException {
        String name = "redis-server-7.0.15-" + system() + "-" + processor();
        try (InputStream packed = LocalRedis.class.getResourceAsStream("/" + name)) {
            if (packed == null) {
                throw new IOException("there is no Redis server; put redis-server on the PATH, or set REDIS_URI");
            }
            Path program = folder.resolve("redis-server");
            Files.copy(packed, program);
            if (!program.toFile().setExecutable(true)) {
                throw new IOException(program + " cannot be made executable");
            }
            return program;
        }
    }

    private static String system() {
        return System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("mac") ? "darwin" : "linux";
    }

    private static String processor() {
        return System.getProperty("os.arch").equals("aarch64") ? "arm64" : "amd64";
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** Ends the process and deletes its folder. */
    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(2, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        delete(folder);
    }

    private static void delete(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            // What is left is a few files among the temporary ones.
        }
    }
}
