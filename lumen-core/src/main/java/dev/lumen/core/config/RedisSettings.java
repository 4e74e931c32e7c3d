package dev.lumen.core.config;

import dev.lumen.api.units.Require;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where a Redis is, as one URI in the form that Redis clients take. It may hold a password, so it is a {@link Secret}; {@link
 * #toString} shows the rest. Immutable; opens nothing.
 */
public final class RedisSettings {
    /** Where Redis listens unless told otherwise. */
    public static final int DEFAULT_PORT = 6379;

    static final int HIGHEST_PORT = 65_535;
    static final int HIGHEST_DATABASE = 1_000_000;

    private static final Set<String> SCHEMES =
            Set.of("redis", "rediss", "redis+ssl", "redis+tls", "redis-sentinel", "rediss-sentinel");
    private static final String SCHEME_END = "://";

    private final Secret uri;

    private RedisSettings(Secret uri) {
        this.uri = uri;
    }

    /**
     * A server without a password.
     *
     * @param host a name or an address
     * @param port 1 to 65535
     * @param database 0 or more
     */
    public static RedisSettings at(String host, int port, int database) {
        if (!isHost(Require.present("Redis host", host))) {
            throw Require.refused("Redis host", "'" + Shown.of(host) + "'", Variable.REDIS_HOST.allowed());
        }
        Require.within("Redis port", port, 1, HIGHEST_PORT);
        Require.within("Redis database", database, 0, HIGHEST_DATABASE);
        String literal = host.contains(":") ? "[" + host + "]" : host;
        return new RedisSettings(Secret.of("redis://" + literal + ":" + port + (database == 0 ? "" : "/" + database)));
    }

    /**
     * What {@code uri} names.
     *
     * @throws IllegalArgumentException if it is none that Redis clients take; the message does not hold it
     */
    public static RedisSettings of(Secret uri) {
        if (!isUri(Require.present("Redis URI", uri).reveal())) {
            throw Require.refused("Redis URI", Shown.HIDDEN, Variable.REDIS_URI.allowed());
        }
        return new RedisSettings(uri);
    }

    /** These with {@code password}, unless the URI names a user or a password already. */
    public RedisSettings withPassword(Secret password) {
        Require.present("Redis password", password);
        String whole = uri.reveal();
        int start = whole.indexOf(SCHEME_END) + SCHEME_END.length();
        if (whole.indexOf('@') >= 0) {
            return this;
        }
        String encoded =
                URLEncoder.encode(password.reveal(), StandardCharsets.UTF_8).replace("+", "%20");
        return new RedisSettings(Secret.of(whole.substring(0, start) + ":" + encoded + "@" + whole.substring(start)));
    }

    /** The whole address, password included. */
    public Secret uri() {
        return uri;
    }

    static boolean isHost(String host) {
        return !host.isEmpty()
                && host.chars().noneMatch(c -> c <= ' ' || "/@?#[]%\\,".indexOf(c) >= 0 || c == 127)
                && (host.indexOf(':') < 0 || host.chars().filter(c -> c == ':').count() > 1);
    }

    static boolean isUri(String text) {
        int end = text.indexOf(SCHEME_END);
        if (end < 0 || !SCHEMES.contains(text.substring(0, end))) {
            return false;
        }
        try {
            String authority = new URI(text).getRawAuthority();
            String hosts = authority == null ? "" : authority.substring(authority.lastIndexOf('@') + 1);
            return !hosts.isEmpty() && hosts.charAt(0) != ':' && hosts.charAt(0) != ',';
        } catch (URISyntaxException e) {
            return false;
        }
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof RedisSettings settings && uri.equals(settings.uri);
    }

    @Override
    public int hashCode() {
        return uri.hashCode();
    }

    /** The address without user, password and query. */
    @Override
    public String toString() {
        String whole = uri.reveal();
        int start = whole.indexOf(SCHEME_END) + SCHEME_END.length();
        int at = whole.lastIndexOf('@');
        int query = whole.indexOf('?', Math.max(at, start));
        int end = query < 0 ? whole.length() : query;
        return whole.substring(0, start) + (at < 0 ? "" : "***@") + whole.substring(Math.max(at + 1, start), end);
    }
}
