package dev.lumen.core.profile;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MaintenancePaceTest {
    private static final int MOST_HOT = 2_000;
    private static final long MILLI = 1_000_000;

    private final MaintenancePace pace = new MaintenancePace(MOST_HOT);

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
        run(28, 1_000 * MILLI);
        assertThat(pace.wantsSmallerSample()).isFalse();
        run(1, 1_000 * MILLI);
        assertThat(pace.wantsSmallerSample()).isTrue();
        run(1, MILLI);
        assertThat(pace.wantsSmallerSample()).isFalse();
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
    private void run(int stretches, long nanos) {
        for (int i = 0; i < stretches; i++) {
            pace.spent(nanos, 100, true);
        }
    }
}
