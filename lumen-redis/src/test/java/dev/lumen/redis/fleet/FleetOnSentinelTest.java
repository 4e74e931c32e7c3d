package dev.lumen.redis.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lumen.core.govern.FleetTtl.Standing;
import dev.lumen.redis.testkit.RedisSentinels;
import io.lettuce.core.RedisURI;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** A fleet on a master that sentinels watch, which is killed. Takes the sentinels' time, so it is among the slow ones. */
@Timeout(120)
@EnabledIfSystemProperty(named = "lumen.slow", matches = "true")
class FleetOnSentinelTest {
    private static final Duration SOON = Duration.ofSeconds(40);

    @Test
    void a_failover_leaves_the_last_ttl_and_the_fleet_goes_on_with_the_replica() throws Exception {
        try (RedisSentinels sentinels = RedisSentinels.start();
                FleetRedis redis = FleetRedis.own(RedisURI.create(sentinels.uri()))) {
            RedisFleet fleet = RedisFleet.of(redis, FleetServer.CACHE).polling(Duration.ofMillis(500));
            try (Member leader = new Member(fleet)) {
                leader.publishes(420);
                assertThat(sentinels.firstMaster().ask("WAIT", "1", "5000")).isEqualTo("1");
                sentinels.firstMaster().kill();
                leader.awaits(Standing.LAST_KNOWN, SOON);
                assertThat(leader.ttl.inForce()).isEqualTo(Duration.ofSeconds(420));
                sentinels.awaitMaster(sentinels.firstReplica());
                leader.awaits(Standing.FOLLOWING, SOON);
                leader.publishes(540);
                assertThat(leader.channel.read().orElseThrow().setting().ttl()).isEqualTo(Duration.ofSeconds(540));
            }
        }
    }
}
