package dev.lumen.core.govern;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lumen.api.act.Answer;
import dev.lumen.api.act.Autonomy;
import dev.lumen.api.act.Lever;
import dev.lumen.api.act.Proposal;
import dev.lumen.api.act.ProposalHistory;
import dev.lumen.api.act.ProposalStatus;
import dev.lumen.api.act.TtlTrial;
import dev.lumen.api.advise.Confidence;
import dev.lumen.api.advise.Overrides;
import dev.lumen.api.advise.Prices;
import dev.lumen.api.advise.SizeBounds;
import dev.lumen.api.advise.SizeGrid;
import dev.lumen.api.advise.TtlBounds;
import dev.lumen.api.evidence.Estimate;
import dev.lumen.api.feedback.Quality;
import dev.lumen.api.observe.CacheName;
import dev.lumen.api.units.ByteSize;
import dev.lumen.core.govern.audit.AuditChain;
import dev.lumen.core.govern.ledger.Claim;
import dev.lumen.core.govern.ledger.Ledger;
import dev.lumen.core.govern.ledger.Outcome;
import dev.lumen.core.govern.ledger.Prediction;
import dev.lumen.core.govern.trial.TrialCounts;
import dev.lumen.core.govern.trial.TrialTally;
import dev.lumen.core.json.LumenJson;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ClerkTest {
    private static final Instant NOW = Instant.parse("2026-11-28T12:00:00Z");
    private static final String DIGEST = "d1";
    private static final Terms PROPOSING = terms(Autonomy.PROPOSE, OptionalDouble.empty());

    private Terms terms = PROPOSING;
    private Docket docket = Docket.EMPTY;
    private Instant now = NOW;

    static Terms terms(Autonomy level, OptionalDouble holdout) {
        return new Terms(
                CacheName.of("answers"),
                TtlBounds.DEFAULT,
                SizeBounds.DEFAULT,
                SizeGrid.MEGABYTES,
                Map.of(Lever.TTL, level, Lever.SIZE, level),
                holdout,
                Guardrails.STANDARD,
                Prices.DEFAULT);
    }

    private void rails(Guardrails rails) {
        terms = new Terms(
                terms.cache(),
                terms.ttlBounds(),
                terms.sizeBounds(),
                terms.sizeGrid(),
                terms.levels(),
                terms.holdout(),
                rails,
                terms.prices());
    }

    private List<String> review(Advised advised) {
        Clerk clerk = new Clerk(terms, docket, now);
        List<String> held = clerk.review(advised.feedback(now), DIGEST);
        docket = clerk.docket();
        return held;
    }

    private Ruling answer(String id, Answer.Verdict verdict, Instant at) {
        Clerk clerk = new Clerk(terms, docket, now);
        Ruling ruling = clerk.hear(new Answer(id, verdict, "cli:anna", at, ""));
        docket = clerk.docket();
        return ruling;
    }

    private Ruling approve() {
        return answer(only().proposal().id(), Answer.Verdict.APPROVE, now);
    }

    private void later(Duration passed) {
        now = now.plus(passed);
    }

    private ProposalHistory only() {
        assertThat(docket.proposals()).hasSize(1);
        return docket.proposals().get(0);
    }

    private ProposalHistory last() {
        return docket.proposals().get(docket.proposals().size() - 1);
    }

    @Test
    void advice_becomes_a_proposal_that_waits() {
        review(Advised.NOTHING.nextTtl(420));
        assertThat(only().proposal().change().words()).isEqualTo("TTL 300 s → 420 s");
        assertThat(only().status()).isEqualTo(ProposalStatus.PROPOSED);
        assertThat(only().proposal().expiresAt()).isEqualTo(NOW.plus(Duration.ofHours(24)));
        assertThat(docket.ttl()).isEmpty();
    }

    @Test
    void an_approved_change_is_made_at_the_next_review() {
        review(Advised.NOTHING.nextTtl(420));
        assertThat(approve().accepted()).isTrue();
        assertThat(docket.ttl()).isEmpty();
        later(Duration.ofMinutes(5));
        review(Advised.NOTHING.nextTtl(420));
        assertThat(docket.ttl()).contains(Duration.ofSeconds(420));
        assertThat(only().steps())
                .extracting(step -> step.status().name() + " by " + step.by())
                .containsExactly("PROPOSED by lumen", "APPROVED by cli:anna", "APPLIED by lumen");
    }

    @Test
    void a_second_answer_changes_nothing_and_says_what_the_first_was() {
        review(Advised.NOTHING.nextTtl(420));
        approve();
        Docket before = docket;
        Ruling second = answer(only().proposal().id(), Answer.Verdict.REJECT, now);
        assertThat(second.accepted()).isFalse();
        assertThat(second.words()).isEqualTo("it is APPROVED since " + NOW + ", by cli:anna");
        assertThat(docket.proposals()).isEqualTo(before.proposals());
        assertThat(docket.unwritten()).last().extracting("event", "why").containsExactly("REFUSED", second.words());
    }

    @Test
    void an_answer_after_the_expiry_is_refused() {
        review(Advised.NOTHING.nextTtl(420));
        later(Duration.ofHours(24));
        assertThat(approve().words()).isEqualTo("it expired at " + now);
        review(Advised.NOTHING);
        assertThat(only().status()).isEqualTo(ProposalStatus.EXPIRED);
    }

    @Test
    void an_answer_to_what_was_never_proposed_is_refused() {
        assertThat(answer("ttl-00000000", Answer.Verdict.APPROVE, now))
                .isEqualTo(new Ruling(false, "no proposal ttl-00000000 is remembered"));
    }

    @Test
    void an_approval_does_not_outlive_its_baseline() {
        review(Advised.NOTHING.nextTtl(420));
        approve();
        review(Advised.NOTHING.at(Duration.ofSeconds(200), Advised.SIZE).nextTtl(200));
        assertThat(only().latest().status()).isEqualTo(ProposalStatus.EXPIRED);
        assertThat(only().latest().why()).isEqualTo("the TTL is 200 s now, and was 300 s");
        assertThat(docket.ttl()).isEmpty();
    }

    @Test
    void a_hit_ratio_that_has_moved_ends_a_proposal() {
        review(Advised.NOTHING.nextTtl(420));
        review(Advised.NOTHING.hitRatio(0.64));
        assertThat(only().latest().why()).isEqualTo("the hit ratio is 64.0 % now, and was 70.0 %");
    }

    @Test
    void a_hit_ratio_of_too_few_requests_ends_none() {
        review(Advised.NOTHING.nextTtl(420));
        review(Advised.NOTHING.hitRatio(0.13).hardlyAsked());
        assertThat(only().status()).isEqualTo(ProposalStatus.PROPOSED);
    }

    @Test
    void newer_advice_supersedes_and_like_advice_does_not() {
        review(Advised.NOTHING.nextTtl(420));
        review(Advised.NOTHING.nextTtl(424));
        assertThat(only().status()).isEqualTo(ProposalStatus.PROPOSED);
        later(Duration.ofMinutes(5));
        review(Advised.NOTHING.nextTtl(360));
        assertThat(docket.proposals())
                .extracting(ProposalHistory::status)
                .containsExactly(ProposalStatus.SUPERSEDED, ProposalStatus.PROPOSED);
        later(Duration.ofMinutes(5));
        review(Advised.NOTHING);
        assertThat(last().latest().why()).isEqualTo("the advice is now to leave the ttl");
    }

    @Test
    void one_lever_moves_at_a_time() {
        review(Advised.NOTHING.nextTtl(420).nextSize(300));
        for (ProposalHistory each : docket.proposals()) {
            assertThat(answer(each.proposal().id(), Answer.Verdict.APPROVE, now).accepted())
                    .isTrue();
        }
        List<String> held = review(Advised.NOTHING.nextTtl(420).nextSize(300));
        assertThat(docket.ttl()).contains(Duration.ofSeconds(420));
        assertThat(docket.capacity()).isEmpty();
        assertThat(held).singleElement().asString().endsWith("waits: another change is under way");
    }

    @Test
    void a_step_is_cut_to_the_largest_and_promises_nothing_then() {
        review(Advised.NOTHING.nextTtl(3000));
        assertThat(only().proposal().change().words()).isEqualTo("TTL 300 s → 450 s");
        assertThat(only().proposal().promise().hitRatioChange()).isEmpty();
        assertThat(only().proposal().reasons()).last().asString().contains("Cut from TTL 300 s → 3000 s");
    }

    @Test
    void a_step_too_small_is_not_proposed() {
        review(Advised.NOTHING.nextTtl(305));
        assertThat(docket.proposals()).isEmpty();
    }

    @Test
    void a_change_goes_on_trial_first_where_the_host_wants_a_holdout() {
        terms = terms(Autonomy.APPLY_WITH_HOLDOUT, OptionalDouble.of(0.1));
        review(Advised.NOTHING.nextTtl(420));
        String id = only().proposal().id();
        TtlTrial prepared = TtlTrial.prepared(id, Duration.ofSeconds(420), 0.1);
        assertThat(docket.trial().map(TrialFile::trial)).contains(prepared);
        assertThat(review(Advised.NOTHING.nextTtl(420)))
                .singleElement()
                .asString()
                .contains("waits: the baseline of its trial has 0 requests of 10000");
        docket = docket.counted(new TrialTally(id, "one", World.BASELINE, TrialCounts.NONE));
        review(Advised.NOTHING.nextTtl(420));
        assertThat(docket.trial().map(TrialFile::trial)).contains(prepared.begin());
        assertThat(only().status()).isEqualTo(ProposalStatus.ON_TRIAL);
        assertThat(docket.ttl()).isEmpty();
        Clerk clerk = new Clerk(terms, docket, now);
        assertThat(clerk.judge(id, true, "+2 points").accepted()).isTrue();
        assertThat(clerk.docket().trial()).isEmpty();
        assertThat(clerk.docket().ttl()).contains(Duration.ofSeconds(420));
        assertThat(clerk.judge(id, false, "−3 points").accepted()).isTrue();
        assertThat(clerk.docket().ttl()).contains(Duration.ofSeconds(300));
        assertThat(clerk.judge(id, false, "again").accepted()).isFalse();
    }

    @Test
    void a_lever_rests_after_a_change_and_does_not_go_back_at_once() {
        terms = terms(Autonomy.APPLY, OptionalDouble.empty());
        review(Advised.NOTHING.nextTtl(420));
        judge(true);
        Advised changed = Advised.NOTHING.at(Duration.ofSeconds(420), Advised.SIZE);
        assertThat(review(changed.nextTtl(500))).singleElement().asString().contains("the lever rests for PT1H");
        later(Duration.ofHours(2));
        review(changed.nextTtl(300));
        assertThat(last().status()).isEqualTo(ProposalStatus.SUPERSEDED);
        later(Duration.ofHours(4));
        review(changed.nextTtl(300));
        assertThat(last().status()).isEqualTo(ProposalStatus.APPLIED);
    }

    private void judge(boolean good) {
        Clerk clerk = new Clerk(terms, docket, now);
        clerk.judge(docket.underWay().orElseThrow().proposal().id(), good, "a test says so");
        docket = clerk.docket();
    }

    @Test
    void changes_are_counted_by_the_day() {
        terms = terms(Autonomy.APPLY, OptionalDouble.empty());
        rails(Guardrails.STANDARD.toBuilder()
                .coolDown(Duration.ZERO)
                .changesPerDay(1)
                .build());
        review(Advised.NOTHING.nextTtl(420));
        judge(true);
        later(Duration.ofMinutes(1));
        Advised changed =
                Advised.NOTHING.at(Duration.ofSeconds(420), Advised.SIZE).nextTtl(500);
        assertThat(review(changed))
                .singleElement()
                .asString()
                .contains("there were 1 changes within a day, allowed: 1");
        later(Duration.ofHours(24));
        review(changed);
        assertThat(docket.ttl()).contains(Duration.ofSeconds(500));
    }

    @Test
    void nothing_is_changed_in_a_freeze_window() {
        terms = terms(Autonomy.APPLY, OptionalDouble.empty());
        rails(Guardrails.STANDARD.toBuilder()
                .frozen(FreezeWindow.weekly(
                        EnumSet.of(java.time.DayOfWeek.FRIDAY),
                        LocalTime.of(18, 0),
                        LocalTime.of(13, 0),
                        ZoneOffset.UTC))
                .build());
        assertThat(review(Advised.NOTHING.nextTtl(420)))
                .singleElement()
                .asString()
                .contains("frozen on FRIDAY");
        later(Duration.ofHours(1));
        review(Advised.NOTHING.nextTtl(420));
        assertThat(docket.ttl()).contains(Duration.ofSeconds(420));
    }

    @ParameterizedTest
    @EnumSource(names = {"STALE", "FALLBACK"})
    void nothing_is_changed_on_what_was_not_measured_now(Quality quality) {
        terms = terms(Autonomy.APPLY, OptionalDouble.empty());
        assertThat(review(Advised.NOTHING.nextTtl(420).of(quality)))
                .containsExactly("nothing is proposed or changed: the cache's metrics are "
                        + quality.name().toLowerCase(java.util.Locale.ROOT));
        assertThat(docket).isEqualTo(Docket.EMPTY);
    }

    @Test
    void an_override_takes_back_what_is_open_and_under_way() {
        terms = terms(Autonomy.APPLY, OptionalDouble.empty());
        review(Advised.NOTHING.nextTtl(420));
        review(Advised.NOTHING.under(Overrides.NONE.withTtl(Duration.ofSeconds(600))));
        assertThat(only().latest().status()).isEqualTo(ProposalStatus.ROLLED_BACK);
        assertThat(docket.ttl()).contains(Duration.ofSeconds(300));
    }

    @Test
    void an_emergency_stop_outlives_a_restart_and_needs_a_release() throws Exception {
        terms = terms(Autonomy.APPLY, OptionalDouble.empty());
        review(Advised.NOTHING.nextTtl(200));
        Clerk clerk = new Clerk(terms, docket, now);
        assertThat(clerk.stop("cli:ben", "errors", Duration.ofSeconds(200)).accepted())
                .isTrue();
        assertThat(clerk.stop("cli:eve", "", Duration.ofSeconds(200)).words())
                .isEqualTo("stopped since " + NOW + " by cli:ben");
        docket = LumenJson.read(LumenJson.bytes(clerk.docket()), Docket.class);
        assertThat(docket).isEqualTo(clerk.docket());
        assertThat(docket.ttl()).contains(TtlBounds.DEFAULT.standard());
        assertThat(only().status()).isEqualTo(ProposalStatus.ROLLED_BACK);
        later(Duration.ofDays(2));
        assertThat(review(Advised.NOTHING.nextTtl(420))).containsExactly("nothing is changed: stopped by cli:ben");
        Clerk releasing = new Clerk(terms, docket, now);
        assertThat(releasing.release("cli:ben", "").accepted()).isTrue();
        assertThat(releasing.release("cli:ben", "").accepted()).isFalse();
        docket = releasing.docket();
        review(Advised.NOTHING.nextTtl(420));
        assertThat(docket.ttl()).contains(Duration.ofSeconds(420));
    }

    @Test
    void a_size_is_proposed_on_the_grid_and_within_its_bounds() {
        review(Advised.NOTHING.nextSize(1000));
        assertThat(only().proposal().change().words()).isEqualTo("size 256 MB → 384 MB");
        assertThat(docket.open(Lever.SIZE)).isPresent();
        assertThat(docket.open(Lever.TTL)).isEmpty();
        assertThat(only().proposal().baseline().capacity()).contains(ByteSize.ofMegabytes(256));
    }

    @Test
    void every_step_is_in_the_audit_log_and_any_change_of_it_shows() {
        review(Advised.NOTHING.nextTtl(420));
        approve();
        approve();
        review(Advised.NOTHING.nextTtl(420));
        List<String> lines = docket.unwritten().stream().map(LumenJson::line).toList();
        assertThat(lines).hasSize(4);
        assertThat(AuditChain.fault(lines)).isEmpty();
        assertThat(AuditChain.fault(List.of(lines.get(0), lines.get(2)))).isPresent();
        assertThat(AuditChain.fault(List.of(lines.get(1), lines.get(0)))).isPresent();
        assertThat(AuditChain.fault(List.of(lines.get(0), lines.get(1).replace("anna", "ben"))))
                .isPresent();
        assertThat(AuditChain.fault(List.of("{}"))).isPresent();
        assertThat(docket.written().unwritten()).isEmpty();
        assertThat(docket.written().audited()).isEqualTo(4);
    }

    @Test
    void only_so_many_ended_proposals_are_remembered() {
        for (int i = 0; i < 2 * Docket.REMEMBERED + 2; i++) {
            review(Advised.NOTHING.nextTtl(i % 2 == 0 ? 420 : 360));
            later(Duration.ofMinutes(1));
        }
        assertThat(docket.proposals()).hasSize(Docket.REMEMBERED + 1);
        assertThat(last().status()).isEqualTo(ProposalStatus.PROPOSED);
        assertThat(docket.find("ttl-00000000")).isEqualTo(Optional.empty());
    }

    @Test
    void a_promise_is_recalibrated_by_the_ones_before_and_forgotten_where_nothing_comes_of_it() {
        review(Advised.NOTHING.nextTtl(420));
        double said = only().proposal().promise().confidence().value();
        assertThat(docket.ledger().entries()).hasSize(1);
        answer(only().proposal().id(), Answer.Verdict.REJECT, now);
        assertThat(docket.ledger().entries()).as("rejected").isEmpty();
        review(Advised.NOTHING.nextTtl(420));
        assertThat(docket.proposals()).as("rejected, and not asked again today").hasSize(1);
        learn(8, 0.12);
        later(Duration.ofHours(24));
        review(Advised.NOTHING.nextTtl(420));
        Proposal next = last().proposal();
        assertThat(next.promise().confidence().value()).isLessThan(said);
        Estimate published = next.promise().hitRatioChange().orElseThrow();
        assertThat(published.high() - published.low()).isGreaterThan(0.1);
        assertThat(next.reasons())
                .last()
                .asString()
                .contains("recalibrated by 8 earlier ones", "when it says 0.8 it is right 0 % of 8 times");
    }

    /** So many promises of a confidence of 0.8, none of them right. */
    private void learn(int count, double realised) {
        Ledger ledger = docket.ledger();
        for (int i = 0; i < count; i++) {
            Claim claim = new Claim(new Estimate(0.01, -0.05, 0.05), Confidence.of(0.8));
            Prediction prediction = new Prediction("ttl-" + i, NOW, "hit ratio change", claim, claim);
            ledger = ledger.predicted(prediction).settled("ttl-" + i, new Outcome(NOW, realised, false));
        }
        docket = with(ledger);
    }

    private Docket with(Ledger ledger) {
        return new Docket(
                docket.proposals(),
                docket.ttl(),
                docket.trial(),
                docket.held(),
                docket.capacity(),
                docket.stop(),
                docket.audited(),
                docket.lastHash(),
                docket.unwritten(),
                docket.heard(),
                ledger,
                docket.windows());
    }

    @Test
    void promises_that_were_not_kept_lower_the_level_and_that_is_said() {
        terms = terms(Autonomy.APPLY, OptionalDouble.empty());
        Ledger ledger = Ledger.EMPTY;
        for (int i = 0; i < 12; i++) {
            Claim claim = new Claim(new Estimate(0.05, 0.04, 0.06), Confidence.of(0.9));
            Prediction prediction = new Prediction("ttl-" + i, NOW, "hit ratio change", claim, claim);
            ledger = ledger.predicted(prediction).settled("ttl-" + i, new Outcome(NOW, -0.05, false));
        }
        docket = with(ledger);
        assertThat(review(Advised.NOTHING.nextTtl(420)))
                .singleElement()
                .asString()
                .startsWith("levels of autonomy are lowered by 2: of 12 promises 0 were right");
        assertThat(only().status()).isEqualTo(ProposalStatus.PROPOSED);
    }
}
