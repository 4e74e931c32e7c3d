package dev.lumen.redis.info;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class LatencyHistogramTest {
    @Test
    void the_bucket_with_the_95th_percentile_is_found_over_all_commands() {
        LatencyHistogram histogram = LatencyHistogram.of(List.of(
                "get", List.of("calls", 90L, "histogram_usec", List.of(1L, 50L, 2L, 90L)),
                "hget", List.of("calls", 10L, "histogram_usec", List.of(33L, 4L, 66L, 10L))));
        assertThat(histogram.counts())
                .containsEntry(1L, 50L)
                .containsEntry(2L, 40L)
                .containsEntry(66L, 6L);
        assertThat(histogram.p95()).contains(Duration.ofNanos(66_000));
    }

    @Test
    void only_what_came_since_counts() {
        LatencyHistogram before = get(1L, 1_000L, 8L, 1_000L);
        LatencyHistogram now = get(1L, 1_000L, 8L, 1_100L);
        assertThat(now.since(before).p95()).contains(Duration.ofNanos(8_000));
        assertThat(before.since(before).p95()).isEmpty();
    }

    @Test
    void counters_that_fell_were_begun_anew() {
        assertThat(get(1L, 10L).since(get(1L, 1_000L)).counts()).containsEntry(1L, 10L);
    }

    @Test
    void another_form_counts_as_nothing() {
        assertThat(LatencyHistogram.of(List.of()).p95()).isEmpty();
        assertThat(LatencyHistogram.of(List.of("get", "nothing", "x")).p95()).isEmpty();
        assertThat(LatencyHistogram.of(List.of("get", List.of("histogram_usec", List.of("a", "b"))))
                        .p95())
                .isEmpty();
    }

    private static LatencyHistogram get(Object... buckets) {
        return LatencyHistogram.of(List.of("get", List.of("histogram_usec", List.of(buckets))));
    }
}
