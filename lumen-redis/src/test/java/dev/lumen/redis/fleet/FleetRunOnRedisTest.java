package dev.lumen.redis.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lumen.api.act.RunLease;
import dev.lumen.api.act.TtlChannel;
import dev.lumen.api.advise.TtlBounds;
import dev.lumen.api.feedback.CacheAction;
import dev.lumen.api.feedback.UnifiedFeedback;
import dev.lumen.api.observe.CacheMetrics;
import dev.lumen.api.observe.Reading;
import dev.lumen.api.testkit.Metrics;
import dev.lumen.core.FeedbackOrchestrator;
import dev.lumen.core.govern.DirectSteering;
import dev.lumen.core.govern.DirectSteering.Levers;
import dev.lumen.core.govern.FleetTtl;
import dev.lumen.core.govern.TtlInForce;
import dev.lumen.redis.testkit.Patience;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The whole loop of two JVMs over a real server: one leads, it is cut off, it ends, the other takes over. */
@Timeout(60)
class FleetRunOnRedisTest {
    private static final Duration DEADLINE = Duration.ofSeconds(2);
    private static final AtomicLong HOURS = new AtomicLong();
    private static final Duration SOON = Duration.ofSeconds(10);

    @Test
    void one_jvm_decides_for_both_and_the_other_goes_on_where_it_ends() throws Exception {
        try (FleetServer server = new FleetServer();
                Jvm one = new Jvm(server);
                Jvm other = new Jvm(server)) {
            // The very first call of a client that has yet to load its classes may take longer than a run has for it.
            Patience.until("connected", SOON, () -> one.run().cache().isPresent());
            UnifiedFeedback led = one.run();
            assertThat(led.cache()).isPresent();
            assertThat(one.steering.apply(led)).isEqualTo(CacheAction.INCREASE_TTL);
            assertThat(other.run().notices()).singleElement().asString().contains("another JVM of the fleet");
            Patience.until("420 s in both", SOON, () -> other.ttl.inForce().equals(Duration.ofSeconds(420)));

            server.server().pause();
            for (Jvm jvm : List.of(one, other)) {
                UnifiedFeedback cutOff = jvm.run();
                assertThat(cutOff.cache()).isEmpty();
                assertThat(cutOff.missing())
                        .singleElement()
                        .satisfies(part -> assertThat(part.source()).isEqualTo("lease in Redis"));
                assertThat(cutOff.notices()).anyMatch(notice -> notice.contains("it is not known which JVM"));
                assertThat(jvm.ttl.inForce()).isEqualTo(Duration.ofSeconds(420));
            }
            Patience.until(
                    "the silence is said",
                    SOON,
                    () -> one.run().notices().stream()
                            .anyMatch(notice -> notice.contains("last TTL of the fleet, 420 s")));
            server.server().resume();
            Patience.until("it leads again", SOON, () -> one.run().cache().isPresent());
            assertThat(other.run().cache()).isEmpty();

            one.close();
            assertThat(other.run().cache()).as("taken over").isPresent();
            assertThat(other.states()).as("runs in the shared state").isGreaterThan(2);
        }
    }

    private static final class Jvm implements AutoCloseable {
        private final FleetRedis redis;
        private final RedisFleet fleet;
        private final RunLease lease;
        private final FleetTtl ttl;
        private final DirectSteering steering;
        private final FeedbackOrchestrator lumen;
        private final TtlChannel channel;

        Jvm(FleetServer server) {
            redis = FleetRedis.own(server.uri()).patience(Duration.ofMillis(300));
            fleet = RedisFleet.of(redis, FleetServer.CACHE)
                    .prefix(server.prefix())
                    .polling(Duration.ofMillis(200));
            lease = fleet.lease(Duration.ofMinutes(12));
            channel = fleet.ttlChannel();
            ttl = FleetTtl.join(new TtlInForce(FleetServer.CACHE, TtlBounds.DEFAULT), channel, lease);
            steering = new DirectSteering(Levers.TTL, ttl, size -> {});
            lumen = FeedbackOrchestrator.builder(FleetServer.CACHE)
                    .source(cache -> reading())
                    .lease(lease)
                    .fleetTtl(ttl)
                    .stateStore(fleet.stateStore())
                    .deadline(DEADLINE)
                    .clock(() -> Metrics.NOW.plus(Duration.ofHours(HOURS.get())))
                    .build();
        }

        private static Reading reading() {
            CacheMetrics metrics = Metrics.typical().requests(10_000, 0.65).build();
            return new Reading.Windowed(metrics.window(), metrics.lookups(), metrics.removals(), metrics.gauges());
        }

        private UnifiedFeedback run() {
            HOURS.incrementAndGet();
            long before = System.nanoTime();
            UnifiedFeedback feedback = lumen.run();
            assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(DEADLINE);
            return feedback;
        }

        private int states() throws Exception {
            String json = new String(fleet.stateStore().load().orElseThrow().bytes(), StandardCharsets.UTF_8);
            return json.split("\"at\"", -1).length - 1;
        }

        @Override
        public void close() {
            lumen.close();
            ttl.close();
            channel.close();
            lease.close();
            redis.close();
        }
    }
}
