package dev.lumen.core.govern;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lumen.api.act.Autonomy;
import dev.lumen.api.act.ProposalHistory;
import dev.lumen.api.act.ProposalStatus;
import dev.lumen.api.advise.Prices;
import dev.lumen.api.advise.TtlAdjustment;
import dev.lumen.api.evidence.Estimate;
import dev.lumen.api.feedback.CacheFeedback;
import dev.lumen.api.feedback.UnifiedFeedback;
import dev.lumen.api.observe.CacheMetrics;
import dev.lumen.api.observe.Lookups;
import dev.lumen.api.observe.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Two days at the old setting, a change, and what becomes of it. */
@Tag("any-jdk")
class WatchTest {
    private static final Instant START = Instant.parse("2026-11-01T00:00:00Z");
    private static final Duration STEP = Duration.ofMinutes(5);
    private static final int DAY = 288;
    private static final long REQUESTS = 20_000;

    private final Terms terms = ClerkTest.terms(Autonomy.APPLY, OptionalDouble.empty());
    private final SplittableRandom random = new SplittableRandom(7);
    private Docket docket = Docket.EMPTY;
    private Instant now = START;
    private boolean profiled;
    private boolean ofSize;
    private long tried = 420;
    private Optional<Estimate> promisedCost = Optional.empty();

    /** A window with a daily wave of five points, and a little noise. */
    private ProposalHistory run(double hitRatio, boolean advise) {
        now = now.plus(STEP);
        Duration inForce = docket.ttl().orElse(Advised.TTL);
        Advised advised = Advised.NOTHING.at(inForce, docket.capacity().orElse(Advised.SIZE));
        UnifiedFeedback feedback = advice(advised, advise).feedback(now);
        double wave = 0.05 * Math.sin(2 * Math.PI * Duration.between(START, now).toMinutes() / (24.0 * 60));
        double ratio = hitRatio + wave + 0.002 * random.nextDouble(-1, 1);
        Clerk clerk = new Clerk(terms, docket, now);
        double said = 0.65 + wave + 0.002 * random.nextDouble(-1, 1); // five points off, always
        Optional<Hindsight> hindsight =
                profiled ? Optional.of(new Hindsight(said, said + hitRatio - 0.7)) : Optional.empty();
        clerk.review(measured(feedback, Math.round(REQUESTS * ratio)), hindsight, "digest");
        docket = clerk.docket().written();
        List<ProposalHistory> all = docket.proposals();
        return all.isEmpty() ? null : all.get(all.size() - 1);
    }

    private Advised advice(Advised now, boolean advise) {
        if (ofSize) {
            return now.nextTtl(now.ttl().toSeconds())
                    .nextSize(advise ? 300 : (long) now.size().megabytes());
        }
        return now.nextTtl(advise ? tried : now.ttl().toSeconds())
                .nextSize((long) now.size().megabytes());
    }

    private UnifiedFeedback measured(UnifiedFeedback like, long hits) {
        CacheFeedback cache = like.cache().orElseThrow();
        CacheMetrics metrics = cache.metrics();
        return new UnifiedFeedback(
                like.schemaVersion(),
                like.timestamp(),
                like.cacheName(),
                like.systemHealth(),
                like.gate(),
                Optional.of(new CacheFeedback(
                        cache.health(),
                        cache.action(),
                        cache.hitRatio(),
                        cache.quality(),
                        cache.age(),
                        new CacheMetrics(
                                metrics.cache(),
                                Window.ending(now, STEP),
                                Lookups.counted(hits, REQUESTS - hits),
                                metrics.removals(),
                                metrics.gauges(),
                                metrics.source()),
                        cache.grades(),
                        cache.absent())),
                like.ttl().map(this::promised),
                like.size(),
                like.maturity(),
                like.roi(),
                like.slo(),
                like.costRhythm(),
                like.overrides(),
                like.recommendations(),
                like.missing(),
                like.notices());
    }

    /** With a promise of four points less and of this cost, where one is given. */
    private TtlAdjustment promised(TtlAdjustment advice) {
        return promisedCost.isEmpty() || advice.currentTtl().equals(advice.recommendedTtl())
                ? advice
                : new TtlAdjustment(
                        advice.currentTtl(),
                        advice.recommendedTtl(),
                        advice.strategy(),
                        Optional.of(new Estimate(-0.04, -0.06, -0.02)),
                        promisedCost,
                        advice.confidence(),
                        advice.reasoning(),
                        advice.evidence(),
                        advice.withoutOverride());
    }

    private ProposalHistory changed() {
        for (int i = 0; i < 2 * DAY; i++) {
            run(0.7, false);
        }
        ProposalHistory change = run(0.7, true);
        assertThat(change.status()).isEqualTo(ProposalStatus.APPLIED);
        return change;
    }

