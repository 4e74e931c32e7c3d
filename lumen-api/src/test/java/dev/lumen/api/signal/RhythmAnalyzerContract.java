package dev.lumen.api.signal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lumen.api.testkit.Generators;
import dev.lumen.api.testkit.Metrics;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What every {@link RhythmAnalyzer} must do, whatever its measures of rhythm. */
public abstract class RhythmAnalyzerContract {
    /** The analyzer under test. */
    protected abstract RhythmAnalyzer analyzer();

    /** Any bill. */
    @Provide
    protected Arbitrary<CostSeries> bills() {
        return Generators.bills();
    }

    @Example
    public void of_a_bill_without_amounts_nothing_is_known() {
        CostRhythm rhythm = analyzer()
                .analyze(new CostSeries(
                        Metrics.NOW, Duration.ofHours(1), List.of(), Optional.empty(), Metrics.NOW, Optional.empty()));
        assertThat(rhythm.state()).isEqualTo(RhythmState.UNKNOWN);
        assertThat(rhythm.reasoning()).isNotEmpty();
    }

    @Property(tries = 200)
    public void the_same_bill_has_the_same_rhythm(@ForAll("bills") CostSeries bill) {
        assertThat(analyzer().analyze(bill)).isEqualTo(analyzer().analyze(bill));
    }

    @Property(tries = 200)
    public void nothing_is_said_of_a_time_that_the_bill_does_not_cover(@ForAll("bills") CostSeries bill) {
        CostRhythm rhythm = analyzer().analyze(bill);
        assertThat(rhythm.through())
                .isBeforeOrEqualTo(bill.through().isAfter(bill.start()) ? bill.through() : bill.start());
    }

    @Property(tries = 200)
    public void a_budget_is_passed_on(@ForAll("bills") CostSeries bill) {
        CostRhythm rhythm = analyzer().analyze(bill);
        assertThat(rhythm.budget()).isEqualTo(bill.budget());
        assertThat(rhythm.projectedUsd().isPresent() && bill.budget().isEmpty()).isFalse();
    }
}
