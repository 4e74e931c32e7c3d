package dev.lumen.redis;

import dev.lumen.api.observe.MetricSource;
import dev.lumen.api.observe.MetricSourceContract;
import dev.lumen.redis.sample.SampleLimits;
import dev.lumen.redis.testkit.RedisServer;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;

class RedisMetricSourceContractTest extends MetricSourceContract {
    private static RedisServer server;

    private final RedisMetricSource source =
            Reads.of(server).sampling(SampleLimits.DEFAULT).build();

    @BeforeAll
    static void start() {
        server = RedisServer.options().maxMemory(50, "allkeys-lru").start();
        server.call("SET", "known", "value");
    }

    @AfterEach
    void close() {
        source.close();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Override
    protected MetricSource source() {
        return source;
    }

    @Override
    protected Set<Part> unknown() {
        return EnumSet.of(Part.TTL);
    }

    @Override
    protected boolean lookUp(int hits, int misses) {
        for (int i = 0; i < hits; i++) {
            server.call("GET", "known");
        }
        for (int i = 0; i < misses; i++) {
            server.call("GET", "unknown");
        }
        return true;
    }
}
