package dev.lumen.core.govern;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lumen.api.act.Publication;
import dev.lumen.api.act.PublishedTtl;
import dev.lumen.api.act.RunLease;
import dev.lumen.api.act.TtlChannel;
import dev.lumen.api.act.TtlSetting;
import dev.lumen.api.act.TtlTrial;
import dev.lumen.api.advise.TtlBounds;
import dev.lumen.api.observe.CacheName;
import dev.lumen.api.state.StaleWriteException;
import dev.lumen.core.fleet.InProcessFleet;
import dev.lumen.core.govern.FleetTtl.Limits;
import dev.lumen.core.govern.FleetTtl.Standing;
import dev.lumen.core.govern.trial.TrialTally;
import dev.lumen.core.json.LumenJson;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Joined to a channel that says what the test has it say. */
class FleetTtlTest {
    private static final CacheName CACHE = CacheName.of("answers");
    private static final Limits LIMITS = new Limits(Duration.ZERO, Duration.ofMinutes(10));

    private final AtomicLong nanos = new AtomicLong(7);
    private final InProcessFleet fleet = new InProcessFleet(CACHE);
    private final RunLease lease = fleet.lease(Duration.ofMinutes(5));
    private final TtlInForce local = new TtlInForce(CACHE, TtlBounds.DEFAULT);
    private final ScriptedChannel channel = new ScriptedChannel();

    private FleetTtl joined() {
        return FleetTtl.join(local, channel, lease, LIMITS, nanos::get);
    }

    @Test
    void a_jvm_that_starts_has_the_fleets_value_when_joining_returns() {
        channel.atOnce = published(3, 420);
        FleetTtl ttl = joined();
        assertThat(ttl.inForce()).isEqualTo(Duration.ofSeconds(420));
        assertThat(ttl.ttlMillis(1)).isEqualTo(420_000);
        assertThat(ttl.standing()).isEqualTo(Standing.FOLLOWING);
        assertThat(ttl.remark()).isEmpty();
    }

    @Test
    void a_channel_that_never_answered_leaves_the_default_and_says_so() {
        FleetTtl ttl = joined();
        assertThat(ttl.inForce()).isEqualTo(TtlBounds.DEFAULT.standard());
        assertThat(ttl.standing()).isEqualTo(Standing.STANDARD);
        assertThat(ttl.remark().orElseThrow()).contains("script", "default TTL, 300 s", "no answer within 0 ms");
    }

    @Test
    void silence_leaves_the_last_value_then_the_default_and_an_answer_brings_it_back() {
        channel.atOnce = published(3, 420);
        FleetTtl ttl = joined();
        channel.follower.unreachable("no route");
        assertThat(ttl.inForce()).isEqualTo(Duration.ofSeconds(420));
        assertThat(ttl.standing()).isEqualTo(Standing.LAST_KNOWN);
        assertThat(ttl.remark().orElseThrow()).contains("last TTL of the fleet, 420 s", "no route");
        nanos.addAndGet(LIMITS.keeps().toNanos());
        channel.follower.unreachable("no route");
        assertThat(ttl.inForce()).isEqualTo(TtlBounds.DEFAULT.standard());
        assertThat(ttl.standing()).isEqualTo(Standing.STANDARD);
        channel.follower.confirmed();
        assertThat(ttl.inForce()).isEqualTo(Duration.ofSeconds(420));
        assertThat(ttl.remark()).isEmpty();
    }

    @Test
    void what_is_published_beyond_the_bounds_of_this_host_is_held_within_them() {
        channel.atOnce = published(1, 1_000_000);
        assertThat(joined().inForce()).isEqualTo(TtlBounds.DEFAULT.max());
    }

    @Test
    void a_jvm_reports_what_it_counts_for_a_trial_but_not_at_every_turn() throws Exception {
        TtlTrial trial = TtlTrial.prepared("ttl-1", Duration.ofSeconds(420), 0.1);
        channel.atOnce =
                new PublishedTtl(1, 1, TtlSetting.of(Duration.ofSeconds(300)).with(trial));
        FleetTtl ttl = joined();
        local.recorder().hit(17, 100);
        channel.follower.confirmed();
        assertThat(reported()).as("within ten seconds of the last report").isZero();
        nanos.addAndGet(Duration.ofSeconds(10).toNanos());
        channel.follower.confirmed();
        assertThat(reported()).isEqualTo(1);
        local.recorder().hit(17, 100);
        byte[] ofAnother = channel.reports.get(channel.reports.firstKey());
        channel.reports.put("another", ofAnother);
        assertThat(ttl.tally().orElseThrow().baseline().requests())
                .as("two here, one of another JVM")
                .isEqualTo(3);
        channel.reports.put("broken", new byte[] {1});
        assertThatThrownBy(ttl::tally).hasMessageContaining("the report of broken is none");
    }

    private long reported() throws IOException {
        byte[] report = channel.reports.get(channel.reports.firstKey());
        return LumenJson.read(report, TrialTally.class).baseline().requests();
    }

