package dev.lumen.redis.fleet;

import dev.lumen.api.act.Publication;
import dev.lumen.api.act.PublishedTtl;
import dev.lumen.api.act.TtlChannel;
import dev.lumen.api.act.TtlSetting;
import dev.lumen.api.observe.CacheName;
import io.lettuce.core.KeyValue;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The TTL in force as a hash on the server: {@code format 1, epoch, token, ttl_ms}, and whatever later versions add, which
 * this one does not look at. It is replaced by a script that compares token and epoch in the same step, and that nudges all
 * who listen; who hears nothing looks by itself, see {@link Watch}.
 */
final class RedisTtlChannel implements TtlChannel {
    private final FleetRedis redis;
    private final FleetKeys keys;
    private final Watch watch;

    RedisTtlChannel(FleetRedis redis, FleetKeys keys, Duration polling) {
        this.redis = redis;
        this.keys = keys;
        this.watch = new Watch(redis.nudges(), keys, polling, this::read);
    }

    @Override
    public CacheName cache() {
        return keys.cache();
    }

    @Override
    public Optional<PublishedTtl> read() throws IOException {
        List<KeyValue<byte[], byte[]>> fields = redis.call(commands -> commands.hmget(
                keys.ttl(), FleetKeys.bytes("epoch"), FleetKeys.bytes("token"), FleetKeys.bytes("ttl_ms")));
        Map<String, String> present = new HashMap<>();
        for (KeyValue<byte[], byte[]> field : fields) {
            field.ifHasValue(value -> present.put(
                    new String(field.getKey(), StandardCharsets.UTF_8), new String(value, StandardCharsets.UTF_8)));
        }
        return present.isEmpty()
                ? Optional.empty()
                : Optional.of(value(
                        present.getOrDefault("epoch", ""),
                        present.getOrDefault("token", ""),
                        present.getOrDefault("ttl_ms", "")));
    }

    private static PublishedTtl value(String epoch, String token, String millis) throws IOException {
        try {
            return new PublishedTtl(
                    Long.parseLong(epoch),
                    Long.parseLong(token),
                    TtlSetting.of(Duration.ofMillis(Long.parseLong(millis))));
        } catch (IllegalArgumentException e) {
            throw new IOException("the TTL in Redis is not one that Lumen has written: " + e.getMessage(), e);
        }
    }

    @Override
    public Publication publish(TtlSetting next, long expectedEpoch, long token) throws IOException {
        PublishedTtl wanted = new PublishedTtl(expectedEpoch + 1, token, next);
        List<String> answer = redis.script(
                Script.PUBLISH,
                new byte[][] {keys.ttl(), keys.token()},
                FleetKeys.bytes(token),
                FleetKeys.bytes(expectedEpoch),
                FleetKeys.bytes(next.ttl().toMillis()),
                keys.nudge());
        return switch (answer.get(0)) {
            case "done" -> new Publication.Accepted(wanted);
            case "outdated" -> new Publication.Outdated(Long.parseLong(answer.get(1)));
            default -> movedOn(answer, wanted);
        };
    }

    /** A client may send a script twice where a connection broke: then the second finds what the first has done. */
    private static Publication movedOn(List<String> answer, PublishedTtl wanted) throws IOException {
        if (answer.size() == 1) {
            return new Publication.MovedOn(Optional.empty());
        }
        PublishedTtl there = value(answer.get(1), answer.get(2), answer.get(3));
        return there.equals(wanted) ? new Publication.Accepted(there) : new Publication.MovedOn(Optional.of(there));
    }

    @Override
    public Following follow(Follower follower) {
        return watch.follow(follower);
    }

    @Override
    public String name() {
        return "TTL channel in Redis";
    }

    @Override
    public void close() {
        watch.close();
    }
}
