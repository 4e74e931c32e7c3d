package dev.lumen.redis.fleet;

import dev.lumen.api.act.LeaseGrant;
import dev.lumen.api.act.RunLease;
import dev.lumen.api.units.Require;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.LongSupplier;

/**
 * A lease as a key that expires, {@code SET … NX PX}, renewed only by who set it.
 *
 * <p>Its fencing token comes from a counter beside it, which never falls: {@code INCR}, and at least the server's time in
 * milliseconds, so that a server that has lost everything goes on above what it gave out before. What is written for the fleet
 * (the TTL, the state) is accepted with the last token alone, in one step with the change. A failover to a replica that has not
 * heard of the last token can give the same one twice; then the epoch of the TTL and the version of the state, which are
 * compared as well, let only the first of two writes through.
 */
final class RedisRunLease implements RunLease {
    private final FleetRedis redis;
    private final FleetKeys keys;
    private final Duration length;
    private final LongSupplier nanos;
    private final byte[] owner = FleetKeys.bytes(UUID.randomUUID().toString());
    private volatile Optional<LeaseGrant> last = Optional.empty();

    RedisRunLease(FleetRedis redis, FleetKeys keys, Duration length, LongSupplier nanos) {
        this.redis = redis;
        this.keys = keys;
        this.length = Require.positive("length of the lease", length);
        this.nanos = nanos;
        if (length.toMillis() < 1) {
            throw Require.refused("length of the lease", length, "1 ms or more");
        }
    }

    @Override
    public Optional<LeaseGrant> acquire() throws IOException {
        long asked = nanos.getAsLong();
        List<String> answer = redis.script(
                Script.ACQUIRE, new byte[][] {keys.lease(), keys.token()}, owner, FleetKeys.bytes(length.toMillis()));
        last = answer.isEmpty()
                ? Optional.empty()
                : Optional.of(LeaseGrant.of(Long.parseLong(answer.get(0)), length, asked, nanos));
        return last;
    }

    @Override
    public Optional<LeaseGrant> held() {
        return last.filter(LeaseGrant::isInForce);
    }

    @Override
    public void release() throws IOException {
        boolean had = last.isPresent();
        last = Optional.empty();
        if (had) {
            redis.script(Script.RELEASE, new byte[][] {keys.lease()}, owner);
        }
    }

    @Override
    public String name() {
        return "lease in Redis";
    }

    @Override
    public void close() {
        try {
            release();
        } catch (IOException e) {
            last = Optional.empty(); // ends by time
        }
    }
}
