package dev.lumen.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lumen.api.act.RunLease;
import dev.lumen.api.act.TtlChannel;
import dev.lumen.api.advise.TtlBounds;
import dev.lumen.api.observe.CacheName;
import dev.lumen.core.govern.FleetTtl;
import dev.lumen.core.govern.TtlInForce;
import dev.lumen.redis.fleet.FleetRedis;
import dev.lumen.redis.fleet.RedisFleet;
import dev.lumen.redis.testkit.Patience;
import dev.lumen.redis.testkit.RawRedis;
import dev.lumen.redis.testkit.RedisServer;
import io.lettuce.core.RedisURI;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code lumen serve} with a real Redis: what it governs is a fleet's. */
@Timeout(180)
@Tag("any-jdk")
class ServeFleetTest {
    private static final CacheName CACHE = CacheName.of("answers");
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final String TOKEN = "a-token-that-nobody-guesses";
    private static final Pattern ID = Pattern.compile("ttl-[0-9a-f]{8}");
    private static final int KEYS = 20;
    private static final int KEYS_THERE = 13;

    @TempDir
    private Path directory;

    private RedisServer redis;

    @BeforeEach
    void start() {
        redis = RedisServer.options().maxMemory(100, "allkeys-lru").start();
    }

    @AfterEach
    void stop() {
        redis.close();
    }

    private Map<String, String> environment() {
        return Map.of("REDIS_URI", redis.uri(), "SERVICE_NAME", CACHE.value(), "LUMEN_TOKEN", TOKEN);
    }

    /** Of the look-ups, 65 % find something. */
    private void traffic() throws IOException {
        try (RawRedis raw = redis.raw()) {
            for (int i = 0; i < KEYS_THERE; i++) {
                raw.call("SET", "answers:" + i, "x");
            }
            for (int i = 0; i < 100 * KEYS; i++) {
                raw.send("GET", "answers:" + i % KEYS);
            }
            for (int i = 0; i < 100 * KEYS; i++) {
                raw.receive();
            }
        }
    }

    /** What has been proposed after two windows. */
    private String proposed(Visitor visitor) throws Exception {
        for (int window = 0; window < 2; window++) {
            traffic();
            visitor.run();
        }
        return Visitor.found(ID, visitor.get("/").body());
    }

    private Serving proposing() throws IOException {
        return Serving.in(environment(), "--level", "PROPOSE");
    }

    private Outcome lumen(String... args) {
        return Outcome.in(environment(), args);
    }

    @Test
    void what_is_approved_on_any_page_is_done_by_the_leader_for_all_who_have_joined() throws Exception {
        Path log = directory.resolve("log");
        try (ServingProcess leader = new ServingProcess(environment(), log, "--level", "PROPOSE");
                Joined application = new Joined(redis)) {
            Visitor atLeader = leader.visitor();
            String id = proposed(atLeader);

            try (Serving other = proposing()) {
                JsonNode standingBy = other.visitor().run();
                assertThat(standingBy.path("notices").toString()).contains("another JVM of the fleet");
                assertThat(other.visitor().get("/").body()).contains(id, "another JVM of the fleet");
                assertThat(application.ttl.inForce()).isEqualTo(Duration.ofSeconds(300));
                assertThat(other.visitor().approve(id, "anna", TOKEN)).isEqualTo(303);
                traffic();
                assertThat(other.visitor().run().path("notices").toString()).doesNotContain(id);
                assertThat(application.ttl.inForce()).isEqualTo(Duration.ofSeconds(300));

                assertThat(atLeader.run().path("notices").toString()).contains(id, "page:anna");
                Patience.until("the new TTL in another JVM", SOON, () -> application.ttl.ttlMillis(4711) > 300_000);
                Outcome history = lumen("history", "--verify");
                assertThat(history.status()).as(history.err()).isZero();
                assertThat(history.out()).contains(id, "PROPOSED", "APPROVED", "page:anna", "APPLIED");

                leader.tellToStop();
                leader.assertEnds();
                Patience.until(
                        "the other leads, as the lead was given back",
                        SOON,
                        () -> other.visitor().run().has("cache"));
            }
        }
        assertThat(log).content().doesNotContain(TOKEN);
    }

