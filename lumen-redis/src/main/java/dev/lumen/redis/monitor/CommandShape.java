package dev.lumen.redis.monitor;

import dev.lumen.redis.monitor.SeenAccess.Kind;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where the keys of a command are and where its value, for the commands by which caches are read and filled. All others are
 * passed over: {@code EXISTS}, {@code TTL} and {@code TYPE} look at a key without wanting its value, counters, queues and locks
 * are no cache entries, and a script's own commands are shown one by one.
 *
 * @param kind what it does
 * @param keys which arguments are keys
 * @param value which argument is the value: {@link #NO_VALUE}, {@link #AFTER_KEY}, {@link #ALL_AFTER_KEY}, or its position
 */
record CommandShape(Kind kind, Keys keys, int value) {
    static final int NO_VALUE = 0;

    /** Each key is followed by its value. */
    static final int AFTER_KEY = -1;

    /** All that follows the key together is its value, as with the fields of a hash. */
    static final int ALL_AFTER_KEY = -2;

    /** Which arguments are keys. */
    enum Keys {
        /** The first. */
        FIRST,
        /** All. */
        ALL,
        /** Every other, from the first. */
        PAIRS
    }

    private static final Map<String, CommandShape> KNOWN = known();

    /** The shape of a command by its name in capitals; null for one that is passed over. */
    static @Nullable CommandShape of(String name) {
        return KNOWN.get(name);
    }

    private static Map<String, CommandShape> known() {
        Map<String, CommandShape> known = new HashMap<>();
        add(known, new CommandShape(Kind.READ, Keys.FIRST, NO_VALUE), "GET", "GETEX", "GETRANGE", "SUBSTR", "STRLEN");
        add(known, new CommandShape(Kind.READ, Keys.FIRST, NO_VALUE), "HGET", "HMGET", "HGETALL", "HVALS", "HGETEX");
        add(known, new CommandShape(Kind.READ, Keys.FIRST, NO_VALUE), "JSON.GET", "SMEMBERS", "LRANGE", "ZRANGE");
        add(known, new CommandShape(Kind.READ, Keys.ALL, NO_VALUE), "MGET");
        add(known, new CommandShape(Kind.WRITE, Keys.FIRST, 2), "SET", "SETNX", "GETSET");
        add(known, new CommandShape(Kind.WRITE, Keys.FIRST, 3), "SETEX", "PSETEX", "RESTORE", "JSON.SET");
        add(known, new CommandShape(Kind.WRITE, Keys.FIRST, ALL_AFTER_KEY), "HSET", "HMSET", "HSETEX");
        add(known, new CommandShape(Kind.WRITE, Keys.PAIRS, AFTER_KEY), "MSET", "MSETNX");
        add(known, new CommandShape(Kind.DELETE, Keys.ALL, NO_VALUE), "DEL", "UNLINK");
        add(known, new CommandShape(Kind.DELETE, Keys.FIRST, NO_VALUE), "GETDEL");
        return Map.copyOf(known);
    }

    private static void add(Map<String, CommandShape> known, CommandShape shape, String... names) {
        for (String name : names) {
            known.put(name, shape);
        }
    }
}
