package dev.lumen.replay;

import static dev.lumen.replay.TraceText.HEADER;
import static dev.lumen.replay.TraceText.HEADER_WITH_VERSION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.lumen.api.feedback.CacheAction;
import dev.lumen.api.units.ByteSize;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

/** Windows, sums and costs of replays in which nothing is steered. */
class ReplayTest {
    private static final long HOUR = 3_600_000;
    private static final ReplayPrices PRICES = new ReplayPrices(0.01, 730, 0.5);

    private final List<ReplayWindow> windows = new ArrayList<>();

    private ReplaySummary replay(String text, ReplaySettings settings) throws IOException {
        return Replay.run(TraceText.open(text), settings, windows::add);
    }

    /** A TTL of a minute, a capacity of 1 MB. */
    private static ReplaySettings windowsOf(Duration window) {
        return new ReplaySettings(
                Optional.of(Duration.ofMinutes(1)),
                Optional.of(ByteSize.ofMegabytes(1)),
                window,
                PRICES,
                new ReplaySettings.Fixed());
    }

    @Test
    void a_trace_without_rows_sums_up_to_zero() throws IOException {
        ReplaySummary summary = replay(HEADER, windowsOf(Duration.ofSeconds(1)));
        assertThat(summary.counters().requests()).isZero();
    }

    @Test
    void a_trace_without_rows_costs_nothing() throws IOException {
        ReplaySummary summary = replay(HEADER, windowsOf(Duration.ofSeconds(1)));
        assertThat(summary.costs().totalUsd()).hasValue(0);
    }

    @Test
    void a_trace_without_rows_has_no_window() throws IOException {
        replay(HEADER, windowsOf(Duration.ofSeconds(1)));
        assertThat(windows).isEmpty();
    }

    @Test
    void windows_are_counted_from_the_first_row() throws IOException {
        replay(HEADER + "1234,a,1\n2233,a,1\n2234,a,1\n5000,a,1\n", windowsOf(Duration.ofSeconds(1)));
        assertThat(windows).extracting(ReplayWindow::startMillis).containsExactly(1234L, 2234L, 3234L, 4234L);
    }

    @Test
    void a_row_at_the_very_end_of_a_window_belongs_to_the_next() throws IOException {
        replay(HEADER + "0,a,1\n999,a,1\n1000,a,1\n", windowsOf(Duration.ofSeconds(1)));
        assertThat(windows).extracting(window -> window.counters().requests()).containsExactly(2L, 1L);
    }

    @Test
    void windows_are_as_long_as_they_should_be_but_for_the_last_which_ends_with_the_last_row() throws IOException {
        replay(HEADER + "0,a,1\n2300,a,1\n", windowsOf(Duration.ofSeconds(1)));
        assertThat(windows)
                .extracting(window -> window.counters().occupancy().millis())
                .containsExactly(1000L, 1000L, 300L);
    }

    @Test
    void a_gap_of_days_is_made_of_windows_without_requests() throws IOException {
        replay(HEADER + "0,a,1\n" + 48 * HOUR + ",a,1\n", windowsOf(Duration.ofHours(1)));
        assertThat(windows.subList(1, 48))
                .extracting(window -> window.counters().requests())
                .containsOnly(0L);
    }

    @Test
    void a_gap_of_days_has_all_its_windows() throws IOException {
        replay(HEADER + "0,a,1\n" + 48 * HOUR + ",a,1\n", windowsOf(Duration.ofHours(1)));
        assertThat(windows).hasSize(49);
    }

    @Test
    void memory_is_paid_for_in_a_window_without_requests() throws IOException {
        replay(HEADER + "0,a,1\n" + 3 * HOUR + ",a,1\n", windowsOf(Duration.ofHours(1)));
        assertThat(windows.get(1).costs()).isEqualTo(new ReplayCosts(0, OptionalDouble.of(1), 0));
    }

    @Test
    void an_entry_that_expires_in_a_window_without_requests_is_counted_there() throws IOException {
        replay(HEADER + "0,a,1\n200000,a,1\n", windowsOf(Duration.ofSeconds(50)));
        assertThat(windows)
                .extracting(window -> window.counters().removals().expirations())
                .containsExactly(0L, 1L, 0L, 0L, 0L);
    }

    @Test
    void a_miss_costs_what_a_call_does() throws IOException {
        ReplaySummary summary = replay(HEADER + "0,a,1\n1,b,1\n2,a,1\n", windowsOf(Duration.ofSeconds(1)));
        assertThat(summary.costs().apiUsd()).isEqualTo(2 * 0.01);
    }

