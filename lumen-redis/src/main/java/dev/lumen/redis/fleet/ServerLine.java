package dev.lumen.redis.fleet;

import io.lettuce.core.api.async.RedisServerAsyncCommands;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;

/** One server, and what of it can be configured. */
final class ServerLine {
    private static final String USED = "used_memory:";

    private final String name;
    private final RedisServerAsyncCommands<byte[], byte[]> commands;
    private final Duration patience;

    ServerLine(String name, RedisServerAsyncCommands<byte[], byte[]> commands, Duration patience) {
        this.name = name;
        this.commands = commands;
        this.patience = patience;
    }

    /** Host and port. */
    String name() {
        return name;
    }

    Map<String, String> config(String pattern) throws IOException {
        return call(redis -> redis.configGet(pattern));
    }

    void setConfig(String name, String value) throws IOException {
        call(redis -> redis.configSet(name, value));
    }

    /** What it holds, in bytes. */
    long usedMemory() throws IOException {
        String info = call(redis -> redis.info("memory"));
        Supplier<IOException> absent = () -> new IOException(name + " does not say how much memory it uses");
        String line =
                info.lines().filter(each -> each.startsWith(USED)).findFirst().orElseThrow(absent);
        return Long.parseLong(line.substring(USED.length()).strip());
    }

    private <T> T call(Function<RedisServerAsyncCommands<byte[], byte[]>, ? extends CompletionStage<T>> command)
            throws IOException {
        try {
            return Waiting.on(command.apply(commands), patience);
        } catch (IOException e) {
            throw new IOException(name + ": " + e.getMessage(), e);
        } catch (RuntimeException e) {
            throw new IOException(name + ": " + Waiting.failure(e).getMessage(), e);
        }
    }
}
