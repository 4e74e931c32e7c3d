package dev.lumen.api.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.EnumSet;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * What every {@link MetricSource} must do. A subclass hands over the source and says what it cannot know; where it can
 * drive the cache behind it, {@link #lookUp} lets the counts themselves be checked.
 */
public abstract class MetricSourceContract {
    private static final int READINGS = 3;

    /** The parts of a reading that a source may be unable to know. */
    public enum Part {
        /** Hits, misses and their ratio. */
        LOOKUPS,
        /** Evictions for room. */
        EVICTIONS,
        /** Entries whose TTL ended. */
        EXPIRATIONS,
        /** Bytes held. */
        USED,
        /** Bytes that may be held. */
        CAPACITY,
        /** Entries held. */
        KEYS,
        /** Latency of look-ups. */
        P95_LATENCY,
        /** TTL of new entries. */
        TTL,
        /** The rule of eviction. */
        EVICTION_POLICY,
        /** Memory taken ÷ memory used. */
        FRAGMENTATION_RATIO
    }

    /** The source under test, of a cache that works; the same one for the length of a test. */
    protected abstract MetricSource source() throws Exception;

    /** The cache to ask for. */
    protected CacheName cache() {
        return CacheName.of("contract");
    }

    /** What the source under test cannot know, so that it must be absent. */
    protected Set<Part> unknown() {
        return EnumSet.noneOf(Part.class);
    }

    /**
     * Has the cache answer {@code hits} look-ups and fail to answer {@code misses} more, and nothing else.
     *
     * @return false where the subclass cannot do that
     */
    protected boolean lookUp(int hits, int misses) throws Exception {
        return false;
    }

    @Test
    public void has_a_name_that_stays() throws Exception {
        MetricSource source = source();
        assertThat(source.name()).isNotBlank().isEqualTo(source.name());
    }

    @Test
    public void can_be_read_again_and_again() throws Exception {
        MetricSource source = source();
        for (int i = 0; i < READINGS; i++) {
            assertThat(source.read(cache())).isNotNull();
        }
    }

    @Test
    public void what_it_cannot_know_is_absent() throws Exception {
        assertThat(present(source().read(cache()))).doesNotContainAnyElementsOf(unknown());
    }

    @Test
    public void a_capacity_is_absent_rather_than_zero() throws Exception {
        gauges(source().read(cache()))
                .capacity()
                .ifPresent(capacity -> assertThat(capacity.bytes()).isPositive());
    }

    @Test
    public void counters_never_fall_within_an_epoch() throws Exception {
        MetricSource source = source();
        Reading before = source.read(cache());
        for (int i = 0; i < READINGS; i++) {
            lookUp(i, i);
            Reading after = source.read(cache());
            if (before instanceof Reading.Cumulative first && after instanceof Reading.Cumulative second) {
                checkOrder(first, second);
            }
            before = after;
        }
    }

    @Test
    public void windows_never_end_earlier_than_the_one_before() throws Exception {
        MetricSource source = source();
        Reading before = source.read(cache());
        for (int i = 0; i < READINGS; i++) {
            Reading after = source.read(cache());
            if (before instanceof Reading.Windowed first && after instanceof Reading.Windowed second) {
                assertThat(second.window().end())
                        .isAfterOrEqualTo(first.window().end());
            }
            before = after;
        }
    }

    @Test
    public void cumulative_readings_name_their_epoch_and_hold_counts_alone() throws Exception {
        if (source().read(cache()) instanceof Reading.Cumulative reading) {
            assertThat(reading.epoch()).isNotBlank();
            assertThat(reading.lookups().reportedHitRatio())
                    .as("a ratio since the start has no difference")
                    .isEmpty();
        }
    }

    @Test
    public void a_source_stays_with_one_kind_of_reading() throws Exception {
        MetricSource source = source();
        Class<?> first = source.read(cache()).getClass();
        assertThat(source.read(cache())).isInstanceOf(first);
    }

    @Test
    public void look_ups_are_counted_one_by_one() throws Exception {
        MetricSource source = source();
        Reading before = source.read(cache());
        assumeTrue(before instanceof Reading.Cumulative, "only cumulative counters can be subtracted");
        assumeTrue(lookUp(7, 3), "the subclass cannot drive its cache");
        Lookups first = ((Reading.Cumulative) before).lookups();
        Lookups second = ((Reading.Cumulative) source.read(cache())).lookups();
        assertThat(second.hits().orElseThrow() - first.hits().orElseThrow())
                .as("hits")
                .isEqualTo(7);
        assertThat(second.misses().orElseThrow() - first.misses().orElseThrow())
                .as("misses")
                .isEqualTo(3);
    }

    private static void checkOrder(Reading.Cumulative first, Reading.Cumulative second) {
        if (!first.epoch().equals(second.epoch())) {
            return;
        }
        assertThat(second.at()).as("time").isAfterOrEqualTo(first.at());
        checkOrder("hits", first.lookups().hits(), second.lookups().hits());
        checkOrder("misses", first.lookups().misses(), second.lookups().misses());
        checkOrder("evictions", first.removals().evictions(), second.removals().evictions());
        checkOrder(
                "expirations", first.removals().expirations(), second.removals().expirations());
    }

    private static void checkOrder(String counter, OptionalLong first, OptionalLong second) {
        if (first.isPresent() && second.isPresent()) {
            assertThat(second.getAsLong()).as(counter).isGreaterThanOrEqualTo(first.getAsLong());
        }
    }

    private static Set<Part> present(Reading reading) {
        Lookups lookups = reading.fold(Reading.Cumulative::lookups, Reading.Windowed::lookups);
        Removals removals = reading.fold(Reading.Cumulative::removals, Reading.Windowed::removals);
        Gauges gauges = gauges(reading);
        Set<Part> present = EnumSet.noneOf(Part.class);
        addIf(lookups.hits().isPresent() || lookups.reportedHitRatio().isPresent(), Part.LOOKUPS, present);
        addIf(removals.evictions().isPresent(), Part.EVICTIONS, present);
        addIf(removals.expirations().isPresent(), Part.EXPIRATIONS, present);
        addIf(gauges.used().isPresent(), Part.USED, present);
        addIf(gauges.capacity().isPresent(), Part.CAPACITY, present);
        addIf(gauges.keys().isPresent(), Part.KEYS, present);
        addIf(gauges.p95Latency().isPresent(), Part.P95_LATENCY, present);
        addIf(gauges.ttl().isPresent(), Part.TTL, present);
        addIf(gauges.evictionPolicy().isPresent(), Part.EVICTION_POLICY, present);
        addIf(gauges.fragmentationRatio().isPresent(), Part.FRAGMENTATION_RATIO, present);
        return present;
    }

    private static void addIf(boolean known, Part part, Set<Part> parts) {
        if (known) {
            parts.add(part);
        }
    }

    private static Gauges gauges(Reading reading) {
        return reading.fold(Reading.Cumulative::gauges, Reading.Windowed::gauges);
    }
}
