package dev.lumen.examples.serve;

import java.net.InetSocketAddress;
import java.util.Locale;
import java.util.regex.Pattern;

/** Names under which a client on this machine knows the service. A page of elsewhere that had its name resolve to here uses another. */
final class Hosts {
    private static final Pattern LOOPBACK =
            Pattern.compile("localhost|127(\\.[0-9]{1,3}){3}|::1|\\[::1]|\\[?0:0:0:0:0:0:0:1]?");

    private Hosts() {}

    static boolean isLoopback(String host) {
        return LOOPBACK.matcher(host.toLowerCase(Locale.ROOT)).matches();
    }

    /** Whether a service that listens on {@code name} is for this machine alone. */
    static boolean isReachedFromHereAlone(String name) {
        InetSocketAddress address = new InetSocketAddress(name, 0);
        return !address.isUnresolved() && address.getAddress().isLoopbackAddress();
    }
}
