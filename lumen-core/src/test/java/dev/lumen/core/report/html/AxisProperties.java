package dev.lumen.core.report.html;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;

class AxisProperties {
    @Property
    void a_few_different_numbers_are_written_up_the_side(
            @ForAll @DoubleRange(max = 1e15) double high, @ForAll @DoubleRange(max = 1) double share) {
        for (Axis axis : List.of(
                Axis.duration(high),
                Axis.bytes(high),
                Axis.usd(high),
                Axis.number(high),
                Axis.share(share),
                Axis.percent(share / 2, share))) {
            assertThat(axis.ticks()).hasSizeBetween(2, 8).isSorted().doesNotHaveDuplicates();
            assertThat(axis.high()).isGreaterThan(axis.low());
        }
    }

    @Property
    void an_axis_reaches_what_it_is_for(@ForAll @DoubleRange(min = 0.01, max = 1e15) double high) {
        for (Axis axis : List.of(Axis.duration(high), Axis.bytes(high), Axis.usd(high), Axis.number(high))) {
            assertThat(axis.high()).isGreaterThanOrEqualTo(high * (1 - 1e-6));
        }
    }

    @Property
    void times_are_written_where_there_is_room_for_them(
            @ForAll @DoubleRange(min = 0, max = 2e9) double start,
            @ForAll @DoubleRange(min = 60, max = 1e9) double length,
            @ForAll @IntRange(min = 150, max = 1100) int pixels) {
        List<Double> ticks = TimeAxis.ticks(start, start + length, pixels);
        assertThat(ticks).hasSizeLessThanOrEqualTo(pixels / 52 + 1).isSorted();
    }
}
