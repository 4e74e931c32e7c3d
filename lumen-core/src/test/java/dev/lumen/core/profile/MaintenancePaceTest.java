package dev.lumen.core.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class MaintenancePaceTest {
    private static final int MOST_HOT = 2_000;
    private static final long MILLI = 1_000_000;

    private final MaintenancePace pace = new MaintenancePace(MOST_HOT, 4);

    @Test
    void withinItsShareAllKeysMayBeHot() {
        run(100, 9 * MILLI);

        assertThat(pace.hotKeys()).isEqualTo(MOST_HOT);
        assertThat(pace.chanceBits()).isEqualTo(4);
    }

    @Test
    void aboveItsShareFewerKeysAreHotAndTriedMoreSeldom() {
        run(1, 20 * MILLI);

        assertThat(pace.hotKeys()).isEqualTo(MOST_HOT / 2);
        assertThat(pace.chanceBits()).isEqualTo(5);
    }

    @Test
    void howeverLongItTakesSomeKeysStayHot() {
        run(100, 1_000 * MILLI);

        assertThat(pace.hotKeys()).isEqualTo(128);
        assertThat(pace.chanceBits()).isEqualTo(12);
    }

    @Test
    void whereNothingElseHelpsForASecondTheSampleIsToBecomeSmaller() {
        run(18, 20 * MILLI);
        assertThat(pace.sampleShare()).isEqualTo(1);
        run(1, 12.5 * MILLI);
        assertThat(pace.sampleShare()).as("by as much as it was too much").isCloseTo(0.8, within(1e-9));
        assertThat(pace.sampleShare()).as("told once").isEqualTo(1);
    }

    @Test
    void theNextTimeItBecomesSmallerSooner() {
        run(19, 1_000 * MILLI);
        assertThat(pace.sampleShare()).as("by half at most").isEqualTo(0.5);
        run(2, 1_000 * MILLI);
        assertThat(pace.sampleShare()).isEqualTo(1);
        run(1, 1_000 * MILLI);
        assertThat(pace.sampleShare()).isEqualTo(0.5);
    }

    @Test
    void aBreakBeginsTheSecondAnew() {
        run(18, 1_000 * MILLI);
        run(1, 9 * MILLI);
        run(10, 1_000 * MILLI);
        assertThat(pace.sampleShare()).isEqualTo(1);
    }

    @Test
    void whereThereAreFewProcessorsItTakesLessOfOne() {
        MaintenancePace ofTwo = new MaintenancePace(MOST_HOT, 2);
        ofTwo.spent(5 * MILLI, 100, true);
        assertThat(ofTwo.hotKeys()).isEqualTo(MOST_HOT);
        ofTwo.spent(10 * MILLI, 100, true);
        assertThat(ofTwo.hotKeys()).isEqualTo(MOST_HOT / 2);
    }

    @Test
    void whenTheLoadIsGoneAllKeysMayBeHotAgain() {
        run(100, 1_000 * MILLI);
        run(100, MILLI);

        assertThat(pace.hotKeys()).isEqualTo(MOST_HOT);
        assertThat(pace.chanceBits()).isEqualTo(4);
    }

    @Test
    void roundsAreJudgedTogetherSoThatOneSlowRoundSaysLittle() {
        pace.spent(40 * MILLI, 1, true);
        assertThat(pace.hotKeys()).isEqualTo(MOST_HOT);
        pace.spent(0, 1_000, true);
        assertThat(pace.hotKeys()).isEqualTo(MOST_HOT);
    }

    @Test
    void whatIsNotWholeIsJudgedWithTheRest() {
        pace.spent(0, 1_000, false);
        pace.spent(90 * MILLI, 100, true);
        assertThat(pace.hotKeys()).isEqualTo(MOST_HOT);
        pace.spent(200 * MILLI, 1_000, false);
        assertThat(pace.hotKeys()).isEqualTo(MOST_HOT);
        pace.spent(0, 1, true);
        assertThat(pace.hotKeys()).isEqualTo(MOST_HOT / 2);
    }

    @Test
    void aClockThatStandsStillJudgesNothing() {
        for (int round = 0; round < 100; round++) {
            pace.spent(1_000 * MILLI, 0, true);
        }
        assertThat(pace.hotKeys()).isEqualTo(MOST_HOT);
    }

    /** So many stretches of a tenth of a second, each with so much spent. */
    private void run(int stretches, double nanos) {
        for (int i = 0; i < stretches; i++) {
            pace.spent((long) nanos, 100, true);
        }
    }
}
