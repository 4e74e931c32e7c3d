package dev.lumen.api.state;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** What every {@link Mailbox} must do. A subclass hands over an empty one, another one for each test. */
public abstract class MailboxContract {
    private static final int AT_ONCE = 8;

    /** A mailbox that nothing was ever posted to. Called once a test. */
    protected abstract Mailbox open() throws Exception;

    /** Another one over the place of the last {@link #open}, as another process would open it. */
    protected abstract Mailbox reopen() throws Exception;

    private static byte[] message(String text) {
        return text.getBytes(UTF_8);
    }

    @Test
    public void has_a_name() throws Exception {
        assertThat(open().name()).isNotBlank();
    }

    @Test
    public void is_empty_at_first() throws Exception {
        assertThat(open().read()).isEmpty();
    }

    @Test
    public void what_is_posted_is_there_for_others_until_it_is_removed() throws Exception {
        Mailbox box = open();
        assertThat(box.post("b-2", message("two"))).isTrue();
        assertThat(box.post("a-1", message(""))).isTrue();
        assertThat(reopen().read().keySet()).containsExactly("a-1", "b-2");
        assertThat(reopen().read().get("b-2")).isEqualTo(message("two"));
        reopen().remove("b-2");
        box.remove("b-2");
        assertThat(box.read().keySet()).containsExactly("a-1");
    }

    @Test
    public void the_first_of_two_with_one_id_stays() throws Exception {
        Mailbox box = open();
        assertThat(box.post("a", message("first"))).isTrue();
        assertThat(reopen().post("a", message("second"))).isFalse();
        assertThat(box.read().get("a")).isEqualTo(message("first"));
    }

    @Test
    public void one_of_many_at_once_gets_through() throws Exception {
        open();
        ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
        try {
            List<Callable<Boolean>> posts = new ArrayList<>();
            for (int i = 0; i < AT_ONCE; i++) {
                byte[] mine = message("from " + i);
                posts.add(() -> reopen().post("contended", mine));
            }
            int through = 0;
            for (Future<Boolean> posted : threads.invokeAll(posts)) {
                through += posted.get() ? 1 : 0;
            }
            assertThat(through).isEqualTo(1);
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    public void refuses_ids_that_lead_elsewhere_and_messages_without_end() throws Exception {
        Mailbox box = open();
        for (String id : List.of("", "../a", "a/b", "a b", "x".repeat(101))) {
            assertThatThrownBy(() -> box.post(id, message("m"))).isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> box.post("a", new byte[Mailbox.LARGEST + 1]))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(box.read()).isEmpty();
    }
}
