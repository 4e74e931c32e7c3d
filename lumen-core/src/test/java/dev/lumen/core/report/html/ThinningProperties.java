package dev.lumen.core.report.html;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class ThinningProperties {
    private static final Scale TIME = new Scale(0, 1000, 0, 100);

    private static List<Sample> line(long seed, int size) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Sample> line = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            line.add(new Sample(1000.0 * i / size, random.nextDouble(), random.nextInt(200) == 0));
        }
        return line;
    }

    @Property(tries = 100)
    void both_ends_and_both_extremes_stay(@ForAll long seed, @ForAll @IntRange(min = 1, max = 5000) int size) {
        List<Sample> line = line(seed, size);
        List<Sample> kept = Thinning.of(line, TIME);
        assertThat(kept.get(0)).isEqualTo(line.get(0));
        assertThat(kept.get(kept.size() - 1)).isEqualTo(line.get(size - 1));
        assertThat(kept.stream().mapToDouble(Sample::value).max())
                .isEqualTo(line.stream().mapToDouble(Sample::value).max());
        assertThat(kept.stream().mapToDouble(Sample::value).min())
                .isEqualTo(line.stream().mapToDouble(Sample::value).min());
    }

    @Property(tries = 100)
    void what_is_kept_is_bounded_by_the_pixels_and_the_gaps(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 5000) int size) {
        List<Sample> line = line(seed, size);
        long gaps = line.stream().filter(Sample::gapBefore).count();
        assertThat(Thinning.of(line, TIME)).hasSizeLessThanOrEqualTo((int) (4 * (51 + gaps)));
    }

    @Property(tries = 100)
    void no_gap_is_lost_and_the_order_is_that_of_time(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 5000) int size) {
        List<Sample> line = line(seed, size);
        List<Sample> kept = Thinning.of(line, TIME);
        assertThat(kept)
                .filteredOn(Sample::gapBefore)
                .isEqualTo(line.stream().filter(Sample::gapBefore).toList());
        assertThat(kept).extracting(Sample::at).isSorted();
    }
}
