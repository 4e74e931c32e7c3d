package dev.lumen.redis.fleet;

import dev.lumen.api.act.Publication;
import dev.lumen.api.act.PublishedTtl;
import dev.lumen.api.act.TtlChannel;
import dev.lumen.api.act.TtlSetting;
import dev.lumen.api.act.TtlTrial;
import dev.lumen.api.observe.CacheName;
import io.lettuce.core.KeyValue;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The TTL in force as a hash on the server: {@code format 1, epoch, token, ttl_ms}, where there is a trial also {@code
 * trial, trial_ttl_ms, trial_share, trial_begun}, and whatever later versions add, which this one does not look at. It is replaced by a
 * script that compares token and epoch in the same step, and that nudges all who listen; who hears nothing looks by itself, see {@link Watch}.
 */
final class RedisTtlChannel implements TtlChannel {
    /** After the last report of a trial. */
    private static final Duration REPORTS_KEPT = Duration.ofDays(2);

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
                keys.ttl(),
                FleetKeys.bytes("epoch"),
                FleetKeys.bytes("token"),
                FleetKeys.bytes("ttl_ms"),
                FleetKeys.bytes("trial"),
                FleetKeys.bytes("trial_ttl_ms"),
                FleetKeys.bytes("trial_share"),
                FleetKeys.bytes("trial_begun")));
        if (fields.stream().noneMatch(KeyValue::hasValue)) {
            return Optional.empty();
        }
        return Optional.of(value(fields.stream()
                .map(field -> new String(field.getValueOrElse(new byte[0]), StandardCharsets.UTF_8))
                .toList()));
    }

    /** From epoch, token, milliseconds, and name, milliseconds, share and begin of the trial, which are empty where there is none. */
    private static PublishedTtl value(List<String> fields) throws IOException {
        try {
            TtlSetting setting = TtlSetting.of(millis(fields.get(2)));
            if (!fields.get(3).isEmpty()) {
                setting = setting.with(new TtlTrial(
                        fields.get(3),
                        millis(fields.get(4)),
                        Double.parseDouble(fields.get(5)),
                        fields.get(6).equals("1")));
            }
            return new PublishedTtl(Long.parseLong(fields.get(0)), Long.parseLong(fields.get(1)), setting);
        } catch (IllegalArgumentException e) {
            throw new IOException("the TTL in Redis is not one that Lumen has written: " + e.getMessage(), e);
        }
    }

    private static Duration millis(String millis) {
        return Duration.ofMillis(Long.parseLong(millis));
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
                keys.nudge(),
                FleetKeys.bytes(next.trial().map(TtlTrial::name).orElse("")),
                FleetKeys.bytes(
                        next.trial().map(trial -> "" + trial.ttl().toMillis()).orElse("")),
                FleetKeys.bytes(next.trial().map(trial -> "" + trial.share()).orElse("")),
                FleetKeys.bytes(
                        next.trial().map(trial -> trial.begun() ? "1" : "0").orElse("")));
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
        PublishedTtl there = value(answer.subList(1, answer.size()));
        return there.equals(wanted) ? new Publication.Accepted(there) : new Publication.MovedOn(Optional.of(there));
    }

    @Override
    public void report(String trial, String counter, byte[] counts) throws IOException {
        TtlChannel.checkReport(trial, counter, counts);
        redis.script(
                Script.REPORT,
                new byte[][] {keys.trial(trial)},
                FleetKeys.bytes(counter),
                counts,
                FleetKeys.bytes(REPORTS_KEPT.toMillis()));
    }

    @Override
    public SortedMap<String, byte[]> reports(String trial) throws IOException {
        SortedMap<String, byte[]> found = new TreeMap<>();
        redis.call(commands -> commands.hgetall(keys.trial(trial)))
                .forEach((counter, counts) -> found.put(new String(counter, StandardCharsets.UTF_8), counts));
        return found;
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
