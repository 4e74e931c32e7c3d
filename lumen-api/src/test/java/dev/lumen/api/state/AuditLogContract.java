package dev.lumen.api.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What every {@link AuditLog} must do. A subclass hands over an empty one, another one for each test. */
public abstract class AuditLogContract {
    /** A log that nothing was ever added to. Called once a test. */
    protected abstract AuditLog open() throws Exception;

    /** Another log over the place of the last {@link #open}, as the next process would open it. */
    protected abstract AuditLog reopen() throws Exception;

    @Test
    public void has_a_name() throws Exception {
        assertThat(open().name()).isNotBlank();
    }

    @Test
    public void is_empty_at_first() throws Exception {
        assertThat(open().lines()).isEmpty();
    }

    @Test
    public void keeps_lines_in_their_order() throws Exception {
        AuditLog log = open();
        log.append(0, List.of("one", "two ü"));
        log.append(2, List.of("three"));
        assertThat(log.lines()).containsExactly("one", "two ü", "three");
        assertThat(reopen().lines()).containsExactly("one", "two ü", "three");
    }

    @Test
    public void adds_no_line_twice() throws Exception {
        AuditLog log = open();
        log.append(0, List.of("one", "two"));
        log.append(0, List.of("one", "two", "three"));
        reopen().append(1, List.of("two", "three", "four"));
        assertThat(log.lines()).containsExactly("one", "two", "three", "four");
    }

    @Test
    public void refuses_to_leave_a_gap() throws Exception {
        AuditLog log = open();
        log.append(0, List.of("one"));
        assertThatThrownBy(() -> log.append(2, List.of("three")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("2");
        assertThat(log.lines()).containsExactly("one");
    }

    @Test
    public void refuses_a_line_that_is_two() throws Exception {
        AuditLog log = open();
        assertThatThrownBy(() -> log.append(0, List.of("one\ntwo"))).isInstanceOf(IllegalArgumentException.class);
        assertThat(log.lines()).isEmpty();
    }
}
