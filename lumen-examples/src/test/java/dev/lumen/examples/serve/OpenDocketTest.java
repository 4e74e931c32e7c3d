package dev.lumen.examples.serve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lumen.api.act.ProposalHistory;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class OpenDocketTest {
    private static final Duration NONE = Duration.ZERO;

    private final AtomicInteger read = new AtomicInteger();

    private List<ProposalHistory> next() {
        read.incrementAndGet();
        return List.of();
    }

    @Test
    void looks_that_follow_closely_share_one_reading() {
        OpenDocket docket = new OpenDocket(this::next, Duration.ofHours(1));
        docket.proposals();
        docket.proposals();
        assertThat(read).hasValue(1);
    }

    @Test
    void what_cannot_be_read_leaves_what_was_read_last_and_is_tried_again() {
        OpenDocket docket = new OpenDocket(
                () -> {
                    if (read.incrementAndGet() == 2) {
                        throw new IOException("gone");
                    }
                    return List.of();
                },
                NONE);
        List<ProposalHistory> first = docket.proposals();
        assertThat(docket.proposals()).isSameAs(first);
        docket.proposals();
        assertThat(read).hasValue(3);
    }

    @Test
    void while_one_waits_for_it_the_others_do_not() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch answers = new CountDownLatch(1);
        Callable<List<ProposalHistory>> slow = () -> {
            asked.countDown();
            answers.await();
            return next();
        };
        OpenDocket docket = new OpenDocket(slow, NONE);
        FutureTask<List<ProposalHistory>> waits = new FutureTask<>(docket::proposals);
        new Thread(waits, "waits").start();
        assertThat(asked.await(30, TimeUnit.SECONDS)).isTrue();
        assertThat(docket.proposals()).isEmpty();
        assertThat(waits.isDone()).isFalse();
        assertThat(read).hasValue(0);
        answers.countDown();
        assertThat(waits.get(30, TimeUnit.SECONDS)).isEmpty();
        assertThat(read).hasValue(1);
    }
}
