package dev.lumen.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.lumen.api.advise.SizeBounds;
import dev.lumen.api.advise.TtlBounds;
import dev.lumen.api.feedback.CacheAction;
import dev.lumen.api.units.ByteSize;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Tag;
import net.jqwik.api.constraints.LongRange;

/** The loop closed over made traffic: what holds whatever the rules decide. */
@Tag("any-jdk")
class SteeredReplayProperties {
    private static final Duration WINDOW = Duration.ofSeconds(2);
    private static final TtlBounds TTLS = TtlBounds.between(Duration.ofSeconds(1), Duration.ofSeconds(12));
    private static final SizeBounds SIZES = new SizeBounds(ByteSize.ofBytes(20_000), ByteSize.ofBytes(333_333));
    private static final ReplayPrices PRICES = new ReplayPrices(0.01, 2000, 0.003);
    private static final ReplaySettings BOTH = settings(Optional.of(TTLS), Optional.of(SIZES));

    /** What a replay said. */
    private record Outcome(ReplaySummary summary, List<ReplayWindow> windows) {}

    private static ReplaySettings settings(Optional<TtlBounds> ttls, Optional<SizeBounds> sizes) {
        return new ReplaySettings(
                Optional.of(Duration.ofSeconds(3)),
                Optional.of(ByteSize.ofBytes(50_000)),
                WINDOW,
                PRICES,
                new ReplaySettings.Rules(ttls, sizes));
    }

    private static Outcome replay(List<Row> rows, ReplaySettings settings) throws IOException {
        List<ReplayWindow> windows = new ArrayList<>();
        return new Outcome(Replay.run(MadeTraffic.trace(rows), settings, windows::add), windows);
    }

    @Property(tries = 12)
    void every_window_is_what_brute_force_counts_with_its_ttl_and_size(@ForAll long seed) throws IOException {
        List<Row> rows = MadeTraffic.rows(seed);
        Outcome outcome = replay(rows, BOTH);
        BruteForceCache twin = new BruteForceCache();
        CacheCounters counted = twin.counters();
        int next = 0;
        for (ReplayWindow window : outcome.windows()) {
            twin.setTtl(window.ttl().orElseThrow().toMillis());
            twin.setCapacity(window.size().orElseThrow().bytes());
            long end = window.startMillis() + WINDOW.toMillis();
            while (next < rows.size() && rows.get(next).timestampMillis() < end) {
                twin.access(rows.get(next++));
            }
            if (next < rows.size()) {
                twin.advanceTo(end);
            }
            CacheCounters now = twin.counters();
            assertThat(window.counters()).isEqualTo(now.since(counted));
            counted = now;
        }
        assertThat(next).isEqualTo(rows.size());
    }

    @Property(tries = 12)
    void every_window_costs_what_the_formulas_say(@ForAll long seed) throws IOException {
        for (ReplayWindow window : replay(MadeTraffic.rows(seed), BOTH).windows()) {
            double megabytes = window.size().orElseThrow().bytes() / 1_048_576.0;
            double hours = window.counters().occupancy().millis() / 3_600_000.0;
            double usd = window.counters().misses().total() * 0.01
                    + megabytes * hours / 730 * 2000
                    + window.counters().hits().stale() * 0.003;
            assertThat(window.costs().totalUsd().orElseThrow()).isCloseTo(usd, within(1e-9 * usd));
        }
    }

    @Property(tries = 12)
    void windows_add_up_to_the_summary(@ForAll long seed) throws IOException {
        Outcome outcome = replay(MadeTraffic.rows(seed), BOTH);
        double sum = outcome.windows().stream()
                .mapToDouble(window -> window.costs().totalUsd().orElseThrow())
                .sum();
        double whole = outcome.summary().costs().totalUsd().orElseThrow();
        assertThat(sum).isCloseTo(whole, within(1e-9 * whole));
    }

    @Property(tries = 12)
    void neither_ttl_nor_size_ever_leaves_its_bounds(@ForAll long seed) throws IOException {
        assertThat(replay(MadeTraffic.rows(seed), BOTH).windows()).allSatisfy(window -> {
            assertThat(window.ttl().orElseThrow()).isBetween(TTLS.min(), TTLS.max());
            assertThat(window.size().orElseThrow()).isBetween(SIZES.min(), SIZES.max());
        });
    }

