package dev.lumen.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lumen.api.act.LeaseGrant;
import dev.lumen.api.act.RunLease;
import dev.lumen.api.advise.TtlBounds;
import dev.lumen.api.feedback.CacheAction;
import dev.lumen.api.feedback.UnifiedFeedback;
import dev.lumen.api.gate.SystemHealth;
import dev.lumen.api.observe.CacheMetrics;
import dev.lumen.api.observe.CacheName;
import dev.lumen.api.observe.MissingReason;
import dev.lumen.api.observe.Reading;
import dev.lumen.api.observe.Window;
import dev.lumen.api.state.StaleWriteException;
import dev.lumen.api.state.StateStore;
import dev.lumen.api.state.StoredState;
import dev.lumen.api.testkit.Metrics;
import dev.lumen.core.fleet.InProcessFleet;
import dev.lumen.core.govern.DirectSteering;
import dev.lumen.core.govern.DirectSteering.Levers;
import dev.lumen.core.govern.FleetTtl;
import dev.lumen.core.govern.TtlInForce;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Several orchestrators of one cache: one runs the loop, the others follow. */
@Timeout(60)
class FleetRunTest {
    private static final CacheName CACHE = CacheName.of("ion-api");
    private static final Duration LEASE = Duration.ofMinutes(12);

    private final AtomicLong nanos = new AtomicLong();
    private final InProcessFleet fleet = new InProcessFleet(CACHE, nanos::get);
    private final SharedStore store = new SharedStore();
    private final List<Jvm> jvms = new ArrayList<>();
    private Instant now = Metrics.NOW;

    @AfterEach
    void close() {
        jvms.forEach(Jvm::close);
    }

    @Test
    void one_jvm_decides_and_the_others_say_that_another_does() {
        Jvm one = jvm();
        Jvm other = jvm();
        UnifiedFeedback led = one.lumen.run();
        assertThat(led.cache()).isPresent();
        assertThat(led.notices()).noneMatch(notice -> notice.contains("fleet"));
        UnifiedFeedback followed = other.lumen.run();
        assertThat(followed.systemHealth()).isEqualTo(SystemHealth.UNKNOWN);
        assertThat(followed.cache()).isEmpty();
        assertThat(followed.ttl()).isEmpty();
        assertThat(followed.recommendations()).isEmpty();
        assertThat(followed.missing()).isEmpty();
        assertThat(followed.notices()).singleElement().asString().contains("another JVM of the fleet runs the loop");
        assertThat(other.reads).as("reads of the cache").isZero();
        assertThat(other.told).as("feedbacks that sinks saw").isEmpty();
        assertThat(one.told).containsExactly(led);
    }

    @Test
    void what_the_leader_applies_is_in_force_in_every_jvm_and_a_follower_can_apply_nothing() throws Exception {
        Jvm one = jvm();
        Jvm other = jvm();
        UnifiedFeedback feedback = one.lumen.run();
        assertThat(one.steering().apply(feedback)).isEqualTo(CacheAction.INCREASE_TTL);
        assertThat(one.ttl.inForce()).isEqualTo(Duration.ofSeconds(420));
        other.awaits(Duration.ofSeconds(420));
        assertThat(other.steering().apply(other.lumen.run())).isEqualTo(CacheAction.MAINTAIN);
        assertThat(jvm().ttl.inForce()).as("a JVM that starts").isEqualTo(Duration.ofSeconds(420));
    }

    @Test
    void another_takes_over_when_the_lease_is_over_and_goes_on_from_the_state() {
        Jvm one = jvm();
        one.run(2);
        Jvm other = jvm();
        assertThat(other.lumen.run().cache()).isEmpty();
        nanos.addAndGet(LEASE.toNanos());
        other.run(1);
        assertThat(other.told).hasSize(1);
        assertThat(one.lumen.run().cache()).isEmpty();
        nanos.addAndGet(LEASE.toNanos());
        one.run(1);
        assertThat(store.savedRuns()).isEqualTo(4);
    }

    @Test
    void a_leader_whose_lease_ends_within_a_run_saves_nothing_and_tells_nobody() {
        Jvm one = jvm();
        one.run(1);
        StoredState before = store.load().orElseThrow();
        one.whileReading = () -> nanos.addAndGet(LEASE.toNanos());
        UnifiedFeedback lost = one.lumen.run();
        assertThat(lost.cache()).isEmpty();
        assertThat(lost.notices()).singleElement().asString().contains("lease ended within this run");
        assertThat(one.told).hasSize(1);
        assertThat(store.load()).contains(before);
    }

