package dev.lumen.core.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lumen.api.state.AuditLog;
import dev.lumen.api.state.AuditLogContract;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileAuditLogTest extends AuditLogContract {
    @TempDir
    Path directory;

    private Path file() {
        return directory.resolve("logs").resolve("audit.jsonl");
    }

    @Override
    protected AuditLog open() {
        return new FileAuditLog(file());
    }

    @Override
    protected AuditLog reopen() {
        return open();
    }

    @Test
    void a_line_that_a_killed_writer_did_not_finish_is_written_anew() throws Exception {
        AuditLog log = open();
        log.append(0, List.of("one"));
        Files.writeString(file(), "one\ntw");
        assertThat(log.lines()).containsExactly("one");
        log.append(0, List.of("one", "two"));
        assertThat(Files.readString(file())).isEqualTo("one\ntwo\n");
    }
}
