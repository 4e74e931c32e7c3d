package dev.lumen.core.govern;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lumen.api.act.Answer;
import dev.lumen.api.act.Autonomy;
import dev.lumen.api.act.Lever;
import dev.lumen.api.act.ProposalHistory;
import dev.lumen.api.act.ProposalStatus;
import dev.lumen.api.act.SizeActuator;
import dev.lumen.api.act.TtlSetting;
import dev.lumen.api.advise.Overrides;
import dev.lumen.api.advise.TtlBounds;
import dev.lumen.api.observe.CacheName;
import dev.lumen.api.state.AuditLog;
import dev.lumen.api.state.Mailbox;
import dev.lumen.api.state.StateStore;
import dev.lumen.api.state.StoredState;
import dev.lumen.api.units.ByteSize;
import dev.lumen.core.govern.audit.AuditChain;
import dev.lumen.core.govern.audit.AuditEntry;
import dev.lumen.core.govern.trial.TrialTally;
import dev.lumen.core.json.LumenJson;
import dev.lumen.core.state.FileAuditLog;
import dev.lumen.core.state.FileMailbox;
import dev.lumen.core.state.FileStateStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A steward over real files, as far as a JVM gets before it is killed. */
class StewardTest {
    private static final Instant NOON = Instant.parse("2026-11-28T12:00:00Z");
    private static final Duration LONGER = Duration.ofSeconds(420);
    private static final Answer.Verdict YES = Answer.Verdict.APPROVE;

    @TempDir
    private Path folder;

    private Instant now = NOON;
    private TtlInForce ttl = new TtlInForce(CacheName.of("answers"), TtlBounds.DEFAULT);

    /** After so many operations the JVM dies. */
    private int life = Integer.MAX_VALUE;

    /** Not an exception: nothing catches it on the way out, as nothing survives a kill. */
    private static final class Killed extends Error {
        private static final long serialVersionUID = 1;
    }

    private void operation() {
        if (life-- <= 0) {
            throw new Killed();
        }
    }

    private Papers papers() {
        StateStore store = new FileStateStore(folder.resolve("docket.json"));
        AuditLog log = new FileAuditLog(folder.resolve("audit.jsonl"));
        Mailbox mail = new FileMailbox(folder.resolve("mail"));
        return new Papers(
                new StateStore() {
                    @Override
                    public Optional<StoredState> load() throws Exception {
                        operation();
                        return store.load();
                    }

                    @Override
                    public void save(StoredState state) throws Exception {
                        operation();
                        store.save(state);
                        operation();
                    }
                },
                new AuditLog() {
                    @Override
                    public void append(long after, List<String> lines) throws Exception {
                        operation();
                        log.append(after, lines);
                        operation();
                    }

                    @Override
                    public List<String> lines() throws Exception {
                        return log.lines();
                    }
                },
                new Mailbox() {
                    @Override
                    public boolean post(String id, byte[] message) throws Exception {
                        return mail.post(id, message);
                    }

                    @Override
                    public SortedMap<String, byte[]> read() throws Exception {
                        operation();
                        return mail.read();
                    }

                    @Override
                    public void remove(String id) throws Exception {
                        operation();
                        mail.remove(id);
                        operation();
                    }
                });
    }

    private Steward steward(Autonomy level) {
        SteeredTtl mortal = new SteeredTtl() {
            @Override
            public Duration inForce() {
                return ttl.inForce();
            }

            @Override
            public TtlSetting setting() {
                return ttl.setting();
            }

            @Override
            public TtlSetting put(TtlSetting setting) {
                operation();
                TtlSetting put = ttl.put(setting);
                operation();
                return put;
            }

            @Override
            public Optional<TrialTally> tally() {
                return ttl.tally();
            }
        };
        return new Steward(
                ClerkTest.terms(level, OptionalDouble.empty()), papers(), mortal, Optional.of(size -> operation()));
    }

    /** The JVM starts again: what was in memory is gone. */
    private Steward restarted(Autonomy level) {
        life = Integer.MAX_VALUE;
        ttl = new TtlInForce(CacheName.of("answers"), TtlBounds.DEFAULT);
        return steward(level);
    }

    private Advised advised() {
        return Advised.NOTHING.at(ttl.inForce(), Advised.SIZE).nextTtl(LONGER.toSeconds());
    }

    private Steward.Session run(Steward steward) throws Exception {
        now = now.plusSeconds(300);
        return steward.attend(advised().feedback(now), 0);
    }

