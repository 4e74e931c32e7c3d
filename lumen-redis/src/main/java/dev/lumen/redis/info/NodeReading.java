package dev.lumen.redis.info;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/**
 * What one server said of itself.
 *
 * @param node what reports call it
 * @param runId changes with each start of the process
 * @param master whether it is one, rather than a replica
 * @param counters since the start of the process, or since they were reset
 * @param memory what it holds and may hold
 * @param keyspace how many keys
 * @param refusal why it does not serve now, in words
 */
public record NodeReading(
        String node,
        String runId,
        boolean master,
        Counters counters,
        Memory memory,
        Keyspace keyspace,
        Optional<String> refusal) {
    private static final Pattern DATABASE = Pattern.compile("db\\d+");

    /**
     * Look-ups and removals.
     *
     * @param hits commands that looked a key up and found it, {@code EXISTS} and its like included
     * @param misses those that did not find it
     * @param evictions keys pushed out for room
     * @param expirations keys whose time was up
     * @param refusedWrites commands that were refused for want of memory
     */
    public record Counters(
            OptionalLong hits,
            OptionalLong misses,
            OptionalLong evictions,
            OptionalLong expirations,
            OptionalLong refusedWrites) {
        /** Whether one of them is lower in {@code now}: the server began to count anew. */
        public boolean fellTo(Counters now) {
            return fell(hits, now.hits)
                    || fell(misses, now.misses)
                    || fell(evictions, now.evictions)
                    || fell(expirations, now.expirations);
        }

        private static boolean fell(OptionalLong then, OptionalLong now) {
            return then.isPresent() && now.isPresent() && now.getAsLong() < then.getAsLong();
        }

        private Counters without(long ownHits, long ownMisses) {
            return new Counters(less(hits, ownHits), less(misses, ownMisses), evictions, expirations, refusedWrites);
        }

        private static OptionalLong less(OptionalLong count, long own) {
            return count.isPresent() ? OptionalLong.of(Math.max(0, count.getAsLong() - own)) : count;
        }
    }

    /**
     * Memory in bytes.
     *
     * @param used what counts against the limit: {@code used_memory} without the buffers of replicas and of the log of writes,
     *     which Redis does not count when it evicts
     * @param total {@code used_memory}
     * @param resident what the process takes from the system
     * @param limit {@code maxmemory}; absent where there is none
     * @param policy {@code maxmemory-policy}
     */
    public record Memory(
            OptionalLong used,
            OptionalLong total,
            OptionalLong resident,
            OptionalLong limit,
            Optional<String> policy) {}

    /**
     * Keys.
     *
     * @param keys in the database asked for
     * @param expiring those of them with a TTL
     * @param databases how many databases hold any
     */
    public record Keyspace(OptionalLong keys, OptionalLong expiring, int databases) {}

    /**
     * Reads an answer to {@code INFO}.
     *
     * @param node what reports call the server
     * @param database the one whose keys count
     */
    public static NodeReading of(String node, InfoReply info, int database) {
        return new NodeReading(
                node,
                info.text("run_id").orElse("unknown"),
                info.text("role").map(role -> !role.equals("slave")).orElse(true),
                new Counters(
                        info.count("keyspace_hits"),
                        info.count("keyspace_misses"),
                        info.count("evicted_keys"),
                        info.count("expired_keys"),
                        refusedWrites(info)),
                memory(info),
                keyspace(info, database),
                refusal(info));
    }

    /** This reading without look-ups that Lumen itself made. */
    public NodeReading without(long ownHits, long ownMisses) {
        return new NodeReading(node, runId, master, counters.without(ownHits, ownMisses), memory, keyspace, refusal);
    }

    /** This reading of a server that has refused {@code writes} since the last one. */
    public NodeReading refusing(long writes) {
        String why = "OOM: " + writes + " writes were refused since the last reading, as its memory is full";
        return new NodeReading(node, runId, master, counters, memory, keyspace, refusal.or(() -> Optional.of(why)));
    }

    /** An error that never happened has no line. */
    private static OptionalLong refusedWrites(InfoReply info) {
        OptionalLong refused = info.part("errorstat_OOM", "count");
        return refused.isEmpty() && info.hasSection("Errorstats") ? OptionalLong.of(0) : refused;
    }

    private static Memory memory(InfoReply info) {
        OptionalLong total = info.count("used_memory");
        long uncounted = info.count("mem_not_counted_for_evict").orElse(0);
        OptionalLong used =
                total.isPresent() ? OptionalLong.of(Math.max(0, total.getAsLong() - uncounted)) : OptionalLong.empty();
        OptionalLong limit = info.count("maxmemory");
        return new Memory(
                used,
                total,
                info.count("used_memory_rss"),
                limit.orElse(0) > 0 ? limit : OptionalLong.empty(),
                info.text("maxmemory_policy"));
    }

    /** A database without keys has no line. */
    private static Keyspace keyspace(InfoReply info, int database) {
        int databases = (int) info.namesWith("db").stream()
                .filter(name -> DATABASE.matcher(name).matches())
                .count();
        String own = "db" + database;
        if (!info.hasSection("Keyspace")) {
            return new Keyspace(OptionalLong.empty(), OptionalLong.empty(), databases);
        }
        if (info.text(own).isEmpty()) {
            return new Keyspace(OptionalLong.of(0), OptionalLong.of(0), databases);
        }
        return new Keyspace(info.part(own, "keys"), info.part(own, "expires"), databases);
    }

    private static Optional<String> refusal(InfoReply info) {
        if (info.count("loading").orElse(0) > 0) {
            return Optional.of("LOADING: it reads its data set into memory");
        }
        Memory memory = memory(info);
        boolean full = memory.limit().isPresent()
                && memory.used().isPresent()
                && memory.used().getAsLong() >= memory.limit().getAsLong();
        return full && memory.policy().filter("noeviction"::equals).isPresent()
                ? Optional.of("OOM: its memory is full, and under noeviction it refuses every write")
                : Optional.empty();
    }
}
