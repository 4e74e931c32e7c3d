package dev.lumen.core.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.lumen.api.evidence.SurfacePoint;
import java.lang.reflect.Field;
import java.util.Objects;

/** What holds of a profile after any accesses; shared by its tests and its fuzzer. */
final class ProfileInvariants {
    private final TrackedKeys keys;
    private final UseOrder order;
    private final TtlRows rows;
    private final MiniatureCaches caches;
    private final Marks marks;
    private final double scale;
    private final double largest;
    private final double[] room;

    private ProfileInvariants(AccessProfile profile, long largest) {
        this.largest = largest;
        keys = field(profile, "keys", TrackedKeys.class);
        order = keys.order;
        rows = field(profile, "rows", TtlRows.class);
        caches = field(profile, "caches", MiniatureCaches.class);
        marks = field(caches, "marks", Marks.class);
        scale = 1 / profile.rate();
        room = caches.times().capacities();
    }

    /** Checks all, allowing for roundings of sums in which entries of up to {@code largest} bytes have been. */
    static void check(AccessProfile profile, long largest) {
        ProfileInvariants invariants = new ProfileInvariants(profile, largest);
        invariants.theOrderIsOne();
        for (int cell = 0; cell < invariants.rows.count * invariants.room.length; cell++) {
            invariants.aMarkIsInTheOrder(cell);
            invariants.whatIsHeldIsTheSumOfTheEntries(cell);
        }
        invariants.hotKeysAreCounted(profile);
        profile.surface().points().forEach(ProfileInvariants::causesAddUp);
    }

    private void theOrderIsOne() {
        int count = 0;
        int last = Integer.MIN_VALUE;
        for (int place = 0; place < order.end(); place++) {
            if (!order.isEmpty(place)) {
                int slot = order.slot(place);
                assertThat(keys.place(slot)).isEqualTo(place);
                assertThat(keys.find(keys.hash[slot])).isEqualTo(slot);
                assertThat(order.isHot(place)).isEqualTo(keys.isHot(slot));
                assertThat(order.accessed(place)).isGreaterThanOrEqualTo(last);
                last = order.accessed(place);
                count++;
            }
        }
        assertThat(count).isEqualTo(keys.used());
    }

    private void aMarkIsInTheOrder(int cell) {
        int mark = marks.of(cell);
        assertThat(mark).isBetween(0, order.end());
        assertThat(mark == 0 || marks.passed(cell / room.length, mark - 1)).isTrue();
    }

    private void whatIsHeldIsTheSumOfTheEntries(int cell) {
        int row = cell / room.length;
        int column = cell % room.length;
        double sum = 0;
        double oldest = 0;
        for (int place = order.firstFrom(0); place < order.end(); place = order.firstFrom(place + 1)) {
            int slot = order.slot(place);
            if (caches.holds(slot, row, column)) {
                double weight = keys.size(slot) * (keys.isHot(slot) ? 1 : scale);
                oldest = sum == 0 ? weight : oldest;
                sum += weight;
            }
        }
        double held = caches.holdings().held(cell);
        double rounding = 2e-5 * (sum + largest * scale) + 1e-9;
        assertThat(held).as("bytes held in cell %s", cell).isCloseTo(sum, within(rounding));
        assertThat(held)
                .as("bytes held in cell %s of capacity %s", cell, room[column])
                .isLessThanOrEqualTo(room[column] * (1 + Contents.SLACK) + oldest + rounding);
    }

    private void hotKeysAreCounted(AccessProfile profile) {
        int hot = 0;
        for (int slot = 0; slot < keys.slots(); slot++) {
            hot += keys.isUsed(slot) && keys.isHot(slot) ? 1 : 0;
        }
        HotKeys counted = field(profile, "hot", HotKeys.class);
        assertThat(field(counted, "count", Integer.class)).isEqualTo(hot);
    }

    private static void causesAddUp(SurfacePoint point) {
        double causes = point.misses().cold()
                + point.misses().expired()
                + point.misses().evicted()
                + point.misses().invalidated();
        assertThat(causes).isCloseTo(1 - point.hitRatio().value(), within(1e-9));
    }

    private static <T> T field(Object owner, String name, Class<T> type) {
        try {
            Field field = owner.getClass().getDeclaredField(name);
            field.setAccessible(true);
            return Objects.requireNonNull(type.cast(field.get(owner)));
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("no field " + name, e);
        }
    }
}