    private static ProposalHistory last(Steward.Session session) {
        return session.proposals().get(session.proposals().size() - 1);
    }

    private List<String> log() throws Exception {
        return new FileAuditLog(folder.resolve("audit.jsonl")).lines();
    }

    private void post(Letter letter) throws Exception {
        letter.post(new FileMailbox(folder.resolve("mail")));
    }

    private void answer(String id, Answer.Verdict verdict) throws Exception {
        post(Letter.of(new Answer(id, verdict, "cli:anna", now, "")));
    }

    @Test
    void what_a_person_approves_is_done_at_the_next_run_and_logged() throws Exception {
        Steward steward = steward(Autonomy.PROPOSE);
        Steward.Session first = run(steward);
        String id = last(first).proposal().id();
        assertThat(first.notices())
                .singleElement()
                .asString()
                .startsWith("proposal " + id + " (TTL 300 s → 420 s) waits for an answer until");
        assertThat(ttl.inForce()).isEqualTo(Advised.TTL);
        answer(id, YES);
        Steward.Session second = run(steward);
        assertThat(last(second).status()).isEqualTo(ProposalStatus.APPLIED);
        assertThat(second.notices()).contains("cli:anna said APPROVE to " + id + ": " + id + " is approved");
        assertThat(ttl.inForce()).isEqualTo(LONGER);
        assertThat(new FileMailbox(folder.resolve("mail")).read()).isEmpty();
        assertThat(AuditChain.fault(log())).isEmpty();
        assertThat(log()).anyMatch(line -> line.contains("\"APPROVED\"") && line.contains("cli:anna"));
    }

    @Test
    void of_two_answers_the_one_given_first_counts_whatever_the_ids_of_their_letters() throws Exception {
        Steward steward = steward(Autonomy.PROPOSE);
        String id = last(run(steward)).proposal().id();
        FileMailbox mail = new FileMailbox(folder.resolve("mail"));
        Letter.of(new Answer(id, YES, "slack:U1", now.plusSeconds(2), "")).post(mail, "slack-a");
        Letter.of(new Answer(id, Answer.Verdict.REJECT, "slack:U2", now.plusSeconds(1), ""))
                .post(mail, "slack-b");
        Steward.Session second = run(steward);
        assertThat(second.proposals().get(0).status()).isEqualTo(ProposalStatus.REJECTED);
        assertThat(second.notices())
                .anyMatch(notice -> notice.startsWith(
                        "slack:U1 said APPROVE to " + id + ", which was refused: it is REJECTED since"));
        assertThat(log()).anyMatch(line -> line.contains("\"REFUSED\"") && line.contains("slack:U1"));
    }

    @Test
    void each_decision_can_be_made_again_from_what_the_log_keeps() throws Exception {
        Steward steward = steward(Autonomy.PROPOSE);
        answer(last(run(steward)).proposal().id(), YES);
        run(steward);
        List<AuditEntry> entries = new ArrayList<>();
        for (String line : log()) {
            entries.add(LumenJson.read(line.getBytes(StandardCharsets.UTF_8), AuditEntry.class));
        }
        int made = 0;
        for (AuditEntry entry : entries) {
            if (entry.inputs().isPresent()) {
                Inputs inputs = Inputs.unpacked(entry.inputs().get());
                assertThat(entry.digest()).contains(inputs.digest());
                List<AuditEntry> again = inputs.decideAgain().unwritten();
                int end = (int) entry.sequence() - 1;
                assertThat(again).isNotEmpty().isEqualTo(entries.subList(end - again.size(), end));
                made += again.size();
            }
        }
        assertThat(made).isEqualTo(2);
    }

    @Test
    void inputs_come_back_as_they_were_with_windows_of_the_hosts_own_kind() throws Exception {
        FreezeWindow always = new FreezeWindow() {
            @Override
            public boolean covers(Instant time) {
                return true;
            }

            @Override
            public String words() {
                return "always";
            }
        };
        Terms frozen = ClerkTest.terms(Autonomy.APPLY, OptionalDouble.empty()).frozen(always);
        Inputs inputs = Inputs.of(frozen, Docket.EMPTY, advised().feedback(NOON), Optional.empty(), NOON);
        assertThat(Inputs.unpacked(inputs.packed())).isEqualTo(inputs);
        assertThat(inputs.decideAgain().underWay()).isEmpty();
        assertThat(inputs.decideAgain().open(Lever.TTL)).isPresent();
    }

