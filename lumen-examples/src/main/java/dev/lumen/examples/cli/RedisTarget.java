package dev.lumen.examples.cli;

import dev.lumen.api.act.TtlChannel;
import dev.lumen.api.observe.CacheName;
import dev.lumen.core.config.LumenConfig;
import dev.lumen.core.config.RedisSettings;
import dev.lumen.core.config.Secret;
import dev.lumen.core.config.Variable;
import dev.lumen.redis.fleet.FleetRedis;
import dev.lumen.redis.fleet.RedisFleet;
import dev.lumen.redis.link.RedisAccess;
import io.lettuce.core.RedisURI;
import io.lettuce.core.cluster.RedisClusterURIUtil;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A Redis that the user named, as the client takes it.
 *
 * @param uris one, or some nodes of a cluster
 * @param cluster whether it is known to be a cluster: the user named several nodes, or the one has said so
 * @param shown how it is named to people, without a password
 */
record RedisTarget(List<RedisURI> uris, boolean cluster, String shown) {
    /** What a cache is called where SERVICE_NAME is not set. */
    private static final String UNNAMED = "redis";

    private static final String SENTINEL = "-sentinel://";

    /** What errors of that kind say; the last two where a script does what its user may not. */
    private static final List<String> REFUSALS =
            List.of("NOPERM", "NOAUTH", "WRONGPASS", "The user executing the script can't", "ACL failure in script");

    /** The name of the cache on the Redis that is configured. */
    static String cacheName(LumenConfig config) {
        return config.place().serviceName().orElse(UNNAMED);
    }

    /** What the environment or an option named. */
    static RedisTarget of(RedisSettings settings) {
        String uri = settings.uri().reveal();
        boolean cluster = uri.indexOf(',') >= 0 && !uri.contains(SENTINEL);
        try {
            List<RedisURI> uris =
                    cluster ? RedisClusterURIUtil.toRedisURIs(URI.create(uri)) : List.of(RedisURI.create(uri));
            return new RedisTarget(uris, cluster, settings.toString());
        } catch (IllegalArgumentException e) {
            // Without the cause: its message holds the whole URI.
            throw new Failure(
                    ExitStatus.CONFIGURATION,
                    "Redis is " + settings + ", which is not understood, allowed: " + Variable.REDIS_URI.allowed());
        }
    }

    /** What an option {@code name} was given, with the password of the environment where it has none. */
    static RedisTarget ofOption(String name, String uri, LumenConfig config) {
        try {
            RedisSettings settings = RedisSettings.of(Secret.of(uri));
            return of(config.redisPassword().map(settings::withPassword).orElse(settings));
        } catch (IllegalArgumentException e) {
            throw Failure.usage(name, "not shown, as it may hold a password", Variable.REDIS_URI.allowed());
        }
    }

    /**
     * The whole cluster where the one node that the user named is part of one. Asks it, unless it is known; one that does not
     * answer is taken for what it was, as whatever reads it next will say.
     */
    RedisTarget whole() {
        return !cluster && ClusterProbe.isNodeOfOne(uris.get(0)) ? new RedisTarget(uris, true, shown) : this;
    }

    /** How a source gets there. */
    RedisAccess access() {
        return cluster ? RedisAccess.toCluster(uris) : RedisAccess.to(uris.get(0));
    }

    /** Connections for a fleet that meets there, which come with their first use; the caller's to close. */
    FleetRedis connections() {
        return cluster ? FleetRedis.ownCluster(uris) : FleetRedis.own(uris.get(0));
    }

    /**
     * The TTL that a fleet has put in force there for {@code cache}; empty where there is no fleet, where this user may not see
     * it, and where the server does not answer, as whatever reads it next will say.
     */
    Optional<Duration> fleetTtl(CacheName cache) {
        try (FleetRedis redis = connections();
                TtlChannel channel = RedisFleet.of(redis, cache).ttlChannel()) {
            return channel.read().map(published -> published.setting().ttl());
        } catch (Exception e) {
            return Optional.empty();
        }
    }

    /** Whether it has answered that this user may not do what was asked, which time does not change. */
    static boolean isRefusal(Exception e) {
        String words = String.valueOf(e.getMessage());
        return REFUSALS.stream().anyMatch(words::contains);
    }

    /** What to say where it does not answer. */
    Failure unreachable(Exception e) {
        return new Failure(ExitStatus.UNAVAILABLE, shown + " cannot be read: " + Cause.of(e), e);
    }
}
