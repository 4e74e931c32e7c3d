package dev.lumen.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProfileCommandTest {
    /** Key a at 0, 30 and 100 s, key b at 40 s: with a TTL of 60 s one hit of four, without one two. */
    private static final String TRACE = """
            timestamp_ms,key,size_bytes
            0,a,1000
            30000,a,1000
            40000,b,1000
            100000,a,1000
            """;

    /** The same, with a content of a that changes between its first and its second read. */
    private static final String VERSIONED = """
            timestamp_ms,key,size_bytes,version
            0,a,1000,0
            30000,a,1000,1
            40000,b,1000,0
            100000,a,1000,1
            """;

    private static Outcome profile(String trace, String options) {
        return Outcome.reading(trace, ("profile - " + options).split(" "));
    }

    @Test
    void csv_has_a_row_for_each_pair_in_the_order_given() {
        Outcome outcome = profile(TRACE, "--ttl inf,60 --size 1MB,inf --format csv");
        List<String> lines = outcome.out().lines().toList();

        assertThat(outcome.status()).isZero();
        assertThat(lines.get(0)).isEqualTo("ttl_s,size_bytes,hit_ratio,low,high,stale_ratio,occupied_bytes");
        assertThat(lines.subList(1, lines.size()))
                .map(line -> String.join(",", List.of(line.split(",", -1)).subList(0, 3)))
                .containsExactly("inf,1048576,0.5", "inf,inf,0.5", "60,1048576,0.25", "60,inf,0.25");
    }

    @Test
    void without_versions_the_stale_ratio_is_empty() {
        String row = profile(TRACE, "--ttl inf --size inf --format csv")
                .out()
                .lines()
                .toList()
                .get(1);

        assertThat(row.split(",", -1)[5]).isEmpty();
    }

    @Test
    void with_versions_the_stale_ratio_is_stale_hits_of_hits() {
        JsonNode cell =
                profile(VERSIONED, "--ttl inf --size inf --format json").json().at("/cells/0");

        assertThat(cell.get("staleRatio").doubleValue()).isCloseTo(1.0, within(1e-9));
    }

    @Test
    void json_has_the_names_of_the_spec() {
        JsonNode json = profile(VERSIONED, "--ttl 60 --size 1MB --format json").json();
        List<String> names = new ArrayList<>();
        json.fieldNames().forEachRemaining(names::add);
        List<String> cell = new ArrayList<>();
        json.at("/cells/0").fieldNames().forEachRemaining(cell::add);

        assertThat(names).containsExactly("cells", "stateBytes", "sampledKeys", "requests", "nanosPerAccess");
        assertThat(cell)
                .containsExactly("ttlSeconds", "sizeBytes", "hitRatio", "low", "high", "staleRatio", "occupiedBytes");
        assertThat(json.get("requests").longValue()).isEqualTo(4);
        assertThat(json.get("stateBytes").longValue()).isBetween(1L, 1L << 20);
    }

    @Test
    void more_pairs_than_can_be_played_through_still_have_a_row_each() {
        StringBuilder ttls = new StringBuilder("60");
        StringBuilder sizes = new StringBuilder("1000");
        for (int i = 1; i < 50; i++) {
            ttls.append(',').append(60 + i);
            sizes.append(',').append(1000 + 100 * i);
        }

        Outcome outcome = profile(TRACE, "--ttl " + ttls + " --size " + sizes + " --format csv");

        assertThat(outcome.out().lines()).hasSize(2501);
    }

    @Test
    void text_shows_the_map_and_the_cheapest_setting() {
        assertThat(profile(TRACE, "--current-ttl 60s --current-size 1MB").out())
                .contains("Hit ratio in percent", "Now: TTL 60 s, 1 MB", "Cheapest: TTL", "a month");
    }

    @Test
    void a_trace_without_rows_says_nothing_and_is_no_error() {
        Outcome outcome = profile("timestamp_ms,key,size_bytes\n", "--ttl 60 --size inf --format csv");

        assertThat(outcome.status()).isZero();
        assertThat(outcome.out()).endsWith("60,inf,,,,,\n");
    }

    @Test
    void a_missing_trace_is_bad_data() {
        Outcome outcome = Outcome.of("profile", "no-such-trace.csv");

        assertThat(outcome.status()).isEqualTo(65);
        assertThat(outcome.err()).startsWith("lumen: trace is 'no-such-trace.csv', which does not exist");
    }

    @Test
    void a_state_limit_too_small_for_the_pairs_is_wrong_usage() {
        Outcome outcome = profile(TRACE, "--state-limit 1KB");

        assertThat(outcome.status()).isEqualTo(64);
        assertThat(outcome.err()).startsWith("lumen: state limit is 1.0 KB, allowed: at least");
    }
}