    @Test
    void with_its_redis_down_it_starts_and_answers_and_leads_when_it_is_back() throws Exception {
        redis.kill();
        try (Serving service = proposing()) {
            Visitor visitor = service.visitor();
            assertThat(visitor.get("/healthz").statusCode()).isEqualTo(200);
            assertThat(visitor.run().path("notices").toString()).contains("this one decided nothing");
            assertThat(visitor.get("/").body()).contains("Waiting for an answer", "this one decided nothing");

            redis.restart();
            Patience.until("it leads", SOON, () -> visitor.run().has("cache"));
            redis.pause();
            assertThat(visitor.run().path("notices").toString()).contains("this one decided nothing");
            assertThat(visitor.get("/").statusCode()).isEqualTo(200);
            assertThat(visitor.get("/healthz").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void a_person_at_the_command_line_answers_a_fleet() throws Exception {
        try (Serving service = proposing()) {
            Visitor visitor = service.visitor();
            String id = proposed(visitor);

            Outcome approved = lumen("approve", id, "--by", "ben", "--why", "as agreed");
            assertThat(approved.status()).as(approved.err()).isZero();
            traffic();
            visitor.run();
            assertThat(lumen("history").out()).contains("APPROVED", "cli:ben", "as agreed");
            assertThat(lumen("reject", id).err()).contains(id + " is APPLIED already");
            assertThat(lumen("approve", "ttl-00000000").err())
                    .contains("a proposal in the fleet of answers at redis://");
            assertThat(lumen("remediate", "--action", "emergency-stop", "--by", "ben")
                            .status())
                    .isZero();
            assertThat(visitor.run().path("notices").toString()).contains("stopped by cli:ben");
        }
        redis.kill();
        Outcome unreachable = lumen("history");
        assertThat(unreachable.status()).isEqualTo(ExitStatus.UNAVAILABLE);
        assertThat(unreachable.err()).contains("redis://127.0.0.1:", "cannot be read");
    }

    @Test
    void a_user_who_may_only_read_is_told_so_and_may_observe() throws Exception {
        redis.call(
                "ACL",
                "SETUSER",
                "reader",
                "on",
                ">reading",
                "~*",
                "resetchannels",
                "-@all",
                "+info",
                "+latency|histogram",
                "+command|info",
                "+hmget",
                "+ping",
                "+hello");
        Map<String, String> environment = new HashMap<>(environment());
        environment.put("REDIS_URI", redis.uri().replace("//", "//reader:reading@"));

        Outcome refused = Outcome.in(environment, "serve", "--port", "0", "--level", "PROPOSE");
        assertThat(refused.status()).isEqualTo(ExitStatus.CONFIGURATION);
        assertThat(refused.err())
                .contains("NOPERM", "docs/redis-fleet.md", "--level OBSERVE")
                .doesNotContain("reading@");
        try (Serving service = Serving.in(environment)) {
            service.visitor().run();
            assertThat(service.visitor().run().has("cache")).isTrue();
        }
        assertThat(redis.ask("DBSIZE")).as("keys written").isEqualTo("0");
    }

    @Test
    void a_user_whose_rights_end_within_a_script_is_told_so_and_a_wrong_password_is_named() throws Exception {
        redis.call("ACL", "SETUSER", "half", "on", ">halfway", "~*", "&*", "+@all", "-set");
        Map<String, String> environment = new HashMap<>(environment());
        environment.put("REDIS_URI", redis.uri().replace("//", "//half:halfway@"));

        Outcome refused = Outcome.in(environment, "serve", "--port", "0", "--level", "PROPOSE");
        assertThat(refused.status()).isEqualTo(ExitStatus.CONFIGURATION);
        assertThat(refused.err()).contains("refuses what a fleet takes").doesNotContain("halfway");

        environment.put("REDIS_URI", redis.uri().replace("//", "//half:not-the-one@"));
        Outcome wrong = Outcome.in(environment, "history");
        assertThat(wrong.status()).isEqualTo(ExitStatus.UNAVAILABLE);
        assertThat(wrong.err()).contains("Redis: WRONGPASS").doesNotContain("not-the-one");
    }

    /** A service that fills the cache, and has joined its fleet. */
    private static final class Joined implements AutoCloseable {
        private final FleetRedis connections;
        private final RunLease lease;
        private final TtlChannel channel;
        private final FleetTtl ttl;

        Joined(RedisServer redis) {
            connections = FleetRedis.own(RedisURI.create(redis.uri()));
            RedisFleet fleet = RedisFleet.of(connections, CACHE);
            lease = fleet.lease(Duration.ofMinutes(1));
            channel = fleet.ttlChannel();
            ttl = FleetTtl.join(new TtlInForce(CACHE, TtlBounds.DEFAULT), channel, lease);
        }

        @Override
        public void close() throws Exception {
            ttl.close();
            channel.close();
            lease.close();
            connections.close();
        }
    }
}