    @Test
    void a_save_that_another_leader_has_overtaken_is_refused_and_what_was_found_is_dropped() {
        Jvm one = jvm();
        one.run(1);
        StoredState before = store.load().orElseThrow();
        store.newest = Long.MAX_VALUE;
        UnifiedFeedback lost = one.lumen.run();
        assertThat(lost.notices()).singleElement().asString().contains("what this one found was dropped");
        assertThat(one.told).hasSize(1);
        assertThat(store.load()).contains(before);
    }

    @Test
    void a_lease_that_cannot_be_asked_costs_the_run_and_is_named() {
        RunLease broken = new BrokenLease();
        try (FeedbackOrchestrator lumen = FeedbackOrchestrator.builder(CACHE)
                .source(cache -> Reading.Windowed.class.cast(null))
                .lease(broken)
                .stateStore(store)
                .build()) {
            UnifiedFeedback feedback = lumen.run();
            assertThat(feedback.missing()).singleElement().satisfies(part -> {
                assertThat(part.source()).isEqualTo("lease on fire");
                assertThat(part.reason()).isEqualTo(MissingReason.FAILED);
                assertThat(part.detail()).contains("no route");
            });
            assertThat(feedback.notices()).singleElement().asString().contains("it is not known");
            assertThat(store.load()).isEmpty();
        }
    }

    private Jvm jvm() {
        Jvm jvm = new Jvm();
        jvms.add(jvm);
        return jvm;
    }

    /** A member of the fleet. */
    private final class Jvm implements AutoCloseable {
        private final RunLease lease = fleet.lease(LEASE);
        private final TtlInForce local = new TtlInForce(CACHE, TtlBounds.DEFAULT);
        private final FleetTtl ttl = FleetTtl.join(local, fleet.ttlChannel(), lease);
        private final List<UnifiedFeedback> told = new ArrayList<>();
        private final FeedbackOrchestrator lumen = FeedbackOrchestrator.builder(CACHE)
                .source(cache -> read())
                .lease(lease)
                .fleetTtl(ttl)
                .stateStore(store)
                .sink(told::add)
                .clock(() -> now)
                .build();
        private int reads;
        private Runnable whileReading = () -> {};

        private Reading read() {
            reads++;
            whileReading.run();
            CacheMetrics metrics = Metrics.typical()
                    .window(Window.ending(now, Duration.ofHours(1)))
                    .requests(10_000, 0.65)
                    .build();
            return new Reading.Windowed(metrics.window(), metrics.lookups(), metrics.removals(), metrics.gauges());
        }

        private void run(int times) {
            for (int i = 0; i < times; i++) {
                now = now.plus(Duration.ofHours(1));
                assertThat(lumen.run().cache()).isPresent();
            }
        }

        private DirectSteering steering() {
            return new DirectSteering(Levers.TTL, ttl, size -> {});
        }

        private void awaits(Duration expected) {
            long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
            while (!ttl.inForce().equals(expected) && System.nanoTime() < end) {
                Thread.onSpinWait();
            }
            assertThat(ttl.inForce()).isEqualTo(expected);
        }

        @Override
        public void close() {
            ttl.close();
            lumen.close();
            lease.close();
        }
    }

    /** Refuses a token below the newest, as a shared store does. */
    private static final class SharedStore implements StateStore {
        private Optional<StoredState> state = Optional.empty();
        private long newest;

        @Override
        public synchronized Optional<StoredState> load() {
            return state;
        }

        @Override
        public void save(StoredState next) {
            throw new AssertionError("saved without a token");
        }

        @Override
        public synchronized void save(StoredState next, long token) throws StaleWriteException {
            if (token < newest) {
                throw new StaleWriteException("token " + token + " is below " + newest);
            }
            newest = token;
            state = Optional.of(next);
        }

        int savedRuns() {
            String json = new String(load().orElseThrow().bytes(), java.nio.charset.StandardCharsets.UTF_8);
            return json.split("\"at\"", -1).length - 1;
        }
    }

    private static final class BrokenLease implements RunLease {
        @Override
        public Optional<LeaseGrant> acquire() throws IOException {
            throw new IOException("no route");
        }

        @Override
        public Optional<LeaseGrant> held() {
            return Optional.empty();
        }

        @Override
        public void release() {}

        @Override
        public String name() {
            return "lease on fire";
        }

        @Override
        public void close() {}
    }
}
