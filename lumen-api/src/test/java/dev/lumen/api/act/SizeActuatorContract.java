package dev.lumen.api.act;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.lumen.api.units.ByteSize;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What every {@link SizeActuator} must do. A subclass hands it over and reads the cache's capacity back. */
public abstract class SizeActuatorContract {
    /** The actuator under test; the same one for the length of a test. */
    protected abstract SizeActuator actuator() throws Exception;

    /** The capacity that the cache has now. */
    protected abstract ByteSize capacity() throws Exception;

    /** A size that the cache takes. */
    protected ByteSize smaller() {
        return ByteSize.ofMegabytes(16);
    }

    /** Another one, above {@link #smaller}. */
    protected ByteSize larger() {
        return ByteSize.ofMegabytes(48);
    }

    /** A size that the cache refuses; empty where it takes all. */
    protected Optional<ByteSize> refused() {
        return Optional.empty();
    }

    @Test
    public void the_capacity_is_the_size_that_was_applied() throws Exception {
        actuator().apply(larger());
        assertThat(capacity()).isEqualTo(larger());
    }

    @Test
    public void a_capacity_can_shrink_and_grow_again() throws Exception {
        SizeActuator actuator = actuator();
        actuator.apply(larger());
        actuator.apply(smaller());
        assertThat(capacity()).isEqualTo(smaller());
        actuator.apply(larger());
        assertThat(capacity()).isEqualTo(larger());
    }

    @Test
    public void applying_a_size_twice_changes_nothing_more() throws Exception {
        SizeActuator actuator = actuator();
        actuator.apply(smaller());
        actuator.apply(smaller());
        assertThat(capacity()).isEqualTo(smaller());
    }

    @Test
    public void a_size_that_is_refused_leaves_the_capacity_as_it_was() throws Exception {
        assumeTrue(refused().isPresent(), "this cache refuses no size");
        SizeActuator actuator = actuator();
        actuator.apply(larger());
        assertThatThrownBy(() -> actuator.apply(refused().orElseThrow())).isNotNull();
        assertThat(capacity()).isEqualTo(larger());
    }
}
