package dev.lumen.redis.testkit;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What all servers of this JVM were sent, by their own {@code INFO commandstats}, collected from each before its process
 * ends. Thread-safe.
 *
 * <p>{@code CONFIG SET timeout} and {@code CONFIG SET maxmemory-policy} do not show there by name. So every server starts
 * with a timeout and a policy that are read back when it stops.
 */
public final class CommandLedger {
    /** What Lumen never sends. */
    static final Set<String> FORBIDDEN = Set.of("flushdb", "flushall", "keys");

    private static final Pattern CALLS = Pattern.compile("(?m)^cmdstat_([^:]+):calls=(\\d+)");
    private static final CommandLedger OF_THIS_RUN = new CommandLedger();

    private final Map<String, Long> calls = new TreeMap<>();
    private int servers;

    CommandLedger() {}

    /** The ledger of this JVM. */
    public static CommandLedger ofThisRun() {
        return OF_THIS_RUN;
    }

    /**
     * Adds what one server was sent.
     *
     * @throws AssertionError if a forbidden command is among it; it is in the ledger then, too
     */
    synchronized void add(String server, String commandStats) {
        servers++;
        Set<String> refused = new TreeSet<>();
        Matcher matcher = CALLS.matcher(commandStats);
        while (matcher.find()) {
            String command = matcher.group(1).toLowerCase(Locale.ROOT);
            calls.merge(command, Long.valueOf(matcher.group(2)), Long::sum);
            if (FORBIDDEN.contains(command)) {
                refused.add(command);
            }
        }
        if (!refused.isEmpty()) {
            throw new AssertionError(server + " was sent " + refused + ", which is never to be sent");
        }
    }

    /** How often each command was sent to any of the servers that have stopped. */
    public synchronized Map<String, Long> calls() {
        return Map.copyOf(calls);
    }

    /** How many lives of servers are in here. */
    public synchronized int servers() {
        return servers;
    }
}
