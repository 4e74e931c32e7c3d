package dev.lumen.examples.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** What a command left: its exit status and what it wrote. */
record Outcome(int status, String out, String err) {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    /** Runs {@code lumen} with {@code args} and nothing on standard input. */
    static Outcome of(String... args) {
        return reading("", args);
    }

    /** Runs {@code lumen} with the words of {@code line}. */
    static Outcome ofLine(String line) {
        return of(line.split(" "));
    }

    /** Runs {@code lumen} where {@code environment} holds. */
    static Outcome in(Map<String, String> environment, String... args) {
        return fed(environment, "", args);
    }

    /** Runs {@code lumen} with {@code input} on standard input. */
    static Outcome reading(String input, String... args) {
        return fed(Map.of(), input, args);
    }

    /** Runs {@code lumen} where {@code environment} holds, with {@code input} on standard input. */
    static Outcome fed(Map<String, String> environment, String input, String... args) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Outcome outcome = writingTo(out, environment, input, args);
        return new Outcome(outcome.status, out.toString(StandardCharsets.UTF_8), outcome.err);
    }

    /** Runs {@code lumen} with standard output on {@code out}. */
    static Outcome writingTo(OutputStream out, String input, String... args) {
        return writingTo(out, Map.of(), input, args);
    }

    private static Outcome writingTo(OutputStream out, Map<String, String> environment, String input, String... args) {
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Console console = new Console(
                new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
                new PrintStream(out, false, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                false,
                environment);
        int status = LumenCommand.run(console, args);
        return new Outcome(status, "", err.toString(StandardCharsets.UTF_8));
    }

    JsonNode json() {
        try {
            return MAPPER.readTree(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
