package dev.lumen.api.act;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lumen.api.evidence.EvidenceBatch;
import dev.lumen.api.evidence.SampledAccess;
import dev.lumen.api.evidence.SampledAccess.Kind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What every {@link EvidenceChannel} must do. A subclass hands over the channels of many JVMs on one place, empty at first. */
public abstract class EvidenceChannelContract {
    private static final long NOW = 1_795_000_000_000L;

    private final List<EvidenceChannel> opened = new CopyOnWriteArrayList<>();

    /** A channel over the place of this test, each time as another JVM would open it. */
    protected abstract EvidenceChannel open() throws Exception;

    /** Called after each test: closes the channels. */
    @AfterEach
    public void closeAll() {
        opened.forEach(EvidenceChannel::close);
    }

    private EvidenceChannel channel() throws Exception {
        EvidenceChannel channel = open();
        opened.add(channel);
        return channel;
    }

    private static EvidenceBatch batch(String sender, long sequence, List<SampledAccess> sampled) {
        return new EvidenceBatch(sender, sequence, 4, NOW + sequence, 100 + sequence, sequence % 3, sampled);
    }

    private static List<SampledAccess> typical() {
        return List.of(
                new SampledAccess(Kind.HIT, NOW - 1000, 1, 100, 0),
                new SampledAccess(Kind.LOADED, NOW - 999, -1L >>> 4, 4096, 77),
                new SampledAccess(Kind.INVALIDATED, NOW, 0, 0, 0));
    }

    private static List<SampledAccess> extreme() {
        return List.of(
                new SampledAccess(Kind.HIT, Long.MIN_VALUE, Long.MIN_VALUE, Long.MAX_VALUE, 0),
                new SampledAccess(Kind.LOADED, 0, -1, 0, Integer.MIN_VALUE),
                new SampledAccess(Kind.LOADED, Long.MAX_VALUE, Long.MAX_VALUE, 1, -1));
    }

    private static List<EvidenceBatch> all(EvidenceChannel channel) throws Exception {
        List<EvidenceBatch> all = new ArrayList<>();
        List<EvidenceBatch> next = channel.drain(3);
        while (!next.isEmpty()) {
            all.addAll(next);
            next = channel.drain(3);
        }
        return all;
    }

    @Test
    public void has_a_name_and_nothing_at_first() throws Exception {
        EvidenceChannel channel = channel();
        assertThat(channel.name()).isNotBlank();
        assertThat(channel.largestBatch()).isPositive();
        assertThat(channel.drain(10)).isEmpty();
    }

    @Test
    public void the_leader_has_what_all_sent_as_it_was_and_in_that_order() throws Exception {
        EvidenceBatch first = batch("one", 0, typical());
        EvidenceBatch second = batch("two", 0, List.of());
        EvidenceBatch third = batch("one", 1, extreme());
        EvidenceChannel one = channel();
        EvidenceChannel two = channel();
        one.send(first);
        two.send(second);
        one.send(third);
        assertThat(all(channel())).containsExactly(first, second, third);
    }

    @Test
    public void nothing_is_drained_twice_and_what_comes_later_is_drained_then() throws Exception {
        EvidenceChannel sender = channel();
        EvidenceChannel leader = channel();
        sender.send(batch("one", 0, typical()));
        assertThat(all(leader)).hasSize(1);
        assertThat(leader.drain(10)).isEmpty();
        sender.send(batch("one", 1, typical()));
        assertThat(all(leader)).containsExactly(batch("one", 1, typical()));
    }

    @Test
    public void no_more_is_drained_at_once_than_was_asked_for() throws Exception {
        EvidenceChannel channel = channel();
        for (int i = 0; i < 5; i++) {
            channel.send(batch("one", i, typical()));
        }
        assertThat(channel.drain(2)).hasSize(2);
        assertThat(channel.drain(2)).hasSize(2);
        assertThat(channel.drain(2)).hasSize(1);
        assertThat(channel.drain(2)).isEmpty();
    }

    @Test
    public void one_that_takes_over_has_what_another_has_drained() throws Exception {
        EvidenceChannel before = channel();
        before.send(batch("one", 0, typical()));
        all(before);
        assertThat(all(channel())).containsExactly(batch("one", 0, typical()));
    }

    @Test
    public void the_largest_batch_gets_through_and_a_larger_one_is_refused() throws Exception {
        EvidenceChannel channel = channel();
        SampledAccess any = new SampledAccess(Kind.LOADED, Long.MIN_VALUE, Long.MIN_VALUE, Long.MAX_VALUE, -1);
        EvidenceBatch largest = batch("one", 0, Collections.nCopies(channel.largestBatch(), any));
        channel.send(largest);
        assertThat(all(channel)).containsExactly(largest);
        EvidenceBatch larger = batch("one", 1, Collections.nCopies(channel.largestBatch() + 1, any));
        assertThatThrownBy(() -> channel.send(larger))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(String.valueOf(channel.largestBatch() + 1))
                .hasMessageContaining(String.valueOf(channel.largestBatch()));
    }

    @Test
    public void closing_twice_does_nothing() throws Exception {
        EvidenceChannel channel = channel();
        channel.close();
        assertThatCode(channel::close).doesNotThrowAnyException();
    }
}