    @Test
    void a_stop_is_heard_between_runs_and_outlives_a_restart() throws Exception {
        Steward steward = steward(Autonomy.APPLY);
        run(steward);
        assertThat(ttl.inForce()).isEqualTo(LONGER);
        post(new Letter(Letter.Kind.STOP, Optional.empty(), "cli:ben", now, "errors"));
        Steward.Session stopped = steward.hear(now, 0);
        assertThat(last(stopped).status()).isEqualTo(ProposalStatus.ROLLED_BACK);
        assertThat(ttl.inForce()).as("a shorter TTL would load the backend").isEqualTo(LONGER);
        Steward again = restarted(Autonomy.APPLY);
        assertThat(again.resume()).isEmpty();
        assertThat(ttl.inForce()).isEqualTo(LONGER);
        now = now.plus(Duration.ofDays(2));
        assertThat(run(again).notices()).anyMatch(notice -> notice.contains("stopped by cli:ben"));
        post(new Letter(Letter.Kind.RELEASE, Optional.empty(), "cli:ben", now, "mended"));
        assertThat(run(again).notices()).contains("cli:ben said RELEASE: released");
    }

    @Test
    void what_a_person_holds_is_in_force_until_it_is_let_go() throws Exception {
        Steward steward = steward(Autonomy.PROPOSE);
        now = now.plusSeconds(300);
        Overrides held = Overrides.NONE.withTtl(Duration.ofSeconds(600));
        steward.attend(Advised.NOTHING.nextTtl(600).under(held).feedback(now), 0);
        assertThat(ttl.inForce()).isEqualTo(Duration.ofSeconds(600));
        run(steward);
        assertThat(ttl.inForce()).isEqualTo(Advised.TTL);
        assertThat(log().toString()).contains("\"HELD\"").contains("\"LET_GO\"");
    }

    @Test
    void a_message_that_is_no_letter_is_refused_and_logged_once() throws Exception {
        new FileMailbox(folder.resolve("mail")).post("1-bad", "{\"kind\":\"PURGE\"}".getBytes(StandardCharsets.UTF_8));
        Steward steward = steward(Autonomy.PROPOSE);
        assertThat(run(steward).notices()).anyMatch(notice -> notice.startsWith("a message was not understood"));
        run(steward);
        assertThat(log().stream().filter(line -> line.contains("1-bad"))).hasSize(1);
    }

    @Test
    void a_log_that_cannot_be_added_to_keeps_nothing_from_being_done_and_loses_no_entry() throws Exception {
        List<String> kept = new ArrayList<>();
        boolean[] full = {true};
        AuditLog log = new AuditLog() {
            @Override
            public void append(long after, List<String> lines) throws IOException {
                if (full[0]) {
                    throw new IOException("no space left");
                }
                kept.addAll(lines.subList((int) (kept.size() - after), lines.size()));
            }

            @Override
            public List<String> lines() {
                return List.copyOf(kept);
            }
        };
        Papers papers = papers();
        Steward steward = new Steward(
                ClerkTest.terms(Autonomy.APPLY, OptionalDouble.empty()),
                new Papers(papers.docket(), log, papers.mail()),
                ttl,
                Optional.of(size -> {}));
        assertThat(run(steward).notices()).anyMatch(notice -> notice.contains("no space left"));
        assertThat(ttl.inForce()).isEqualTo(LONGER);
        full[0] = false;
        run(steward);
        assertThat(AuditChain.fault(kept)).isEmpty();
        assertThat(kept.toString()).contains("\"APPLIED\"");
    }

    @Test
    void a_lost_docket_goes_on_with_the_log() throws Exception {
        run(steward(Autonomy.PROPOSE));
        int before = log().size();
        assertThat(folder.resolve("docket.json").toFile().delete()).isTrue();
        run(restarted(Autonomy.PROPOSE));
        assertThat(log()).hasSizeGreaterThan(before);
        assertThat(AuditChain.fault(log())).isEmpty();
    }

    @Test
    void a_stop_outlives_a_lost_docket() throws Exception {
        Steward steward = steward(Autonomy.APPLY);
        post(new Letter(Letter.Kind.STOP, Optional.empty(), "cli:ben", now, "errors"));
        steward.hear(now, 0);
        assertThat(folder.resolve("docket.json").toFile().delete()).isTrue();
        assertThat(run(restarted(Autonomy.APPLY)).notices())
                .anyMatch(notice -> notice.contains("nothing is changed: stopped by cli:ben"));
        assertThat(ttl.inForce()).isEqualTo(Advised.TTL);
    }

