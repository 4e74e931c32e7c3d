package dev.lumen.redis.link;

import io.lettuce.core.RedisURI;
import java.util.stream.Collectors;

/** What reports call a node: host and port, a socket's path, or the sentinels and the master that they watch. No secret. */
final class NodeName {
    private NodeName() {}

    static String of(RedisURI uri) {
        if (!uri.getSentinels().isEmpty()) {
            return uri.getSentinelMasterId() + " of the sentinels "
                    + uri.getSentinels().stream().map(NodeName::of).collect(Collectors.joining(", "));
        }
        String host = uri.getHost();
        return host == null ? String.valueOf(uri.getSocket()) : host + ":" + uri.getPort();
    }
}
