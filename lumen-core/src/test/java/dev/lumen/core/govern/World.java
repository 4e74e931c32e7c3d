package dev.lumen.core.govern;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lumen.api.act.Answer;
import dev.lumen.api.act.Autonomy;
import dev.lumen.api.act.ProposalHistory;
import dev.lumen.api.act.ProposalHistory.Step;
import dev.lumen.api.act.ProposalStatus;
import dev.lumen.api.advise.Overrides;
import dev.lumen.api.advise.SizeBounds;
import dev.lumen.api.advise.TtlBounds;
import dev.lumen.api.feedback.Quality;
import dev.lumen.api.observe.CacheName;
import dev.lumen.api.units.ByteSize;
import dev.lumen.api.units.Ratio;
import dev.lumen.core.govern.audit.AuditChain;
import dev.lumen.core.govern.audit.AuditEntry;
import dev.lumen.core.govern.trial.HoldoutSplit;
import dev.lumen.core.govern.trial.TrialCounts;
import dev.lumen.core.govern.trial.TrialRecorder;
import dev.lumen.core.govern.trial.TrialTally;
import dev.lumen.core.json.LumenJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;

/**
 * A cache that is governed, as hard as the world can be on it: the JVM may die between any two of saving, logging and doing,
 * messages are lost and doubled, clocks jump, and others change the cache behind Lumen's back.
 */
final class World {
    /** How far a run gets before the JVM dies. */
    enum Reach {
        NOWHERE,
        SAVED,
        LOGGED,
        DONE
    }

    static final TrialCounts BASELINE = busy();

    private final Terms terms;
    private final Map<String, Answer> taken = new HashMap<>();
    private final List<String> log = new ArrayList<>();
    private Docket stored = Docket.EMPTY;
    private Instant now = Instant.parse("2026-11-28T12:00:00Z");
    private Duration ttl = Advised.TTL;
    private ByteSize size = Advised.SIZE;
    private Duration wantedTtl = Duration.ofSeconds(420);
    private ByteSize wantedSize = Advised.SIZE;
    private double hitRatio = 0.7;
    private Overrides overrides = Overrides.NONE;

    World(Autonomy level, OptionalDouble holdout) {
        terms = ClerkTest.terms(level, holdout);
    }

    private Docket docket() {
        return stored;
    }

    /** Works on the docket, and gets so far with what follows from it. What was saved is finished after the restart. */
    private <T> T work(Reach reach, Function<Clerk, T> work) {
        Clerk clerk = new Clerk(terms, docket(), now);
        T result = work.apply(clerk);
        if (reach != Reach.NOWHERE) {
            stored = clerk.docket();
            finish(reach);
        }
        return result;
    }

    private void finish(Reach reach) {
        if (reach.compareTo(Reach.LOGGED) >= 0) {
            Docket docket = docket();
            for (AuditEntry entry : docket.unwritten()) {
                if (entry.sequence() > log.size()) {
                    log.add(LumenJson.line(entry));
                }
            }
        }
        if (reach == Reach.DONE) {
            stored = stored.written();
            ttl = docket().held().or(() -> docket().ttl()).orElse(ttl);
            size = docket().capacity().orElse(size);
        }
    }

    /** The policies change their minds. */
    void advise(Duration advised, ByteSize advisedSize) {
        wantedTtl = advised;
        wantedSize = advisedSize;
    }

    /** The baseline of a trial is long enough at once. */
    private void count() {
        stored.trial().ifPresent(file -> {
            TrialTally tally = new TrialTally(file.trial().name(), "one", BASELINE, TrialCounts.NONE);
            stored = stored.counted(tally);
        });
    }

    private static TrialCounts busy() {
        TrialRecorder recorder = TrialRecorder.of(HoldoutSplit.of(CacheName.of("any"), "any", Ratio.of(0.1)));
        for (int key = 0; key < 20_000; key++) {
            recorder.hit(key % 5000, 100);
        }
        return recorder.snapshot();
    }

    void run(Reach reach) {
        Advised advice = new Advised(
                overrides.ttl().orElse(ttl),
                overrides.ttl().orElse(wantedTtl),
                size,
                wantedSize,
                hitRatio,
                overrides,
                Quality.MEASURED,
                0,
                Optional.empty());
        boolean stopped = docket().stop().isPresent();
        count();
        Docket before = docket();
        work(reach, clerk -> clerk.review(advice.feedback(now), "digest-" + now));
        if (stopped) {
            assertThat(docket().underWay()).isEmpty();
            assertThat(docket().ttl()).isEqualTo(before.ttl());
        }
    }

