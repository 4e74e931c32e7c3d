package dev.lumen.redis;

import dev.lumen.redis.info.InfoReply;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What the servers do for this user. Everything is tried once, as a part of the first reading; what was refused is not asked
 * again, and named from then on. Used by one thread at a time, except that {@link #missing()} may come from any.
 */
final class Capabilities {
    /** The first version whose {@code INFO} takes more than one section. */
    private static final int MANY_SECTIONS = 7;

    /** What is looked for by name, as trying it would do something. */
    static final String[] PROBED = {"config", "monitor"};

    private static final List<RedisCapability> BY_NAME = List.of(RedisCapability.CONFIG, RedisCapability.MONITOR);

    private final Map<RedisCapability, String> refused = new EnumMap<>(RedisCapability.class);
    private boolean manySections;
    private boolean probed;

    synchronized boolean has(RedisCapability capability) {
        return !refused.containsKey(capability);
    }

    synchronized void refused(RedisCapability capability, String why) {
        refused.putIfAbsent(capability, why);
    }

    synchronized boolean probed() {
        return probed || refused.containsKey(RedisCapability.COMMAND_INFO);
    }

    /** Takes in the answer to {@code COMMAND INFO}, which has nothing in the place of a command that is not there. */
    synchronized void probed(List<Object> commands) {
        probed = true;
        for (int i = 0; i < BY_NAME.size() && i < commands.size(); i++) {
            Object known = commands.get(i);
            if (known == null || (known instanceof List<?> list && list.isEmpty())) {
                refused(BY_NAME.get(i), "switched off or renamed");
            }
        }
    }

    synchronized boolean takesManySections() {
        return manySections;
    }

    /** Learns the version; of several servers the oldest counts. Valkey goes on calling itself Redis 7.2 here. */
    synchronized void server(InfoReply info) {
        manySections = info.text("redis_version")
                .map(version -> version.split("\\.", -1)[0])
                .filter(major -> major.matches("\\d{1,3}"))
                .map(major -> Integer.parseInt(major) >= MANY_SECTIONS)
                .orElse(false);
    }

    /** What is refused, and what is absent for it. */
    synchronized List<String> missing() {
        List<String> sentences = new ArrayList<>();
        refused.forEach((capability, why) -> sentences.add(
                capability.gives() + " cannot be had: " + capability.command() + " is refused (" + why + ")"));
        return sentences;
    }

    synchronized Map<RedisCapability, String> refusals() {
        return Map.copyOf(refused);
    }
}
