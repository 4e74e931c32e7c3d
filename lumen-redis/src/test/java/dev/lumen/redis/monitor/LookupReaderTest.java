package dev.lumen.redis.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.anyLong;
import static org.mockito.ArgumentMatchers.eq;

import dev.lumen.api.evidence.AccessRecorder;
import dev.lumen.redis.monitor.SeenAccess.Kind;
import dev.lumen.redis.monitor.SeenLookup.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.mockito.InOrder;
import org.mockito.Mockito;

class LookupReaderTest {
    private static final Instant START = Instant.parse("2026-11-01T12:00:00Z");

    private final List<SeenLookup> lookups = new ArrayList<>();
    private final LookupReader reader = new LookupReader(Duration.ofSeconds(10), lookups::add);

    @Test
    void a_read_that_a_write_of_the_same_key_follows_is_a_load_of_that_value() {
        accept(0, 1, Kind.READ, 0);
        accept(250, 1, Kind.WRITE, 70);
        reader.end();
        assertThat(lookups).singleElement().satisfies(load -> {
            assertThat(load.outcome()).isEqualTo(Outcome.LOADED);
            assertThat(load.at()).isEqualTo(START);
            assertThat(load.bytes()).hasValue(70);
            assertThat(load.load()).contains(Duration.ofMillis(250));
        });
    }

    @Test
    void a_read_that_nothing_follows_is_a_hit_of_the_value_written_last() {
        accept(0, 1, Kind.WRITE, 70);
        accept(10, 1, Kind.READ, 0);
        accept(20, 2, Kind.READ, 0);
        reader.end();
        assertThat(lookups).extracting(SeenLookup::outcome).containsExactly(Outcome.HIT, Outcome.HIT);
        assertThat(lookups.get(0).bytes()).hasValue(70);
        assertThat(lookups.get(1).bytes()).isEmpty();
    }

    @Test
    void a_write_later_than_the_patience_answers_no_read() {
        accept(0, 1, Kind.READ, 0);
        accept(10_001, 1, Kind.WRITE, 70);
        assertThat(lookups)
                .singleElement()
                .satisfies(hit -> assertThat(hit.outcome()).isEqualTo(Outcome.HIT));
    }

    @Test
    void of_two_reads_before_a_write_the_first_is_the_load() {
        accept(0, 1, Kind.READ, 0);
        accept(5, 1, Kind.READ, 0);
        accept(10, 1, Kind.WRITE, 70);
        reader.end();
        assertThat(lookups).extracting(SeenLookup::outcome).containsExactly(Outcome.LOADED, Outcome.HIT);
    }

    @Test
    void a_deletion_invalidates_and_answers_no_read() {
        accept(0, 1, Kind.READ, 0);
        accept(5, 1, Kind.DELETE, 0);
        accept(10, 1, Kind.WRITE, 70);
        reader.end();
        assertThat(lookups).extracting(SeenLookup::outcome).containsExactly(Outcome.HIT, Outcome.INVALIDATED);
    }

    @Test
    void look_ups_come_in_order_of_time_however_late_they_are_decided() {
        accept(0, 1, Kind.READ, 0);
        accept(1, 2, Kind.READ, 0);
        accept(2, 2, Kind.WRITE, 20);
        assertThat(lookups).as("the first may still be a load").isEmpty();
        accept(3, 1, Kind.WRITE, 10);
        assertThat(lookups).extracting(SeenLookup::keyHash).containsExactly(1L, 2L);
    }

    @Test
    void room_is_bounded_and_nothing_is_lost() {
        for (int i = 0; i < 150_000; i++) {
            accept(0, i, Kind.READ, 0);
        }
        assertThat(lookups).hasSize(50_000);
        reader.end();
        assertThat(lookups).hasSize(150_000);
    }

    @Test
    void a_recorder_is_told_in_order() {
        AccessRecorder recorder = Mockito.mock(AccessRecorder.class);
        LookupReader into = LookupReader.into(recorder);
        into.accept(access(0, 1, Kind.READ, 0));
        into.accept(access(5, 1, Kind.WRITE, 70));
        into.accept(access(6, 1, Kind.READ, 0));
        into.accept(access(7, 1, Kind.DELETE, 0));
        into.end();
        InOrder order = Mockito.inOrder(recorder);
        order.verify(recorder).loaded(eq(1L), eq(70L), anyLong(), eq(5_000_000L));
        order.verify(recorder).hit(1, 70);
        order.verify(recorder).invalidated(1);
        order.verifyNoMoreInteractions();
    }

    private void accept(long millis, long key, Kind kind, long bytes) {
        reader.accept(access(millis, key, kind, bytes));
    }

    private static SeenAccess access(long millis, long key, Kind kind, long bytes) {
        OptionalLong value = kind == Kind.WRITE ? OptionalLong.of(bytes) : OptionalLong.empty();
        return new SeenAccess(START.plusMillis(millis), 0, key, kind, value, value);
    }
}
