package dev.lumen.core;

import dev.lumen.api.feedback.MissingPart;
import dev.lumen.api.observe.MissingReason;
import dev.lumen.api.signal.CostRhythm;
import dev.lumen.api.signal.CostSeries;
import dev.lumen.api.signal.Maturity;
import dev.lumen.api.signal.SloReport;
import dev.lumen.api.units.Require;
import dev.lumen.core.collect.Guard;
import dev.lumen.core.collect.Guards;
import dev.lumen.core.maturity.MaturityModel;
import dev.lumen.core.slo.SloEvaluator;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Asks the sources of the service around the cache, all at once and beside those of the cache, and makes a verdict of what they
 * say. One that fails, hangs or says something impossible costs its own section.
 */
final class Service {
    private final Settings.Service settings;
    private final Optional<Guard> cost;
    private final Optional<Guard> slo;
    private final Optional<Guard> maturity;

    Service(Settings.Service settings, Guards guards) {
        this.settings = settings;
        this.cost = settings.cost().map(source -> guards.of(source.name()));
        this.slo = settings.slo().map(source -> guards.of(source.name()));
        this.maturity = settings.maturity().map(source -> guards.of(source.name()));
    }

    /** Begins all calls. */
    Asked ask() {
        return new Asked(
                maturity.map(guard -> guard.start(
                        () -> MaturityModel.of(settings.maturity().orElseThrow().read()))),
                slo.map(guard -> guard.start(
                        () -> SloEvaluator.report(settings.slo().orElseThrow().read()))),
                cost.map(guard -> guard.start(this::bill)));
    }

    private Bill bill() throws Exception {
        CostSeries series =
                Require.present("cost series", settings.cost().orElseThrow().read());
        List<String> notices = settings.cost().orElseThrow().notices();
        return new Bill(
                series,
                Require.present("rhythm", settings.rhythm().analyze(series)),
                Require.present("notices of the cost source", notices));
    }

    /** The calls under way. */
    final class Asked {
        private final Optional<Guard.Pending<Optional<Maturity>>> maturityCall;
        private final Optional<Guard.Pending<Optional<SloReport>>> sloCall;
        private final Optional<Guard.Pending<Bill>> costCall;

        private Asked(
                Optional<Guard.Pending<Optional<Maturity>>> maturity,
                Optional<Guard.Pending<Optional<SloReport>>> slo,
                Optional<Guard.Pending<Bill>> cost) {
            this.maturityCall = maturity;
            this.sloCall = slo;
            this.costCall = cost;
        }

        /** What was answered in time; what was not, or only in part, is noted as {@code missing}. */
        Says await(Answers answers, Supplier<Duration> patience, List<MissingPart> missing) {
            Optional<Maturity> maturities = maturityCall.flatMap(
                    call -> something(maturity.orElseThrow(), answers, call, patience, "maturity dimensions", missing));
            Optional<SloReport> objectives = sloCall.flatMap(
                    call -> something(slo.orElseThrow(), answers, call, patience, "objectives", missing));
            objectives.map(SloReport::unmeasured).stream()
                    .flatMap(List::stream)
                    .forEach(objective -> missing.add(
                            new MissingPart(slo.orElseThrow().name(), MissingReason.NO_DATA, notMeasured(objective))));
            Optional<Bill> bill = costCall.flatMap(call -> answers.of(cost.orElseThrow(), call, patience));
            return new Says(maturities, objectives, bill);
        }

        private static <T> Optional<T> something(
                Guard guard,
                Answers answers,
                Guard.Pending<Optional<T>> call,
                Supplier<Duration> patience,
                String what,
                List<MissingPart> missing) {
            Optional<Optional<T>> answer = answers.of(guard, call, patience);
            if (answer.isPresent() && answer.get().isEmpty()) {
                missing.add(
                        new MissingPart(guard.name(), MissingReason.NO_DATA, guard.name() + " knows of no " + what));
            }
            return answer.flatMap(value -> value);
        }
    }

    /** Why the health cannot be EXCELLENT, as a sentence. */
    static String notMeasured(SloReport.Objective objective) {
        return "objective '" + objective.name() + "' was not measured";
    }

    /** What the service is like; each part is absent where it is not configured or could not be had. */
    record Says(Optional<Maturity> maturity, Optional<SloReport> slo, Optional<Bill> bill) {
        /** The verdict on the bill. */
        Optional<CostRhythm> costRhythm() {
            return bill.map(Bill::rhythm);
        }

        /** What a reader should know beside it. */
        List<String> notices() {
            return bill.map(Bill::notices).orElse(List.of());
        }
    }

    /** A bill, the verdict on it, and what its source says beside it. */
    record Bill(CostSeries series, CostRhythm rhythm, List<String> notices) {
        Bill {
            notices = List.copyOf(notices);
        }
    }
}
