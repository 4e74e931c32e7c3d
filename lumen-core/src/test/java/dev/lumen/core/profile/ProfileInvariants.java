package dev.lumen.core.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.lumen.api.evidence.SurfacePoint;
import java.lang.reflect.Field;
import java.util.Objects;
import java.util.Optional;

/** What holds of a profile after any accesses; shared by its tests and its fuzzer. */
final class ProfileInvariants {
    private final TrackedKeys keys;
    private final UseOrder order;
    private final Cells cells;
    private final Caches caches;
    private final Marks marks;
    private final double scale;
    private final double largest;
    private final Capacities capacities;

    private ProfileInvariants(MiniatureSimulation simulation, Capacities capacities, long largest) {
        this.capacities = capacities;
        this.largest = largest;
        cells = simulation.cells();
        keys = field(simulation, "keys", TrackedKeys.class);
        order = keys.order;
        caches = field(simulation, "caches", Caches.class);
        marks = field(caches, "marks", Marks.class);
        scale = 1 / simulation.rate();
    }

    /** Checks all, allowing for roundings of sums in which entries of up to {@code largest} bytes have been. */
    static void check(AccessProfile profile, long largest) {
        StateBudget budget = field(profile, "budget", StateBudget.class);
        Capacities capacities = new Capacities(budget.all().grid());
        check(field(profile, "all", MiniatureSimulation.class), capacities, largest);
        ((Optional<?>) field(profile, "margins", Optional.class))
                .ifPresent(margins -> check((MiniatureSimulation) margins, capacities, largest));
        profile.surface().points().forEach(ProfileInvariants::causesAddUp);
    }

    private static void check(MiniatureSimulation simulation, Capacities capacities, long largest) {
        ProfileInvariants invariants = new ProfileInvariants(simulation, capacities, largest);
        invariants.theOrderIsOne();
        for (int cell = 0; cell < invariants.cells.count; cell++) {
            invariants.aMarkIsInTheOrder(cell);
            invariants.whatIsHeldIsTheSumOfTheEntries(cell);
        }
        for (int column = 0; column < invariants.cells.sizes; column++) {
            invariants.whatGroupsTakeIsTheSumOfTheirEntries(column);
        }
        invariants.hotKeysAreCounted(simulation);
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
        assertThat(mark == 0 || marks.passed(cells.row(cell), mark - 1)).isTrue();
    }

    private void whatIsHeldIsTheSumOfTheEntries(int cell) {
        int row = cells.row(cell);
        int column = cells.column(cell);
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
        // Sums of floats that once held hundreds of entries more.
        double rounding = 2e-5 * (sum + 100 * largest * scale) + 1e-9;
        assertThat(held).as("bytes held in cell %s", cell).isCloseTo(sum, within(rounding));
        assertThat(held)
                .as("bytes held in cell %s of capacity %s", cell, capacities.bytes(column))
                .isLessThanOrEqualTo(capacities.bytes(column) * (1 + Holdings.SLACK) + oldest + rounding);
    }

    private void whatGroupsTakeIsTheSumOfTheirEntries(int column) {
        RoomError error = caches.roomError();
        if (!error.isCounted()) {
            return;
        }
        double[] sums = new double[Tally.GROUPS];
        int mark = marks.of(cells.at(cells.rows - 1, column));
        for (int place = order.firstFrom(mark); place < order.end(); place = order.firstFrom(place + 1)) {
            if (order.isHeld(place) && !order.isHot(place) && order.size(place) <= capacities.bytes(column)) {
                sums[Tally.group(keys.hash[order.slot(place)])] += order.size(place);
            }
        }
        double[] held = new double[Tally.GROUPS];
        for (int before = 0; before <= column; before++) {
            error.groups.addStep(before, held);
        }
        for (int group = 0; group < Tally.GROUPS; group++) {
            assertThat(held[group])
                    .as("bytes of group %s in column %s", group, column)
                    .isCloseTo(sums[group], within(1e-9 * (sums[group] + 100 * largest)));
        }
    }

    private void hotKeysAreCounted(MiniatureSimulation simulation) {
        int hot = 0;
        for (int slot = 0; slot < keys.slots(); slot++) {
            hot += keys.isUsed(slot) && keys.isHot(slot) ? 1 : 0;
        }
        HotKeys counted = field(simulation, "hot", HotKeys.class);
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
