package dev.lumen.redis.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lumen.api.observe.CacheName;
import io.lettuce.core.cluster.SlotHash;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FleetKeysTest {
    @Test
    void all_keys_of_a_cache_are_in_one_slot() {
        FleetKeys keys = new FleetKeys("lumen", CacheName.of("an{sw}ers of 1"));
        assertThat(new String(keys.ttl(), StandardCharsets.UTF_8)).isEqualTo("lumen:{an%7Bsw%7Ders+of+1}:ttl");
        assertThat(List.of(
                        keys.ttl(),
                        keys.token(),
                        keys.lease(),
                        keys.evidence(),
                        keys.stored("state"),
                        keys.audit(),
                        keys.mail(),
                        FleetKeys.bytes(keys.aside("state", 3, 4))))
                .extracting(SlotHash::getSlot)
                .containsOnly(SlotHash.getSlot("an%7Bsw%7Ders+of+1"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "with space",
                "a{b",
                "a}b",
                "a*",
                "é",
                "0123456789012345678901234567890123456789012345678901234567890123x"
            })
    void a_prefix_that_cannot_be_is_refused_by_name(String prefix) {
        assertThatThrownBy(() -> new FleetKeys(prefix, CacheName.of("answers")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("prefix is '" + prefix + "', allowed: 1 to 64 of the characters A-Z a-z 0-9 . : _ -");
    }
}