    @Test
    void an_older_value_changes_nothing() {
        channel.atOnce = published(3, 420);
        FleetTtl ttl = joined();
        channel.follower.newer(published(2, 60));
        assertThat(ttl.inForce()).isEqualTo(Duration.ofSeconds(420));
    }

    @Test
    void a_leader_changes_it_for_all() throws Exception {
        lease.acquire();
        channel.atOnce = published(3, 420);
        channel.answer = new Publication.Accepted(published(4, 540));
        FleetTtl ttl = joined();
        assertThat(ttl.set(Duration.ofSeconds(540))).isEqualTo(Duration.ofSeconds(540));
        assertThat(channel.asked).isEqualTo("540 after 3 by 1");
        assertThat(local.inForce()).isEqualTo(Duration.ofSeconds(540));
    }

    @Test
    void one_that_does_not_lead_is_refused_without_asking() {
        FleetTtl ttl = joined();
        assertThatThrownBy(() -> ttl.set(Duration.ofSeconds(540)))
                .isInstanceOf(StaleWriteException.class)
                .hasMessageContaining("cache 'answers'")
                .hasMessageContaining("does not lead");
        assertThat(channel.asked).isEmpty();
    }

    @Test
    void one_that_was_overtaken_is_refused_and_takes_what_is_there() throws Exception {
        lease.acquire();
        channel.atOnce = published(3, 420);
        channel.answer = new Publication.MovedOn(Optional.of(published(5, 60)));
        FleetTtl ttl = joined();
        assertThatThrownBy(() -> ttl.set(Duration.ofSeconds(540))).isInstanceOf(StaleWriteException.class);
        assertThat(ttl.inForce()).isEqualTo(Duration.ofSeconds(60));
        channel.answer = new Publication.Outdated(9);
        assertThatThrownBy(() -> ttl.set(Duration.ofSeconds(540))).hasMessageContaining("newest=9");
        assertThat(ttl.inForce()).isEqualTo(Duration.ofSeconds(60));
    }

    @Test
    void what_the_channel_has_lost_the_leader_publishes_once_more() throws Exception {
        channel.atOnce = published(3, 420);
        channel.answer = new Publication.Accepted(new PublishedTtl(1, 2, TtlSetting.of(Duration.ofSeconds(420))));
        FleetTtl ttl = joined();
        channel.follower.empty();
        assertThat(channel.asked).as("by one that does not lead").isEmpty();
        assertThat(ttl.inForce()).isEqualTo(Duration.ofSeconds(420));
        lease.acquire();
        channel.follower.empty();
        assertThat(channel.asked).isEqualTo("420 after 0 by 1");
        channel.follower.newer(new PublishedTtl(2, 2, TtlSetting.of(Duration.ofSeconds(60))));
        assertThat(ttl.inForce()).as("a lower epoch of a higher token").isEqualTo(Duration.ofSeconds(60));
    }

    @Test
    void a_channel_that_fails_leaves_the_ttl_as_it_was() throws Exception {
        lease.acquire();
        FleetTtl ttl = joined();
        assertThatThrownBy(() -> ttl.set(Duration.ofSeconds(540))).hasMessage("no answer scripted");
        assertThat(ttl.inForce()).isEqualTo(TtlBounds.DEFAULT.standard());
    }

    @Test
    void a_channel_of_another_cache_is_refused() {
        TtlInForce other = new TtlInForce(CacheName.of("others"), TtlBounds.DEFAULT);
        assertThatThrownBy(() -> FleetTtl.join(other, channel, lease))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("cache of the TTL channel is 'answers', allowed: that of the TTL: 'others'");
    }

    private static PublishedTtl published(long epoch, long seconds) {
        return new PublishedTtl(epoch, 1, TtlSetting.of(Duration.ofSeconds(seconds)));
    }

    private static final class ScriptedChannel implements TtlChannel {
        private PublishedTtl atOnce;
        private Publication answer;
        private Follower follower;
        private String asked = "";
        private final SortedMap<String, byte[]> reports = new TreeMap<>();

        @Override
        public CacheName cache() {
            return CACHE;
        }

        @Override
        public Optional<PublishedTtl> read() {
            return Optional.ofNullable(atOnce);
        }

        @Override
        public Publication publish(TtlSetting next, long expectedEpoch, long token) throws IOException {
            if (answer == null) {
                throw new IOException("no answer scripted");
            }
            asked = next.ttl().toSeconds() + " after " + expectedEpoch + " by " + token;
            return answer;
        }

        @Override
        public void report(String trial, String counter, byte[] counts) {
            reports.put(counter, counts);
        }

        @Override
        public SortedMap<String, byte[]> reports(String trial) {
            return reports;
        }

        @Override
        public Following follow(Follower told) {
            follower = told;
            read().ifPresent(told::newer);
            return () -> {};
        }

        @Override
        public String name() {
            return "script";
        }

        @Override
        public void close() {}
    }
}
