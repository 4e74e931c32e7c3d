package dev.lumen.examples.serve;

import java.util.Set;

/** Names under which a client on this machine knows the service. A page of elsewhere that had its name resolve to here uses another. */
final class Hosts {
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "::1", "[::1]", "0:0:0:0:0:0:0:1");

    private Hosts() {}

    static boolean isLoopback(String host) {
        return LOOPBACK.contains(host);
    }
}
