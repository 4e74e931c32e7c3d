package dev.lumen.redis.link;

import io.lettuce.core.RedisURI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Who holds which slots, by {@code CLUSTER SLOTS}.
 *
 * @param shards each master that holds slots, with its replicas
 */
record ClusterMap(List<Shard> shards) {
    /** How many slots every cluster has. */
    static final int SLOTS = 16_384;

    ClusterMap {
        shards = List.copyOf(shards);
    }

    /**
     * A master and who follows it.
     *
     * @param master its address
     * @param replicas theirs
     * @param slots how many slots it holds
     */
    record Shard(RedisURI master, List<RedisURI> replicas, int slots) {
        Shard {
            replicas = List.copyOf(replicas);
        }
    }

    /**
     * Reads the answer of {@code asked} to {@code CLUSTER SLOTS}: ranges of slots, each with its master first. A node without
     * an address is at the one that was asked.
     */
    static ClusterMap of(List<Object> answer, RedisURI asked) {
        Map<String, Shard> shards = new LinkedHashMap<>();
        for (Object range : answer) {
            List<?> parts = (List<?>) range;
            int slots = number(parts.get(1)) - number(parts.get(0)) + 1;
            List<RedisURI> nodes = new ArrayList<>();
            for (Object node : parts.subList(2, parts.size())) {
                nodes.add(address((List<?>) node, asked));
            }
            RedisURI master = nodes.get(0);
            Shard shard = new Shard(master, nodes.subList(1, nodes.size()), slots);
            shards.merge(
                    NodeName.of(master), shard, (one, more) -> new Shard(master, one.replicas(), one.slots() + slots));
        }
        return new ClusterMap(List.copyOf(shards.values()));
    }

    private static RedisURI address(List<?> node, RedisURI asked) {
        String host = text(node.get(0));
        return RedisURI.builder(asked)
                .withHost(host.isEmpty() || host.equals("?") ? asked.getHost() : host)
                .withPort(number(node.get(1)))
                .build();
    }

    private static int number(Object value) {
        return value instanceof Number number ? number.intValue() : Integer.parseInt(text(value));
    }

    private static String text(Object value) {
        if (value == null) {
            return "";
        }
        return value instanceof byte[] bytes ? new String(bytes, StandardCharsets.UTF_8) : value.toString();
    }
}
