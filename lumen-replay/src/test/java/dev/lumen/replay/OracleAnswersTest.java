package dev.lumen.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Every trace, TTL and size with a published exact answer, and every published cost of a fixed replay.
 *
 * <p>One thread replays them all, on purpose: JaCoCo's probes are arrays that all threads write, and two cores that pass
 * those cache lines to and fro take five times as long as one core alone.
 */
class OracleAnswersTest {
    private static final double PRINTED_RATIO = 1e-9;

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
        List<Map<String, String>> settings = SharedTraces.hindsight();
        DecodedTrace trace = DecodedTrace.of(SharedTraces.trace(name));
        SoftAssertions.assertSoftly(softly -> settings.stream()
                .filter(setting -> value(setting, "trace").equals(name))
                .forEach(setting -> {
                    compareCost(softly, trace, setting, "best_ttl_s", "best_size_bytes", "best_cost_usd");
                    compareCost(softly, trace, setting, "300", "start_size_bytes", "fixed300_cost_usd");
                    compareCost(softly, trace, setting, "3600", "max_size_bytes", "biggest_cost_usd");
                }));
    }

    private static void compareCost(
            SoftAssertions softly,
            DecodedTrace trace,
            Map<String, String> setting,
            String ttl,
            String sizeColumn,
            String costColumn) {
        ReplayPrices prices = new ReplayPrices(
                number(setting, "api_cost"), number(setting, "memory_cost"), number(setting, "stale_cost"));
        ReferenceCache cache = new ReferenceCache();
        cache.setTtl(Duration.ofSeconds(Long.parseLong(setting.getOrDefault(ttl, ttl))));
        cache.setCapacity(Long.parseLong(value(setting, sizeColumn)));
        double published = number(setting, costColumn);
        softly.assertThat(prices.costsOf(trace.replay(cache)).totalUsd().orElseThrow())
                .as("%s of %s", costColumn, setting)
                .isCloseTo(published, within(published * PRINTED_COST));
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
