package dev.lumen.api.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import org.junit.jupiter.api.Test;

/** What every {@link SloSource} must do. A subclass hands over one that has objectives. */
public abstract class SloSourceContract {
    /** The source under test; the same one for the length of a test. */
    protected abstract SloSource source() throws Exception;

    @Test
    public void has_a_name_that_stays() throws Exception {
        SloSource source = source();
        assertThat(source.name()).isNotBlank().isEqualTo(source.name());
    }

    @Test
    public void has_objectives_with_names_of_their_own() throws Exception {
        assertThat(source().read()).isNotEmpty().extracting(SloReading::name).doesNotHaveDuplicates();
    }

    @Test
    public void stays_with_its_objectives_whatever_they_measure() throws Exception {
        SloSource source = source();
        assertThat(source.read())
                .extracting(SloReading::name, SloReading::comparator, SloReading::objective)
                .isEqualTo(source.read().stream()
                        .map(reading -> tuple(reading.name(), reading.comparator(), reading.objective()))
                        .toList());
    }
}
