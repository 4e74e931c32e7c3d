package dev.lumen.redis.info;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class MeaningTest {
    private static final String MB = "000000";

    @Test
    void noeviction_will_refuse_writes() {
        assertThat(of(node("maxmemory:100" + MB, "used_memory:95" + MB, "maxmemory_policy:noeviction")))
                .singleElement()
                .asString()
                .contains("noeviction: once its memory is full, Redis refuses writes, and 95", "is used");
    }

    @Test
    void volatile_policies_never_evict_keys_without_ttl_as_many_as_were_sampled() {
        Totals totals = new Totals(List.of(node("maxmemory:100" + MB, "maxmemory_policy:volatile-ttl")));
        assertThat(Meaning.of(totals, OptionalDouble.of(0.4)))
                .singleElement()
                .asString()
                .contains("volatile-ttl, which never evicts a key without a TTL: 40");
        assertThat(Meaning.of(totals, OptionalDouble.of(0))).isEmpty();
    }

    @Test
    void policies_that_make_room_need_no_word() {
        assertThat(of(node("maxmemory:100" + MB, "maxmemory_policy:allkeys-lru")))
                .isEmpty();
    }

    @Test
    void high_fragmentation_is_told_and_that_of_a_small_server_is_not() {
        assertThat(of(node("maxmemory:1", "used_memory:100" + MB, "used_memory_rss:200" + MB)))
                .singleElement()
                .asString()
                .contains("takes 2.0 times the memory");
        assertThat(of(node("maxmemory:1", "used_memory:1" + MB, "used_memory_rss:9" + MB)))
                .isEmpty();
    }

    @Test
    void nodes_that_differ_are_named() {
        assertThat(of(
                        node("maxmemory:1", "maxmemory_policy:allkeys-lru"),
                        node("maxmemory:0", "maxmemory_policy:allkeys-lfu")))
                .anyMatch(notice -> notice.contains("not the same: allkeys-lfu, allkeys-lru"))
                .anyMatch(notice -> notice.contains("unlimited, on some nodes"));
    }

    @Test
    void a_sum_that_lacks_a_part_is_absent() {
        Totals totals =
                new Totals(List.of(node("maxmemory:5", "keyspace_hits:1", "keyspace_misses:1"), node("maxmemory:0")));
        assertThat(totals.limit()).isEmpty();
        assertThat(totals.lookups().hits()).isEmpty();
    }

    private static List<String> of(NodeReading... nodes) {
        return Meaning.of(new Totals(List.of(nodes)), OptionalDouble.empty());
    }

    private static NodeReading node(String... fields) {
        return NodeReading.of("n", InfoReply.of(String.join("\r\n", fields)), 0);
    }
}
