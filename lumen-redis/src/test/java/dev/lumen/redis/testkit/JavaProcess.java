package dev.lumen.redis.testkit;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Another JVM with the same classes, which says something line by line and can be stopped as {@code kill -STOP} does. */
public final class JavaProcess implements AutoCloseable {
    private static final int PATIENCE_SECONDS = 60;

    private final Process process;
    private final BufferedReader said;

    private JavaProcess(Process process) {
        this.process = process;
        this.said = process.inputReader();
    }

    /** Starts {@code main}; what it says on standard error is nobody's. */
    public static JavaProcess start(Class<?> main, String... arguments) throws IOException {
        return start(List.of("-Xmx96m"), Map.of(), ProcessBuilder.Redirect.DISCARD, main, arguments);
    }

    /**
     * Starts {@code main} with more of the JVM's options and of the environment.
     *
     * @param log what it says on standard error is added to it
     */
    public static JavaProcess start(
            List<String> options, Map<String, String> environment, File log, Class<?> main, String... arguments)
            throws IOException {
        return start(options, environment, ProcessBuilder.Redirect.appendTo(log), main, arguments);
    }

    private static JavaProcess start(
            List<String> options,
            Map<String, String> environment,
            ProcessBuilder.Redirect errors,
            Class<?> main,
            String... arguments)
            throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"))));
        command.addAll(options);
        command.add(main.getName());
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(errors);
        builder.environment().putAll(environment);
        return new JavaProcess(builder.start());
    }

    /** The next line that it says. */
    public String line() throws IOException {
        String line = said.readLine();
        if (line == null) {
            throw new IOException("the process has ended with nothing more to say");
        }
        return line;
    }

    /** Says something to it. */
    public void tell(String words) throws IOException {
        process.getOutputStream().write(words.getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().flush();
    }

    /** Has it stand still. */
    public void pause() throws Exception {
        signal("-STOP");
    }

    /** Has it go on. */
    public void resume() throws Exception {
        signal("-CONT");
    }

    /** Tells it to end, as an operator does, and does not wait. */
    public void terminate() throws Exception {
        signal("-TERM");
    }

    private void signal(String name) throws Exception {
        Process kill = new ProcessBuilder("kill", name, String.valueOf(process.pid())).start();
        if (kill.waitFor() != 0) {
            throw new IOException("kill " + name + " failed");
        }
    }

    /** Its exit status, once it has ended by itself. */
    public int status() throws Exception {
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new TimeoutException("the process does not end");
        }
        return process.exitValue();
    }

    @Override
    public void close() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }
}
