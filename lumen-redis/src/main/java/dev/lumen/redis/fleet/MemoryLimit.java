package dev.lumen.redis.fleet;

import dev.lumen.api.units.ByteSize;
import dev.lumen.api.units.Require;
import java.io.IOException;
import java.util.Map;

/** The memory limit of one server: what it was, and what it is to be. */
final class MemoryLimit {
    private static final String NAME = "maxmemory";

    private final ServerLine server;
    private final long before;
    private final String policy;
    private final long used;

    private MemoryLimit(ServerLine server, long before, String policy, long used) {
        this.server = server;
        this.before = before;
        this.policy = policy;
        this.used = used;
    }

    static MemoryLimit read(ServerLine server) throws IOException {
        Map<String, String> settings = server.config("maxmemory*");
        return new MemoryLimit(
                server, number(server, settings), settings.getOrDefault("maxmemory-policy", ""), server.usedMemory());
    }

    private static long number(ServerLine server, Map<String, String> settings) throws IOException {
        try {
            return Long.parseLong(settings.getOrDefault(NAME, ""));
        } catch (NumberFormatException e) {
            throw new IOException(
                    "the size of " + server.name() + " cannot be read: CONFIG GET maxmemory gave nothing", e);
        }
    }

    /** Refuses what would leave no room for a write. */
    void checkRoom(long bytes) {
        if (policy.equals("noeviction") && bytes < used) {
            throw Require.refused(
                    "size of " + server.name(),
                    ByteSize.ofBytes(bytes),
                    "at least the " + ByteSize.ofBytes(used) + " that it holds, as its policy is noeviction");
        }
    }

    /** Sets it, and reads it back. */
    void set(long bytes) throws IOException {
        if (bytes == before) {
            return;
        }
        server.setConfig(NAME, String.valueOf(bytes));
        long now = number(server, server.config(NAME));
        if (now != bytes) {
            throw new IOException(server.name() + " was told to have a limit of " + bytes + " bytes and has " + now);
        }
    }

    /** Puts back what was there, unless it is there. */
    void restore() throws IOException {
        if (number(server, server.config(NAME)) == before) {
            return;
        }
        server.setConfig(NAME, String.valueOf(before));
    }
}
