package dev.lumen.api.act;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lumen.api.act.Publication.Accepted;
import dev.lumen.api.act.Publication.MovedOn;
import dev.lumen.api.act.Publication.Outdated;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What every {@link TtlChannel} must do. A subclass hands over channels of one place, which is empty at first. */
public abstract class TtlChannelContract {
    private static final long PATIENCE_SECONDS = 10;

    private final List<TtlChannel> opened = new CopyOnWriteArrayList<>();

    /** A channel over the place of this test, each time another one, as another JVM would open it. */
    protected abstract TtlChannel open() throws Exception;

    /** The fencing token of a new leader of the place: higher than all before. */
    protected abstract long newLeader() throws Exception;

    /** Called after each test: closes the channels. */
    @AfterEach
    public void closeAll() {
        opened.forEach(TtlChannel::close);
    }

    private TtlChannel channel() throws Exception {
        TtlChannel channel = open();
        opened.add(channel);
        return channel;
    }

    private static TtlSetting seconds(long seconds) {
        return TtlSetting.of(Duration.ofSeconds(seconds));
    }

    @Test
    public void has_a_name_and_a_cache() throws Exception {
        assertThat(channel().name()).isNotBlank();
        assertThat(channel().cache()).isEqualTo(channel().cache());
    }

    @Test
    public void holds_nothing_at_first() throws Exception {
        assertThat(channel().read()).isEmpty();
    }

    @Test
    public void what_was_published_is_there_for_every_jvm_and_its_epoch_grows() throws Exception {
        long token = newLeader();
        TtlChannel leader = channel();
        assertThat(leader.publish(seconds(420), 0, token))
                .isEqualTo(new Accepted(new PublishedTtl(1, token, seconds(420))));
        assertThat(leader.publish(seconds(540), 1, token))
                .isEqualTo(new Accepted(new PublishedTtl(2, token, seconds(540))));
        assertThat(leader.read()).contains(new PublishedTtl(2, token, seconds(540)));
        assertThat(channel().read()).contains(new PublishedTtl(2, token, seconds(540)));
    }

    @Test
    public void a_ttl_is_kept_to_the_millisecond_whatever_its_length() throws Exception {
        long token = newLeader();
        TtlChannel channel = channel();
        long epoch = 0;
        for (Duration ttl : List.of(Duration.ofMillis(1), Duration.ofMillis(12_345), Duration.ofDays(3653))) {
            channel.publish(TtlSetting.of(ttl), epoch++, token);
            assertThat(channel.read().orElseThrow().setting().ttl()).isEqualTo(ttl);
        }
    }

    @Test
    public void a_trial_goes_with_its_setting_and_ends_with_it() throws Exception {
        long token = newLeader();
        TtlChannel channel = channel();
        TtlSetting tried = seconds(420).with(TtlTrial.prepared("p-17", Duration.ofMillis(300_001), 0.1));
        PublishedTtl there = new PublishedTtl(1, token, tried);
        assertThat(channel.publish(tried, 0, token)).isEqualTo(new Accepted(there));
        assertThat(channel().read()).contains(there);
        assertThat(channel.publish(seconds(3), 0, token)).isEqualTo(new MovedOn(Optional.of(there)));
        channel.publish(seconds(420), 1, token);
        assertThat(channel().read()).contains(new PublishedTtl(2, token, seconds(420)));
    }

    @Test
    public void what_each_jvm_counts_for_a_trial_is_there_for_the_leader() throws Exception {
        TtlChannel one = channel();
        TtlChannel other = channel();
        assertThat(one.reports("ttl-1")).isEmpty();
        one.report("ttl-1", "jvm-1", new byte[] {1});
        other.report("ttl-1", "jvm-2", new byte[] {2});
        one.report("ttl-1", "jvm-1", new byte[] {(byte) 0xff, 0, 3});
        assertThat(channel().reports("ttl-1"))
                .containsOnlyKeys("jvm-1", "jvm-2")
                .containsEntry("jvm-1", new byte[] {(byte) 0xff, 0, 3})
                .containsEntry("jvm-2", new byte[] {2});
        assertThat(one.reports("ttl-2")).isEmpty();
        assertThatThrownBy(() -> one.report("ttl 1", "jvm-1", new byte[0]))
                .hasMessageContaining("trial or counter is ttl 1");
        assertThatThrownBy(() -> one.report("ttl-1", "jvm-1", new byte[TtlChannel.LARGEST_REPORT + 1]))
                .hasMessageContaining("allowed: at most");
    }

