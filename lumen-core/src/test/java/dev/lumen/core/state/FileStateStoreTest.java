package dev.lumen.core.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lumen.api.state.StateStore;
import dev.lumen.api.state.StateStoreContract;
import dev.lumen.api.state.StoredState;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileStateStoreTest extends StateStoreContract {
    private static final StoredState STATE = StoredState.of(7, "what was known".getBytes(StandardCharsets.UTF_8));

    @TempDir
    Path directory;

    private Path file() {
        return directory.resolve("made/on/demand/state.json");
    }

    @Override
    protected StateStore open() {
        return new FileStateStore(file());
    }

    @Override
    protected Optional<StateStore> reopen() {
        return Optional.of(open());
    }

    @Test
    void a_file_cut_anywhere_is_told_from_a_whole_one_and_its_bytes_are_kept() throws Exception {
        open().save(STATE);
        byte[] whole = Files.readAllBytes(file());
        for (int length = 0; length < whole.length; length++) {
            assertSetAside(Arrays.copyOf(whole, length));
        }
    }

    @Test
    void a_single_flipped_bit_anywhere_is_noticed() throws Exception {
        open().save(STATE);
        byte[] whole = Files.readAllBytes(file());
        for (int bit = 0; bit < whole.length * Byte.SIZE; bit++) {
            byte[] flipped = whole.clone();
            flipped[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
            assertSetAside(flipped);
        }
    }

    @Test
    void bytes_behind_the_content_are_noticed() throws Exception {
        open().save(STATE);
        byte[] whole = Files.readAllBytes(file());
        assertSetAside(Arrays.copyOf(whole, whole.length + 1));
    }

    private void assertSetAside(byte[] damaged) throws IOException {
        Files.write(file(), damaged);
        Path aside = file().resolveSibling("state.json.damaged-1");
        assertThatThrownBy(() -> open().load())
                .isInstanceOf(IOException.class)
                .hasMessageContaining("damaged")
                .hasMessageContaining(aside.toString());
        assertThat(aside).hasBinaryContent(damaged);
        assertThat(file()).doesNotExist();
        Files.delete(aside);
    }

    @Test
    void the_run_goes_on_with_no_state_and_can_save_again() throws Exception {
        StateStore store = damagedStore();
        assertThatThrownBy(store::load).isInstanceOf(IOException.class);
        assertThat(store.load()).isEmpty();
        store.save(STATE);
        assertThat(store.load()).contains(STATE);
    }

    @Test
    void a_second_damaged_file_does_not_replace_the_first_one() throws Exception {
        assertThatThrownBy(damagedStore()::load).hasMessageContaining("damaged-1");
        assertThatThrownBy(damagedStore()::load).hasMessageContaining("damaged-2");
        assertThat(names()).containsExactlyInAnyOrder("state.json.damaged-1", "state.json.damaged-2");
    }

    @Test
    void a_save_leaves_nothing_but_the_state() throws Exception {
        open().save(STATE);
        open().save(STATE);
        assertThat(names()).containsExactly("state.json");
    }

    @Test
    void a_save_that_fails_says_so_and_leaves_no_draft_behind() throws Exception {
        Files.createDirectories(file().resolve("in-the-way"));
        assertThatThrownBy(() -> open().save(STATE)).isInstanceOf(IOException.class);
        assertThat(names()).containsExactly("state.json");
    }

    @Test
    void a_draft_that_a_crash_left_behind_disturbs_nobody() throws Exception {
        StateStore store = open();
        store.save(STATE);
        Files.writeString(file().resolveSibling("state.json.123.tmp"), "half a sta");
        assertThat(store.load()).contains(STATE);
    }

    @Test
    void a_save_removes_the_drafts_of_killed_writers_once_they_are_old_enough() throws Exception {
        open().save(STATE);
        List<String> stay = List.of(
                "state.json.1.tmp",
                "state.json.tmp",
                "state.json.a1.tmp",
                "state.json.3.tmp2",
                "other.json.4.tmp",
                "state.json.damaged-1",
                "state.json.6.tmp");
        for (String name : stay) {
            write(name, Duration.ofDays(1));
        }
        write("state.json.1.tmp", Duration.ofMinutes(59));
        Files.delete(file().resolveSibling("state.json.6.tmp"));
        Files.createDirectory(file().resolveSibling("state.json.6.tmp"));
        write("state.json.5.tmp", Duration.ofMinutes(61));
        write("state.json.18446744073709551615.tmp", Duration.ofDays(400));
        open().save(STATE);
        assertThat(names())
                .containsExactlyInAnyOrderElementsOf(
                        Stream.concat(stay.stream(), Stream.of("state.json")).toList());
    }

    @Test
    void what_is_set_aside_on_demand_keeps_its_bytes_and_its_neighbours() throws Exception {
        StateStore store = open();
        store.save(STATE);
        byte[] bytes = Files.readAllBytes(file());
        Files.writeString(file().resolveSibling("state.json.damaged-1"), "earlier");
        assertThat(store.setAside())
                .contains(file().resolveSibling("state.json.damaged-2").toString());
        assertThat(file().resolveSibling("state.json.damaged-2")).hasBinaryContent(bytes);
        assertThat(file().resolveSibling("state.json.damaged-1")).hasContent("earlier");
        assertThat(store.load()).isEmpty();
    }

    private void write(String name, Duration age) throws IOException {
        Path written = Files.writeString(file().resolveSibling(name), "half a sta");
        Files.setLastModifiedTime(written, FileTime.from(Instant.now().minus(age)));
    }

    private StateStore damagedStore() throws IOException {
        Files.createDirectories(file().getParent());
        Files.writeString(file(), "{\"not\": \"a state file\"}");
        return open();
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(file().getParent())) {
            return files.map(path -> path.getFileName().toString()).toList();
        }
    }
}
