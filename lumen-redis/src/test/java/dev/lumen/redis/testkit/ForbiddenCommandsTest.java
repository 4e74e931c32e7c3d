package dev.lumen.redis.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/**
 * Over the whole run, by what the servers say themselves. Runs last, see {@link LastClassOrderer}; a server that is closed
 * later still is checked as it is closed.
 */
class ForbiddenCommandsTest {
    @Test
    void no_server_of_this_run_was_sent_what_lumen_never_sends() {
        RedisServer.start().close();
        assertThat(CommandLedger.ofThisRun().servers()).isPositive();
        assertThat(CommandLedger.ofThisRun().calls())
                .containsKey("ping")
                .doesNotContainKeys("flushdb", "flushall", "keys");
    }

    @Test
    void a_ledger_refuses_what_is_forbidden() {
        CommandLedger ledger = new CommandLedger();
        ledger.add("a", "cmdstat_get:calls=3,usec=1\r\ncmdstat_config|get:calls=1,usec=1\r\n");
        assertThatThrownBy(() -> ledger.add("b", "cmdstat_get:calls=4,usec=1\r\ncmdstat_flushall:calls=1,usec=2\r\n"))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("b was sent [flushall]");
        assertThat(ledger.calls()).containsEntry("get", 7L).containsEntry("flushall", 1L);
    }

    @Test
    void a_server_whose_timeout_or_policy_was_set_is_found_out() {
        RedisServer server = RedisServer.start();
        server.config("SET", "timeout", "300");
        assertThatThrownBy(server::close)
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("another timeout or eviction policy");
        assertThat(server.isAlive()).isFalse();
    }
}
