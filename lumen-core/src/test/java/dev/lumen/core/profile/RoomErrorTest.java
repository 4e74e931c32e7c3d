package dev.lumen.core.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Sixteen keys of 100 bytes each in a cache that has evicted the older half, and in one that evicts nothing. */
class RoomErrorTest {
    private static final int KEYS = 16;
    private static final int MARK = 8;
    private static final float SIZE = 100;
    private static final long CAPACITY = 800;
    private static final ProfileGrid GRID = Accesses.grid(List.of(60), true, List.of(CAPACITY), true);
    private static final int NEVER = 1;

    private final TrackedKeys keys = new TrackedKeys(KEYS, 1, 1);
    private final Cells cells = Cells.all(GRID);
    private final Marks marks = new Marks(keys, cells);
    private final Capacities capacities = new Capacities(GRID);
    private final Holdings holdings = new Holdings(new TtlRows(GRID), cells, capacities, false, false);
    private final RoomError error = new RoomError(keys, cells, cells, capacities, marks, holdings, 0);

    @BeforeEach
    void follow() {
        for (int key = 0; key < KEYS; key++) {
            int slot = keys.add(AccessProfile.mix(key));
            keys.size(slot, SIZE);
            keys.heat(slot, TrackedKeys.COLD);
        }
        marks.set(NEVER, cells.at(NEVER, 0), MARK);
    }

    private double[] bytesOfGroups(int from) {
        double[] bytes = new double[Tally.GROUPS];
        for (int place = from; place < KEYS; place++) {
            bytes[Tally.group(AccessProfile.mix(place))] += SIZE;
        }
        return bytes;
    }

    private double errorAt(int row, int column) {
        return error.ofHits(row, column).error();
    }

    private static double errorOf(double[] bytes, double times) {
        return Deviations.of(g -> -times * bytes[g]).error();
    }

    @Test
    void a_read_is_close_that_a_few_bytes_decide() {
        assertThat(error.find(NEVER, MARK - 2, 0)).isFalse();
        assertThat(error.find(NEVER, MARK - 1, 0)).as("just behind").isTrue();
        assertThat(error.find(NEVER, MARK, 0)).as("the next to go").isTrue();
        assertThat(error.find(NEVER, MARK + 1, 0)).isTrue();
        assertThat(error.find(NEVER, MARK + 2, 0)).isFalse();
        assertThat(error.find(NEVER, MARK, 1)).as("too large for it").isFalse();
        assertThat(error.find(0, MARK, 0)).as("where nothing was evicted").isFalse();
    }

    @Test
    void it_counts_for_what_the_groups_take_at_that_moment() {
        error.scale(2);
        holdsKeysOfOneSize();
        error.passed(cells.at(NEVER, 0), MARK, MARK * SIZE);
        error.find(NEVER, MARK, 0);
        error.count(NEVER, 3);

        double perByte = 3 / (3 * SIZE);
        assertThat(errorAt(NEVER, 0)).isCloseTo(errorOf(bytesOfGroups(MARK), perByte * Math.sqrt(2)), within(1e-6));
        assertThat(errorAt(NEVER, 1)).isZero();
    }

    @Test
    void keys_that_take_more_leave_less_room() {
        error.scale(2);
        error.find(NEVER, MARK, 0);
        error.count(NEVER, 1);

        double[] bytes = bytesOfGroups(MARK);
        List<Double> deviations = error.ofHits(NEVER, 0).toList();
        for (int group = 0; group < Tally.GROUPS; group++) {
            assertThat(deviations.get(group) < 0).isEqualTo(bytes[group] > CAPACITY / (double) Tally.GROUPS);
        }
    }

    @Test
    void bytes_near_the_mark_are_those_that_were_evicted_of_late() {
        error.scale(2);
        holdsKeysOfOneSize();
        error.passed(cells.at(NEVER, 0), 1, SIZE);
        double before = errorOfOneRead();
        error.passed(cells.at(NEVER, 0), 100, 100 * 3 * SIZE);

        assertThat(errorOfOneRead() - before).isBetween(before / 4, before / 2);
    }