    /** An answer to one of the proposals there ever were, as often as the message comes. */
    void answer(int which, Answer.Verdict verdict, Duration delay, int times, Reach reach) {
        List<ProposalHistory> open = docket().proposals().stream()
                .filter(each -> each.status().isOpen())
                .toList();
        List<ProposalHistory> known = open.isEmpty() || which % 4 == 0 ? docket().proposals() : open;
        String id = known.isEmpty()
                ? "ttl-00000000"
                : known.get(which % known.size()).proposal().id();
        Answer answer = new Answer(id, verdict, "slack:U1", now.plus(delay), "");
        for (int i = 0; i < times; i++) {
            Docket before = docket();
            Ruling ruling = work(reach, clerk -> clerk.hear(answer));
            if (!ruling.accepted()) {
                assertThat(docket().proposals()).isEqualTo(before.proposals());
            } else if (reach != Reach.NOWHERE) {
                assertThat(taken.put(id, answer)).as("answers taken for " + id).isNull();
            }
        }
    }

    void judge(boolean good, Reach reach) {
        docket().underWay()
                .ifPresent(
                        each -> work(reach, clerk -> clerk.judge(each.proposal().id(), good, "measured")));
    }

    void stop(Reach reach) {
        work(reach, clerk -> clerk.stop("cli:ben", "errors", ttl));
    }

    void release(Reach reach) {
        work(reach, clerk -> clerk.release("cli:ben", ""));
    }

    void wait(Duration passed) {
        now = now.plus(passed);
    }

    void hold(Overrides held) {
        overrides = held;
    }

    void meddle(Duration otherTtl, double otherHitRatio) {
        ttl = otherTtl;
        hitRatio = otherHitRatio;
    }

    /** The JVM starts again: what was saved is read, and what was decided is finished. */
    void restart() {
        try {
            stored = LumenJson.read(LumenJson.bytes(stored), Docket.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        finish(Reach.DONE);
    }

    void check() {
        Docket docket = docket();
        docket.ttl().ifPresent(value -> assertThat(value).isBetween(TtlBounds.DEFAULT.min(), TtlBounds.DEFAULT.max()));
        docket.trial()
                .ifPresent(trial ->
                        assertThat(trial.trial().ttl()).isBetween(TtlBounds.DEFAULT.min(), TtlBounds.DEFAULT.max()));
        docket.capacity()
                .ifPresent(value -> assertThat(value).isBetween(SizeBounds.DEFAULT.min(), SizeBounds.DEFAULT.max()));
        docket.proposals().forEach(this::checkApproved);
    }

    /** The log as it would be when all is written, and as it is. */
    void checkAudit() {
        List<String> whole = new ArrayList<>(log.subList(0, (int) docket().audited()));
        docket().unwritten().forEach(entry -> whole.add(LumenJson.line(entry)));
        assertThat(AuditChain.fault(whole)).isEmpty();
        assertThat(AuditChain.fault(log)).isEmpty();
    }

    private void checkApproved(ProposalHistory history) {
        Optional<Step> made = history.step(ProposalStatus.ON_TRIAL).or(() -> history.step(ProposalStatus.APPLIED));
        if (made.isEmpty() || terms.level(history.proposal().change().lever()) != Autonomy.PROPOSE) {
            return;
        }
        Answer answer = taken.get(history.proposal().id());
        assertThat(answer).as("the approval of " + history).isNotNull();
        assertThat(answer.verdict()).isEqualTo(Answer.Verdict.APPROVE);
        assertThat(answer.at()).isBefore(history.proposal().expiresAt());
        assertThat(made.get().at()).isBefore(history.proposal().expiresAt());
    }

    /** How often a change was made, and how often a person's approval was taken: that there is something to see. */
    long changes() {
        return log.stream()
                .filter(line -> line.contains("\"APPLIED\"") || line.contains("\"ON_TRIAL\""))
                .count();
    }

    @Override
    public String toString() {
        return now + ": TTL " + ttl + ", " + docket();
    }
}
