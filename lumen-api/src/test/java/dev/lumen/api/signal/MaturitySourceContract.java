package dev.lumen.api.signal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What every {@link MaturitySource} must do. A subclass hands over one that can judge something. */
public abstract class MaturitySourceContract {
    /** The source under test; the same one for the length of a test. */
    protected abstract MaturitySource source() throws Exception;

    @Test
    public void has_a_name_that_stays() throws Exception {
        MaturitySource source = source();
        assertThat(source.name()).isNotBlank().isEqualTo(source.name());
    }

    @Test
    public void has_dimensions_with_names_of_their_own() throws Exception {
        assertThat(source().read())
                .isNotEmpty()
                .extracting(MaturityDimension::name)
                .doesNotHaveDuplicates();
    }

    @Test
    public void can_be_read_again() throws Exception {
        MaturitySource source = source();
        assertThat(source.read()).isNotNull();
        assertThat(source.read()).isNotEmpty();
    }
}