    @Test
    public void a_publisher_that_went_by_another_value_is_refused_and_told_what_there_is() throws Exception {
        long token = newLeader();
        TtlChannel channel = channel();
        assertThat(channel.publish(seconds(1), 7, token)).isEqualTo(new MovedOn(Optional.empty()));
        channel.publish(seconds(2), 0, token);
        PublishedTtl there = new PublishedTtl(1, token, seconds(2));
        assertThat(channel.publish(seconds(3), 0, token)).isEqualTo(new MovedOn(Optional.of(there)));
        assertThat(channel.read()).contains(there);
    }

    @Test
    public void a_leader_of_the_past_is_refused_even_before_the_new_one_has_written() throws Exception {
        long old = newLeader();
        TtlChannel channel = channel();
        channel.publish(seconds(300), 0, old);
        long now = newLeader();
        assertThat(channel.publish(seconds(60), 1, old)).isEqualTo(new Outdated(now));
        assertThat(channel.read()).contains(new PublishedTtl(1, old, seconds(300)));
        assertThat(channel.publish(seconds(420), 1, now)).isInstanceOf(Accepted.class);
        assertThat(channel.publish(seconds(60), 2, old)).isEqualTo(new Outdated(now));
    }

    @Test
    public void a_follower_is_told_of_what_is_there_and_of_what_comes() throws Exception {
        long token = newLeader();
        TtlChannel leader = channel();
        leader.publish(seconds(300), 0, token);
        BlockingQueue<PublishedTtl> told = new LinkedBlockingQueue<>();
        channel().follow(told::add);
        assertThat(told.poll(PATIENCE_SECONDS, TimeUnit.SECONDS)).isEqualTo(new PublishedTtl(1, token, seconds(300)));
        leader.publish(seconds(420), 1, token);
        assertThat(told.poll(PATIENCE_SECONDS, TimeUnit.SECONDS)).isEqualTo(new PublishedTtl(2, token, seconds(420)));
    }

    @Test
    public void one_that_follows_before_anything_was_published_is_told_of_the_first_value() throws Exception {
        BlockingQueue<PublishedTtl> told = new LinkedBlockingQueue<>();
        channel().follow(told::add);
        long token = newLeader();
        channel().publish(seconds(300), 0, token);
        assertThat(told.poll(PATIENCE_SECONDS, TimeUnit.SECONDS)).isEqualTo(new PublishedTtl(1, token, seconds(300)));
    }

    @Test
    public void followers_see_epochs_that_only_grow_and_the_last_of_many() throws Exception {
        long token = newLeader();
        TtlChannel leader = channel();
        BlockingQueue<PublishedTtl> told = new LinkedBlockingQueue<>();
        channel().follow(told::add);
        long last = 40;
        for (long epoch = 0; epoch < last; epoch++) {
            leader.publish(seconds(100 + epoch), epoch, token);
        }
        long seen = 0;
        while (seen < last) {
            PublishedTtl next = told.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            assertThat(next).as("after epoch %d", seen).isNotNull();
            assertThat(next.epoch()).isGreaterThan(seen);
            assertThat(next.setting()).isEqualTo(seconds(99 + next.epoch()));
            seen = next.epoch();
        }
    }

    @Test
    public void a_follower_that_throws_disturbs_no_other() throws Exception {
        long token = newLeader();
        TtlChannel channel = channel();
        BlockingQueue<PublishedTtl> told = new LinkedBlockingQueue<>();
        channel.follow(value -> {
            throw new IllegalStateException("on purpose");
        });
        channel.follow(told::add);
        channel.publish(seconds(300), 0, token);
        assertThat(told.poll(PATIENCE_SECONDS, TimeUnit.SECONDS)).isNotNull();
        channel.publish(seconds(301), 1, token);
        assertThat(told.poll(PATIENCE_SECONDS, TimeUnit.SECONDS)).isNotNull();
    }

    @Test
    public void one_that_has_ended_following_is_told_of_nothing_more() throws Exception {
        long token = newLeader();
        TtlChannel channel = channel();
        BlockingQueue<PublishedTtl> gone = new LinkedBlockingQueue<>();
        BlockingQueue<PublishedTtl> there = new LinkedBlockingQueue<>();
        TtlChannel.Following following = channel.follow(gone::add);
        channel.follow(there::add);
        following.close();
        following.close();
        channel.publish(seconds(300), 0, token);
        assertThat(there.poll(PATIENCE_SECONDS, TimeUnit.SECONDS)).isNotNull();
        assertThat(gone).isEmpty();
    }

    @Test
    public void closing_twice_does_nothing() throws Exception {
        TtlChannel channel = channel();
        channel.follow(value -> {});
        channel.close();
        assertThatCode(channel::close).doesNotThrowAnyException();
    }
}
