package dev.lumen.api.units;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Negative;

/** What is refused is named, with its value and what is allowed. */
class RequireProperties {
    @Property
    void an_amount_that_is_not_finite_is_refused(@ForAll("notFinite") double value) {
        checkRefused(() -> Usd.of(value), "amount in USD is " + value + ", allowed: a finite number");
    }

    @Property
    void a_ratio_outside_its_range_is_refused(@ForAll("notShares") double value) {
        checkRefused(() -> Ratio.of(value), "ratio is " + value + ", allowed: 0 to 1");
    }

    @Property
    void a_negative_size_is_refused(@ForAll @Negative long bytes) {
        checkRefused(() -> ByteSize.ofBytes(bytes), "size in bytes is " + bytes + ", allowed: 0 or more");
    }

    @Property
    void megabytes_beyond_63_bits_are_refused(@ForAll @LongRange(min = 1L << 43) long megabytes) {
        checkRefused(
                () -> ByteSize.ofMegabytes(megabytes), "size in MB is " + megabytes + ", allowed: 0 to 8796093022207");
    }

    @Property
    void gibibytes_beyond_63_bits_are_refused(@ForAll @LongRange(min = 1L << 33) long gibibytes) {
        checkRefused(
                () -> ByteSize.ofGibibytes(gibibytes), "size in GiB is " + gibibytes + ", allowed: 0 to 8589934591");
    }

    @Property
    void a_factor_that_is_negative_or_not_finite_is_refused(@ForAll("notFinite") double factor) {
        checkRefused(() -> ByteSize.ofBytes(1).times(factor), "factor is " + factor);
    }

    @Property
    void a_share_of_counts_lies_between_nothing_and_all(
            @ForAll @LongRange(min = 0) long one, @ForAll @LongRange(min = 0) long other) {
        long part = Math.min(one, other);
        long whole = Math.max(one, other);
        assertThat(Ratio.of(part, whole).isPresent()).isEqualTo(whole > 0);
        Ratio.of(part, whole).ifPresent(ratio -> assertThat(ratio.value()).isBetween(0.0, 1.0));
    }

    @Example
    void more_of_a_part_than_there_is_of_the_whole_is_refused() {
        checkRefused(() -> Ratio.of(2, 1), "part is 2, allowed: 0 to the whole, 1");
    }

    @Example
    void negative_zero_is_zero() {
        assertThat(Usd.of(-0.0)).isEqualTo(Usd.ZERO);
        assertThat(Ratio.of(-0.0)).isEqualTo(Ratio.of(0));
    }

    @Example
    void sums_beyond_the_range_are_refused() {
        checkRefused(() -> Usd.of(Double.MAX_VALUE).plus(Usd.of(Double.MAX_VALUE)), "amount in USD is Infinity");
    }

    @Example
    void a_range_to_the_end_of_all_numbers_is_told_in_a_few_characters() {
        checkRefused(
                () -> Require.within("n", -1, 0, Double.MAX_VALUE), "n is -1.0, allowed: 0 to 1.7976931348623157E308");
    }

    @Example
    void null_is_refused_by_name() {
        checkRefused(() -> Require.present("clock", null), "clock is null, allowed: a value");
        checkRefused(() -> Require.positive("TTL", null), "TTL is null, allowed: a value");
        checkRefused(() -> Require.notBlank("title", null), "title is null, allowed: a value");
    }

    @Example
    void seconds_are_told_with_the_fraction_they_have() {
        assertThat(Seconds.text(Duration.ofSeconds(300))).isEqualTo("300 s");
        assertThat(Seconds.text(Duration.ofMillis(1_500))).isEqualTo("1.5 s");
        assertThat(Seconds.text(Duration.ofNanos(1))).isEqualTo("0.000000001 s");
    }

    @Provide
    Arbitrary<Double> notFinite() {
        return Arbitraries.of(Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY);
    }

    @Provide
    Arbitrary<Double> notShares() {
        return Arbitraries.oneOf(
                notFinite(),
                Arbitraries.of(-Double.MIN_VALUE, Math.nextUp(1.0), -1.0, 1.3),
                Arbitraries.longs().map(Double::longBitsToDouble).filter(value -> !(value >= 0 && value <= 1)));
    }

    private static void checkRefused(Runnable made, String message) {
        assertThatIllegalArgumentException().isThrownBy(made::run).withMessageContaining(message);
    }
}
