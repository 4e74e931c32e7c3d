package dev.lumen.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import org.junit.jupiter.api.Test;

class CauseTest {
    @Test
    void what_java_says_by_a_class_is_said_in_words() {
        assertThat(Cause.of(new NoSuchFileException("/proc/zz"))).isEqualTo("/proc/zz: no such file or directory");
        assertThat(Cause.of(new AccessDeniedException("a"))).isEqualTo("a: permission denied");
    }

    @Test
    void the_systems_own_reason_is_kept() {
        assertThat(Cause.of(new FileSystemException("a", null, "Read-only file system")))
                .isEqualTo("a: Read-only file system");
        assertThat(Cause.of(new IOException("No space left on device"))).isEqualTo("No space left on device");
    }

    @Test
    void a_file_that_was_to_be_replaced_is_named_before_the_temporary_one() {
        assertThat(Cause.of(new FileSystemException("report.md.tmp", "report.md", "Is a directory")))
                .isEqualTo("report.md: Is a directory");
    }

    @Test
    void a_wrapper_is_looked_through() {
        assertThat(Cause.of(new UncheckedIOException(new IOException("full")))).isEqualTo("full");
    }

    @Test
    void without_a_reason_it_says_so() {
        assertThat(Cause.of(new IOException())).isEqualTo("no reason is known");
    }
}
