package dev.lumen.core.profile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class BytesTest {
    private static final int SPARE = 3;

    @Property
    void a_run_is_filled_and_nothing_else(@ForAll @IntRange(max = 40) int length, @ForAll byte value) {
        byte[] bytes = around(length, (byte) ~value);
        byte[] expected = bytes.clone();
        Arrays.fill(expected, SPARE, SPARE + length, value);
        Bytes.fill(bytes, SPARE, SPARE + length, value);
        assertThat(bytes).isEqualTo(expected);
    }

    @Property
    void bytes_are_alike_whatever_surrounds_them(@ForAll @IntRange(max = 40) int length, @ForAll byte value) {
        byte[] bytes = around(length, (byte) ~value);
        Arrays.fill(bytes, SPARE, SPARE + length, value);
        assertThat(Bytes.areAlike(bytes, SPARE, SPARE + length)).isTrue();
    }

    @Property
    void one_that_differs_is_seen_wherever_it_is(
            @ForAll @IntRange(min = 2, max = 40) int length,
            @ForAll @IntRange(max = 39) int where,
            @ForAll @IntRange(min = 1, max = 255) int difference) {
        byte[] bytes = around(length, (byte) 7);
        bytes[SPARE + where % length] ^= (byte) difference;
        assertThat(Bytes.areAlike(bytes, SPARE, SPARE + length)).isFalse();
    }

    private static byte[] around(int length, byte value) {
        byte[] bytes = new byte[length + 2 * SPARE];
        Arrays.fill(bytes, value);
        return bytes;
    }
}
