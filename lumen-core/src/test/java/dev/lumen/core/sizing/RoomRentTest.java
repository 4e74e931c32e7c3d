package dev.lumen.core.sizing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lumen.api.advise.AccessEvidence;
import dev.lumen.api.advise.Prices;
import dev.lumen.api.advise.SizeContext;
import dev.lumen.api.advise.TtlBounds;
import dev.lumen.api.grade.CacheHealth;
import dev.lumen.api.observe.CacheMetrics;
import dev.lumen.api.observe.Observation;
import dev.lumen.api.testkit.Metrics;
import dev.lumen.api.units.ByteSize;
import dev.lumen.api.units.Usd;
import dev.lumen.core.profile.Surfaces;
import dev.lumen.core.roi.CostSurface;
import dev.lumen.core.roi.Evidence;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RoomRentTest {
    private static final Duration TTL = Duration.ofMinutes(5);
    private static final ByteSize SIZE = ByteSize.ofMegabytes(256);
    /** 185 MB, 1,000 entries each. */
    private static final Observation<CacheMetrics> COUNTED = Observation.measured(
            Metrics.typical().gauges(gauges -> gauges.keys(185_000)).build());

    private static final Observation<CacheMetrics> UNCOUNTED =
            Observation.measured(Metrics.typical().build());
    private static final double CALL_USD = 1e-6;

    /** For how long a megabyte would have to be rented to cost as much as it would to load what it holds again. */
    private static final Duration BREAK_EVEN = Duration.ofHours(1);

    private static final Prices PRICES =
            new Prices(Usd.of(CALL_USD), Usd.of(1000 * CALL_USD * Prices.HOURS_PER_MONTH / BREAK_EVEN.toHours()));

    private static boolean hasPaid(Observation<CacheMetrics> cache, Duration watched, Optional<TtlBounds> ttls) {
        AccessEvidence evidence = Evidence.at(Surfaces.observedFor(watched, Surfaces.certain()), TTL, SIZE);
        AccessEvidence bounded = new AccessEvidence(
                evidence.surface(),
                evidence.ttl(),
                ttls.orElse(evidence.ttlBounds()),
                evidence.size(),
                evidence.sizeBounds(),
                evidence.sizeGrid(),
                evidence.staleness(),
                evidence.latency(),
                evidence.remarks());
        SizeContext context = SizeContext.builder(cache, CacheHealth.GOOD, SIZE)
                .prices(PRICES)
                .evidence(Optional.of(bounded))
                .build();
        return RoomRent.hasPaid(context, new CostSurface(bounded, PRICES).now().orElseThrow());
    }

    private static Duration fairShare() {
        double hits = Surfaces.hitRatio((double) TTL.toSeconds(), SIZE.megabytes());
        return Duration.ofMillis(Math.round(0.5 * hits * BREAK_EVEN.toMillis()));
    }

    @Test
    void room_is_paid_for_once_its_rent_is_what_giving_it_up_is_expected_to_cost() {
        assertThat(hasPaid(COUNTED, fairShare().minusSeconds(1), Optional.empty()))
                .isFalse();
        assertThat(hasPaid(COUNTED, fairShare().plusSeconds(1), Optional.empty()))
                .isTrue();
    }

    @Test
    void half_of_the_longest_ttl_is_long_enough_whatever_the_rent() {
        Duration half = TtlBounds.DEFAULT.max().dividedBy(2);
        assertThat(hasPaid(UNCOUNTED, half.minusSeconds(1), Optional.empty())).isFalse();
        assertThat(hasPaid(UNCOUNTED, half, Optional.empty())).isTrue();
    }

    @Test
    void a_ttl_that_cannot_move_is_watched_twice() {
        Optional<TtlBounds> fixed = Optional.of(new TtlBounds(TTL, TTL, TTL));
        assertThat(hasPaid(UNCOUNTED, TTL.multipliedBy(2).minusSeconds(1), fixed))
                .isFalse();
        assertThat(hasPaid(UNCOUNTED, TTL.multipliedBy(2), fixed)).isTrue();
    }
}
