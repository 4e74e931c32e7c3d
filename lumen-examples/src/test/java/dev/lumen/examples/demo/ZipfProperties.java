package dev.lumen.examples.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;

class ZipfProperties {
    private static final int DRAWS = 20_000;

    @Property(tries = 50)
    void ranksStayWithinTheirRange(
            @ForAll @IntRange(min = 1, max = 5_000) int ranks,
            @ForAll @DoubleRange(min = 0, max = 3) double skew,
            @ForAll long seed) {
        Zipf zipf = new Zipf(ranks, skew);
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 1_000; i++) {
            assertThat(zipf.draw(random)).isBetween(1, ranks);
        }
    }

    @Property(tries = 20)
    void theFirstTwoRanksAreAsFarApartAsTheExponentSays(
            @ForAll @DoubleRange(min = 0, max = 2) double skew, @ForAll long seed) {
        Zipf zipf = new Zipf(10, skew);
        SplittableRandom random = new SplittableRandom(seed);
        int[] counts = new int[11];
        for (int i = 0; i < DRAWS; i++) {
            counts[zipf.draw(random)]++;
        }

        // A ratio of two counts of 2,000 or more: six standard deviations are below 0.2.
        assertThat((double) counts[2] / counts[1]).isCloseTo(Math.pow(2, -skew), within(0.2));
    }
}
