package dev.lumen.api.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What every {@link StateStore} must do. A subclass hands over a store on an empty place, another one for each test. */
public abstract class StateStoreContract {
    private static final int A_MEGABYTE = 1 << 20;

    /** A store over a place that nothing was ever saved to. Called once a test. */
    protected abstract StateStore open() throws Exception;

    /** Another store over the place of the last {@link #open}, as the next process would open it; empty where none can. */
    protected Optional<StateStore> reopen() throws Exception {
        return Optional.empty();
    }

    @Test
    public void has_a_name() throws Exception {
        assertThat(open().name()).isNotBlank();
    }

    @Test
    public void is_empty_at_first() throws Exception {
        StateStore store = open();
        assertThat(store.load()).isEmpty();
        assertThat(store.load()).as("asked again").isEmpty();
    }

    @Test
    public void gives_back_what_was_saved_as_often_as_asked() throws Exception {
        StateStore store = open();
        store.save(state(1, "once"));
        assertThat(store.load()).contains(state(1, "once"));
        assertThat(store.load()).as("asked again").contains(state(1, "once"));
    }

    @Test
    public void the_last_save_wins() throws Exception {
        StateStore store = open();
        store.save(state(1, "first"));
        store.save(state(1, "second"));
        assertThat(store.load()).contains(state(1, "second"));
    }

    @Test
    public void nothing_of_a_longer_state_is_left_behind_a_shorter_one() throws Exception {
        StateStore store = open();
        store.save(state(1, "a long state"));
        store.save(state(1, "short"));
        assertThat(store.load()).contains(state(1, "short"));
    }

    @Test
    public void the_format_version_is_kept() throws Exception {
        StateStore store = open();
        store.save(state(1, "same"));
        store.save(state(Integer.MAX_VALUE, "same"));
        assertThat(store.load()).contains(state(Integer.MAX_VALUE, "same"));
    }

    @Test
    public void no_bytes_are_a_state_too() throws Exception {
        StateStore store = open();
        store.save(state(3, ""));
        assertThat(store.load()).contains(state(3, ""));
    }

    @Test
    public void every_byte_value_survives_in_a_state_of_a_megabyte() throws Exception {
        byte[] bytes = new byte[A_MEGABYTE];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (i + (i >>> 8));
        }
        StateStore store = open();
        store.save(StoredState.of(1, bytes));
        assertThat(store.load().orElseThrow().bytes()).isEqualTo(bytes);
    }

    @Test
    public void what_a_reader_does_to_its_bytes_stays_with_the_reader() throws Exception {
        StateStore store = open();
        store.save(state(1, "kept"));
        store.load().orElseThrow().bytes()[0] = 'X';
        assertThat(store.load()).contains(state(1, "kept"));
    }

    @Test
    public void what_was_set_aside_is_no_longer_there_and_nothing_was_at_first() throws Exception {
        StateStore store = open();
        assertThat(store.setAside()).isEmpty();
        store.save(state(1, "not understood"));
        boolean aside = store.setAside().isPresent();
        assertThat(store.load().isEmpty()).isEqualTo(aside);
        store.save(state(2, "next"));
        assertThat(store.load()).contains(state(2, "next"));
    }

    @Test
    public void the_state_is_there_for_the_next_store_over_the_same_place() throws Exception {
        StateStore store = open();
        store.save(state(1, "first"));
        store.save(state(2, "last"));
        Optional<StateStore> next = reopen();
        assumeTrue(next.isPresent(), "this store keeps nothing beyond its own life");
        assertThat(next.orElseThrow().load()).contains(state(2, "last"));
    }

    private static StoredState state(int version, String content) {
        return StoredState.of(version, content.getBytes(StandardCharsets.UTF_8));
    }
}
