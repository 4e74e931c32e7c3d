package dev.lumen.api.act;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What every {@link RunLease} must do. A subclass hands over the leases of many JVMs on one place, which nobody holds. */
public abstract class RunLeaseContract {
    private static final Duration LONG = Duration.ofMinutes(5);

    private final List<RunLease> opened = new CopyOnWriteArrayList<>();

    /** A lease of this test's place that lasts so long once it is acquired, each time as another JVM would open it. */
    protected abstract RunLease open(Duration length) throws Exception;

    /** A length so short that {@link #passes} is soon over, and so long that some calls are done within it. */
    protected abstract Duration shortLength();

    /** Lets {@link #shortLength} pass, by every clock that counts. */
    protected abstract void passes() throws Exception;

    /** Called after each test: closes the leases. */
    @AfterEach
    public void closeAll() {
        opened.forEach(RunLease::close);
    }

    private RunLease lease(Duration length) throws Exception {
        RunLease lease = open(length);
        opened.add(lease);
        return lease;
    }

    @Test
    public void has_a_name_and_is_held_by_nobody_at_first() throws Exception {
        RunLease lease = lease(LONG);
        assertThat(lease.name()).isNotBlank();
        assertThat(lease.held()).isEmpty();
    }

    @Test
    public void the_first_to_ask_has_it_and_the_next_does_not() throws Exception {
        RunLease one = lease(LONG);
        RunLease other = lease(LONG);
        LeaseGrant grant = one.acquire().orElseThrow();
        assertThat(grant.isInForce()).isTrue();
        assertThat(grant.left()).isPositive().isLessThanOrEqualTo(LONG);
        assertThat(grant.token()).isPositive();
        assertThat(one.held()).map(LeaseGrant::token).contains(grant.token());
        assertThat(other.acquire()).isEmpty();
        assertThat(other.held()).isEmpty();
    }

    @Test
    public void who_renews_in_time_keeps_the_token() throws Exception {
        RunLease lease = lease(LONG);
        long token = lease.acquire().orElseThrow().token();
        assertThat(lease.acquire()).map(LeaseGrant::token).contains(token);
    }

    @Test
    public void one_that_gives_it_back_lets_another_have_it_with_a_higher_token() throws Exception {
        RunLease one = lease(LONG);
        RunLease other = lease(LONG);
        long token = one.acquire().orElseThrow().token();
        one.release();
        assertThat(one.held()).isEmpty();
        assertThat(other.acquire().orElseThrow().token()).isGreaterThan(token);
        assertThat(one.acquire()).isEmpty();
    }

    @Test
    public void closing_gives_it_back() throws Exception {
        RunLease one = lease(LONG);
        one.acquire();
        one.close();
        assertThatCode(one::close).doesNotThrowAnyException();
        assertThat(lease(LONG).acquire()).isPresent();
    }

    @Test
    public void one_that_does_not_hold_it_can_give_nothing_back() throws Exception {
        RunLease one = lease(LONG);
        RunLease other = lease(LONG);
        one.acquire();
        other.release();
        assertThat(other.acquire()).isEmpty();
        assertThat(one.acquire()).isPresent();
    }

    @Test
    public void it_ends_by_time_and_another_takes_over() throws Exception {
        RunLease one = lease(shortLength());
        RunLease other = lease(LONG);
        LeaseGrant grant = one.acquire().orElseThrow();
        passes();
        assertThat(grant.isInForce()).isFalse();
        assertThat(grant.left()).isZero();
        assertThat(one.held()).isEmpty();
        assertThat(other.acquire().orElseThrow().token()).isGreaterThan(grant.token());
        assertThat(one.acquire()).isEmpty();
        one.release();
        assertThat(other.acquire()).as("what has ended gives nothing back").isPresent();
    }

    @Test
    public void one_that_comes_back_too_late_has_a_new_token() throws Exception {
        RunLease one = lease(shortLength());
        long token = one.acquire().orElseThrow().token();
        passes();
        assertThat(one.acquire().orElseThrow().token()).isGreaterThan(token);
    }

    @Test
    public void of_many_that_ask_at_once_one_has_it() throws Exception {
        int jvms = 8;
        ExecutorService threads = Executors.newFixedThreadPool(jvms);
        try {
            List<Future<Optional<LeaseGrant>>> asked = new ArrayList<>();
            for (int i = 0; i < jvms; i++) {
                RunLease lease = lease(LONG);
                asked.add(threads.submit(lease::acquire));
            }
            ConcurrentHashMap.KeySetView<Long, Boolean> tokens = ConcurrentHashMap.newKeySet();
            for (Future<Optional<LeaseGrant>> answer : asked) {
                answer.get(30, TimeUnit.SECONDS).ifPresent(grant -> tokens.add(grant.token()));
            }
            assertThat(tokens).hasSize(1);
        } finally {
            threads.shutdownNow();
        }
    }
}
