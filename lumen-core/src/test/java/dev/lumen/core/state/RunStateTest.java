package dev.lumen.core.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lumen.api.advise.TtlExperience;
import dev.lumen.api.observe.CacheMetrics;
import dev.lumen.api.observe.Gauges;
import dev.lumen.api.observe.Lookups;
import dev.lumen.api.observe.Reading.Cumulative;
import dev.lumen.api.observe.Removals;
import dev.lumen.api.observe.Window;
import dev.lumen.api.testkit.Metrics;
import dev.lumen.api.units.ByteSize;
import dev.lumen.core.json.LumenJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

/** Windows of a minute, one after another, counted from the first. */
class RunStateTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration TTL = Duration.ofMinutes(5);
    private static final Duration LONGER = Duration.ofMinutes(7);

    private RunState state = RunState.EMPTY;

    @Test
    void the_first_ttl_settles_when_every_entry_has_had_its_time() {
        runs(0, 12, TTL);
        assertThat(state.experience(1)).hasSize(7);
    }

    @Test
    void after_a_change_nothing_is_settled_until_the_longer_ttl_has_passed() {
        runs(0, 20, TTL);
        runs(20, 27, LONGER);
        assertThat(state.experience(1)).map(TtlExperience::ttl).containsOnly(TTL);
        runs(27, 29, LONGER);
        assertThat(state.experience(1)).map(TtlExperience::ttl).contains(LONGER);
    }

    @Test
    void after_a_shorter_ttl_it_is_the_old_one_that_must_pass() {
        runs(0, 20, LONGER);
        runs(20, 27, TTL);
        assertThat(state.experience(1)).map(TtlExperience::ttl).containsOnly(LONGER);
    }

    @Test
    void a_ttl_that_is_not_known_now_stays_what_it_was() {
        runs(0, 1, TTL);
        state = state.after(Map.of(), Optional.empty(), Optional.empty(), at(1));
        assertThat(state.ttl()).contains(TTL);
    }

    @Test
    void windows_with_too_few_requests_are_no_experience() {
        runs(0, 20, TTL);
        assertThat(state.experience(1_000)).isNotEmpty();
        assertThat(state.experience(1_001)).isEmpty();
    }

    @Test
    void windows_at_another_capacity_are_no_experience() {
        runs(0, 20, TTL);
        run(21, TTL, window(20), ByteSize.ofMegabytes(512));
        assertThat(state.experience(1)).hasSize(1);
    }

    @Test
    void windows_that_overlap_count_once() {
        for (int minute = 10; minute < 20; minute++) {
            run(minute, TTL, Window.ending(at(minute), Duration.ofMinutes(5)), ByteSize.ofMegabytes(256));
        }
        assertThat(state.experience(1)).isEmpty();
        for (int minute = 20; minute < 30; minute++) {
            run(minute, TTL, Window.ending(at(minute), Duration.ofMinutes(5)), ByteSize.ofMegabytes(256));
        }
        assertThat(state.experience(1)).hasSize(2);
    }

    @Test
    void the_same_window_read_twice_is_one_point() {
        run(1, TTL, window(0), ByteSize.ofMegabytes(256));
        run(2, TTL, window(0), ByteSize.ofMegabytes(256));
        assertThat(state.history()).hasSize(1);
    }

    @Test
    void points_from_a_future_that_the_clock_has_left_are_dropped() {
        run(1, TTL, window(1_000_000), ByteSize.ofMegabytes(256));
        run(2, TTL, window(1), ByteSize.ofMegabytes(256));
        assertThat(state.history()).map(HistoryPoint::window).containsExactly(window(1));
    }

    @Test
    void the_history_keeps_the_latest_96_windows() {
        runs(0, 100, TTL);
        assertThat(state.history()).hasSize(96);
        assertThat(state.history().get(0).window()).isEqualTo(window(4));
    }

    @Test
    void a_run_without_metrics_keeps_the_last_known() {
        runs(0, 1, TTL);
        Optional<CacheMetrics> known = state.lastKnown();
        state = state.after(Map.of(), Optional.empty(), Optional.of(TTL), at(2));
        assertThat(state.lastKnown()).isPresent().isEqualTo(known);
    }

    @Test
    void a_ttl_beyond_any_calendar_does_no_harm() {
        Duration forever = Duration.ofSeconds(Long.MAX_VALUE);
        runs(0, 2, forever);
        assertThat(state.ttl()).contains(forever);
        assertThat(state.experience(1)).isEmpty();
    }

    @Test
    void json_keeps_every_part() throws IOException {
        runs(0, 8, TTL);
        Cumulative sample = new Cumulative(
                at(8),
                "run-1",
                Lookups.counted(5, 3),
                Removals.of(2, 1),
                Gauges.builder().keys(4).build());
        state = state.after(Map.of("redis", sample), Optional.empty(), Optional.of(LONGER), at(9));
        assertThat(LumenJson.read(LumenJson.bytes(state), RunState.class)).isEqualTo(state);
    }

    @Test
    void a_state_that_lacks_a_part_is_refused() {
        byte[] json = "{\"samples\":{},\"history\":[]}".getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(() -> LumenJson.read(json, RunState.class))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("settlesAt of RunState is null, allowed: a value");
    }

    @Test
    void a_point_that_no_window_can_have_been_is_refused() {
        assertThatThrownBy(() -> new HistoryPoint(window(0), TTL, true, 1, 2, 0, OptionalDouble.empty()))
                .hasMessage("hits is 2, allowed: 0 to the requests, 1");
    }

    private void runs(int from, int to, Duration ttl) {
        for (int minute = from; minute < to; minute++) {
            run(minute, ttl, window(minute), ByteSize.ofMegabytes(256));
        }
    }

    /** A run at the beginning of minute {@code minute}, which then reads {@code window}. */
    private void run(int minute, Duration ttl, Window window, ByteSize capacity) {
        CacheMetrics metrics = Metrics.typical()
                .window(window)
                .requests(1_000, 0.7)
                .memory(ByteSize.ofMegabytes(100), capacity)
                .build();
        state = state.after(Map.of(), Optional.of(metrics), Optional.of(ttl), at(minute));
    }

    private static Window window(int minute) {
        return new Window(at(minute), at(minute).plus(MINUTE));
    }

    private static Instant at(int minute) {
        return Metrics.NOW.plus(MINUTE.multipliedBy(minute));
    }
}
