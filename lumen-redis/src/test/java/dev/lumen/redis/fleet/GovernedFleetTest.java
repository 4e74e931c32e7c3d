package dev.lumen.redis.fleet;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lumen.api.act.Answer;
import dev.lumen.api.act.Autonomy;
import dev.lumen.api.act.Lever;
import dev.lumen.api.act.ProposalHistory;
import dev.lumen.api.act.ProposalStatus;
import dev.lumen.api.act.RunLease;
import dev.lumen.api.act.TtlChannel;
import dev.lumen.api.advise.Prices;
import dev.lumen.api.advise.SizeBounds;
import dev.lumen.api.advise.SizeGrid;
import dev.lumen.api.advise.TtlBounds;
import dev.lumen.api.feedback.Background;
import dev.lumen.api.feedback.FeedbackSink;
import dev.lumen.api.feedback.UnifiedFeedback;
import dev.lumen.api.observe.CacheMetrics;
import dev.lumen.api.observe.Reading;
import dev.lumen.api.observe.Window;
import dev.lumen.api.state.StaleWriteException;
import dev.lumen.api.testkit.Metrics;
import dev.lumen.core.FeedbackOrchestrator;
import dev.lumen.core.govern.FleetTtl;
import dev.lumen.core.govern.Guardrails;
import dev.lumen.core.govern.Letter;
import dev.lumen.core.govern.Papers;
import dev.lumen.core.govern.Steward;
import dev.lumen.core.govern.Terms;
import dev.lumen.core.govern.TtlInForce;
import dev.lumen.core.govern.audit.AuditChain;
import dev.lumen.redis.testkit.Patience;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The whole way of a change through a fleet on a real server: one JVM proposes, a person answers at another one, the lead goes
 * to that one, and it makes the change for both.
 */
@Timeout(120)
class GovernedFleetTest {
    private static final Duration SOON = Duration.ofSeconds(30);

    @Test
    void what_one_jvm_has_proposed_and_a_person_approved_the_next_leader_does() throws Exception {
        try (FleetServer server = new FleetServer();
                Jvm one = new Jvm(server);
                Jvm other = new Jvm(server)) {
            // The very first call of a client that has yet to load its classes may take longer than a run has for it.
            Patience.until(
                    "proposed",
                    SOON,
                    () -> one.run().notices().stream().anyMatch(notice -> notice.contains("waits for an answer")));
            ProposalHistory proposal = one.proposals.get(0);
            assertThat(other.run().notices()).singleElement().asString().contains("another JVM of the fleet");

            Answer yes = new Answer(proposal.proposal().id(), Answer.Verdict.APPROVE, "cli:anna", Instant.now(), "");
            assertThat(Letter.of(yes).post(other.papers.mail())).isTrue();
            long old = one.lease.held().orElseThrow().token();
            server.server().call("DEL", new String(new FleetKeys(server.prefix(), FleetServer.CACHE).lease(), UTF_8));

            UnifiedFeedback led = other.run();
            assertThat(led.cache()).as("it leads").isPresent();
            assertThat(other.proposals)
                    .singleElement()
                    .satisfies(each -> assertThat(each.status()).isEqualTo(ProposalStatus.APPLIED));
            assertThat(other.papers.mail().read()).as("letters that were heard").isEmpty();
            for (Jvm jvm : List.of(one, other)) {
                Patience.until("420 s", SOON, () -> jvm.ttl.inForce().equals(Duration.ofSeconds(420)));
            }
            List<String> log = other.papers.audit().lines();
            assertThat(AuditChain.fault(log)).isEmpty();
            assertThat(log).anyMatch(line -> line.contains("PROPOSED")).anyMatch(line -> line.contains("cli:anna"));

            System.out.printf(
                    "  %d lines of an audit log: %,d bytes; the docket: %,d bytes%n",
                    log.size(),
                    log.stream().mapToInt(String::length).sum(),
                    other.papers.docket().load().orElseThrow().bytes().length);

            assertNothingIsWrittenBy(one, old, led, log);
            assertThat(other.run().cache()).isPresent();
            assertThat(AuditChain.fault(other.papers.audit().lines())).isEmpty();
        }
    }

    /** It takes itself for the leader, as if it had been stopped in the middle of its session. */
    private static void assertNothingIsWrittenBy(Jvm stale, long token, UnifiedFeedback feedback, List<String> log)
            throws Exception {
        assertThat(stale.lease.held()).isPresent();
        assertThatThrownBy(() -> stale.papers.audit().append(log.size(), List.of("{}")))
                .isInstanceOf(StaleWriteException.class);
        Letter.of(new Answer("p-unknown", Answer.Verdict.REJECT, "cli:ben", Instant.now(), ""))
                .post(stale.papers.mail());
        assertThatThrownBy(() -> stale.steward.attend(feedback, token))
                .isInstanceOf(StaleWriteException.class)
                .hasMessageContaining("the docket was not saved");
        assertThat(stale.papers.audit().lines()).isEqualTo(log);
        assertThat(stale.papers.mail().read()).as("left for the leader").hasSize(1);
        assertThat(stale.run().notices()).singleElement().asString().contains("another JVM of the fleet");
    }

    private static final class Jvm implements AutoCloseable {
        private final FleetRedis redis;
        private final RunLease lease;
        private final TtlChannel channel;
        private final FleetTtl ttl;
        private final Papers papers;
        private final Steward steward;
        private final FeedbackOrchestrator lumen;
        private volatile List<ProposalHistory> proposals = List.of();

        Jvm(FleetServer server) {
            redis = FleetRedis.own(server.uri());
            RedisFleet fleet = RedisFleet.of(redis, FleetServer.CACHE)
                    .prefix(server.prefix())
                    .polling(Duration.ofMillis(200));
            lease = fleet.lease(Duration.ofMinutes(12));
            channel = fleet.ttlChannel();
            ttl = FleetTtl.join(new TtlInForce(FleetServer.CACHE, TtlBounds.DEFAULT), channel, lease);
            papers = new Papers(fleet.docketStore(), fleet.auditLog(lease), fleet.mailbox());
            steward = new Steward(terms(), papers, ttl, Optional.empty());
            lumen = FeedbackOrchestrator.builder(FleetServer.CACHE)
                    .source(cache -> reading())
                    .lease(lease)
                    .fleetTtl(ttl)
                    .stateStore(fleet.stateStore())
                    .steward(steward)
                    .sink(new FeedbackSink() {
                        @Override
                        public void accept(UnifiedFeedback feedback) {}

                        @Override
                        public void accept(UnifiedFeedback feedback, Background background) {
                            proposals = background.proposals();
                        }
                    })
                    .build();
        }

        private static Terms terms() {
            return new Terms(
                    FleetServer.CACHE,
                    TtlBounds.DEFAULT,
                    SizeBounds.DEFAULT,
                    SizeGrid.MEGABYTES,
                    Map.of(Lever.TTL, Autonomy.PROPOSE),
                    OptionalDouble.empty(),
                    Guardrails.STANDARD,
                    Prices.DEFAULT);
        }

        private static Reading reading() {
            CacheMetrics metrics = Metrics.typical().requests(10_000, 0.65).build();
            Window hour = Window.ending(Instant.now(), Duration.ofHours(1));
            return new Reading.Windowed(hour, metrics.lookups(), metrics.removals(), metrics.gauges());
        }

        private UnifiedFeedback run() {
            return lumen.run();
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
