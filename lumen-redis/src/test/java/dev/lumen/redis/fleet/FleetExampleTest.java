package dev.lumen.redis.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lumen.api.act.EvidenceChannel;
import dev.lumen.api.act.RunLease;
import dev.lumen.api.act.TtlChannel;
import dev.lumen.api.advise.SizeBounds;
import dev.lumen.api.advise.TtlBounds;
import dev.lumen.api.feedback.UnifiedFeedback;
import dev.lumen.api.observe.CacheName;
import dev.lumen.api.observe.Gauges;
import dev.lumen.api.observe.Lookups;
import dev.lumen.api.observe.MetricSource;
import dev.lumen.api.observe.Reading;
import dev.lumen.api.observe.Removals;
import dev.lumen.api.observe.Window;
import dev.lumen.api.units.ByteSize;
import dev.lumen.api.units.Ratio;
import dev.lumen.core.FeedbackOrchestrator;
import dev.lumen.core.govern.DirectSteering;
import dev.lumen.core.govern.DirectSteering.Levers;
import dev.lumen.core.govern.FleetTtl;
import dev.lumen.core.govern.TtlInForce;
import dev.lumen.core.profile.FleetEvidence;
import dev.lumen.core.profile.FleetProfile;
import dev.lumen.core.profile.FleetRecorder;
import dev.lumen.core.profile.ProfileGrid;
import dev.lumen.redis.testkit.RedisServer;
import io.lettuce.core.RedisURI;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The example of {@code docs/redis-fleet.md}, compiled and run. */
@Timeout(120)
class FleetExampleTest {
    private static final CacheName name = CacheName.of("answers");
    private static final TtlBounds bounds = TtlBounds.DEFAULT;
    private static final ProfileGrid grid = ProfileGrid.spanning(bounds, SizeBounds.DEFAULT, 6, 6);

    /** The guide's golden case, for which the rules advise 420 s. */
    private static final MetricSource source = cache -> new Reading.Windowed(
            Window.ending(Instant.now(), Duration.ofHours(1)),
            Lookups.counted(6_500, 3_500),
            Removals.evicted(0),
            Gauges.builder()
                    .used(ByteSize.ofMegabytes(192))
                    .capacity(ByteSize.ofMegabytes(256))
                    .build());

    @Test
    void it_decides_and_publishes() throws Exception {
        try (RedisServer server = RedisServer.start()) {
            assertThat(run(server.uri())).isEqualTo(Duration.ofSeconds(420));
        }
    }

    private static Duration run(String uri) throws Exception {
        FleetRedis redis = FleetRedis.own(RedisURI.create(uri));
        RedisFleet fleet = RedisFleet.of(redis, name);
        RunLease lease = fleet.lease(Duration.ofMinutes(12));
        TtlInForce local = new TtlInForce(name, bounds, Ratio.ofPercent(10));
        TtlChannel channel = fleet.ttlChannel();
        FleetTtl ttl = FleetTtl.join(local, channel, lease);

        FleetRecorder recorder = FleetRecorder.of(4);
        FleetProfile profile = FleetProfile.of(grid, ByteSize.ofMegabytes(4), Optional.of(Duration.ofHours(6)), 4);
        EvidenceChannel accesses = fleet.evidenceChannel();
        FleetEvidence evidence = FleetEvidence.start(recorder, accesses, lease, profile);

        FeedbackOrchestrator lumen = FeedbackOrchestrator.builder(name)
                .source(source)
                .lease(lease)
                .fleetTtl(ttl)
                .fleetEvidence(evidence)
                .stateStore(fleet.stateStore())
                .build();
        UnifiedFeedback feedback = lumen.run();
        new DirectSteering(Levers.TTL, ttl, size -> {}).apply(feedback);

        Duration published = channel.read().orElseThrow().setting().ttl();
        lumen.close();
        evidence.close();
        accesses.close();
        ttl.close();
        channel.close();
        lease.close();
        redis.close();
        return published;
    }

    @Test
    void the_documentation_shows_what_is_compiled_here() throws IOException {
        Path module = Path.of("").toAbsolutePath();
        String source = compact(Files.readString(
                module.resolve("src/test/java/dev/lumen/redis/fleet/FleetExampleTest.java"), StandardCharsets.UTF_8));
        String docs = Files.readString(module.resolveSibling("docs/redis-fleet.md"), StandardCharsets.UTF_8);
        String code = docs.substring(docs.indexOf("FleetRedis redis ="));
        for (String statement : compact(code.substring(0, code.indexOf("```"))).split(";", -1)) {
            assertThat(source).contains(statement);
        }
    }

    private static String compact(String code) {
        return code.replaceAll("//[^\n]*", "").replaceAll("\\s+", "");
    }
}