    @Test
    void one_entry_that_was_evicted_says_little_of_the_bytes_near_the_mark() {
        error.scale(2);
        holdsKeysOfOneSize();
        double before = errorOfOneRead();
        error.passed(cells.at(NEVER, 0), 1, 0.01 * SIZE);

        assertThat(errorOfOneRead() - before).isBetween(before, 2.1 * before);
    }

    private void holdsKeysOfOneSize() {
        holdings.put(cells.at(NEVER, 0), 1, holdings.sumOf(NEVER, 0), false, (float) KEYS * SIZE);
    }

    private double errorOfOneRead() {
        error.find(NEVER, MARK, 0);
        error.count(NEVER, 1);
        return errorAt(NEVER, 0);
    }

    @Test
    void a_cache_that_is_nearly_full_could_as_well_evict() {
        marks.set(NEVER, cells.at(NEVER, 0), 0);
        error.scale(2);
        assertThat(error.find(NEVER, 0, 0)).isFalse();

        holdings.put(cells.at(NEVER, 0), 1, holdings.sumOf(NEVER, 0), false, CAPACITY - 1f);
        assertThat(error.find(NEVER, 0, 0)).isTrue();
        assertThat(error.find(NEVER, KEYS / 2, 0)).as("read soon enough").isFalse();
    }

    @Test
    void where_the_last_row_alone_is_asked_for_it_tells_the_bytes_of_the_groups() {
        RoomError ofLast = new RoomError(keys, cells, cells, capacities, marks, holdings, NEVER);
        assertThat(ofLast.ofBytes(0).error()).as("nothing read yet").isZero();
        ofLast.scale(2);
        ofLast.passed(cells.at(0, 0), MARK, MARK * SIZE);
        ofLast.find(NEVER, MARK, 0);
        ofLast.count(NEVER, 3);

        assertThat(ofLast.ofBytes(0).error()).isCloseTo(errorOf(bytesOfGroups(MARK), -Math.sqrt(2)), within(1e-6));
    }

    @Test
    void bytes_of_what_has_faded_away_are_not_known() {
        error.scale(2);
        error.find(NEVER, MARK, 0);
        error.count(NEVER, 4);
        error.fade(1e-300);
        error.fade(1e-15);

        assertThat(error.ofBytes(0).error()).isZero();
    }

    @Test
    void what_leaves_or_is_evicted_later_changes_what_comes_later() {
        error.scale(2);
        for (int place = MARK; place < KEYS - 1; place++) {
            error.groups.evicted(place, 0);
        }
        error.groups.leaves(KEYS - 1);
        error.find(NEVER, MARK, 0);
        error.count(NEVER, 1);

        assertThat(errorAt(NEVER, 0)).isCloseTo(0, within(1e-12));
    }

    @Test
    void a_row_counts_for_as_many_such_reads_as_it_has() {
        error.scale(2);
        error.find(NEVER, MARK, 0);
        error.count(NEVER, 4);
        error.count(0, 1);

        assertThat(errorAt(0, 0)).isCloseTo(errorAt(NEVER, 0) / 4, within(1e-9));
    }

    @Test
    void it_fades_with_all_that_was_counted() {
        error.scale(2);
        error.find(NEVER, MARK, 0);
        error.count(NEVER, 4);
        double before = errorAt(NEVER, 0);
        error.fade(0.5);

        assertThat(errorAt(NEVER, 0)).isPositive().isCloseTo(before / 2, within(1e-9));
    }

    @Test
    void there_is_none_as_long_as_every_key_is_followed() {
        error.scale(1);
        assertThat(error.isCounted()).isFalse();

        error.find(NEVER, MARK, 0);
        error.count(NEVER, 1);
        assertThat(errorAt(NEVER, 0)).isZero();
    }

    @Test
    void hot_keys_are_known_for_sure() {
        for (int slot = 0; slot < KEYS; slot++) {
            keys.heat(slot, (byte) 1);
        }
        error.scale(2);
        error.find(NEVER, MARK, 0);
        error.count(NEVER, 1);

        assertThat(errorAt(NEVER, 0)).isZero();
        assertThat(Arrays.stream(bytesOfGroups(MARK)).sum()).isEqualTo(CAPACITY);
    }
}