    @Property(tries = 12)
    void bounds_without_room_between_them_hold_both_levers(
            @ForAll long seed, @ForAll @LongRange(min = 1, max = 99_999) long size) throws IOException {
        Duration ttl = Duration.ofMillis(2345);
        ByteSize bytes = ByteSize.ofBytes(size);
        ReplaySettings held = new ReplaySettings(
                Optional.of(ttl),
                Optional.of(bytes),
                WINDOW,
                PRICES,
                new ReplaySettings.Rules(
                        Optional.of(new TtlBounds(ttl, ttl, ttl)), Optional.of(new SizeBounds(bytes, bytes))));
        assertThat(replay(MadeTraffic.rows(seed), held).windows())
                .allSatisfy(window -> assertThat(List.of(
                                window.ttl().orElseThrow(), window.size().orElseThrow(), window.action()))
                        .containsExactly(ttl, bytes, CacheAction.MAINTAIN));
    }

    @Property(tries = 10)
    void a_size_without_bounds_stays_while_the_ttl_is_steered(@ForAll long seed) throws IOException {
        assertThat(replay(MadeTraffic.rows(seed), settings(Optional.of(TTLS), Optional.empty()))
                        .windows())
                .extracting(window -> window.size().orElseThrow().bytes())
                .containsOnly(50_000L);
    }

    @Property(tries = 10)
    void a_ttl_without_bounds_stays_while_the_size_is_steered(@ForAll long seed) throws IOException {
        assertThat(replay(MadeTraffic.rows(seed), settings(Optional.empty(), Optional.of(SIZES)))
                        .windows())
                .extracting(window -> window.ttl().orElseThrow().toSeconds())
                .containsOnly(3L);
    }

    @Property(tries = 12)
    void the_same_trace_and_settings_give_the_same_result(@ForAll long seed) throws IOException {
        List<Row> rows = MadeTraffic.rows(seed);
        assertThat(replay(rows, BOTH)).isEqualTo(replay(rows, BOTH));
    }

    @Property(tries = 12)
    void each_change_is_an_action_that_is_counted(@ForAll long seed) throws IOException {
        Outcome outcome = replay(MadeTraffic.rows(seed), BOTH);
        long actions = outcome.windows().stream()
                .filter(window -> window.action() != CacheAction.MAINTAIN)
                .count();
        assertThat(outcome.summary().ttlChanges() + outcome.summary().sizeChanges())
                .isEqualTo((int) actions);
    }

    @Property(tries = 12)
    void ttl_and_size_differ_from_window_to_window_where_an_action_says_so_and_nowhere_else(@ForAll long seed)
            throws IOException {
        List<ReplayWindow> windows = replay(MadeTraffic.rows(seed), BOTH).windows();
        for (int at = 1; at < windows.size(); at++) {
            assertThat(change(windows.get(at - 1), windows.get(at)))
                    .isEqualTo(windows.get(at - 1).action());
        }
    }

    private static CacheAction change(ReplayWindow before, ReplayWindow after) {
        int ttl = after.ttl().orElseThrow().compareTo(before.ttl().orElseThrow());
        int size = after.size().orElseThrow().compareTo(before.size().orElseThrow());
        if (ttl == 0 && size == 0) {
            return CacheAction.MAINTAIN;
        }
        if (ttl == 0) {
            return size > 0 ? CacheAction.SCALE_UP : CacheAction.SCALE_DOWN;
        }
        assertThat(size).as("two levers at once").isZero();
        return ttl > 0 ? CacheAction.INCREASE_TTL : CacheAction.DECREASE_TTL;
    }

    /** Without this, all of the above could hold of a loop that does nothing. */
    @Example
    void made_traffic_makes_the_rules_do_all_they_can() {
        assertThat(LongStream.range(0, 40).boxed().flatMap(seed -> actions(seed).stream()))
                .contains(
                        CacheAction.INCREASE_TTL,
                        CacheAction.DECREASE_TTL,
                        CacheAction.SCALE_UP,
                        CacheAction.SCALE_DOWN);
    }

    private static List<CacheAction> actions(long seed) {
        try {
            return replay(MadeTraffic.rows(seed), BOTH).windows().stream()
                    .map(ReplayWindow::action)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
