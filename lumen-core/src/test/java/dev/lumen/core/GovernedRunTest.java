package dev.lumen.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lumen.api.act.Answer;
import dev.lumen.api.act.Autonomy;
import dev.lumen.api.act.Lever;
import dev.lumen.api.act.ProposalHistory;
import dev.lumen.api.act.ProposalStatus;
import dev.lumen.api.advise.Prices;
import dev.lumen.api.advise.SizeBounds;
import dev.lumen.api.advise.SizeGrid;
import dev.lumen.api.advise.TtlBounds;
import dev.lumen.api.feedback.Background;
import dev.lumen.api.feedback.FeedbackSink;
import dev.lumen.api.feedback.UnifiedFeedback;
import dev.lumen.api.observe.CacheName;
import dev.lumen.api.observe.Gauges;
import dev.lumen.api.observe.Lookups;
import dev.lumen.api.observe.Reading;
import dev.lumen.api.observe.Removals;
import dev.lumen.api.observe.Window;
import dev.lumen.api.state.StateStore;
import dev.lumen.api.state.StoredState;
import dev.lumen.api.units.ByteSize;
import dev.lumen.core.govern.Guardrails;
import dev.lumen.core.govern.Letter;
import dev.lumen.core.govern.Papers;
import dev.lumen.core.govern.Steward;
import dev.lumen.core.govern.Terms;
import dev.lumen.core.govern.TtlInForce;
import dev.lumen.core.state.FileAuditLog;
import dev.lumen.core.state.FileMailbox;
import dev.lumen.core.state.FileStateStore;
import dev.lumen.core.state.InMemoryStateStore;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole way: a run proposes, a person approves, the next run does it, and the advisor hands it out. */
class GovernedRunTest {
    private static final CacheName CACHE = CacheName.of("answers");

    private final TtlInForce ttl = new TtlInForce(CACHE, TtlBounds.DEFAULT);
    private final AtomicReference<Background> told = new AtomicReference<>(Background.NONE);

    private static Terms terms(CacheName cache) {
        return new Terms(
                cache,
                TtlBounds.DEFAULT,
                SizeBounds.DEFAULT,
                SizeGrid.MEGABYTES,
                Map.of(Lever.TTL, Autonomy.PROPOSE),
                OptionalDouble.empty(),
                Guardrails.STANDARD,
                Prices.DEFAULT);
    }

    private FeedbackOrchestrator orchestrator(Papers papers) {
        Steward steward = new Steward(terms(CACHE), papers, ttl, Optional.empty());
        return FeedbackOrchestrator.builder(CACHE)
                .source(cache -> reading())
                .ttlInForce(ttl)
                .steward(steward)
                .sink(new FeedbackSink() {
                    @Override
                    public void accept(UnifiedFeedback feedback) {}

                    @Override
                    public void accept(UnifiedFeedback feedback, Background background) {
                        told.set(background);
                    }
                })
                .build();
    }

    /** The guide's golden case: 65 % hits at 300 s, for which the rules advise 420 s. */
    private static Reading reading() {
        return new Reading.Windowed(
                Window.ending(Instant.now(), Duration.ofHours(1)),
                Lookups.counted(6_500, 3_500),
                Removals.evicted(0),
                Gauges.builder()
                        .used(ByteSize.ofMegabytes(192))
                        .capacity(ByteSize.ofMegabytes(256))
                        .build());
    }

    @Test
    void a_run_proposes_a_person_approves_and_the_next_run_does_it(@TempDir Path folder) throws Exception {
        FileMailbox mail = new FileMailbox(folder.resolve("mail"));
        Papers papers = new Papers(
                new FileStateStore(folder.resolve("docket.json")),
                new FileAuditLog(folder.resolve("audit.jsonl")),
                mail);
        try (FeedbackOrchestrator lumen = orchestrator(papers)) {
            UnifiedFeedback first = lumen.run();
            assertThat(first.notices()).anyMatch(notice -> notice.contains("waits for an answer"));
            ProposalHistory proposal = told.get().proposals().get(0);
            assertThat(ttl.inForce()).isEqualTo(Duration.ofSeconds(300));
            Letter.of(new Answer(proposal.proposal().id(), Answer.Verdict.APPROVE, "cli:anna", Instant.now(), ""))
                    .post(mail);
            lumen.run();
            assertThat(told.get().proposals().get(0).status()).isEqualTo(ProposalStatus.APPLIED);
            assertThat(ttl.inForce()).isEqualTo(Duration.ofSeconds(420));
        }
    }

    @Test
    void where_the_docket_cannot_be_read_the_run_goes_on_and_changes_nothing(@TempDir Path folder) {
        StateStore broken = new StateStore() {
            @Override
            public Optional<StoredState> load() throws IOException {
                throw new IOException("the disk is gone");
            }

            @Override
            public void save(StoredState state) {}
        };
        Papers papers = new Papers(
                broken, new FileAuditLog(folder.resolve("audit.jsonl")), new FileMailbox(folder.resolve("mail")));
        try (FeedbackOrchestrator lumen = orchestrator(papers)) {
            UnifiedFeedback feedback = lumen.run();
            assertThat(feedback.ttl()).isPresent();
            assertThat(feedback.notices())
                    .anyMatch(notice -> notice.startsWith("nothing was proposed or changed in this run")
                            && notice.contains("the disk is gone"));
            assertThat(ttl.inForce()).isEqualTo(Duration.ofSeconds(300));
        }
    }

    @Test
    void a_steward_of_another_cache_is_refused(@TempDir Path folder) {
        Papers papers = new Papers(
                new InMemoryStateStore(),
                new FileAuditLog(folder.resolve("audit.jsonl")),
                new FileMailbox(folder.resolve("mail")));
        Steward others = new Steward(terms(CacheName.of("others")), papers, ttl, Optional.empty());
        assertThatThrownBy(() -> FeedbackOrchestrator.builder(CACHE).steward(others))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'others'");
    }
}
