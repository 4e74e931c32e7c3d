package dev.lumen.core.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.lumen.api.units.ByteSize;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How errors of the sample are counted while it becomes smaller. */
class MiniatureSimulationTest {
    private static final ProfileGrid GRID = Accesses.grid(List.of(60, 600), true, List.of(10_000L, 50_000L), true);
    private static final int LAST = 2;
    private static final int SIZE = 100;

    private final TtlRows rows = new TtlRows(GRID);
    private final ProfileClock clock = new ProfileClock(rows, Optional.empty());
    private final MiniatureSimulation simulation = MiniatureSimulation.ofAll(
            StateBudget.within(ByteSize.ofBytes(40_000), GRID).all(), rows, 1);

    @BeforeEach
    void sampleHalf() {
        clock.tell(simulation);
        clock.advance(0);
        simulation.sampleAtMost(Long.MAX_VALUE / 2);
    }

    private void readInTurn(int keys, int times, long everyMillis) {
        for (int i = 0; i < times; i++) {
            clock.advance(i * everyMillis);
            simulation.access(AccessProfile.mix(i % keys), SIZE, 0, false);
        }
    }

    private Deviations deviations() {
        return simulation.tally().ofHitRatio(LAST, LAST);
    }

    @Test
    void groups_are_mixed_when_the_sample_becomes_smaller() {
        readInTurn(50, 400, 0);
        Deviations before = deviations();
        simulation.sampleAtMost(Long.MAX_VALUE / 4);

        assertThat(deviations().toList()).isNotEqualTo(before.toList());
        assertThat(deviations().error()).isCloseTo(before.error(), within(1e-9));
    }

    @Test
    void a_TTL_that_has_passed_is_not_a_matter_of_room() {
        readInTurn(520, 3_000, 300);

        assertThat(simulation.roomError().ofHits(LAST, 1).error()).isPositive();
        assertThat(simulation.roomError().ofHits(0, 1).error()).isZero();
    }
}
