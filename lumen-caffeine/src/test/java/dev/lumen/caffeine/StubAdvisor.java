package dev.lumen.caffeine;

import dev.lumen.api.act.TtlAdvisor;
import dev.lumen.api.observe.CacheName;
import java.time.Duration;

/** An advisor without jitter whose TTL a test sets. */
final class StubAdvisor implements TtlAdvisor {
    private volatile long millis;
    private volatile long lastKeyHash;

    StubAdvisor(Duration ttl) {
        set(ttl);
    }

    void set(Duration ttl) {
        millis = ttl.toMillis();
    }

    long lastKeyHash() {
        return lastKeyHash;
    }

    @Override
    public CacheName cache() {
        return CacheName.of("answers");
    }

    @Override
    public long ttlMillis(long keyHash) {
        lastKeyHash = keyHash;
        return millis;
    }

    @Override
    public Duration inForce() {
        return Duration.ofMillis(millis);
    }
}
