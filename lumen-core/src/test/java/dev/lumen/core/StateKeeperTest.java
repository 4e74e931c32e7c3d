package dev.lumen.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lumen.api.state.StateStore;
import dev.lumen.api.state.StoredState;
import dev.lumen.core.collect.Guards;
import dev.lumen.core.json.LumenJson;
import dev.lumen.core.state.FileStateStore;
import dev.lumen.core.state.InMemoryStateStore;
import dev.lumen.core.state.RunState;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StateKeeperTest {
    private static final Leadership.Standing ALONE = Leadership.Standing.ALONE;
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final RunState STATE = new RunState(
            Map.of(), Optional.empty(), Optional.of(Duration.ofSeconds(420)), Instant.EPOCH, List.of(), List.of());

    private final InMemoryStateStore store = new InMemoryStateStore();
    private final List<String> notices = new ArrayList<>();

    @Test
    void what_one_keeper_saved_another_loads() {
        StateKeeper first = keeper();
        first.load(ALONE, PATIENCE, notices);
        first.save(STATE, PATIENCE, notices);
        assertThat(keeper().load(ALONE, PATIENCE, notices)).isEqualTo(STATE);
        assertThat(notices).isEmpty();
    }

    @Test
    void an_empty_store_is_a_beginning_and_nothing_to_tell() {
        assertThat(keeper().load(ALONE, PATIENCE, notices)).isEqualTo(RunState.EMPTY);
        assertThat(notices).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "null", "{}", "[]", "{\"samples\":", "\u0000\u0000", "{\"history\":[{\"ttlSeconds\":-1}]}"})
    void a_state_that_is_none_is_told_and_begun_anew(String bytes) {
        store.save(StoredState.of(RunState.FORMAT_VERSION, bytes.getBytes(StandardCharsets.UTF_8)));
        assertThat(keeper().load(ALONE, PATIENCE, notices)).isEqualTo(RunState.EMPTY);
        assertThat(notices).singleElement().asString().contains("could not be loaded");
    }

    @Test
    void a_state_of_a_newer_version_is_told_at_each_run_and_stays_where_it_is() {
        StoredState newer = StoredState.of(RunState.FORMAT_VERSION + 1, new byte[] {1, 2, 3});
        store.save(newer);
        StateKeeper keeper = keeper();
        for (int run = 1; run <= 2; run++) {
            keeper.load(ALONE, PATIENCE, notices);
            assertThat(notices).hasSize(run).last().asString().contains("newer format", "saves nothing over it");
            keeper.save(STATE, PATIENCE, new ArrayList<>());
        }
        assertThat(store.load()).contains(newer);
    }

    @Test
    void the_runs_go_on_from_one_another_beside_a_state_of_a_newer_version() {
        store.save(StoredState.of(RunState.FORMAT_VERSION + 1, new byte[0]));
        StateKeeper keeper = keeper();
        keeper.load(ALONE, PATIENCE, notices);
        keeper.save(STATE, PATIENCE, notices);
        assertThat(keeper.load(ALONE, PATIENCE, notices)).isEqualTo(STATE);
    }

    @Test
    void a_state_of_the_first_version_is_read_and_saved_as_of_this_one() {
        store.save(StoredState.of(1, LumenJson.bytes(STATE)));
        StateKeeper keeper = keeper();
        assertThat(keeper.load(ALONE, PATIENCE, notices)).isEqualTo(STATE);
        keeper.save(STATE, PATIENCE, notices);
        assertThat(store.load().orElseThrow().formatVersion()).isEqualTo(RunState.FORMAT_VERSION);
        assertThat(notices).isEmpty();
    }

    @Test
    void a_state_that_cannot_be_read_is_replaced_where_the_store_cannot_set_it_aside() {
        store.save(StoredState.of(1, new byte[] {0}));
        StateKeeper keeper = keeper();
        keeper.load(ALONE, PATIENCE, notices);
        keeper.save(STATE, PATIENCE, notices);
        assertThat(keeper().load(ALONE, PATIENCE, notices)).isEqualTo(STATE);
    }

    @Test
    void a_state_that_cannot_be_read_is_set_aside_where_the_store_can(@TempDir Path directory) throws IOException {
        FileStateStore files = new FileStateStore(directory.resolve("state"));
        files.save(StoredState.of(RunState.FORMAT_VERSION, new byte[] {'x'}));
        byte[] bytes = Files.readAllBytes(directory.resolve("state"));
        StateKeeper keeper = keeper(files, Runnable::run);
        keeper.load(ALONE, PATIENCE, notices);
        assertThat(notices).singleElement().asString().contains("could not be loaded", "set aside as", "damaged-1");
        keeper.save(STATE, PATIENCE, notices);
        assertThat(directory.resolve("state.damaged-1")).hasBinaryContent(bytes);
        assertThat(keeper(files, Runnable::run).load(ALONE, PATIENCE, notices)).isEqualTo(STATE);
    }

    @Test
    void a_store_that_cannot_save_is_told_and_the_state_kept_for_the_next_run() {
        StateStore full = new StateStore() {
            @Override
            public Optional<StoredState> load() {
                return Optional.empty();
            }

            @Override
            public void save(StoredState state) {
                throw new IllegalStateException("disk full");
            }
        };
        StateKeeper keeper = keeper(full, Runnable::run);
        keeper.load(ALONE, PATIENCE, notices);
        keeper.save(STATE, PATIENCE, notices);
        assertThat(notices).singleElement().asString().contains("could not be saved", "disk full");
        assertThat(keeper.load(ALONE, PATIENCE, notices)).isEqualTo(STATE);
    }

    @Test
    void a_store_that_is_late_is_asked_again_and_nothing_is_saved_over_what_it_holds() {
        store.save(StoredState.of(RunState.FORMAT_VERSION, LumenJson.bytes(STATE)));
        StateKeeper keeper = lateOnce();
        keeper.save(RunState.EMPTY, PATIENCE, notices);
        assertThat(notices).anyMatch(notice -> notice.startsWith("the state was not saved"));
        assertThat(keeper.load(ALONE, PATIENCE, notices)).isEqualTo(STATE);
    }

    @Test
    void where_a_late_store_turns_out_empty_what_was_seen_meanwhile_stays() {
        StateKeeper keeper = lateOnce();
        keeper.save(STATE, PATIENCE, notices);
        assertThat(keeper.load(ALONE, PATIENCE, notices)).isEqualTo(STATE);
    }

    /** A keeper whose store was asked once, gave no answer in time, and answers from now on. */
    private StateKeeper lateOnce() {
        Deque<Runnable> waiting = new ArrayDeque<>();
        AtomicBoolean late = new AtomicBoolean(true);
        StateKeeper keeper = keeper(store, task -> {
            if (late.get()) {
                waiting.add(task);
            } else {
                task.run();
            }
        });
        assertThat(keeper.load(ALONE, Duration.ZERO, notices)).isEqualTo(RunState.EMPTY);
        waiting.forEach(Runnable::run);
        late.set(false);
        return keeper;
    }

    private StateKeeper keeper() {
        return keeper(store, Runnable::run);
    }

    private static StateKeeper keeper(StateStore store, Executor executor) {
        return new StateKeeper(store, new Guards(executor));
    }
}
