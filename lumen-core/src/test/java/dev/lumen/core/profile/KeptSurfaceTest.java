package dev.lumen.core.profile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lumen.api.evidence.HitRatioSurface;
import dev.lumen.api.state.StateStore;
import dev.lumen.api.state.StoredState;
import dev.lumen.core.state.FileStateStore;
import dev.lumen.core.state.InMemoryStateStore;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@link Surfaces} have watched for ten hours; their longest TTL is one hour. */
class KeptSurfaceTest {
    private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");
    private static final Duration WEEK = Duration.ofDays(7);
    private static final ProfiledSurface LONG_WATCHED = Surfaces.certain();
    private static final ProfiledSurface JUST_BEGUN = Surfaces.observedFor(Duration.ofMinutes(119), Surfaces.certain());

    private final StateStore store = new InMemoryStateStore();

    @Test
    void what_has_watched_for_two_of_the_longest_ttl_is_given_as_it_is() {
        ProfiledSurface enough = Surfaces.observedFor(Duration.ofHours(2), Surfaces.certain());
        assertThat(after(NOON, LONG_WATCHED)).isEqualTo(LONG_WATCHED);
        assertThat(after(NOON, enough)).isEqualTo(enough);
    }

    @Test
    void after_a_restart_the_kept_one_stands_in_until_then() {
        after(NOON, LONG_WATCHED);
        assertThat(after(NOON.plus(WEEK), JUST_BEGUN)).isEqualTo(LONG_WATCHED);
    }

    @Test
    void one_that_is_too_old_does_not() {
        after(NOON, LONG_WATCHED);
        assertThat(after(NOON.plus(WEEK).plusMillis(1), JUST_BEGUN)).isEqualTo(JUST_BEGUN);
    }

    @Test
    void what_has_just_begun_is_not_kept_over_what_was() {
        after(NOON, LONG_WATCHED);
        after(NOON, JUST_BEGUN);
        assertThat(after(NOON, JUST_BEGUN)).isEqualTo(LONG_WATCHED);
    }

    @Test
    void without_a_kept_one_the_recorders_own_is_given() {
        assertThat(after(NOON, JUST_BEGUN)).isEqualTo(JUST_BEGUN);
    }

    @Test
    void it_survives_in_a_file(@TempDir Path directory) {
        Path file = directory.resolve("surface.json");
        kept(new FileStateStore(file), NOON, LONG_WATCHED).get();
        assertThat(kept(new FileStateStore(file), NOON, JUST_BEGUN).get()).hasValue(LONG_WATCHED);
    }

    @Test
    void a_store_that_fails_costs_what_it_keeps_and_no_more() {
        StateStore broken = new StateStore() {
            @Override
            public Optional<StoredState> load() throws IOException {
                throw new IOException("no disk");
            }

            @Override
            public void save(StoredState state) throws IOException {
                throw new IOException("no disk");
            }
        };
        assertThat(kept(broken, NOON, LONG_WATCHED).get()).hasValue(LONG_WATCHED);
        assertThat(kept(broken, NOON, JUST_BEGUN).get()).hasValue(JUST_BEGUN);
    }

    @Test
    void one_of_another_format_version_or_torn_is_as_good_as_none() throws Exception {
        store.save(StoredState.of(KeptSurface.FORMAT_VERSION + 1, new byte[] {'{', '}'}));
        assertThat(after(NOON, JUST_BEGUN)).isEqualTo(JUST_BEGUN);
        store.save(StoredState.of(KeptSurface.FORMAT_VERSION, new byte[] {'{', '}'}));
        assertThat(after(NOON, JUST_BEGUN)).isEqualTo(JUST_BEGUN);
    }

    @Test
    void one_of_format_version_1_as_it_was_first_written_is_still_read() throws Exception {
        try (InputStream file = Objects.requireNonNull(getClass().getResourceAsStream("surface-1.json"))) {
            store.save(StoredState.of(1, file.readAllBytes()));
        }
        HitRatioSurface surface = after(NOON, JUST_BEGUN);
        assertThat(surface.requests()).isEqualTo(LONG_WATCHED.requests());
        assertThat(surface.at(Optional.empty(), Optional.empty()))
                .isEqualTo(LONG_WATCHED.at(Optional.empty(), Optional.empty()));
    }

    private HitRatioSurface after(Instant now, ProfiledSurface live) {
        return kept(store, now, live).get().orElseThrow();
    }

    private static KeptSurface kept(StateStore store, Instant now, ProfiledSurface live) {
        return new KeptSurface(() -> live, store, WEEK, () -> now);
    }
}
