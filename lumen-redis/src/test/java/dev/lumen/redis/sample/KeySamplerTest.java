package dev.lumen.redis.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.lumen.redis.link.Deadline;
import dev.lumen.redis.link.RedisAccess;
import dev.lumen.redis.link.RedisLinks;
import dev.lumen.redis.testkit.RawRedis;
import dev.lumen.redis.testkit.RedisServer;
import io.lettuce.core.RedisURI;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class KeySamplerTest {
    private static final int KEYS = 4_000;
    private static final SampleLimits PATIENT = SampleLimits.DEFAULT.withTime(Duration.ofSeconds(30));

    private static RedisServer server;

    /** Half the keys are small and live 100 s, a quarter is large and lives 1000 s, a quarter never expires. */
    @BeforeAll
    static void start() throws IOException {
        server = RedisServer.start();
        try (RawRedis raw = server.raw()) {
            for (int i = 0; i < KEYS; i++) {
                switch (i % 4) {
                    case 0, 1 -> raw.send("SET", "small:" + i, "v", "EX", "100");
                    case 2 -> raw.send("SET", "large:" + i, "v".repeat(1_000), "EX", "1000");
                    default -> raw.send("SET", "tenant" + i + ":x", "v");
                }
            }
            for (int i = 0; i < KEYS; i++) {
                raw.receive();
            }
        }
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void shares_and_spreads_are_those_of_the_keys() throws Exception {
        KeySample sample = sample(PATIENT);
        assertThat(sample.keys()).isEqualTo(KEYS);
        assertThat(sample.end()).isEqualTo(KeySample.End.ALL_KEYS);
        assertThat(sample.withoutTtl()).hasValue(0.25);
        assertThat(sample.timeLeftMillis().orElseThrow().p50()).isBetween(1L, 100_000L);
        assertThat(sample.timeLeftMillis().orElseThrow().p90()).isBetween(100_001L, 1_000_000L);
        assertThat(sample.bytes().orElseThrow().p10()).isLessThan(200);
        assertThat(sample.bytes().orElseThrow().p90()).isGreaterThan(1_000);
    }

    @Test
    void a_part_of_the_keys_gives_nearly_the_same_shares() throws Exception {
        KeySample sample = sample(PATIENT.withKeys(1_000));
        assertThat(sample.keys()).isEqualTo(1_000);
        assertThat(sample.end()).isEqualTo(KeySample.End.KEY_LIMIT);
        assertThat(sample.withoutTtl().orElseThrow()).isCloseTo(0.25, within(0.08));
        assertThat(sample.groups().get(0).prefix()).isEqualTo("large:");
    }

    @Test
    void prefixes_beyond_the_limit_share_a_group() throws Exception {
        KeySample sample = sample(PATIENT.withGroups(10));
        assertThat(sample.groups()).hasSizeLessThanOrEqualTo(11);
        assertThat(sample.groups())
                .filteredOn(group -> group.prefix().equals(PrefixGroup.OTHERS))
                .singleElement()
                .satisfies(others -> assertThat(others.keys()).isGreaterThan(KEYS / 4 - 11));
        assertThat(sample.groups().stream().mapToInt(PrefixGroup::keys).sum()).isEqualTo(KEYS);
        assertThat(sample.groups().stream()
                        .mapToDouble(group -> group.shareOfMemory().orElseThrow())
                        .sum())
                .isCloseTo(1, within(1e-9));
    }

    @Test
    void the_limit_on_time_ends_it() throws Exception {
        KeySample sample = sample(PATIENT.withTime(Duration.ofNanos(1)));
        assertThat(sample.end()).isEqualTo(KeySample.End.TIME_LIMIT);
        assertThat(sample.keys()).isLessThan(KEYS);
    }

    @Test
    void an_empty_server_has_no_shares() throws Exception {
        try (RedisServer empty = RedisServer.start()) {
            KeySample sample = sample(empty, PATIENT);
            assertThat(sample.keys()).isZero();
            assertThat(sample.withoutTtl()).isEmpty();
            assertThat(sample.bytes()).isEmpty();
            assertThat(sample.groups()).isEmpty();
        }
    }

    @Test
    void keys_of_any_bytes_are_printable_prefixes() throws Exception {
        try (RedisServer odd = RedisServer.start()) {
            odd.call("SET", "a\u0001\n\u001b[31m:1", "v");
            odd.call("SET", "no separator", "v");
            assertThat(sample(odd, PATIENT).groups())
                    .extracting(PrefixGroup::prefix)
                    .containsExactlyInAnyOrder("a???[31m:", PrefixGroup.NONE);
        }
    }

    private static KeySample sample(SampleLimits limits) throws Exception {
        return sample(server, limits);
    }

    private static KeySample sample(RedisServer from, SampleLimits limits) throws Exception {
        try (RedisLinks links = new RedisLinks(RedisAccess.to(RedisURI.create(from.uri())))) {
            Deadline deadline = Deadline.in(Duration.ofSeconds(30));
            deadline.await(links.masters(deadline).get(0).connection());
            return new KeySampler(limits, InstantSource.system(), new OwnLookups())
                    .sample(links.masters(deadline), deadline, false);
        }
    }
}
