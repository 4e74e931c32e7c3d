package dev.lumen.core.govern.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.lumen.api.act.ChangeDecision;
import dev.lumen.api.evidence.Estimate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class VerificationTest {
    private static final VerificationRule RULE = VerificationRule.DEFAULT;

    private static VerificationResult after(AppliedChange change, Duration time) {
        return Verification.judge(change, DaysOfWindows.CHANGE.plus(time), RULE);
    }

    @Test
    void nothing_is_judged_before_entries_of_the_old_setting_are_gone() {
        AppliedChange change = DaysOfWindows.change(1, 1, -0.3, true, 0.5, 1);
        VerificationResult result = after(change, DaysOfWindows.TTL.minusSeconds(1));
        assertThat(result.decision()).isEqualTo(ChangeDecision.GO_ON);
        assertThat(result.hitRatioChange()).isEmpty();
        assertThat(result.blocksAfter()).isZero();
    }

    @Test
    void too_few_windows_are_no_ground_for_anything() {
        VerificationResult result = after(DaysOfWindows.change(1, 1, -0.3, true, 0.5, 1), Duration.ofMinutes(25));
        assertThat(result.decision()).isEqualTo(ChangeDecision.GO_ON);
        assertThat(result.hitRatioChange()).isEmpty();
    }

    @Test
    void a_loss_is_rolled_back_with_its_size_and_interval() {
        VerificationResult result = after(DaysOfWindows.change(1, 1, -0.1, true, 0.5, 1), Duration.ofHours(6));
        assertThat(result.decision()).isEqualTo(ChangeDecision.ROLL_BACK);
        assertThat(result.control()).isEqualTo(Control.PROFILE);
        assertThat(result.weak()).isFalse();
        assertThat(result.hitRatioChange().orElseThrow().value()).isCloseTo(-0.1, within(0.02));
        assertThat(result.costChange().orElseThrow().low()).isPositive();
        assertThat(result.promiseKept()).contains(false);
        assertThat(result.reason()).contains("it costs more than before").contains("2 were promised");
    }

    @Test
    void a_promise_that_held_is_kept() {
        VerificationResult result = after(DaysOfWindows.change(1, 1, 0.02, true, 0.5, 1), Duration.ofHours(12));
        assertThat(result.decision()).isEqualTo(ChangeDecision.KEEP);
        assertThat(result.promiseKept()).contains(true);
        assertThat(result.hitRatioChange().orElseThrow().value()).isCloseTo(0.02, within(0.01));
    }

    /** A shorter TTL that was to lose hits, and to save more in stale ones, is not taken back for losing them. */
    @Test
    void a_promised_loss_of_hits_is_no_harm_where_the_cost_is_none() {
        AppliedChange lossy = DaysOfWindows.change(1, 1, -0.05, true, 0.5, 1, new Estimate(-0.05, -0.06, -0.04));
        AppliedChange cheaper = new AppliedChange(
                lossy.at(),
                lossy.longerTtl(),
                false,
                lossy.promisedHitRatio(),
                new Estimate(-0.0005, -0.001, 0),
                new Estimate(-0.001, -0.001, -0.001),
                lossy.windows());
        assertThat(after(cheaper, Duration.ofHours(12)).decision()).isEqualTo(ChangeDecision.KEEP);
        assertThat(after(lossy, Duration.ofHours(12)).decision()).isEqualTo(ChangeDecision.ROLL_BACK);
    }

    @Test
    void without_a_profile_the_day_before_is_the_control_and_called_weak() {
        VerificationResult result = after(DaysOfWindows.change(4, 1, -0.15, false, 0.3, 1), Duration.ofHours(20));
        assertThat(result.control()).isEqualTo(Control.DAY_BEFORE);
        assertThat(result.weak()).isTrue();
        assertThat(result.hitRatioChange().orElseThrow().value()).isCloseTo(-0.15, within(0.04));
        assertThat(result.decision()).isEqualTo(ChangeDecision.ROLL_BACK);
    }

    @Test
    void less_than_two_days_without_a_profile_say_nothing_until_the_time_is_over() {
        AppliedChange change = DaysOfWindows.change(0.5, 2, -0.15, false, 0.3, 1);
        assertThat(after(change, Duration.ofHours(20)).decision()).isEqualTo(ChangeDecision.GO_ON);
        assertThat(after(change, Duration.ofHours(30)).decision()).isEqualTo(ChangeDecision.INCONCLUSIVE);
    }

    @Test
    void a_change_of_size_is_verified_and_called_weak() {
        AppliedChange ttl = DaysOfWindows.change(1, 1, -0.1, true, 0.5, 1);
        AppliedChange size = new AppliedChange(
                ttl.at(),
                ttl.longerTtl(),
                true,
                ttl.promisedHitRatio(),
                ttl.promisedCost(),
                ttl.staleChange(),
                ttl.windows());
        VerificationResult result = after(size, Duration.ofHours(6));
        assertThat(result.decision()).isEqualTo(ChangeDecision.ROLL_BACK);
        assertThat(result.weak()).isTrue();
        assertThat(result.reason()).contains("weaker evidence");
    }

    @Test
    void what_is_not_shown_to_be_worse_in_the_longest_time_is_kept() {
        VerificationRule exact = new VerificationRule(0.01, 0, Duration.ofMinutes(10), 1000, Duration.ofHours(4));
        AppliedChange change = DaysOfWindows.change(1, 1, 0.001, true, 0.5, 1);
        Instant over = DaysOfWindows.CHANGE.plus(DaysOfWindows.TTL).plusSeconds(4 * 3_600);
        VerificationResult before = Verification.judge(change, over.minusSeconds(1), exact);
        VerificationResult then = Verification.judge(change, over, exact);
        assertThat(before.decision()).isEqualTo(ChangeDecision.GO_ON);
        assertThat(then.decision()).isIn(ChangeDecision.KEEP, ChangeDecision.INCONCLUSIVE);
        assertThat(then.decision() == ChangeDecision.KEEP)
                .isEqualTo(then.costChange().orElseThrow().value() <= 0);
    }

    @Test
    void the_order_of_the_windows_and_later_ones_do_not_matter() {
        AppliedChange change = DaysOfWindows.change(1, 1, -0.03, true, 0.5, 4);
        List<ObservedWindow> shuffled = new ArrayList<>(change.windows());
        Collections.shuffle(shuffled, new Random(3));
        AppliedChange other = new AppliedChange(
                change.at(),
                change.longerTtl(),
                false,
                change.promisedHitRatio(),
                change.promisedCost(),
                change.staleChange(),
                shuffled);
        AppliedChange known = new AppliedChange(
                change.at(),
                change.longerTtl(),
                false,
                change.promisedHitRatio(),
                change.promisedCost(),
                change.staleChange(),
                change.windows().stream()
                        .filter(window -> !window.end().isAfter(DaysOfWindows.CHANGE.plusSeconds(5 * 3_600)))
                        .toList());
        VerificationResult expected = after(change, Duration.ofHours(5));
        assertThat(after(other, Duration.ofHours(5))).isEqualTo(expected);
        assertThat(after(known, Duration.ofHours(5))).isEqualTo(expected);
    }

    @Test
    void what_makes_no_sense_is_refused_by_name() {
        assertThatThrownBy(() -> new Performance(Double.NaN, 0)).hasMessageStartingWith("hit ratio is NaN");
        assertThatThrownBy(() -> new Performance(0.5, Double.NaN)).hasMessageStartingWith("cost a request is NaN");
        assertThatThrownBy(() -> new VerificationRule(0, 0, Duration.ofMinutes(1), 1, Duration.ofDays(1)))
                .hasMessageStartingWith("error probability of a verification is 0");
        assertThatThrownBy(() -> Verification.judge(null, DaysOfWindows.CHANGE, RULE))
                .hasMessage("change is null, allowed: a value");
    }
}
