package dev.lumen.redis;

import dev.lumen.api.observe.CacheName;
import dev.lumen.api.observe.Reading;
import dev.lumen.redis.link.RedisAccess;
import dev.lumen.redis.testkit.RedisServer;
import io.lettuce.core.RedisURI;
import java.time.Duration;

/** Short words for what the tests of this module do all the time. */
final class Reads {
    static final CacheName CACHE = CacheName.of("answers");

    private Reads() {}

    /** A source with the time that a cold JVM on a busy machine takes to connect. */
    static RedisMetricSourceBuilder of(RedisServer server) {
        return of(to(server));
    }

    static RedisMetricSourceBuilder of(RedisAccess access) {
        return RedisMetricSource.of(access).timeLimit(Duration.ofSeconds(20));
    }

    static RedisAccess to(RedisServer server) {
        return RedisAccess.to(RedisURI.create(server.uri()));
    }

    static Reading.Cumulative read(RedisMetricSource source) throws Exception {
        return (Reading.Cumulative) source.read(CACHE);
    }

    static void lookUp(RedisServer server, int hits, int misses) {
        server.call("SET", "known", "value");
        for (int i = 0; i < hits; i++) {
            server.call("GET", "known");
        }
        for (int i = 0; i < misses; i++) {
            server.call("GET", "unknown");
        }
    }
}
