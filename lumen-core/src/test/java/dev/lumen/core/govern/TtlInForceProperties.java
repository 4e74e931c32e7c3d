package dev.lumen.core.govern;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.lumen.api.advise.TtlBounds;
import dev.lumen.api.observe.CacheName;
import dev.lumen.api.testkit.Generators;
import dev.lumen.api.units.Ratio;
import java.time.Duration;
import java.util.stream.LongStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.PropertyDefaults;
import net.jqwik.api.Provide;

@PropertyDefaults(edgeCases = EdgeCasesMode.NONE)
class TtlInForceProperties {
    private static final CacheName CACHE = CacheName.of("c");

    @Property
    void a_ttl_lies_within_its_share_of_the_one_in_force_and_within_the_bounds(
            @ForAll("bounds") TtlBounds bounds,
            @ForAll("ttls") Duration wanted,
            @ForAll("jitters") Ratio jitter,
            @ForAll long hash) {
        TtlInForce ttl = new TtlInForce(CACHE, bounds, jitter);
        long inForce = ttl.set(wanted).toMillis();
        assertThat(ttl.ttlMillis(hash))
                .isBetween(bounds.min().toMillis(), bounds.max().toMillis())
                .isBetween((long) Math.floor(inForce * (1 - jitter.value())), (long)
                        Math.ceil(inForce * (1 + jitter.value())));
    }

    @Property
    void two_handles_with_the_same_settings_agree_on_every_key(
            @ForAll("ttls") Duration wanted, @ForAll("jitters") Ratio jitter, @ForAll long hash) {
        TtlInForce one = new TtlInForce(CACHE, TtlBounds.DEFAULT, jitter);
        TtlInForce other = new TtlInForce(CACHE, TtlBounds.DEFAULT, jitter);
        one.set(wanted);
        other.set(wanted);
        assertThat(one.ttlMillis(hash)).isEqualTo(other.ttlMillis(hash));
    }

    @Property
    void what_set_returns_is_in_force_and_within_the_bounds(@ForAll("ttls") Duration wanted) {
        TtlInForce ttl = new TtlInForce(CACHE, TtlBounds.DEFAULT);
        assertThat(ttl.set(wanted)).isEqualTo(TtlBounds.DEFAULT.clamp(wanted)).isEqualTo(ttl.inForce());
    }

    @Property
    void without_jitter_every_key_gets_the_ttl_in_force(@ForAll("ttls") Duration wanted, @ForAll long hash) {
        TtlInForce ttl = new TtlInForce(CACHE, TtlBounds.DEFAULT);
        Duration inForce = ttl.set(wanted);
        assertThat(ttl.ttl(hash)).isEqualTo(inForce);
    }

    @Property
    void bounds_with_fractions_of_a_millisecond_are_kept_too(
            @ForAll("fractions") Duration min, @ForAll("jitters") Ratio jitter, @ForAll long hash) {
        TtlBounds bounds = TtlBounds.between(min, min.plusMillis(5));
        TtlInForce ttl = new TtlInForce(CACHE, bounds, jitter);
        assertThat(ttl.ttl(hash)).isBetween(bounds.min(), bounds.max());
    }

    @Example
    void small_hashes_in_a_row_are_spread_evenly() {
        TtlInForce ttl = new TtlInForce(CACHE, TtlBounds.DEFAULT, Ratio.of(0.1));
        long[] tenths = new long[10];
        LongStream.range(0, 100_000)
                .map(ttl::ttlMillis)
                .forEach(millis -> tenths[(int) ((millis - 270_000) * 10 / 60_001)]++);
        for (long tenth : tenths) {
            assertThat(tenth).isCloseTo(10_000, within(500L));
        }
    }

    @Example
    void at_a_bound_the_range_is_cut_and_nothing_piles_up() {
        TtlInForce ttl = new TtlInForce(CACHE, TtlBounds.DEFAULT, Ratio.of(0.1));
        ttl.set(TtlBounds.DEFAULT.max());
        long atTheBound = LongStream.range(0, 100_000)
                .map(ttl::ttlMillis)
                .filter(millis -> millis == TtlBounds.DEFAULT.max().toMillis())
                .count();
        assertThat(atTheBound).isLessThan(10);
    }

    @Provide
    Arbitrary<TtlBounds> bounds() {
        return Generators.ttlBounds();
    }

    @Provide
    Arbitrary<Duration> ttls() {
        return Generators.ttls();
    }

    @Provide
    Arbitrary<Ratio> jitters() {
        return Generators.shares().map(Ratio::of);
    }

    /** From 1 to 10 ms, by the microsecond. */
    @Provide
    Arbitrary<Duration> fractions() {
        return Arbitraries.longs().between(1_000, 10_000).map(micros -> Duration.ofNanos(micros * 1_000));
    }
}
