package dev.lumen.examples.cli;

import java.io.ByteArrayInputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * Runs the short commands once, for nobody to read. The launcher has the JVM note which classes that takes, and keeps
 * them ready for the next start.
 */
public final class Rehearsal {
    private static final String SIGNALS = """
            {"cache": {"name": "rehearsal", "windowSeconds": 3600, "hits": 7250, "misses": 2750,
                       "usedBytes": 193986560, "capacityBytes": 268435456, "p95LatencyMillis": 85,
                       "evictions": 42, "ttlSeconds": 300}}
            """;
    private static final String TRACE = """
            timestamp_ms,key,size_bytes
            0,a,100
            1000,a,100
            """;

    private Rehearsal() {}

    /** Runs them, and exits with the worst status that one of them ended with. */
    public static void main(String[] args) {
        System.exit(status());
    }

    static int status() {
        int ttl = run("", "ttl --current-ttl 300 --hit-rate 0.65 --memory 75 --requests-per-hour 1000 --verbose");
        int json = run("", "ttl --current-ttl 300 --hit-rate 0.65 --memory 75 --format json");
        int size = run("", "size --current-size 256 --usage 240 --hit-rate 0.70 --evictions 150");
        int run = run(SIGNALS, "run --signals -");
        int cache = run(SIGNALS, "cache --signals - --detailed");
        int replay = run(TRACE, "replay -");
        int help = run("", "--help");
        return Math.max(Math.max(Math.max(ttl, json), Math.max(size, run)), Math.max(Math.max(replay, cache), help));
    }

    private static int run(String input, String line) {
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        Console console =
                new Console(new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)), nowhere, nowhere, false);
        return LumenCommand.run(console, line.split(" "));
    }
}
