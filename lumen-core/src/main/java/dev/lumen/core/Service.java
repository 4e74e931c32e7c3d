package dev.lumen.core;

import dev.lumen.api.feedback.MissingPart;
import dev.lumen.api.observe.MissingReason;
import dev.lumen.api.signal.CostRhythm;
import dev.lumen.api.signal.CostSeries;
import dev.lumen.api.signal.CostSource;
import dev.lumen.api.signal.Maturity;
import dev.lumen.api.signal.MaturitySource;
import dev.lumen.api.signal.SloReport;
import dev.lumen.api.signal.SloSource;
import dev.lumen.api.units.Require;
import dev.lumen.core.collect.Guard;
import dev.lumen.core.collect.Guards;
import dev.lumen.core.maturity.MaturityModel;
import dev.lumen.core.slo.SloEvaluator;
import java.time.Duration;
import java.util.ArrayList;
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
                maturity.map(
                        guard -> guard.start(() -> maturity(settings.maturity().orElseThrow()))),
                slo.map(guard -> guard.start(() -> objectives(settings.slo().orElseThrow()))),
                cost.map(guard -> guard.start(() -> bill(settings.cost().orElseThrow()))));
    }

    private static Told<Optional<Maturity>> maturity(MaturitySource source) throws Exception {
        return new Told<>(MaturityModel.of(source.read()), source.notices());
    }

    private static Told<Optional<SloReport>> objectives(SloSource source) throws Exception {
        return new Told<>(SloEvaluator.report(source.read()), source.notices());
    }

    private Told<Bill> bill(CostSource source) throws Exception {
        CostSeries series = Require.present("cost series", source.read());
        List<String> notices = source.notices();
        return new Told<>(
                new Bill(series, Require.present("rhythm", settings.rhythm().analyze(series))), notices);
    }

    /** The calls under way. */
    final class Asked {
        private final Optional<Guard.Pending<Told<Optional<Maturity>>>> maturityCall;
        private final Optional<Guard.Pending<Told<Optional<SloReport>>>> sloCall;
        private final Optional<Guard.Pending<Told<Bill>>> costCall;
        private final List<String> notices = new ArrayList<>();

        private Asked(
                Optional<Guard.Pending<Told<Optional<Maturity>>>> maturity,
                Optional<Guard.Pending<Told<Optional<SloReport>>>> slo,
                Optional<Guard.Pending<Told<Bill>>> cost) {
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
            Optional<Bill> bill = costCall.flatMap(call -> told(cost.orElseThrow(), answers, call, patience));
            return new Says(maturities, objectives, bill, notices);
        }

        private <T> Optional<T> told(
                Guard guard, Answers answers, Guard.Pending<Told<T>> call, Supplier<Duration> patience) {
            Optional<Told<T>> answer = answers.of(guard, call, patience);
            answer.map(Told::notices).ifPresent(notices::addAll);
            return answer.map(Told::verdict);
        }

        private <T> Optional<T> something(
                Guard guard,
                Answers answers,
                Guard.Pending<Told<Optional<T>>> call,
                Supplier<Duration> patience,
                String what,
                List<MissingPart> missing) {
            Optional<Optional<T>> answer = told(guard, answers, call, patience);
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

    /**
     * What the service is like; each part is absent where it is not configured or could not be had.
     *
     * @param notices what a reader should know beside it
     */
    record Says(Optional<Maturity> maturity, Optional<SloReport> slo, Optional<Bill> bill, List<String> notices) {
        Says {
            notices = List.copyOf(notices);
        }

        /** The verdict on the bill. */
        Optional<CostRhythm> costRhythm() {
            return bill.map(Bill::rhythm);
        }
    }

    /** A bill, and the verdict on it. */
    record Bill(CostSeries series, CostRhythm rhythm) {}

    /** A verdict, and what the source says beside what it rests on. */
    private record Told<T>(T verdict, List<String> notices) {
        private Told {
            notices = List.copyOf(Require.present("notices of a source", notices));
        }
    }
}
