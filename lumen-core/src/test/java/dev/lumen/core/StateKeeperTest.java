package dev.lumen.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lumen.api.state.StateStore;
import dev.lumen.api.state.StoredState;
import dev.lumen.core.collect.Guards;
import dev.lumen.core.json.LumenJson;
import dev.lumen.core.state.InMemoryStateStore;
import dev.lumen.core.state.RunState;
import java.nio.charset.StandardCharsets;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StateKeeperTest {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final RunState STATE =
            new RunState(Map.of(), Optional.empty(), Optional.of(Duration.ofSeconds(420)), Instant.EPOCH, List.of());

    private final InMemoryStateStore store = new InMemoryStateStore();
    private final List<String> notices = new ArrayList<>();

    @Test
    void what_one_keeper_saved_another_loads() {
        StateKeeper first = keeper();
        first.load(PATIENCE, notices);
        first.save(STATE, PATIENCE, notices);
        assertThat(keeper().load(PATIENCE, notices)).isEqualTo(STATE);
        assertThat(notices).isEmpty();
    }

    @Test
    void an_empty_store_is_a_beginning_and_nothing_to_tell() {
        assertThat(keeper().load(PATIENCE, notices)).isEqualTo(RunState.EMPTY);
        assertThat(notices).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "null", "{}", "[]", "{\"samples\":", "\u0000\u0000", "{\"history\":[{\"ttlSeconds\":-1}]}"})
    void a_state_that_is_none_is_told_and_begun_anew(String bytes) {
        store.save(StoredState.of(RunState.FORMAT_VERSION, bytes.getBytes(StandardCharsets.UTF_8)));
        assertThat(keeper().load(PATIENCE, notices)).isEqualTo(RunState.EMPTY);
        assertThat(notices).singleElement().asString().contains("could not be loaded");
    }

    @Test
    void a_format_of_another_version_is_told_with_both() {
        store.save(StoredState.of(2, LumenJson.bytes(STATE)));
        keeper().load(PATIENCE, notices);
        assertThat(notices).singleElement().asString().contains("state format version is 2, allowed: 1");
    }

    @Test
    void a_state_that_was_unreadable_is_replaced() {
        store.save(StoredState.of(1, new byte[] {0}));
        StateKeeper keeper = keeper();
        keeper.load(PATIENCE, notices);
        keeper.save(STATE, PATIENCE, notices);
        assertThat(keeper().load(PATIENCE, notices)).isEqualTo(STATE);
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
        keeper.load(PATIENCE, notices);
        keeper.save(STATE, PATIENCE, notices);
        assertThat(notices).singleElement().asString().contains("could not be saved", "disk full");
        assertThat(keeper.load(PATIENCE, notices)).isEqualTo(STATE);
    }

    @Test
    void a_store_that_is_late_is_asked_again_and_nothing_is_saved_over_what_it_holds() {
        store.save(StoredState.of(RunState.FORMAT_VERSION, LumenJson.bytes(STATE)));
        StateKeeper keeper = lateOnce();
        keeper.save(RunState.EMPTY, PATIENCE, notices);
        assertThat(notices).anyMatch(notice -> notice.startsWith("the state was not saved"));
        assertThat(keeper.load(PATIENCE, notices)).isEqualTo(STATE);
    }

    @Test
    void where_a_late_store_turns_out_empty_what_was_seen_meanwhile_stays() {
        StateKeeper keeper = lateOnce();
        keeper.save(STATE, PATIENCE, notices);
        assertThat(keeper.load(PATIENCE, notices)).isEqualTo(STATE);
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
        assertThat(keeper.load(Duration.ZERO, notices)).isEqualTo(RunState.EMPTY);
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
