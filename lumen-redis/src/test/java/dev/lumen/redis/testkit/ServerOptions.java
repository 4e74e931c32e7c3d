package dev.lumen.redis.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How a {@link RedisServer} is to start. Not thread-safe.
 *
 * <p>{@code lumen} users, TLS and renamed commands leave a way in for the kit: the default user, the plain port, and the
 * name that a command was given.
 */
public final class ServerOptions {
    private final List<String> arguments = new ArrayList<>();
    private Optional<String> password = Optional.empty();
    private Optional<Certificates> certificates = Optional.empty();
    private String configCommand = "CONFIG";
    private String policy = "noeviction";
    private boolean sentinel;

    ServerOptions() {}

    /** Any line of a configuration file, such as {@code maxmemory 10mb}. */
    public ServerOptions with(String name, String... values) {
        arguments.add("--" + name);
        arguments.addAll(List.of(values));
        return this;
    }

    /** At most {@code megabytes} of memory, with an eviction policy such as {@code allkeys-lru}. */
    public ServerOptions maxMemory(int megabytes, String policy) {
        this.policy = policy;
        return with("maxmemory", megabytes + "mb").with("maxmemory-policy", policy);
    }

    /** The default user's password. */
    public ServerOptions password(String password) {
        this.password = Optional.of(password);
        return with("requirepass", password).with("masterauth", password);
    }

    /** A further user, in the words of {@code ACL SETUSER}. */
    public ServerOptions user(String name, String... rules) {
        arguments.add("--user");
        arguments.add(name);
        arguments.addAll(List.of(rules));
        return this;
    }

    /** A second port that speaks TLS; see {@link RedisServer#tlsPort()}. */
    public ServerOptions tls(Certificates certificates) {
        this.certificates = Optional.of(certificates);
        return this;
    }

    /** Takes a command away from clients; the kit goes on calling {@code CONFIG} by a name of its own. */
    public ServerOptions without(String command) {
        if (command.equalsIgnoreCase("CONFIG")) {
            configCommand = "KIT-CONFIG";
            return with("rename-command", "CONFIG", configCommand);
        }
        return with("rename-command", command, "");
    }

    /** A node of a cluster that is yet to be formed. */
    ServerOptions clusterNode() {
        return with("cluster-enabled", "yes")
                .with("cluster-node-timeout", "1500")
                .with("cluster-replica-validity-factor", "0")
                .with("repl-diskless-sync-delay", "0");
    }

    /** Starts it. */
    public RedisServer start() {
        return RedisServer.start(this);
    }

    ServerOptions sentinel() {
        sentinel = true;
        return this;
    }

    boolean isSentinel() {
        return sentinel;
    }

    List<String> arguments() {
        return arguments;
    }

    Optional<String> password() {
        return password;
    }

    Optional<Certificates> certificates() {
        return certificates;
    }

    String configCommand() {
        return configCommand;
    }

    String policy() {
        return policy;
    }
}
