package dev.lumen.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.lumen.api.units.ByteSize;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/**
 * Every trace, TTL and size with a published exact answer, and every published cost of a fixed replay.
 *
 * <p>One thread replays them all, on purpose: JaCoCo's probes are arrays that all threads write, and two cores that pass
 * those cache lines to and fro take five times as long as one core alone.
 */
@Tag("any-jdk")
class OracleAnswersTest {
    private static final double PRINTED_RATIO = 1e-9;

    /** Beside the costs, ratios are printed with six decimals. */
    private static final double ROUNDED_RATIO = 0.5e-6 + 1e-12;

    /** Costs are printed with nine significant digits. */
    private static final double PRINTED_COST = 1e-8;

    @TestFactory
    Stream<DynamicTest> every_cell_has_its_exact_answer() throws IOException {
        return SharedTraces.forEach(OracleAnswersTest::compare);
    }

    private static void compare(String name) throws IOException {
        DecodedTrace trace = DecodedTrace.of(SharedTraces.trace(name));
        List<Map<String, String>> cells = SharedTraces.answers(name);
        assertThat(cells).hasSize(117);
        SoftAssertions.assertSoftly(
                softly -> cells.forEach(cell -> compareCell(softly, cell, trace.replay(cache(cell)))));
    }

    private static ReferenceCache cache(Map<String, String> cell) {
        ReferenceCache cache = new ReferenceCache();
        if (!value(cell, "ttl_s").equals("inf")) {
            cache.setTtl(Duration.ofSeconds(Long.parseLong(value(cell, "ttl_s"))));
        }
        if (!value(cell, "size_bytes").equals("inf")) {
            cache.setCapacity(Long.parseLong(value(cell, "size_bytes")));
        }
        return cache;
    }

    private static void compareCell(SoftAssertions softly, Map<String, String> cell, CacheCounters actual) {
        softly.assertThat(actual.hitRatio().orElseThrow())
                .as("hit_ratio of %s", cell)
                .isCloseTo(number(cell, "hit_ratio"), within(PRINTED_RATIO));
        softly.assertThat(actual.byteHitRatio().orElseThrow())
                .as("byte_hit_ratio of %s", cell)
                .isCloseTo(number(cell, "byte_hit_ratio"), within(PRINTED_RATIO));
        softly.assertThat(actual.staleRatio().orElse(0))
                .as("stale_ratio of %s", cell)
                .isCloseTo(number(cell, "stale_ratio"), within(PRINTED_RATIO));
        softly.assertThat(actual.removals().evictions())
                .as("evictions of %s", cell)
                .isEqualTo(Long.parseLong(value(cell, "evictions")));
        softly.assertThat(meanHeldBytes(actual, new BigDecimal(value(cell, "occupied_bytes"))))
                .as("occupied_bytes of %s", cell)
                .isEqualByComparingTo(value(cell, "occupied_bytes"));
    }

    /** Returns the mean to as many decimals as the answer has. */
    private static BigDecimal meanHeldBytes(CacheCounters counters, BigDecimal printed) {
        CacheCounters.Occupancy occupancy = counters.occupancy();
        return new BigDecimal(occupancy.heldByteMillis())
                .divide(BigDecimal.valueOf(occupancy.millis()), printed.scale(), RoundingMode.HALF_EVEN);
    }

    @TestFactory
    Stream<DynamicTest> every_published_cost_of_a_fixed_replay_is_met() throws IOException {
        return SharedTraces.forEach(OracleAnswersTest::compareCosts);
    }

    private static void compareCosts(String name) throws IOException {
        DecodedTrace trace = DecodedTrace.of(SharedTraces.trace(name));
        List<Map<String, String>> settings = settingsOf(name);
        SoftAssertions.assertSoftly(softly -> settings.forEach(setting -> {
            CacheCounters best = replay(trace, setting, value(setting, "best_ttl_s"), "best_size_bytes");
            compareCost(softly, setting, "best_cost_usd", prices(setting).costsOf(best));
            compareRatios(softly, setting, "best", best);
            CacheCounters fixed = replay(trace, setting, "300", "start_size_bytes");
            compareCost(softly, setting, "fixed300_cost_usd", prices(setting).costsOf(fixed));
            compareRatios(softly, setting, "fixed300", fixed);
            CacheCounters biggest = replay(trace, setting, "3600", "max_size_bytes");
            compareCost(softly, setting, "biggest_cost_usd", prices(setting).costsOf(biggest));
        }));
    }

    @TestFactory
    Stream<DynamicTest> a_replay_in_windows_costs_what_was_published_for_its_start() throws IOException {
        return SharedTraces.forEach(OracleAnswersTest::compareReplays);
    }

    private static void compareReplays(String name) throws IOException {
        for (Map<String, String> setting : settingsOf(name)) {
            ReplaySettings settings = new ReplaySettings(
                    Optional.of(Duration.ofSeconds(300)),
                    Optional.of(ByteSize.ofBytes(Long.parseLong(value(setting, "start_size_bytes")))),
                    Duration.ofMinutes(5),
                    prices(setting),
                    new ReplaySettings.Fixed());
            try (TraceReader trace = TraceReader.open(SharedTraces.trace(name), BadRows.REFUSE)) {
                ReplaySummary summary = Replay.run(trace, settings, window -> {});
                SoftAssertions.assertSoftly(
                        softly -> compareCost(softly, setting, "fixed300_cost_usd", summary.costs()));
            }
        }
    }

    private static List<Map<String, String>> settingsOf(String name) throws IOException {
        return SharedTraces.hindsight().stream()
                .filter(setting -> value(setting, "trace").equals(name))
                .toList();
    }

    private static ReplayPrices prices(Map<String, String> setting) {
        return new ReplayPrices(
                number(setting, "api_cost"), number(setting, "memory_cost"), number(setting, "stale_cost"));
    }

    private static CacheCounters replay(
            DecodedTrace trace, Map<String, String> setting, String ttlSeconds, String sizeColumn) {
        ReferenceCache cache = new ReferenceCache();
        cache.setTtl(Duration.ofSeconds(Long.parseLong(ttlSeconds)));
        cache.setCapacity(Long.parseLong(value(setting, sizeColumn)));
        return trace.replay(cache);
    }

    private static void compareCost(
            SoftAssertions softly, Map<String, String> setting, String column, ReplayCosts costs) {
        double published = number(setting, column);
        softly.assertThat(costs.totalUsd().orElseThrow())
                .as("%s of %s", column, setting)
                .isCloseTo(published, within(published * PRINTED_COST));
    }

    private static void compareRatios(
            SoftAssertions softly, Map<String, String> setting, String prefix, CacheCounters counters) {
        softly.assertThat(counters.hitRatio().orElseThrow())
                .as("%s_hit_ratio of %s", prefix, setting)
                .isCloseTo(number(setting, prefix + "_hit_ratio"), within(ROUNDED_RATIO));
        softly.assertThat(counters.staleRatio().orElseThrow())
                .as("%s_stale_ratio of %s", prefix, setting)
                .isCloseTo(number(setting, prefix + "_stale_ratio"), within(ROUNDED_RATIO));
    }

    private static String value(Map<String, String> row, String column) {
        String value = row.get(column);
        if (value == null) {
            throw new IllegalStateException("no column " + column);
        }
        return value;
    }

    private static double number(Map<String, String> row, String column) {
        return Double.parseDouble(value(row, column));
    }
}