    private ProposalHistory after(double hitRatio) {
        ProposalHistory change = changed();
        int runs = 0;
        while (change.status() == ProposalStatus.APPLIED && runs++ < 2 * DAY) {
            change = run(hitRatio, false);
        }
        return change;
    }

    @Test
    void a_change_that_does_harm_is_taken_back_within_hours() {
        ProposalHistory change = after(0.6);
        assertThat(change.status()).isEqualTo(ProposalStatus.ROLLED_BACK);
        assertThat(change.latest().why()).contains("it costs more than before");
        assertThat(docket.ttl()).contains(Advised.TTL);
        Instant applied = change.step(ProposalStatus.APPLIED).orElseThrow().at();
        assertThat(change.latest().at()).isBefore(applied.plus(Duration.ofHours(6)));
    }

    /** Four points of a month's requests, and twice as much for stale hits. */
    @Test
    void a_shorter_TTL_that_saves_stale_hits_is_not_taken_back_for_the_misses_that_were_promised() {
        double perMonth = REQUESTS * 12 * Prices.HOURS_PER_MONTH;
        double misses = 0.04 * perMonth * terms.prices().apiCall().amount();
        tried = 240;
        promisedCost = Optional.of(new Estimate(-misses, -misses, -misses));
        ProposalHistory change = after(0.66);
        assertThat(change.status()).isEqualTo(ProposalStatus.VERIFIED);
    }

    @Test
    void a_shorter_TTL_that_loses_more_than_stale_hits_save_is_taken_back() {
        double perMonth = REQUESTS * 12 * Prices.HOURS_PER_MONTH;
        double misses = 0.04 * perMonth * terms.prices().apiCall().amount();
        tried = 240;
        promisedCost = Optional.of(new Estimate(-misses, -misses, -misses));
        assertThat(after(0.58).status()).isEqualTo(ProposalStatus.ROLLED_BACK);
    }

    @Test
    void with_a_profile_hours_before_the_change_are_enough_and_harm_is_found_in_an_hour() {
        profiled = true;
        for (int i = 0; i < DAY / 8; i++) {
            run(0.7, false);
        }
        ProposalHistory change = run(0.7, true);
        assertThat(change.status()).isEqualTo(ProposalStatus.APPLIED);
        while (change.status() == ProposalStatus.APPLIED) {
            change = run(0.6, false);
        }
        assertThat(change.status()).isEqualTo(ProposalStatus.ROLLED_BACK);
        Instant applied = change.step(ProposalStatus.APPLIED).orElseThrow().at();
        assertThat(change.latest().at()).isBefore(applied.plus(Duration.ofHours(1)));
    }

    @Test
    void a_size_is_held_against_the_profile_too_and_said_to_be_weaker_evidence() {
        profiled = true;
        ofSize = true;
        for (int i = 0; i < DAY / 8; i++) {
            run(0.7, false);
        }
        ProposalHistory change = run(0.7, true);
        assertThat(change.proposal().change().words()).isEqualTo("size 256 MB → 300 MB");
        assertThat(change.status()).isEqualTo(ProposalStatus.APPLIED);
        while (change.status() == ProposalStatus.APPLIED) {
            change = run(0.6, false);
        }
        assertThat(change.status()).isEqualTo(ProposalStatus.ROLLED_BACK);
        assertThat(change.latest().why()).contains("(weaker evidence)");
        assertThat(docket.capacity()).contains(Advised.SIZE);
    }

    @Test
    void a_change_that_does_good_is_verified_and_goes_into_the_ledger() {
        ProposalHistory change = after(0.75);
        assertThat(change.status()).isEqualTo(ProposalStatus.VERIFIED);
        assertThat(docket.ttl()).contains(Duration.ofSeconds(420));
        assertThat(docket.ledger().settled())
                .singleElement()
                .satisfies(entry ->
                        assertThat(entry.outcome().orElseThrow().realised()).isBetween(0.03, 0.07));
    }

    @Test
    void a_change_that_does_nothing_is_kept_in_the_end() {
        assertThat(after(0.7).status()).isEqualTo(ProposalStatus.VERIFIED);
    }

    @Test
    void without_a_past_a_change_is_kept_and_said_not_to_be_verified() {
        ProposalHistory change = run(0.7, true);
        for (int i = 0; change.status() == ProposalStatus.APPLIED && i < 2 * DAY; i++) {
            change = run(0.7, false);
        }
        assertThat(change.status()).isEqualTo(ProposalStatus.VERIFIED);
        assertThat(change.latest().why()).startsWith("kept, though it could not be verified");
    }

    @Test
    void windows_are_put_together_and_bounded() {
        for (int i = 0; i < 5 * DAY; i++) {
            run(0.7, false);
        }
        assertThat(docket.windows()).hasSize(720);
    }
}
