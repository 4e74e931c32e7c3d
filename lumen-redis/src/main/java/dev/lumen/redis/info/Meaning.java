package dev.lumen.redis.info;

import dev.lumen.api.units.ByteSize;
import dev.lumen.api.units.Ratio;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/** What the settings of a server mean for the cache on it, in sentences. */
public final class Meaning {
    /** Redis' own doctor calls it high from here on. */
    private static final double HIGH_FRAGMENTATION = 1.4;

    /** Below it, the doctor says nothing: a small server is mostly program. */
    private static final long LITTLE = 10L << 20;

    private static final double NEARLY_FULL = 0.9;

    private Meaning() {}

    /**
     * The sentences.
     *
     * @param totals what the servers said
     * @param withoutTtl the share of keys without a TTL, 0 to 1, where known better than by the servers' own counts
     */
    public static List<String> of(Totals totals, OptionalDouble withoutTtl) {
        List<String> notices = new ArrayList<>();
        OptionalDouble eternal = withoutTtl.isPresent() ? withoutTtl : totals.withoutTtl();
        boolean limited = totals.limit().isPresent();
        for (String policy : totals.policies()) {
            if (limited && policy.equals("noeviction")) {
                notices.add("maxmemory-policy is noeviction: once its memory is full, Redis refuses writes"
                        + usage(totals) + "; allkeys-lru or allkeys-lfu would make room");
            }
            if (limited && policy.startsWith("volatile-") && eternal.orElse(0) > 0) {
                notices.add("maxmemory-policy is " + policy + ", which never evicts a key without a TTL: "
                        + Ratio.of(eternal.getAsDouble())
                        + " of the keys have none, and once they fill the memory Redis refuses writes");
            }
        }
        if (totals.policies().size() > 1) {
            notices.add("the nodes' maxmemory-policy is not the same: " + String.join(", ", totals.policies()));
        }
        long limits = totals.nodes().stream()
                .filter(node -> node.memory().limit().isPresent())
                .count();
        if (limits == 0) {
            notices.add("maxmemory is 0, unlimited: there is no capacity to advise on");
        } else if (!limited) {
            notices.add("maxmemory is 0, unlimited, on some nodes: there is no capacity of the whole");
        }
        addFragmentation(totals, notices);
        return notices;
    }

    private static String usage(Totals totals) {
        if (totals.used().isEmpty() || totals.limit().isEmpty()) {
            return "";
        }
        double usage = (double) totals.used().getAsLong() / totals.limit().getAsLong();
        return usage >= NEARLY_FULL ? ", and " + Ratio.of(Math.min(1, usage)) + " is used" : "";
    }

    private static void addFragmentation(Totals totals, List<String> notices) {
        double ratio = totals.fragmentation().orElse(0);
        long resident = totals.resident().orElse(0);
        long holes = (long) (resident - resident / Math.max(1, ratio));
        if (ratio >= HIGH_FRAGMENTATION && holes > LITTLE) {
            notices.add(String.format(
                    Locale.ROOT,
                    "fragmentation is high: the process takes %.1f times the memory that it uses, %s more; activedefrag"
                            + " or a restart gives it back, more room in the cache does not",
                    ratio,
                    ByteSize.ofBytes(holes)));
        }
    }
}
