package dev.lumen.core.govern.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("any-jdk")
class TrustCheckTest {
    /** Looks after each outcome, as runs do. */
    private static int mostDown(Ledger ledger) {
        int down = 0;
        List<LedgerEntry> entries = ledger.entries();
        for (int seen = 1; seen <= entries.size(); seen++) {
            down = Math.max(
                    down, TrustCheck.judge(new Ledger(entries.subList(0, seen))).levelsDown());
        }
        return down;
    }

    @Test
    void no_outcome_is_no_ground_for_mistrust() {
        TrustVerdict verdict = TrustCheck.judge(Ledger.EMPTY);
        assertThat(verdict.levelsDown()).isZero();
        assertThat(verdict.reason()).isEqualTo("no promise has an outcome yet");
    }

    @Test
    void a_policy_that_is_as_good_as_it_says_hardly_ever_loses_a_level() {
        int lost = 0;
        for (int seed = 0; seed < 150; seed++) {
            lost += mostDown(Promises.ledger(150, 1, 0, seed)) > 0 ? 1 : 0;
        }
        assertThat(lost).isLessThanOrEqualTo(4);
    }

    @Test
    void a_policy_that_is_better_than_it_says_never_does() {
        for (int seed = 0; seed < 30; seed++) {
            assertThat(mostDown(Promises.ledger(150, 2, 0.05, seed))).isZero();
        }
    }

    @Test
    void intervals_half_as_wide_as_they_should_be_cost_a_level() {
        int lost = 0;
        for (int seed = 0; seed < 30; seed++) {
            lost += mostDown(Promises.ledger(60, 0.5, 0, seed)) > 0 ? 1 : 0;
        }
        assertThat(lost).isGreaterThanOrEqualTo(28);
    }

    @Test
    void a_policy_that_is_right_half_as_often_as_it_says_loses_two() {
        TrustVerdict verdict = TrustCheck.judge(Promises.ledger(120, 1, -0.4, 1));
        assertThat(verdict.levelsDown()).isEqualTo(2);
        assertThat(verdict.againstConfidences()).isGreaterThan(TrustCheck.PLENTY);
        assertThat(verdict.reason()).contains("of 120 promises").contains("lower autonomy");
    }

    @Test
    void trust_is_won_back() {
        Ledger ledger = Promises.ledger(30, 1, -0.4, 2);
        double lost = TrustCheck.judge(ledger).againstConfidences();
        for (int i = 0; i < 20; i++) {
            ledger = ledger.predicted(Promises.prediction("good" + i, Promises.claim(0.02, 0.01, 0.6)))
                    .settled("good" + i, new Outcome(Promises.NOW, 0.02, true));
        }
        assertThat(TrustCheck.judge(ledger).againstConfidences()).isLessThan(lost / 10);
    }

    @Test
    void to_be_certain_and_wrong_is_costly_and_finite() {
        Ledger ledger = Ledger.EMPTY;
        for (int i = 0; i < 40; i++) {
            ledger = ledger.predicted(Promises.prediction("p" + i, Promises.claim(0.02, 0, i % 2)))
                    .settled("p" + i, new Outcome(Promises.NOW, 0.5, false));
        }
        TrustVerdict verdict = TrustCheck.judge(ledger);
        assertThat(verdict.levelsDown()).isEqualTo(2);
        assertThat(verdict.againstConfidences()).isFinite();
    }
}
