package dev.lumen.redis.info;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class InfoReplyTest {
    @Test
    void fields_are_read_and_what_is_not_there_is_absent() {
        InfoReply info =
                InfoReply.of("# Stats\r\nkeyspace_hits:1042\r\nbroken\r\nnegative:-1\r\nempty:\r\nratio:1.5\r\n");
        assertThat(info.count("keyspace_hits")).hasValue(1042);
        assertThat(info.count("keyspace_misses")).isEmpty();
        assertThat(info.count("negative")).isEmpty();
        assertThat(info.text("empty")).isEmpty();
        assertThat(info.positive("ratio")).hasValue(1.5);
        assertThat(info.hasSection("Stats")).isTrue();
        assertThat(info.hasSection("Keyspace")).isFalse();
    }

    @Test
    void memory_that_does_not_count_for_eviction_is_not_counted() {
        NodeReading reading = reading("used_memory:1000\r\nmem_not_counted_for_evict:300\r\nmaxmemory:2000\r\n");
        assertThat(reading.memory().used()).hasValue(700);
        assertThat(reading.memory().limit()).hasValue(2000);
    }

    @Test
    void no_maxmemory_is_no_limit() {
        assertThat(reading("used_memory:1000\r\nmaxmemory:0\r\n").memory().limit())
                .isEmpty();
    }

    @Test
    void keys_are_those_of_the_database_asked_for() {
        String text = "# Keyspace\r\ndb0:keys=3,expires=1,avg_ttl=5\r\ndb2:keys=9,expires=9,avg_ttl=5\r\n";
        assertThat(NodeReading.of("n", InfoReply.of(text), 2).keyspace().keys()).hasValue(9);
        assertThat(NodeReading.of("n", InfoReply.of(text), 0).keyspace().expiring())
                .hasValue(1);
        assertThat(NodeReading.of("n", InfoReply.of(text), 1).keyspace().keys()).hasValue(0);
        assertThat(NodeReading.of("n", InfoReply.of(""), 0).keyspace().keys()).isEmpty();
    }

    @Test
    void a_server_that_loads_refuses_service() {
        assertThat(reading("loading:1\r\n").refusal().orElseThrow()).contains("LOADING");
    }

    @Property(tries = 200)
    void whatever_text_comes_nothing_is_thrown(@ForAll String text) {
        assertThatCode(() -> reading(text)).doesNotThrowAnyException();
    }

    private static NodeReading reading(String text) {
        return NodeReading.of("n", InfoReply.of(text), 0);
    }
}
