package dev.lumen.redis.testkit;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The server program of this test run: the one that the system property {@value #PROPERTY} names, else {@code
 * redis-server} or {@code valkey-server} on the {@code PATH}, else the one packed into a test dependency.
 *
 * @param path the executable
 * @param product {@code Redis} or {@code Valkey}
 * @param version such as {@code 7.0.15}
 */
public record ServerBinary(Path path, String product, String version) {
    /** Names the server program to run the tests with. */
    public static final String PROPERTY = "lumen.redis.server";

    private static final Pattern VERSION = Pattern.compile("(?i)(redis|valkey).*?\\bv=(\\d+\\.\\d+\\.\\d+)");

    /** The program of this run; looked for once. */
    public static ServerBinary ofThisRun() {
        return Holder.FOUND;
    }

    /** Whether the server's version is at least {@code major}.{@code minor}; Valkey's count goes on from Redis 7.2. */
    public boolean isAtLeast(int major, int minor) {
        String[] parts = version.split("\\.", -1);
        int own = Integer.parseInt(parts[0]);
        return own > major || (own == major && Integer.parseInt(parts[1]) >= minor);
    }

    private static ServerBinary find() {
        String named = System.getProperty(PROPERTY, "");
        if (!named.isBlank()) {
            return of(Path.of(named));
        }
        return onPath("redis-server")
                .or(() -> onPath("valkey-server"))
                .map(ServerBinary::of)
                .orElseGet(() -> of(unpack()));
    }

    private static Optional<Path> onPath(String program) {
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
        return Stream.of(path.split(File.pathSeparator, -1))
                .filter(folder -> !folder.isBlank())
                .map(folder -> Path.of(folder, program))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private static Path unpack() {
        String name = "redis-server-7.0.15-" + system() + "-" + architecture();
        try (InputStream packed = ServerBinary.class.getResourceAsStream("/" + name)) {
            if (packed == null) {
                throw new IllegalStateException("no server program: set -D" + PROPERTY
                        + " or put redis-server on the PATH (" + name + " is not in the test dependency)");
            }
            Path folder = Files.createTempDirectory("lumen-redis-server");
            Path program = folder.resolve("redis-server");
            Files.copy(packed, program);
            folder.toFile().deleteOnExit();
            program.toFile().deleteOnExit();
            if (!program.toFile().setExecutable(true)) {
                throw new IOException(program + " cannot be made executable");
            }
            return program;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String system() {
        return System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("mac") ? "darwin" : "linux";
    }

    private static String architecture() {
        String name = System.getProperty("os.arch");
        return switch (name) {
            case "aarch64" -> "arm64";
            case "x86", "i386" -> "386";
            default -> "amd64";
        };
    }

    private static ServerBinary of(Path program) {
        try {
            Process process = new ProcessBuilder(List.of(program.toString(), "--version"))
                    .redirectErrorStream(true)
                    .start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            Matcher matcher = VERSION.matcher(said);
            if (!matcher.find()) {
                throw new IllegalStateException(program + " is no Redis server: it says " + said.strip());
            }
            String product = matcher.group(1).equalsIgnoreCase("redis") ? "Redis" : "Valkey";
            return new ServerBinary(program, product, matcher.group(2));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot run " + program, e);
        }
    }

    private static final class Holder {
        static final ServerBinary FOUND = find();
    }
}
