package dev.lumen.redis;

/** What a server may refuse, because it is managed, locked down or old, and what Lumen then goes without. */
public enum RedisCapability {
    /** {@code LATENCY HISTOGRAM}, from 7.0 on. */
    LATENCY_HISTOGRAM("LATENCY HISTOGRAM", "the server's own latency"),
    /** {@code CLUSTER INFO}. */
    CLUSTER_INFO("CLUSTER INFO", "whether the cluster serves"),
    /** {@code COMMAND INFO}. */
    COMMAND_INFO("COMMAND INFO", "which commands are switched off"),
    /** {@code CONFIG}: not needed to read. */
    CONFIG("CONFIG", "setting the size from here"),
    /** {@code MONITOR}: not needed to read. */
    MONITOR("MONITOR", "a burst of the traffic as evidence"),
    /** {@code SCAN}, {@code PTTL} and {@code MEMORY USAGE}. */
    KEY_SAMPLE("SCAN", "how long keys live, how large they are, and which prefixes hold the memory");

    private final String command;
    private final String gives;

    RedisCapability(String command, String gives) {
        this.command = command;
        this.gives = gives;
    }

    /** The command that it rests on. */
    public String command() {
        return command;
    }

    /** What is absent without it, in words. */
    public String gives() {
        return gives;
    }
}
