package dev.lumen.api.signal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What every {@link CostSource} must do. A subclass hands over one that has a bill to read. */
public abstract class CostSourceContract {
    /** The source under test; the same one for the length of a test. */
    protected abstract CostSource source() throws Exception;

    @Test
    public void has_a_name_that_stays() throws Exception {
        CostSource source = source();
        assertThat(source.name()).isNotBlank().isEqualTo(source.name());
    }

    @Test
    public void can_be_read_again_and_again() throws Exception {
        CostSource source = source();
        assertThat(source.read()).isNotNull();
        assertThat(source.read()).isNotNull();
    }

    @Test
    public void stays_with_one_step() throws Exception {
        CostSource source = source();
        assertThat(source.read().step()).isEqualTo(source.read().step());
    }

    @Test
    public void the_time_through_which_the_bill_is_complete_never_goes_back() throws Exception {
        CostSource source = source();
        CostSeries first = source.read();
        assertThat(source.read().through()).isAfterOrEqualTo(first.through());
    }

    @Test
    public void what_is_complete_is_not_changed_later() throws Exception {
        CostSource source = source();
        CostSeries first = source.read();
        CostSeries second = source.read();
        if (first.start().equals(second.start())) {
            assertThat(second.amounts().subList(0, first.completeSteps()))
                    .isEqualTo(first.amounts().subList(0, first.completeSteps()));
        }
    }
}
