package dev.lumen.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.lumen.api.act.ChangeDecision;
import dev.lumen.api.act.Effect;
import dev.lumen.api.advise.Confidence;
import dev.lumen.api.evidence.Estimate;
import dev.lumen.api.observe.CacheName;
import dev.lumen.api.units.Usd;
import dev.lumen.core.govern.ledger.Calibration;
import dev.lumen.core.govern.ledger.Claim;
import dev.lumen.core.govern.ledger.IsotonicCurve;
import dev.lumen.core.govern.ledger.Knot;
import dev.lumen.core.govern.ledger.Ledger;
import dev.lumen.core.govern.ledger.LedgerEntry;
import dev.lumen.core.govern.ledger.Outcome;
import dev.lumen.core.govern.ledger.Prediction;
import dev.lumen.core.govern.ledger.Said;
import dev.lumen.core.govern.ledger.TrustVerdict;
import dev.lumen.core.govern.trial.ArmCounts;
import dev.lumen.core.govern.trial.HoldoutSplit;
import dev.lumen.core.govern.trial.LookSchedule;
import dev.lumen.core.govern.trial.TrialCounts;
import dev.lumen.core.govern.trial.TrialEvidence;
import dev.lumen.core.govern.trial.TrialPrices;
import dev.lumen.core.govern.trial.TrialResult;
import dev.lumen.core.govern.trial.TrialRule;
import dev.lumen.core.govern.verify.AppliedChange;
import dev.lumen.core.govern.verify.Control;
import dev.lumen.core.govern.verify.ObservedWindow;
import dev.lumen.core.govern.verify.Performance;
import dev.lumen.core.govern.verify.VerificationResult;
import dev.lumen.core.govern.verify.VerificationRule;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The records of trials, verifications and the ledger name the component that is null. */
class StatisticsRecordsTest {
    private static final Instant NOW = Instant.parse("2026-11-28T12:00:00Z");
    private static final Duration TTL = Duration.ofMinutes(5);
    private static final Estimate ESTIMATE = new Estimate(0.02, 0.01, 0.03);
    private static final Effect EFFECT = new Effect(0.02, 0.01, 0.03);
    private static final ArmCounts ARM = new ArmCounts(10, 7);

    static Stream<Record> records() {
        Claim claim = new Claim(ESTIMATE, Confidence.of(0.8));
        Prediction prediction = new Prediction("p", NOW, "hit ratio change", claim, claim);
        Outcome outcome = new Outcome(NOW, 0.02, true);
        LedgerEntry entry = new LedgerEntry(prediction, Optional.of(outcome));
        Ledger ledger = new Ledger(List.of(entry));
        Calibration calibration = Calibration.of(ledger);
        HoldoutSplit split = HoldoutSplit.of(CacheName.of("c"), "t", HoldoutSplit.DEFAULT_SHARE);
        ObservedWindow window =
                new ObservedWindow(NOW, TTL, 10, new Performance(0.7, 0.003), Optional.of(new Performance(0.7, 0.003)));
        return Stream.of(
                claim,
                prediction,
                outcome,
                entry,
                ledger,
                calibration,
                calibration.curve(),
                TrialRule.DEFAULT,
                TrialPrices.ofMisses(Usd.of(0.01)),
                new TrialEvidence(split, TrialCounts.NONE, TrialCounts.NONE, TTL, TTL, false, 0),
                new TrialResult(
                        ChangeDecision.KEEP,
                        "because",
                        Optional.of(EFFECT),
                        Optional.of(EFFECT),
                        1,
                        ARM,
                        ARM,
                        ARM,
                        ARM,
                        1),
                window,
                new AppliedChange(NOW, TTL, false, ESTIMATE, ESTIMATE, ESTIMATE, List.of(window)),
                VerificationRule.DEFAULT,
                new VerificationResult(
                        ChangeDecision.KEEP,
                        "because",
                        Optional.of(EFFECT),
                        Optional.of(EFFECT),
                        Control.PROFILE,
                        false,
                        Optional.of(true),
                        9,
                        9,
                        100),
                new TrustVerdict(0, "because", 1, 1));
    }

    @ParameterizedTest
    @MethodSource("records")
    void null_is_refused_by_name(Record example) throws ReflectiveOperationException {
        for (RecordComponent component : example.getClass().getRecordComponents()) {
            if (!component.getType().isPrimitive()) {
                String name = component.getName() + " of " + example.getClass().getSimpleName();
                assertThat(remade(example, component, null))
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessage(name + " is null, allowed: a value");
                if (component.getType() == List.class) {
                    assertThat(remade(example, component, Collections.singletonList(null)))
                            .hasMessage(name + " is holding null, allowed: values");
                }
            }
        }
    }

    private static Throwable remade(Record example, RecordComponent changed, Object value)
            throws ReflectiveOperationException {
        RecordComponent[] components = example.getClass().getRecordComponents();
        var constructor = example.getClass()
                .getDeclaredConstructor(
                        Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
        Object[] arguments = new Object[components.length];
        for (int i = 0; i < components.length; i++) {
            arguments[i] = components[i].getName().equals(changed.getName())
                    ? value
                    : components[i].getAccessor().invoke(example);
        }
        Throwable thrown = catchThrowable(() -> constructor.newInstance(arguments));
        return thrown instanceof InvocationTargetException wrapped ? wrapped.getCause() : thrown;
    }

    @ParameterizedTest
    @MethodSource("numbers")
    void nan_is_refused(Runnable making) {
        assertThat(catchThrowable(making::run))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("allowed: ");
    }

    static Stream<Runnable> numbers() {
        return Stream.of(
                () -> new Effect(Double.NaN, 0, 0),
                () -> new Effect(0, 1, 2),
                () -> new LookSchedule(1, Double.NaN, 1),
                () -> new TrialRule(Double.NaN, 0, LookSchedule.DEFAULT),
                () -> new ArmCounts(3, 4),
                () -> new Performance(Double.NaN, 0),
                () -> new Knot(0, Double.NaN),
                () -> new Said(0.5, 0.4, 0.5, 1, 1),
                () -> new IsotonicCurve(List.of()),
                () -> new TrustVerdict(0, "because", Double.NaN, 1),
                () -> new Outcome(NOW, Double.POSITIVE_INFINITY, true));
    }
}
