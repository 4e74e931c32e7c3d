package dev.lumen.core.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lumen.api.state.StoredState;
import dev.lumen.core.json.LumenJson;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StateFormatTest {
    /** Two runs of {@code lumen run} over the golden case, as version 1 left them. */
    private static final String OLD_FILE = "state-of-version-1.bin";

    private final StateFormat format = new StateFormat();

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 300})
    void what_was_written_is_read_without_loss(int runs) throws IOException {
        RunState state = Runs.state(Duration.ofMinutes(5L * runs), Duration.ofMinutes(5));
        assertThat(StateFormat.decode(format.encode(state))).isEqualTo(state);
    }

    @Test
    void the_bytes_are_the_json_of_the_record() throws IOException {
        RunState state = Runs.state(Duration.ofHours(1), Duration.ofMinutes(5));
        assertThat(format.encode(state).bytes()).isEqualTo(LumenJson.bytes(state));
    }

    @Test
    void the_bytes_of_a_run_that_was_written_before_are_the_same() throws IOException {
        RunState state = Runs.state(Duration.ofHours(1), Duration.ofMinutes(5));
        format.encode(state);
        RunState next = state.with(Runs.typical(Runs.START.plus(Duration.ofHours(2))));
        assertThat(format.encode(next)).isEqualTo(new StateFormat().encode(next));
    }

    @Test
    void a_file_of_version_1_is_still_read(@TempDir Path directory) throws IOException {
        Path file = directory.resolve("state");
        try (InputStream old = Objects.requireNonNull(getClass().getResourceAsStream(OLD_FILE))) {
            Files.copy(old, file);
        }
        StoredState stored = new FileStateStore(file).load().orElseThrow();
        assertThat(stored.formatVersion()).isEqualTo(1);
        RunState state = StateFormat.decode(stored);
        assertThat(state.ttl()).contains(Duration.ofMinutes(5));
        assertThat(state.settlesAt()).isEqualTo(Instant.parse("2026-11-28T08:11:18.823Z"));
        assertThat(state.history()).hasSize(2).map(HistoryPoint::hits).containsOnly(7_250L);
        assertThat(state.lastKnown().orElseThrow().gauges().p95Latency()).contains(Duration.ofMillis(85));
        assertThat(state.runs()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "{}", "[]", "{\"samples\":", "\u0000", "{\"runs\":[null]}", "7"})
    void what_is_no_state_is_refused_in_each_version(String json) {
        for (int version = 1; version <= RunState.FORMAT_VERSION; version++) {
            StoredState stored = StoredState.of(version, json.getBytes(StandardCharsets.UTF_8));
            assertThatThrownBy(() -> StateFormat.decode(stored)).isInstanceOf(IOException.class);
        }
    }

    @Test
    void a_newer_version_is_refused_with_both() {
        StoredState newer = StoredState.of(3, LumenJson.bytes(RunState.EMPTY));
        assertThat(StateFormat.isNewer(newer)).isTrue();
        assertThatThrownBy(() -> StateFormat.decode(newer))
                .isInstanceOf(IOException.class)
                .hasMessage("state format version is 3, allowed: 1 to 2");
    }
}
