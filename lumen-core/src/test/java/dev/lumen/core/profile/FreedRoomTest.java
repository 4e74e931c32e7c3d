package dev.lumen.core.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Eight keys, the older four of which have expired in a cache with a TTL of a minute. */
class FreedRoomTest {
    private static final int KEYS = 8;
    private static final int EXPIRED = 4;
    private static final int MINUTE = 0;
    private static final int NEVER = 1;
    private static final int COLUMN = 0;
    private static final ProfileGrid GRID = Accesses.grid(List.of(60), true, List.of(1_000L, 2_000L), true);

    private final TrackedKeys keys = new TrackedKeys(KEYS, KEYS, WriteTimes.blockBytes(Cells.all(GRID)));
    private final Cells cells = Cells.all(GRID);
    private final TtlRows rows = new TtlRows(GRID);
    private final Marks marks = new Marks(keys, cells);
    private final Tally tally = new Tally(cells, cells, false);
    private final Capacities capacities = new Capacities(GRID);
    private final WriteTimes times = new WriteTimes(capacities, keys, rows);
    private final FreedRoom freed = new FreedRoom(keys, rows, times, marks, capacities, cells, tally);

    @BeforeEach
    void follow() {
        for (int key = 0; key < KEYS; key++) {
            if (key == EXPIRED) {
                rows.advance(50_000);
            }
            int slot = keys.add(AccessProfile.mix(key));
            keys.size(slot, size(key));
            keys.heat(slot, TrackedKeys.COLD);
            keys.accessed(slot, rows.tick());
        }
        rows.advance(70_000);
        marks.set(NEVER, cells.at(NEVER, COLUMN), KEYS);
        tally.count(1);
        tally.access(tally.sample(AccessProfile.mix(0), 1), 1);
    }

    private static float size(int key) {
        return 10 * (key + 1);
    }

    private void count(double spread) {
        freed.count(MINUTE, 0, 1L << COLUMN, spread);
    }

    private double error(int row, int column) {
        return tally.ofHitRatio(row, column).error();
    }

    /** The error where each group counts for so much more as its keys from one on that have expired are large. */
    private static double errorOf(int from, double spread) {
        double[] bytes = new double[Tally.GROUPS];
        double all = 0;
        for (int key = from; key < EXPIRED; key++) {
            bytes[Tally.group(AccessProfile.mix(key))] += size(key);
            all += size(key);
        }
        double perByte = spread / all;
        return Deviations.of(g -> perByte * bytes[g]).error();
    }

    @Test
    void a_hit_counts_for_those_whose_entries_have_expired_by_their_bytes() {
        count(3);

        assertThat(error(MINUTE, COLUMN)).isPositive().isCloseTo(errorOf(0, 3), within(1e-9));
        assertThat(error(MINUTE, COLUMN + 1)).as("in that cell alone").isCloseTo(0, within(1e-9));
        assertThat(error(NEVER, COLUMN)).isZero();
    }

    @Test
    void what_was_evicted_made_no_room() {
        marks.set(MINUTE, cells.at(MINUTE, COLUMN), 2);
        count(1);

        assertThat(error(MINUTE, COLUMN)).isPositive().isCloseTo(errorOf(2, 1), within(1e-9));
    }

    @Test
    void an_entry_that_was_read_since_expires_by_when_it_was_written() {
        int read = keys.find(AccessProfile.mix(0));
        keys.takeBlock(read);
        times.unfold(read);
        keys.touch(read);
        keys.accessed(read, rows.tick());
        count(1);
        assertThat(error(MINUTE, COLUMN)).as("written 70 s ago").isCloseTo(errorOf(0, 1), within(1e-9));

        times.write(keys.writesOf(read), MINUTE, 0, (byte) rows.stamp[MINUTE]);
        tally.fade(0);
        tally.count(1);
        tally.access(tally.sample(AccessProfile.mix(0), 1), 1);
        count(1);
        assertThat(error(MINUTE, COLUMN)).as("written now").isCloseTo(errorOf(1, 1), within(1e-9));
    }

    @Test
    void an_entry_that_never_fitted_made_no_room() {
        keys.size(keys.find(AccessProfile.mix(0)), 5_000);
        count(1);

        assertThat(error(MINUTE, COLUMN)).isPositive().isCloseTo(errorOf(1, 1), within(1e-9));
    }

    @Test
    void room_that_nothing_has_taken_made_no_difference() {
        marks.set(NEVER, cells.at(NEVER, COLUMN), 0);
        count(1);

        assertThat(error(MINUTE, COLUMN)).isZero();
    }

    @Test
    void where_nothing_has_expired_nobody_made_room() {
        marks.set(MINUTE, cells.at(MINUTE, COLUMN), EXPIRED);
        count(1);

        assertThat(error(MINUTE, COLUMN)).isZero();
    }

    @Test
    void nothing_is_uncertain_where_every_key_is_followed() {
        count(0);

        assertThat(error(MINUTE, COLUMN)).isZero();
    }
}
