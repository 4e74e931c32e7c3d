package dev.lumen.core.profile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class RepeatedHitsTest {
    private static final int PLACES = 16;

    /** The only stripe of two that has a table. */
    private static final int OWN = 1;

    /** So far apart, keys have the same place. */
    private static final long SAME_PLACE = (long) PLACES << 24;

    private static final long KEY = 5L << 24 | 1;

    private final RepeatedHits repeats = new RepeatedHits(2, PLACES);

    @Test
    void aTableIsClosedUntilItIsOpened() {
        assertThat(repeats.isOpen(OWN)).isFalse();
        repeats.open(OWN, 1_000);
        assertThat(repeats.isOpen(OWN)).isTrue();
        assertThat(repeats.isOpen(0)).as("a stripe that threads share").isFalse();
    }

    @Test
    void aTableIsClosedAfterItsMoment() {
        repeats.open(OWN, 1_000);
        assertThat(repeats.closeAfter(OWN, 1_000)).isFalse();
        assertThat(repeats.isOpen(OWN)).isTrue();
        assertThat(repeats.closeAfter(OWN, 1_001)).isTrue();
        assertThat(repeats.isOpen(OWN)).isFalse();
    }

    @Test
    void hitsOfAKeyWithAPlaceAreCountedAndTakenOnce() {
        assertThat(repeats.count(OWN, KEY, 1)).isZero();
        give(KEY);
        count(KEY, 7);

        assertThat(taken()).isEqualTo(7);
        assertThat(taken()).isZero();
        count(KEY, 2);
        assertThat(taken()).isEqualTo(2);
        assertThat(repeats.counted()).isEqualTo(9);
    }

    @Test
    void aKeyThatIsNotWantedAnyMoreIsNotCounted() {
        give(KEY);
        assertThat(repeats.count(OWN, KEY, 0)).isZero();
        assertThat(taken()).isZero();
    }

    @Test
    void itIsTimeToLookAtTheClockOnceInSixtyFourHits() {
        give(KEY);
        int looks = 0;
        for (int hit = 0; hit < 640; hit++) {
            count(KEY, 1);
            looks += (int) repeats.isTimeToLook(OWN);
        }
        assertThat(looks).isEqualTo(10);
    }

    @Test
    void twoKeysOfTheSamePlacesAreCountedSideBySide() {
        give(KEY);
        count(KEY, 1);
        long other = KEY + SAME_PLACE;
        give(other);
        count(other, 3);
        count(KEY, 1);

        assertThat(taken()).isEqualTo(5);
    }

    @Test
    void aKeyThatIsReadKeepsItsPlaceAndOneThatIsNotGivesItUp() {
        fillBoth();
        long third = KEY + 2 * SAME_PLACE;
        for (int wish = 0; wish < 3; wish++) {
            assertThat(repeats.wish(OWN, third)).isEqualTo(RepeatedHits.NONE);
        }
        count(KEY + SAME_PLACE, 1);
        int place = repeats.wish(OWN, third);
        assertThat(repeats.holder(place)).isEqualTo(KEY);
        assertThat(repeats.holdersCount(place)).isEqualTo(1);
    }

    @Test
    void ofAKeyThatLostItsPlaceWhatWasNotTakenYetIsInItsLastCount() {
        fillBoth();
        assertThat(taken()).isEqualTo(2);
        count(KEY, 3);
        int place = placeThatIsGivenUp();
        long holder = repeats.holder(place);
        long last = repeats.holdersCount(place);
        long third = KEY + 2 * SAME_PLACE;
        repeats.give(place, third);
        count(third, 4);

        long others = holder == KEY ? 0 : 3;
        assertThat(taken()).as("while the last count is on its way").isEqualTo(others);
        assertThat(repeats.last(OWN, holder, last)).isEqualTo(3 - others);
        assertThat(taken()).isEqualTo(4);
    }

    /** However long the owner takes from there to the next key. */
    @Test
    void aRoundThatHasTakenALastCountDoesNotTakeItFromTheTableAgain() {
        fillBoth();
        int place = placeThatIsGivenUp();
        long holder = repeats.holder(place);
        repeats.hide(place);

        assertThat(repeats.last(OWN, holder, 1)).isEqualTo(1);
        assertThat(taken()).as("of the other key alone").isEqualTo(1);
    }

    @Test
    void whereTheRingHasNoRoomAKeyGoesOnAsBefore() {
        fillBoth();
        assertThat(taken()).isEqualTo(2);
        int place = placeThatIsGivenUp();
        long holder = repeats.holder(place);
        repeats.hide(place);
        repeats.show(place, holder);
        count(holder, 3);

        assertThat(taken()).isEqualTo(3);
    }

    @Test
    void aKeyThatWasNeverLookedAtIsWhollyInItsLastCount() {
        give(KEY);
        count(KEY, 5);

        assertThat(repeats.last(OWN, KEY, 5)).isEqualTo(5);
    }

    /** Of two threads, one of which counts while the other takes. */
    @Test
    void noHitIsTakenTwiceOrLostWhileKeysComeAndGo() throws InterruptedException {
        Thread owner = new Thread(() -> {
            SplittableRandom random = new SplittableRandom(1);
            for (int i = 0; i < 1_000_000; i++) {
                long key = (long) (1 + random.nextInt(40)) << 24 | 1;
                int place = repeats.count(OWN, key, 1) == 1 ? RepeatedHits.NONE : repeats.wish(OWN, key);
                if (place != RepeatedHits.NONE && repeats.holdersCount(place) == 0) {
                    repeats.give(place, key);
                }
            }
        });
        owner.start();
        long taken = 0;
        while (owner.isAlive()) {
            taken += taken();
        }
        owner.join();
        taken += taken();

        assertThat(taken).isEqualTo(repeats.counted());
        assertThat(taken).isPositive();
    }

    private void give(long key) {
        repeats.give(repeats.wish(OWN, key), key);
    }

    /** Two keys that have the only places a third could have, and have been read once each. */
    private void fillBoth() {
        give(KEY);
        count(KEY, 1);
        give(KEY + SAME_PLACE);
        count(KEY + SAME_PLACE, 1);
    }

    private int placeThatIsGivenUp() {
        int place = RepeatedHits.NONE;
        while (place == RepeatedHits.NONE) {
            place = repeats.wish(OWN, KEY + 2 * SAME_PLACE);
        }
        return place;
    }

    private void count(long key, int times) {
        for (int i = 0; i < times; i++) {
            assertThat(repeats.count(OWN, key, 1)).isOne();
        }
    }

    private long taken() {
        long taken = 0;
        for (int place = 0; place < repeats.placesOfAll(); place++) {
            taken += repeats.fresh(place, repeats.key(place));
        }
        return taken;
    }
}
