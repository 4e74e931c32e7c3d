package dev.lumen.core.govern;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lumen.api.act.Autonomy;
import dev.lumen.api.act.ProposalHistory;
import dev.lumen.api.act.ProposalStatus;
import dev.lumen.api.advise.TtlBounds;
import dev.lumen.api.evidence.AccessRecorder;
import dev.lumen.api.feedback.UnifiedFeedback;
import dev.lumen.api.units.Ratio;
import dev.lumen.core.govern.audit.AuditEntry;
import dev.lumen.core.json.LumenJson;
import dev.lumen.core.state.FileAuditLog;
import dev.lumen.core.state.FileMailbox;
import dev.lumen.core.state.InMemoryStateStore;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole way of a trial, over a cache that does what its advisor says: proposed, counted, tried, judged. */
@Tag("any-jdk")
class TriedTtlTest {
    private static final int KEYS = 5000;
    private static final Duration RUN = Duration.ofMinutes(5);
    private static final Instant START = Instant.parse("2026-11-28T12:00:00Z");

    @TempDir
    private Path folder;

    private final SplittableRandom random = new SplittableRandom(11);
    private final long[] expiry = new long[KEYS];
    private final InMemoryStateStore store = new InMemoryStateStore();
    private Papers papers;
    private TtlInForce ttl;
    private Steward steward;
    private int requestsARun = 12_000;
    private long nowMillis;

    private void startJvm() throws Exception {
        papers = new Papers(
                store, new FileAuditLog(folder.resolve("audit.jsonl")), new FileMailbox(folder.resolve("mail")));
        Terms terms = ClerkTest.terms(Autonomy.APPLY_WITH_HOLDOUT, OptionalDouble.of(0.5));
        ttl = new TtlInForce(terms.cache(), TtlBounds.DEFAULT, Ratio.of(0), () -> nowMillis * 1_000_000);
        steward = new Steward(terms, papers, ttl, Optional.of(size -> {}));
        steward.resume();
    }

    /** Few keys are asked for often, many rarely. */
    private void traffic() {
        AccessRecorder recorder = ttl.recorder();
        for (int i = 0; i < requestsARun; i++) {
            nowMillis += RUN.toMillis() / requestsARun;
            int key = (int) (KEYS * Math.pow(random.nextDouble(), 2));
            long hash = key * 0x9e3779b97f4a7c15L;
            if (nowMillis < expiry[key]) {
                recorder.hit(hash, 100);
            } else {
                recorder.loaded(hash, 100, 1, 1000);
                expiry[key] = nowMillis + ttl.ttlMillis(hash);
            }
        }
    }

    private ProposalHistory run(long advised) throws Exception {
        traffic();
        Instant now = START.plusMillis(nowMillis);
        UnifiedFeedback feedback =
                Advised.NOTHING.at(ttl.inForce(), Advised.SIZE).nextTtl(advised).feedback(now);
        List<ProposalHistory> all = steward.attend(feedback, 0).proposals();
        return all.get(all.size() - 1);
    }

    private List<ProposalStatus> until(ProposalStatus end, long advised) throws Exception {
        ProposalHistory history = run(advised);
        for (int i = 0; i < 100 && history.status() != end; i++) {
            history = run(advised);
        }
        return history.steps().stream().map(ProposalHistory.Step::status).toList();
    }

    private String why() throws Exception {
        Docket docket = new Filing(papers).load();
        return docket.proposals().get(0).latest().why();
    }

    @Test
    void a_ttl_that_is_too_short_is_taken_back_before_most_keys_have_had_it() throws Exception {
        startJvm();
        assertThat(until(ProposalStatus.ROLLED_BACK, 200))
                .containsExactly(
                        ProposalStatus.PROPOSED,
                        ProposalStatus.APPROVED,
                        ProposalStatus.ON_TRIAL,
                        ProposalStatus.ROLLED_BACK);
        assertThat(why()).contains("it costs more").contains("new TTL: ").contains("requests hit (before: ");
        assertThat(ttl.inForce()).isEqualTo(Duration.ofSeconds(300));
        assertThat(ttl.tally()).isEmpty();
        for (int runs = 0; runs < 20; runs++) {
            assertThat(run(200).status()).as("not tried again").isEqualTo(ProposalStatus.ROLLED_BACK);
        }
    }

    @Test
    void a_ttl_that_pays_goes_to_all_keys() throws Exception {
        startJvm();
        assertThat(until(ProposalStatus.APPLIED, 450))
                .containsExactly(
                        ProposalStatus.PROPOSED,
                        ProposalStatus.APPROVED,
                        ProposalStatus.ON_TRIAL,
                        ProposalStatus.APPLIED);
        assertThat(why()).contains("it costs less");
        assertThat(ttl.inForce()).isEqualTo(Duration.ofSeconds(450));
    }

    @Test
    void a_trial_goes_on_over_restarts_and_its_decisions_can_be_made_again() throws Exception {
        requestsARun = 1500;
        startJvm();
        List<Long> counted = new ArrayList<>();
        ProposalHistory history = run(200);
        while (history.status() != ProposalStatus.ROLLED_BACK) {
            startJvm();
            Arrays.fill(expiry, 0);
            for (int runs = 0; runs < 4; runs++) {
                history = run(200);
            }
            new Filing(papers)
                    .load()
                    .trial()
                    .ifPresent(file -> counted.add(
                            file.baseline().requests() + file.tried().requests()));
            assertThat(counted).hasSizeLessThan(40);
        }
        assertThat(counted).isSorted().hasSizeGreaterThan(2);
        List<AuditEntry> entries = new ArrayList<>();
        for (String line : papers.audit().lines()) {
            entries.add(LumenJson.read(line.getBytes(StandardCharsets.UTF_8), AuditEntry.class));
        }
        assertThat(DecisionsAgain.fault(entries)).isEmpty();
    }

    @Test
    void where_entries_go_for_want_of_room_no_trial_begins() throws Exception {
        startJvm();
        List<String> notices = List.of();
        for (int i = 0; i < 4; i++) {
            traffic();
            notices = steward.attend(
                            Advised.NOTHING.nextTtl(200).evicting(5000).feedback(START.plusMillis(nowMillis)), 0)
                    .notices();
        }
        assertThat(notices).anyMatch(notice -> notice.contains("entries are pushed out for room"));
        assertThat(ttl.setting().trial())
                .hasValueSatisfying(trial -> assertThat(trial.begun()).isFalse());
    }
}
