package dev.lumen.redis.link;

import static org.assertj.core.api.Assertions.assertThat;

import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisConnectionException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FailuresTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "NOPERM this user has no permissions to run the 'latency|histogram' command",
                "NOPERM User lumen has no permissions to run the 'pttl' command",
                "ERR unknown command 'MEMORY', with args beginning with: 'USAGE'",
                "ERR Unknown subcommand or wrong number of arguments for 'HISTOGRAM'. Try LATENCY HELP.",
                "ERR This command is disabled",
            })
    void what_a_server_never_does_for_this_user_is_forbidden(String said) {
        assertThat(Failures.isForbidden(new CompletionException(new RedisCommandExecutionException(said))))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "BUSY Redis is busy running a script. You can only call SCRIPT KILL or SHUTDOWN NOSAVE.",
                "LOADING Redis is loading the dataset in memory",
                "MOVED 12 127.0.0.1:7001",
                "NOPERM this user has no permissions to access one of the keys used as arguments",
                "NOPERM No permissions to access a key",
            })
    void what_passes_or_is_about_a_key_is_not(String said) {
        assertThat(Failures.isForbidden(new RedisCommandExecutionException(said)))
                .isFalse();
    }

    @Test
    void no_answer_is_no_refusal() {
        assertThat(Failures.isRefusal(new TimeoutException())).isFalse();
        assertThat(Failures.isForbidden(new TimeoutException())).isFalse();
    }

    @Test
    void the_reason_behind_a_connection_that_failed_is_what_is_said() {
        Exception failure = new RedisConnectionException(
                "Unable to connect", new RedisCommandExecutionException("WRONGPASS invalid username-password pair"));
        assertThat(Failures.words(new CompletionException(failure))).startsWith("WRONGPASS");
        Exception asItComes = new RedisConnectionException("Unable to connect", new CompletionException(failure));
        assertThat(Failures.words(asItComes)).startsWith("WRONGPASS");
        assertThat(Failures.words(new TimeoutException())).isEqualTo("TimeoutException");
    }
}
