package dev.lumen.core.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.function.IntToLongFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HotShiftsTest {
    private static final long FAST = 1_000;

    private final HotShifts shifts = new HotShifts();

    @Test
    void whereAccessesDoNotComeVeryFastAllAreWatchedAndCountOnce() {
        run(10_000, FAST - 1);

        assertThat(shifts.areResting()).isFalse();
        assertThat(shifts.weight()).isEqualTo(1);
    }

    @Test
    void whereTheyDoHotKeysRestFirst() {
        run(10, FAST);

        assertThat(shifts.areResting()).isTrue();
        assertThat(shifts.weight()).isZero();
    }

    @Test
    void afterTheRestTheyAreWatchedAndThenCounted() {
        run(1_000, 10_000);
        int millis = 0;
        int watched = 0;
        int counted = 0;
        double weights = 0;
        while (millis < 100_000) {
            shifts.passed(1_000, 1);
            millis++;
            watched += shifts.areResting() ? 0 : 1;
            counted += shifts.weight() > 0 ? 1 : 0;
            weights += shifts.weight();
            assertThat(shifts.areResting() && shifts.weight() > 0)
                    .as("counted at rest")
                    .isFalse();
        }

        assertThat(watched).isCloseTo(millis * 3 / 16, within(300));
        assertThat(counted).isCloseTo(millis / 8, within(300));
        assertThat(weights / millis)
                .as("an access counts for itself on average")
                .isCloseTo(1, within(0.02));
    }

    @Test
    void whatIsCountedTooLongOrTooShortIsMadeUpForNextTime() {
        run(1_000, 10_000);
        assertAllIsCounted(2_000, i -> 1_000 + i * 7_919L % 100_000, 1.5);
    }

    @Test
    void whenAccessesComeSlowlyAgainAllAreWatchedAtOnce() {
        run(10, FAST);
        run(10, FAST / 2);
        assertThat(shifts.areResting()).as("half as fast").isTrue();
        run(10, FAST / 2 - 1);
        assertThat(shifts.areResting()).isFalse();
        assertThat(shifts.weight()).isEqualTo(1);
    }

    /** However many accesses a round takes in: also half a cycle, which could step over every phase that is watched. */
    @ParameterizedTest
    @ValueSource(
            ints = {
                1_000,
                30_000,
                65_537,
                131_073,
                200_000,
                HotShifts.SHORTEST_CYCLE / 4,
                HotShifts.SHORTEST_CYCLE / 3,
                HotShifts.MOST_IN_ROUND
            })
    void noPhaseIsSteppedOverAndAllIsCountedInTheEnd(int more) {
        shifts.passed(more, 1);
        shifts.passed(more, 10);
        assertAllIsCounted(40 * HotShifts.LONGEST_CYCLE / more, i -> more, 4);
    }

    @Test
    void burstsThatAreShorterThanACycleAreCountedInTheEnd() {
        assertAllIsCounted(100_000, i -> i % 100 < 40 ? 5_000 : 100, 4);
    }

    @Test
    void aLongRestEndsSoonerWhereAccessesComeMoreSlowly() {
        run(1_000, 20_000);
        while (!shifts.areResting()) {
            run(1, 20_000);
        }
        int millis = 0;
        while (shifts.areResting()) {
            run(1, 600);
            millis++;
        }
        assertThat(millis).isLessThan(2_000);
        assertThat(shifts.weight()).as("warmed first").isZero();
    }

    @Test
    void aRoundThatComesMuchTooLateMakesUpForNothing() {
        run(10, FAST);
        while (shifts.weight() <= 1) {
            shifts.passed(10_000, 1);
        }
        assertThat(shifts.weightOf(HotShifts.LONGEST_CYCLE)).isEqualTo(1);
        shifts.passed(HotShifts.LONGEST_CYCLE, 500);
        assertThat(shifts.weight()).isEqualTo(1);
        assertThat(shifts.areThrough()).isTrue();
    }

    @Test
    void whereRoundsAreFartherApartThanShiftsThereAreNone() {
        run(10, FAST);
        shifts.passed(HotShifts.LONGEST_CYCLE, 100);
        assertThat(shifts.weight()).isEqualTo(1);
        for (int i = 0; i < 100; i++) {
            shifts.passed(HotShifts.LONGEST_CYCLE, 100);
        }
        assertThat(shifts.areResting()).isFalse();
        assertThat(shifts.weight()).isEqualTo(1);
    }

    @Test
    void aClockThatStandsStillTellsNothing() {
        for (int i = 0; i < 100; i++) {
            shifts.passed(100_000, 0);
        }
        assertThat(shifts.weight()).isEqualTo(1);
    }

    /** In so many rounds, a millisecond apart, each with its accesses, up to some cycles; and in shifts nothing before it was watched. */
    private void assertAllIsCounted(int rounds, IntToLongFunction accesses, double cyclesApart) {
        double counted = 0;
        double passed = 0;
        boolean warmed = true;
        for (int i = 0; i < rounds; i++) {
            long more = accesses.applyAsLong(i);
            boolean rested = shifts.areResting();
            counted += shifts.weightOf(more) * more;
            passed += more;
            shifts.passed(more, 1);
            warmed &= !(rested && shifts.weight() > 0) || shifts.areThrough();
        }

        assertThat(warmed).as("watched before it is counted").isTrue();
        assertThat(counted).isCloseTo(passed, within(cyclesApart * HotShifts.LONGEST_CYCLE));
    }

    private void run(int millis, long accessesPerMilli) {
        for (int i = 0; i < millis; i++) {
            shifts.passed(accessesPerMilli, 1);
        }
    }
}