    @Test
    void a_damaged_docket_is_set_aside_and_stops_everything() throws Exception {
        run(steward(Autonomy.APPLY));
        Path docket = folder.resolve("docket.json");
        FileStateStore store = new FileStateStore(docket);
        store.save(StoredState.of(1, "{\"proposals\": 7}".getBytes(StandardCharsets.UTF_8)));
        Papers papers = papers();
        ttl = new TtlInForce(CacheName.of("answers"), TtlBounds.DEFAULT);
        Steward again = new Steward(
                ClerkTest.terms(Autonomy.APPLY, OptionalDouble.empty()),
                new Papers(store, papers.audit(), papers.mail()),
                ttl,
                Optional.of(size -> {}));
        assertThatThrownBy(again::resume).isInstanceOf(IOException.class).hasMessageContaining("the docket is damaged");
        assertThat(run(again).notices())
                .anyMatch(notice -> notice.startsWith("the docket is damaged") && notice.contains("set aside as"))
                .anyMatch(notice -> notice.startsWith("stopped since"));
        assertThat(AuditChain.fault(log())).isEmpty();
        post(new Letter(Letter.Kind.RELEASE, Optional.empty(), "cli:ben", now, "looked at"));
        assertThat(last(run(again)).status()).isEqualTo(ProposalStatus.APPLIED);
    }

    @Test
    void a_size_that_a_person_has_to_change_is_said_until_it_is_seen() throws Exception {
        Steward steward = new Steward(
                ClerkTest.terms(Autonomy.APPLY, OptionalDouble.empty()),
                papers(),
                ttl,
                Optional.of(SizeActuator.memorystoreByHand("cache-1", "europe-west1", "shop")));
        Advised larger = Advised.NOTHING.nextSize(300);
        String wanted = "the size was not changed, as that is to be done by hand: gcloud redis instances update cache-1"
                + " --size=1 --region=europe-west1 --project=shop";
        for (int i = 0; i < 2; i++) {
            now = now.plusSeconds(300);
            assertThat(steward.attend(larger.feedback(now), 0).notices()).contains(wanted);
        }
        Advised done =
                Advised.NOTHING.at(Advised.TTL, ByteSize.ofMegabytes(300)).nextSize(300);
        assertThat(steward.attend(done.feedback(now.plusSeconds(300)), 0).notices())
                .doesNotContain(wanted);
    }

    @Test
    void sizes_are_not_proposed_where_nothing_can_change_them() {
        assertThatThrownBy(() -> new Steward(
                        ClerkTest.terms(Autonomy.PROPOSE, OptionalDouble.empty()), papers(), ttl, Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(Lever.SIZE.name());
    }

    /** Killed after each operation in turn: no approval is lost, nothing is done twice, and advisors hand out what is saved. */
    @Test
    void a_jvm_that_is_killed_at_any_step_loses_nothing() throws Exception {
        int kills = 0;
        for (int step = 0; ; step++) {
            Path own = folder.resolve("life" + step);
            Path before = folder;
            folder = own;
            now = NOON;
            Steward steward = restarted(Autonomy.PROPOSE);
            String id = last(run(steward)).proposal().id();
            answer(id, YES);
            life = step;
            boolean killed = false;
            try {
                run(steward);
            } catch (Killed e) {
                killed = true;
            }
            Steward next = restarted(Autonomy.PROPOSE);
            next.resume();
            Docket saved = new Filing(papers()).load();
            assertThat(ttl.inForce())
                    .as("after a kill at step " + step)
                    .isEqualTo(saved.ttl().orElse(Advised.TTL));
            Steward.Session session = run(next);
            assertThat(ttl.inForce()).isEqualTo(LONGER);
            assertThat(session.proposals().stream().map(ProposalHistory::status))
                    .containsExactly(ProposalStatus.APPLIED);
            assertThat(AuditChain.fault(log())).isEmpty();
            for (String event : List.of("APPROVED", "APPLIED")) {
                assertThat(log().stream().filter(line -> line.contains("\"event\":\"" + event + "\"")))
                        .as(event + " after a kill at step " + step)
                        .hasSize(1);
            }
            assertThat(log().toString()).doesNotContain("REFUSED");
            folder = before;
            if (!killed) {
                break;
            }
            kills++;
        }
        assertThat(kills).isGreaterThanOrEqualTo(10);
    }
}
