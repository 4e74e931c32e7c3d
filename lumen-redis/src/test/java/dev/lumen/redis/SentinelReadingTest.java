package dev.lumen.redis;

import static dev.lumen.redis.Reads.read;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lumen.api.observe.Reading;
import dev.lumen.redis.link.RedisAccess;
import dev.lumen.redis.monitor.MonitorBurst;
import dev.lumen.redis.monitor.MonitorLimits;
import dev.lumen.redis.monitor.MonitorOutcome;
import dev.lumen.redis.testkit.Patience;
import dev.lumen.redis.testkit.RedisSentinels;
import io.lettuce.core.RedisURI;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("any-jdk")
class SentinelReadingTest {
    @Test
    void the_master_is_read_and_after_a_failover_the_new_one_in_a_new_window() throws Exception {
        try (RedisSentinels sentinels = RedisSentinels.start()) {
            RedisAccess access = RedisAccess.to(RedisURI.create(sentinels.uri()));
            Patience.until("the replica has the key", Duration.ofSeconds(10), () -> {
                sentinels.firstMaster().call("SET", "a", "v");
                return "v".equals(sentinels.firstReplica().call("GET", "a"));
            });
            try (RedisMetricSource source = Reads.of(access).build()) {
                Reading.Cumulative before = read(source);
                assertThat(sentinels.firstMaster().ask("INFO", "server")).contains("run_id:" + before.epoch());
                MonitorOutcome burst = MonitorBurst.of(
                                access,
                                MonitorLimits.DEFAULT
                                        .withTime(Duration.ofMillis(200))
                                        .withSlowest(Duration.ofSeconds(20)))
                        .run(seen -> {});
                assertThat(burst.end()).isEqualTo(MonitorOutcome.End.TIME);
                sentinels.firstMaster().kill();
                Patience.until(
                        "the new master is read",
                        Duration.ofSeconds(60),
                        () -> !read(source).epoch().equals(before.epoch()));
                Reading.Cumulative after = read(source);
                assertThat(sentinels.firstReplica().ask("INFO", "server")).contains("run_id:" + after.epoch());
                assertThat(after.gauges().keys()).hasValue(1);
            }
        }
    }
}
