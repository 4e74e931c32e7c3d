package dev.lumen.core.rhythm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FourierTest {
    @ParameterizedTest
    @ValueSource(ints = {4, 7, 24, 168, 1001})
    void the_power_of_all_bins_is_that_of_the_values(int length) {
        double[] values = IntStream.range(0, length)
                .mapToDouble(i -> Math.sin(i * i) + 0.5)
                .toArray();
        Fourier fourier = new Fourier(length);
        double power = IntStream.range(0, length)
                .mapToDouble(bin -> fourier.bin(values, 0, bin).power())
                .sum();
        assertThat(power / length)
                .as("Parseval's theorem")
                .isCloseTo(Arrays.stream(values).map(v -> v * v).sum(), within(1e-9 * length));
    }

    @Test
    void one_wave_is_in_one_bin() {
        double[] wave = IntStream.range(0, 72)
                .mapToDouble(i -> Math.cos(2 * Math.PI * 3 * i / 72))
                .toArray();
        Fourier fourier = new Fourier(72);
        assertThat(fourier.bin(wave, 0, 3).real()).isCloseTo(36, within(1e-9));
        assertThat(fourier.bin(wave, 0, 4).power()).isCloseTo(0, within(1e-18));
    }

    @Test
    void an_impulse_is_in_all_bins_alike_and_so_has_the_entropy_of_noise_without_chance() {
        double[] impulse = new double[49];
        impulse[11] = 1;
        assertThat(Periodogram.of(impulse).entropy()).isCloseTo(1, within(1e-9));
    }
}
