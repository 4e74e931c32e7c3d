package dev.lumen.redis.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lumen.api.state.StaleWriteException;
import dev.lumen.api.state.StateStore;
import dev.lumen.api.state.StoredState;
import dev.lumen.redis.testkit.FaultyProxy;
import dev.lumen.redis.testkit.Patience;
import io.lettuce.core.RedisURI;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the contract leaves to a store that many share. */
class RedisStateStoreTest {
    private static FleetServer server;

    @BeforeAll
    static void start() {
        server = new FleetServer();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void another() {
        server.another();
    }

    @Test
    void one_that_went_by_an_older_version_is_refused_until_it_has_loaded_again() throws Exception {
        long token = server.newLeader();
        StateStore one = server.member().stateStore();
        StateStore other = server.member().stateStore();
        one.load();
        other.load();
        one.save(state(1), token);
        assertThatThrownBy(() -> other.save(state(2), token))
                .isInstanceOf(StaleWriteException.class)
                .hasMessage("the state was not saved: version 1 is stored, and this one went by version 0");
        assertThat(other.load()).contains(state(1));
        other.save(state(2), token);
        assertThat(one.load()).contains(state(2));
    }

    @Test
    void one_that_no_longer_leads_is_refused_by_its_token_alone() throws Exception {
        long old = server.newLeader();
        StateStore store = server.member().stateStore();
        store.save(state(1), old);
        long now = server.newLeader();
        assertThatThrownBy(() -> store.save(state(2), old))
                .isInstanceOf(StaleWriteException.class)
                .hasMessageContaining("with token " + now + " after " + old);
        store.save(state(3), now);
        assertThat(store.load()).contains(state(3));
    }

    @Test
    void a_save_whose_answer_was_lost_does_not_lock_the_next_one_out() throws Exception {
        long token = server.newLeader();
        try (FaultyProxy proxy = FaultyProxy.before(server.server());
                FleetRedis redis = FleetRedis.own(RedisURI.create(proxy.uri())).patience(Duration.ofMillis(300))) {
            StateStore store = server.member(redis).stateStore();
            store.load();
            store.save(state(1), token);
            proxy.delay(Duration.ofSeconds(1));
            assertThatThrownBy(() -> store.save(state(2), token))
                    .isInstanceOf(IOException.class)
                    .isNotInstanceOf(StaleWriteException.class);
            proxy.heal();
            Patience.until("saved again", Duration.ofSeconds(10), () -> {
                store.save(state(3), token);
                return true;
            });
            assertThat(server.member().stateStore().load()).contains(state(3));
        }
    }

    @Test
    void what_is_set_aside_keeps_its_bytes_under_the_key_that_is_told() throws Exception {
        StateStore store = server.member().stateStore();
        store.save(state(7));
        String place = store.setAside().orElseThrow();
        assertThat(place).startsWith("the key " + server.prefix() + ":{");
        String key = place.substring("the key ".length());
        assertThat(server.server().call("HMGET", key, "format", "bytes")).isEqualTo(List.of("1", "7"));
    }

    private static StoredState state(int number) {
        return StoredState.of(1, String.valueOf(number).getBytes(StandardCharsets.UTF_8));
    }
}
