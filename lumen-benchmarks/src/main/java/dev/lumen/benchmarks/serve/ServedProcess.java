package dev.lumen.benchmarks.serve;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A {@code lumen serve} of its own process, with state, keys and secrets in a folder that is made for it. */
final class ServedProcess implements AutoCloseable {
    static final String PAGE_TOKEN = "a-token-for-the-page-0123456789";

    private static final int LONGEST_STOP = 30;
    private static final int KILOBYTES = 1_024;

    private static final String SIGNALS = """
            {"cache": {"name": "load", "windowSeconds": 3600, "hits": 7250, "misses": 2750, "evictions": 40,
                       "usedBytes": 201326592, "capacityBytes": 268435456, "ttlSeconds": 300, "p95LatencyMillis": 85}}
            """;

    private final Process process;
    private final URI address;
    private final Path log;

    private ServedProcess(Process process, URI address, Path log) {
        this.process = process;
        this.address = address;
        this.log = log;
    }

    static ServedProcess start(Path jar, Tokens tokens) throws IOException {
        Path folder = Files.createTempDirectory("lumen-load");
        Path signals = Files.writeString(folder.resolve("signals.json"), SIGNALS);
        Path keys = Files.writeString(folder.resolve("keys.json"), tokens.keySet());
        Path log = folder.resolve("log.json");
        ProcessBuilder builder = new ProcessBuilder(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-jar",
                jar.toString(),
                "serve",
                "--port",
                "0",
                "--signals",
                signals.toString(),
                "--state-dir",
                folder.resolve("state").toString(),
                "--audience",
                Tokens.AUDIENCE,
                "--caller",
                Tokens.CALLER,
                "--jwks",
                keys.toString()));
        Map<String, String> environment = builder.environment();
        environment.put("LUMEN_TOKEN", PAGE_TOKEN);
        environment.put("SLACK_SIGNING_SECRET", Tokens.SLACK_SECRET);
        environment.put("SLACK_WEBHOOK_URL", "https://127.0.0.1:1/nothing");
        builder.redirectError(log.toFile());
        Process process = builder.start();
        BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        String line = out.readLine();
        if (line == null) {
            throw new IOException("the service has not started; its log is " + log);
        }
        return new ServedProcess(process, URI.create(line.substring(line.indexOf("http"))), log);
    }

    URI address() {
        return address;
    }

    Path log() {
        return log;
    }

    /** Memory that the process holds, in MB, where the system tells (Linux). */
    long residentMegabytes() throws IOException {
        Path status = Path.of("/proc", Long.toString(process.pid()), "status");
        if (!Files.exists(status)) {
            return 0;
        }
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) / KILOBYTES)
                .sum();
    }

    /** Tells it to stop; returns after how many milliseconds it did. */
    long stop() throws InterruptedException {
        long begun = System.nanoTime();
        process.destroy();
        if (!process.waitFor(LONGEST_STOP, TimeUnit.SECONDS)) {
            throw new IllegalStateException("the service does not stop");
        }
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun);
    }

    int status() {
        return process.exitValue();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
