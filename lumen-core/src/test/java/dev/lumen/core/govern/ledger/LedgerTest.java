package dev.lumen.core.govern.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LedgerTest {
    private static final Claim CLAIM = Promises.claim(0.02, 0.01, 0.8);
    private static final Outcome OUTCOME = new Outcome(Promises.NOW, 0.03, true);

    private static Ledger predicted(int count) {
        Ledger ledger = Ledger.EMPTY;
        for (int i = 0; i < count; i++) {
            ledger = ledger.predicted(Promises.prediction("p" + i, CLAIM));
        }
        return ledger;
    }

    @Test
    void a_promise_is_open_until_it_has_an_outcome() {
        Ledger open = predicted(2);
        assertThat(open.settled()).isEmpty();
        Ledger settled = open.settled("p1", OUTCOME);
        assertThat(settled.find("p1").orElseThrow().outcome()).contains(OUTCOME);
        assertThat(settled.settled()).hasSize(1);
        assertThat(settled.entries()).hasSize(2);
    }

    @Test
    void a_second_outcome_and_one_of_no_promise_are_refused() {
        Ledger ledger = predicted(1).settled("p0", OUTCOME);
        assertThatThrownBy(() -> ledger.settled("p0", OUTCOME))
                .hasMessage("id of a prediction is p0, allowed: one that is open in the ledger");
        assertThatThrownBy(() -> ledger.settled("p9", OUTCOME)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ledger.predicted(Promises.prediction("p0", CLAIM)))
                .hasMessage("id of a prediction is p0, allowed: one that the ledger does not hold yet");
        LedgerEntry entry = ledger.entries().get(0);
        assertThatThrownBy(() -> new Ledger(List.of(entry, entry))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_full_ledger_forgets_the_oldest_that_is_settled_and_an_open_one_only_among_open_ones() {
        Ledger full = predicted(Ledger.MOST).settled("p3", OUTCOME).settled("p5", OUTCOME);
        Ledger more = full.predicted(Promises.prediction("more", CLAIM));
        assertThat(more.entries()).hasSize(Ledger.MOST);
        assertThat(more.find("p3")).isEmpty();
        assertThat(more.find("p5")).isPresent();
        Ledger open = predicted(Ledger.MOST).predicted(Promises.prediction("more", CLAIM));
        assertThat(open.find("p0")).isEmpty();
        assertThat(open.find("p1")).isPresent();
    }

    @Test
    void an_outcome_is_right_if_it_went_the_promised_way_or_lies_in_the_interval() {
        Prediction gain = Promises.prediction("gain", CLAIM);
        assertThat(Outcome.of(gain, Promises.NOW, 0.5).right()).isTrue();
        assertThat(Outcome.of(gain, Promises.NOW, 0.001).right()).isTrue();
        assertThat(Outcome.of(gain, Promises.NOW, -0.001).right()).isFalse();
        Prediction unsure = Promises.prediction("unsure", Promises.claim(0.01, 0.02, 0.5));
        assertThat(Outcome.of(unsure, Promises.NOW, -0.005).right()).isTrue();
    }

    @Test
    void open_entries_teach_nothing() {
        Calibration calibration = Calibration.of(predicted(5));
        assertThat(calibration.outcomes()).isZero();
        assertThat(calibration.brierScore()).isEmpty();
        assertThat(calibration.coverage()).isEmpty();
        assertThat(calibration.record(CLAIM.confidence())).isEqualTo(Optional.empty());
        assertThat(calibration.published(CLAIM)).isEqualTo(CLAIM);
        assertThat(calibration.sentence()).isEmpty();
    }

    @Test
    void a_few_outcomes_are_told_of_in_a_sentence() {
        Ledger ledger = predicted(5);
        for (int i = 0; i < 5; i++) {
            ledger = ledger.settled(
                    "p" + i,
                    new Outcome(Promises.NOW, i == 0 ? -0.9 : CLAIM.estimate().value(), i != 0));
        }
        assertThat(Calibration.of(ledger).sentence().orElseThrow())
                .startsWith("of 5 promises that were put to the test 80 % came out within their interval, to be 90 %")
                .contains("Brier score of their confidences 0.");
    }

    @Test
    void a_promise_of_which_nothing_came_is_forgotten_and_a_settled_one_is_not() {
        Ledger ledger = predicted(3).settled("p1", OUTCOME);
        assertThat(ledger.forgotten("p0").find("p0")).isEmpty();
        assertThat(ledger.forgotten("p1")).isEqualTo(ledger);
        assertThat(ledger.forgotten("unknown")).isEqualTo(ledger);
    }
}