    @Test
    void memory_costs_what_is_provided_from_the_first_row_to_the_last() throws IOException {
        ReplaySummary summary = replay(HEADER + HOUR + ",a,1\n" + 4 * HOUR + ",a,1\n", windowsOf(Duration.ofDays(1)));
        assertThat(summary.costs().memoryUsd().orElseThrow()).isCloseTo(3, within(1e-12));
    }

    @Test
    void a_hit_on_an_older_version_costs_what_staleness_does() throws IOException {
        ReplaySummary summary =
                replay(HEADER_WITH_VERSION + "0,a,1,1\n1,a,1,2\n2,a,1,1\n", windowsOf(Duration.ofSeconds(1)));
        assertThat(summary.costs().staleUsd()).isEqualTo(0.5);
    }

    @Test
    void memory_without_a_limit_has_no_price() throws IOException {
        ReplaySettings unlimited = new ReplaySettings(
                Optional.empty(), Optional.empty(), Duration.ofSeconds(1), PRICES, new ReplaySettings.Fixed());
        assertThat(replay(HEADER + "0,a,1\n9,a,1\n", unlimited).costs().totalUsd())
                .isEmpty();
    }

    @Test
    void what_windows_cost_adds_up_to_what_the_replay_costs() throws IOException {
        ReplaySummary summary = replay(
                HEADER_WITH_VERSION + "0,a,1,0\n700,a,1,3\n1000,b,1,0\n5999,b,1,2\n90000,a,1,3\n",
                windowsOf(Duration.ofSeconds(1)));
        double sum = windows.stream()
                .mapToDouble(window -> window.costs().totalUsd().orElseThrow())
                .sum();
        assertThat(sum).isCloseTo(summary.costs().totalUsd().orElseThrow(), within(1e-12));
    }

    @Test
    void nothing_is_done_at_the_end_of_a_window_that_nobody_steers() throws IOException {
        replay(HEADER + "0,a,1\n1000,a,1\n2000,a,1\n", windowsOf(Duration.ofSeconds(1)));
        assertThat(windows).extracting(ReplayWindow::action).containsOnly(CacheAction.MAINTAIN);
    }

    @Test
    void ttl_and_size_at_the_end_are_those_of_the_start_if_nobody_steers() throws IOException {
        ReplaySummary summary = replay(HEADER + "0,a,1\n9000,a,1\n", windowsOf(Duration.ofSeconds(1)));
        assertThat(List.of(summary.finalTtl(), summary.finalSize()))
                .containsExactly(Optional.of(Duration.ofMinutes(1)), Optional.of(ByteSize.ofMegabytes(1)));
    }

    @Test
    void a_late_row_is_read_in_the_window_of_the_latest_time() throws IOException {
        replay(HEADER + "0,a,1\n1500,b,1\n900,c,1\n", windowsOf(Duration.ofSeconds(1)));
        assertThat(windows).extracting(window -> window.counters().requests()).containsExactly(1L, 2L);
    }

    @Test
    void more_than_a_million_windows_are_refused_with_the_line() {
        assertThatThrownBy(() -> replay(HEADER + "0,a,1\n1000001000,a,1\n", windowsOf(Duration.ofSeconds(1))))
                .isInstanceOf(TraceFormatException.class)
                .hasMessage("test.csv:3: timestamp_ms is '1000001000', 1000001 windows of 1000 ms after the first,"
                        + " allowed: at most 1000000");
    }

    @Test
    void the_last_instant_that_can_be_written_down_ends_a_replay_like_any_other() throws IOException {
        long end = Long.MAX_VALUE;
        replay(HEADER + (end - 1500) + ",a,1\n" + end + ",b,1\n", windowsOf(Duration.ofSeconds(1)));
        assertThat(windows).extracting(window -> window.counters().requests()).containsExactly(1L, 1L);
    }

    @Test
    void a_window_may_be_longer_than_milliseconds_can_say() throws IOException {
        replay(HEADER + "0,a,1\n" + (Long.MAX_VALUE - 1) + ",b,1\n", windowsOf(Duration.ofSeconds(Long.MAX_VALUE)));
        assertThat(windows).hasSize(1);
    }

    @Test
    void a_bad_row_ends_the_replay() {
        assertThatThrownBy(() -> replay(HEADER + "0,a,1\n5,a\n", windowsOf(Duration.ofSeconds(1))))
                .isInstanceOf(TraceFormatException.class);
    }
}
