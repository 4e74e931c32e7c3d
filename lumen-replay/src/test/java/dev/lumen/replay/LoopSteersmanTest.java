package dev.lumen.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lumen.api.advise.SizeBounds;
import dev.lumen.api.advise.TtlBounds;
import dev.lumen.api.feedback.CacheAction;
import dev.lumen.api.units.ByteSize;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What the loop sees of a trace, and when. */
class LoopSteersmanTest {
    private static final long WINDOW = 300_000;
    private static final long TEN_DAYS = 864_000_000;
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final StringBuilder trace = new StringBuilder(TraceText.HEADER);
    private final List<ReplayWindow> windows = new ArrayList<>();

    /** Rows of as many different keys, all at one time. */
    private void read(long millis, int keys, long size) {
        for (int key = 0; key < keys; key++) {
            trace.append(millis)
                    .append(",key-")
                    .append(key)
                    .append(',')
                    .append(size)
                    .append('\n');
        }
    }

    private ReplaySummary replay(long bytes, Optional<TtlBounds> ttls, Optional<SizeBounds> sizes) throws IOException {
        ReplaySettings settings = new ReplaySettings(
                Optional.of(MINUTE),
                Optional.of(ByteSize.ofBytes(bytes)),
                Duration.ofMillis(WINDOW),
                new ReplayPrices(0.01, 0.0365, 0),
                new ReplaySettings.Rules(ttls, sizes));
        return Replay.run(TraceText.open(trace.toString()), settings, windows::add);
    }

    private static Optional<TtlBounds> ttlUpTo(Duration max) {
        return Optional.of(TtlBounds.between(MINUTE, max));
    }

    @Test
    void a_low_hit_ratio_makes_the_ttl_longer_at_the_end_of_the_window() throws IOException {
        read(0, 200, 1);
        read(WINDOW, 200, 1);
        replay(1000, ttlUpTo(Duration.ofHours(1)), Optional.empty());
        assertThat(windows)
                .extracting(ReplayWindow::action)
                .containsExactly(CacheAction.INCREASE_TTL, CacheAction.MAINTAIN);
    }

    @Test
    void a_window_shows_the_ttl_in_force_in_it_and_not_the_one_decided_at_its_end() throws IOException {
        read(0, 200, 1);
        read(WINDOW, 200, 1);
        replay(1000, ttlUpTo(Duration.ofHours(1)), Optional.empty());
        assertThat(windows)
                .extracting(window -> window.ttl().orElseThrow().toSeconds())
                .containsExactly(60L, 180L);
    }

    @Test
    void nothing_is_decided_at_the_last_row() throws IOException {
        read(0, 200, 1);
        ReplaySummary summary = replay(1000, ttlUpTo(Duration.ofHours(1)), Optional.empty());
        assertThat(summary.ttlChanges()).isZero();
    }

    @Test
    void the_bound_cuts_a_step_short() throws IOException {
        read(0, 200, 1);
        read(WINDOW, 1, 1);
        ReplaySummary summary = replay(1000, ttlUpTo(Duration.ofSeconds(61)), Optional.empty());
        assertThat(summary.finalTtl()).contains(Duration.ofSeconds(61));
    }

    @Test
    void too_few_reads_decide_nothing() throws IOException {
        read(0, 99, 1);
        read(WINDOW, 1, 1);
        ReplaySummary summary = replay(1000, ttlUpTo(Duration.ofHours(1)), Optional.empty());
        assertThat(summary.ttlChanges()).isZero();
    }

    /** Evictions at more than 100 an hour and a cache that is empty again: only then is the step 300 s and not 120 s. */
    @Test
    void what_happens_after_days_without_a_read_is_not_spread_over_the_days() throws IOException {
        read(0, 1, 10);
        read(TEN_DAYS, 150, 10);
        read(TEN_DAYS + WINDOW, 1, 10);
        ReplaySummary summary = replay(1000, ttlUpTo(Duration.ofHours(1)), Optional.empty());
        assertThat(summary.finalTtl()).contains(Duration.ofSeconds(360));
    }

    @Test
    void nothing_is_done_in_days_without_a_read() throws IOException {
        read(0, 1, 10);
        read(TEN_DAYS, 150, 10);
        replay(1000, ttlUpTo(Duration.ofHours(1)), Optional.empty());
        assertThat(windows).extracting(ReplayWindow::action).containsOnly(CacheAction.MAINTAIN);
    }

    @Test
    void a_cache_that_evicts_much_is_made_larger() throws IOException {
        read(0, 1, 1024);
        read(WINDOW - 1, 200, 1024);
        read(WINDOW, 1, 1024);
        ReplaySummary summary = replay(
                102_400,
                Optional.empty(),
                Optional.of(new SizeBounds(ByteSize.ofBytes(1024), ByteSize.ofMegabytes(1))));
        assertThat(summary.finalSize()).contains(ByteSize.ofBytes(153_600));
    }

    @Test
    void more_room_than_the_upper_bound_is_never_given() throws IOException {
        read(0, 1, 1024);
        read(WINDOW - 1, 200, 1024);
        read(WINDOW, 1, 1024);
        ReplaySummary summary = replay(
                102_400,
                Optional.empty(),
                Optional.of(new SizeBounds(ByteSize.ofBytes(1024), ByteSize.ofBytes(110_000))));
        assertThat(summary.finalSize().orElseThrow()).isBetween(ByteSize.ofBytes(102_401), ByteSize.ofBytes(110_000));
    }
}
