package dev.lumen.core.state;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lumen.api.state.Mailbox;
import dev.lumen.api.state.MailboxContract;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileMailboxTest extends MailboxContract {
    @TempDir
    Path directory;

    @Override
    protected Mailbox open() {
        return new FileMailbox(directory.resolve("mail"));
    }

    @Override
    protected Mailbox reopen() {
        return open();
    }

    @Test
    void leaves_no_draft_behind() throws Exception {
        open().post("a", "first".getBytes(UTF_8));
        open().post("a", "second".getBytes(UTF_8));
        try (Stream<Path> files = Files.list(directory.resolve("mail"))) {
            assertThat(files).containsExactly(directory.resolve("mail").resolve("a.message"));
        }
    }

    @Test
    void what_others_put_there_is_no_message() throws Exception {
        Mailbox box = open();
        box.post("a", "m".getBytes(UTF_8));
        Files.writeString(directory.resolve("mail").resolve("not an id.message"), "x");
        Files.writeString(directory.resolve("mail").resolve("other.txt"), "x");
        assertThat(box.read().keySet()).containsExactly("a");
    }
}
