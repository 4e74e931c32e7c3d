package dev.lumen.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The cache's rules one by one; that they hold together is {@link ReferenceCacheProperties}'s. */
class ReferenceCacheTest {
    private static final int A = 0;
    private static final int B = 1;
    private static final int C = 2;

    private final ReferenceCache cache = new ReferenceCache();

    private AccessOutcome read(long millis, int key, long size) {
        return cache.access(new Row(millis, key, size, 0));
    }

    @Test
    void the_first_read_of_a_key_is_a_cold_miss() {
        assertThat(read(0, A, 1)).isEqualTo(AccessOutcome.COLD_MISS);
    }

    @Test
    void a_read_a_millisecond_before_the_ttl_has_passed_is_a_hit() {
        cache.setTtl(Duration.ofMillis(100));
        read(7, A, 1);
        assertThat(read(106, A, 1)).isEqualTo(AccessOutcome.FRESH_HIT);
    }

    @Test
    void a_read_exactly_one_ttl_after_the_writing_is_a_miss() {
        cache.setTtl(Duration.ofMillis(100));
        read(7, A, 1);
        assertThat(read(107, A, 1)).isEqualTo(AccessOutcome.EXPIRED_MISS);
    }

    @Test
    void a_hit_does_not_extend_the_ttl() {
        cache.setTtl(Duration.ofMillis(100));
        read(0, A, 1);
        read(99, A, 1);
        assertThat(read(100, A, 1)).isEqualTo(AccessOutcome.EXPIRED_MISS);
    }

    @Test
    void a_hit_moves_the_entry_to_the_front() {
        cache.setCapacity(2);
        read(0, A, 1);
        read(1, B, 1);
        read(2, A, 1);
        read(3, C, 1);
        assertThat(read(4, A, 1)).isEqualTo(AccessOutcome.FRESH_HIT);
    }

    @Test
    void a_hit_keeps_the_size_that_was_stored() {
        read(0, A, 10);
        read(1, A, 99);
        assertThat(cache.heldBytes()).isEqualTo(10);
    }

    @Test
    void a_hit_keeps_the_version_that_was_stored() {
        cache.access(new Row(0, A, 1, 1));
        cache.access(new Row(1, A, 1, 2));
        assertThat(cache.access(new Row(2, A, 1, 2))).isEqualTo(AccessOutcome.STALE_HIT);
    }

    @Test
    void an_entry_as_large_as_the_cache_is_stored() {
        cache.setCapacity(10);
        read(0, A, 10);
        assertThat(read(1, A, 10)).isEqualTo(AccessOutcome.FRESH_HIT);
    }

    @Test
    void an_entry_larger_than_the_cache_is_not_stored() {
        cache.setCapacity(10);
        read(0, A, 11);
        assertThat(read(1, A, 11)).isEqualTo(AccessOutcome.EVICTED_MISS);
    }

    @Test
    void nothing_is_evicted_for_an_entry_larger_than_the_cache() {
        cache.setCapacity(10);
        read(0, A, 10);
        read(1, B, 11);
        assertThat(read(2, A, 10)).isEqualTo(AccessOutcome.FRESH_HIT);
    }

    @Test
    void an_entry_that_expired_takes_no_room() {
        cache.setCapacity(10);
        cache.setTtl(Duration.ofMillis(100));
        read(0, A, 10);
        read(100, B, 10);
        assertThat(cache.counters().removals().evictions()).isZero();
    }

    @Test
    void a_shorter_ttl_leaves_what_is_there_alone() {
        cache.setTtl(Duration.ofMillis(100));
        read(0, A, 1);
        cache.setTtl(Duration.ofMillis(10));
        assertThat(read(99, A, 1)).isEqualTo(AccessOutcome.FRESH_HIT);
    }

    @Test
    void a_longer_ttl_leaves_what_is_there_alone() {
        cache.setTtl(Duration.ofMillis(100));
        read(0, A, 1);
        cache.setTtl(Duration.ofMillis(1000));
        assertThat(read(100, A, 1)).isEqualTo(AccessOutcome.EXPIRED_MISS);
    }

    @Test
    void a_new_ttl_holds_for_what_is_written_after_it() {
        cache.setTtl(Duration.ofMillis(100));
        read(0, A, 1);
        cache.setTtl(Duration.ofMillis(10));
        read(50, B, 1);
        assertThat(read(60, B, 1)).isEqualTo(AccessOutcome.EXPIRED_MISS);
    }

    @Test
    void a_smaller_size_evicts_at_once_from_the_least_recently_used() {
        read(0, A, 5);
        read(1, B, 5);
        read(2, A, 5);
        cache.setCapacity(9);
        assertThat(read(3, B, 1)).isEqualTo(AccessOutcome.EVICTED_MISS);
    }

    @Test
    void a_smaller_size_evicts_no_more_than_it_must() {
        read(0, A, 5);
        read(1, B, 5);
        cache.setCapacity(9);
        assertThat(cache.heldBytes()).isEqualTo(5);
    }

    @Test
    void each_size_is_paid_for_from_the_moment_it_was_set() {
        cache.setCapacity(1000);
        read(0, A, 1);
        cache.advanceTo(10);
        cache.setCapacity(2000);
        cache.advanceTo(15);
        assertThat(cache.counters().occupancy().providedByteMillis())
                .contains(BigInteger.valueOf(10 * 1000 + 5 * 2000));
    }

    @Test
    void a_size_set_before_the_first_row_is_paid_for_from_that_row_on() {
        cache.setCapacity(1000);
        cache.setCapacity(2000);
        read(50, A, 1);
        cache.advanceTo(60);
        assertThat(cache.counters().occupancy().providedByteMillis()).contains(BigInteger.valueOf(10 * 2000));
    }

    @Test
    void sums_of_bytes_over_time_are_exact_beyond_the_largest_long() {
        cache.setCapacity(Long.MAX_VALUE - 1);
        read(0, A, Long.MAX_VALUE - 1);
        cache.advanceTo(Long.MAX_VALUE);
        BigInteger most = BigInteger.valueOf(Long.MAX_VALUE);
        assertThat(cache.counters().occupancy().heldByteMillis())
                .isEqualTo(most.subtract(BigInteger.ONE).multiply(most));
    }

    @Test
    void time_does_not_run_backwards() {
        read(10, A, 1);
        assertThatThrownBy(() -> read(9, A, 1)).hasMessage("time is 9 ms, allowed: 10 ms or later");
    }

    @Test
    void a_ttl_of_nothing_is_refused() {
        assertThatThrownBy(() -> cache.setTtl(Duration.ofNanos(999_999)))
                .hasMessage("ttl is PT0.000999999S, allowed: 1 ms or more");
    }

    @Test
    void a_ttl_longer_than_milliseconds_can_say_is_as_good_as_never() {
        cache.setTtl(Duration.ofSeconds(Long.MAX_VALUE));
        read(0, A, 1);
        assertThat(read(Long.MAX_VALUE - 2, A, 1)).isEqualTo(AccessOutcome.FRESH_HIT);
    }
}
