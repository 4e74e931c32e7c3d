package dev.lumen.redis.fleet;

import dev.lumen.api.state.Mailbox;
import dev.lumen.api.units.Require;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * A mailbox as a hash on the server, each message under its id. Anybody of the fleet posts, who leads or not.
 *
 * <p>It takes messages while fewer than {@value #MOST} wait, which is 16 MB; some more where many post at the same moment. What
 * somebody else has put there under an id that cannot be, or that is too long, is not read. Thread-safe, and safe among processes.
 */
final class RedisMailbox implements Mailbox {
    static final int MOST = 256;

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9-]{1,100}");

    private final FleetRedis redis;
    private final FleetKeys keys;

    RedisMailbox(FleetRedis redis, FleetKeys keys) {
        this.redis = redis;
        this.keys = keys;
    }

    @Override
    public boolean post(String id, byte[] message) throws IOException {
        byte[] field = field(id);
        if (message.length > LARGEST) {
            throw Require.refused("message's length", message.length, "at most " + LARGEST + " bytes");
        }
        if (redis.call(commands -> commands.hlen(keys.mail())) >= MOST) {
            throw new IOException("the " + name() + " is full: " + MOST + " messages wait for who governs the cache");
        }
        return redis.call(commands -> commands.hsetnx(keys.mail(), field, message));
    }

    @Override
    public SortedMap<String, byte[]> read() throws IOException {
        SortedMap<String, byte[]> messages = new TreeMap<>();
        Map<byte[], byte[]> there = redis.call(commands -> commands.hgetall(keys.mail()));
        there.forEach((field, message) -> {
            String id = new String(field, StandardCharsets.UTF_8);
            if (ID.matcher(id).matches() && message.length <= LARGEST) {
                messages.put(id, message);
            }
        });
        return messages;
    }

    @Override
    public void remove(String id) throws IOException {
        byte[] field = field(id);
        redis.call(commands -> commands.hdel(keys.mail(), field));
    }

    private static byte[] field(String id) {
        if (!ID.matcher(Require.present("message id", id)).matches()) {
            throw Require.refused("message id", "'" + id + "'", "1 to 100 letters, digits and hyphens");
        }
        return FleetKeys.bytes(id);
    }

    @Override
    public String name() {
        return "mailbox in Redis";
    }
}
