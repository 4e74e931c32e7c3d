package dev.lumen.redis.fleet;

import dev.lumen.api.state.StaleWriteException;
import dev.lumen.api.state.StateStore;
import dev.lumen.api.state.StoredState;
import io.lettuce.core.KeyValue;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * The state of a fleet's loop, or another of its papers, as a hash on the server: {@code version, format, bytes, mark}. The
 * version grows with each save, which is accepted only over the version that this store has loaded or saved last, and from the
 * fleet's leader alone.
 */
final class RedisStateStore implements StateStore {
    private static final int MOST_UNSURE = 1000;
    private static final byte[] NO_TOKEN = new byte[0];

    private final FleetRedis redis;
    private final FleetKeys keys;
    private final String what;
    private long seen; // guarded by this
    /** Of saves over the version seen whose answer was lost: one of them may have been done. */
    private final Set<String> unsure = new HashSet<>(); // guarded by this

    /** A store of {@code what}, which is the last part of its key and how people are told of it. */
    RedisStateStore(FleetRedis redis, FleetKeys keys, String what) {
        this.redis = redis;
        this.keys = keys;
        this.what = what;
    }

    @Override
    public synchronized Optional<StoredState> load() throws IOException {
        unsure.clear();
        List<KeyValue<byte[], byte[]>> answer = redis.call(commands -> commands.hmget(
                keys.stored(what), FleetKeys.bytes("version"), FleetKeys.bytes("format"), FleetKeys.bytes("bytes")));
        Map<String, byte[]> fields = new HashMap<>();
        answer.forEach(field ->
                field.ifHasValue(value -> fields.put(new String(field.getKey(), StandardCharsets.UTF_8), value)));
        if (fields.isEmpty()) {
            seen = 0;
            return Optional.empty();
        }
        seen = number("version", fields);
        byte[] bytes = fields.get("bytes");
        if (bytes == null) {
            throw new IOException("the " + what + " in Redis is not one that Lumen has written: it has no bytes");
        }
        return Optional.of(StoredState.of(Math.toIntExact(number("format", fields)), bytes));
    }

    private long number(String name, Map<String, byte[]> fields) throws IOException {
        byte[] value = fields.getOrDefault(name, new byte[0]);
        try {
            return Long.parseLong(new String(value, StandardCharsets.UTF_8));
        } catch (NumberFormatException e) {
            throw new IOException(
                    "the " + what + " in Redis is not one that Lumen has written: its " + name + " is no number", e);
        }
    }

    /** Over the version that was seen last, whoever leads: for one JVM alone. */
    @Override
    public void save(StoredState state) throws IOException {
        save(state, NO_TOKEN);
    }

    @Override
    public void save(StoredState state, long token) throws IOException {
        save(state, FleetKeys.bytes(token));
    }

    private synchronized void save(StoredState state, byte[] token) throws IOException {
        String mark = UUID.randomUUID().toString();
        List<String> answer = attempt(state, token, mark);
        boolean ownOne = answer.get(0).equals("moved") && unsure.contains(answer.get(2));
        if (ownOne && !answer.get(2).equals(mark)) {
            seen = Long.parseLong(answer.get(1));
            answer = attempt(state, token, mark);
        }
        check(answer, token, mark);
        unsure.clear();
        seen++;
    }

    private List<String> attempt(StoredState state, byte[] token, String mark) throws IOException {
        if (unsure.size() == MOST_UNSURE) {
            unsure.clear(); // then a save is refused once, and the state loaded again
        }
        unsure.add(mark);
        return redis.script(
                Script.SAVE,
                new byte[][] {keys.stored(what), keys.token()},
                token,
                FleetKeys.bytes(seen),
                FleetKeys.bytes(state.formatVersion()),
                state.bytes(),
                FleetKeys.bytes(mark));
    }

    private void check(List<String> answer, byte[] token, String mark) throws StaleWriteException {
        if (answer.get(0).equals("outdated")) {
            throw new StaleWriteException("the " + what + " was not saved: another JVM leads the fleet, with token "
                    + answer.get(1) + " after " + new String(token, StandardCharsets.UTF_8));
        }
        // A client may send a script twice where a connection broke: then the second finds what the first has done.
        if (answer.get(0).equals("moved") && !answer.get(2).equals(mark)) {
            throw new StaleWriteException("the " + what + " was not saved: version " + answer.get(1)
                    + " is stored, and this one went by version " + seen);
        }
    }

    /** Under another key of the same prefix, named by version and time, which nothing here ever deletes. */
    @Override
    public synchronized Optional<String> setAside() throws IOException {
        String aside = keys.aside(what, seen, System.currentTimeMillis());
        List<String> answer = redis.script(Script.SET_ASIDE, new byte[][] {keys.stored(what), FleetKeys.bytes(aside)});
        seen = 0;
        return answer.isEmpty() ? Optional.empty() : Optional.of("the key " + aside);
    }

    @Override
    public String name() {
        return what + " in Redis";
    }
}
