package dev.lumen.micrometer;

import dev.lumen.api.act.TtlAdvisor;
import dev.lumen.api.observe.CacheName;
import java.time.Duration;

/** An advisor whose TTL a test sets. */
final class StubAdvisor implements TtlAdvisor {
    private final CacheName cache;
    private volatile Duration ttl;

    StubAdvisor(String cache, Duration ttl) {
        this.cache = CacheName.of(cache);
        this.ttl = ttl;
    }

    void set(Duration other) {
        ttl = other;
    }

    @Override
    public CacheName cache() {
        return cache;
    }

    @Override
    public long ttlMillis(long keyHash) {
        return ttl.toMillis();
    }

    @Override
    public Duration inForce() {
        return ttl;
    }
}
