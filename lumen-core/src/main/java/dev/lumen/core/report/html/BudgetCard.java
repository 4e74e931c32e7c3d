package dev.lumen.core.report.html;

import dev.lumen.api.feedback.UnifiedFeedback;
import dev.lumen.api.signal.Budget;
import dev.lumen.api.signal.CostRhythm;
import dev.lumen.api.signal.CostSeries;
import dev.lumen.api.units.Seconds;
import dev.lumen.api.units.Usd;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Spending in the budget's period, added up, against the budget, with where it is heading. */
final class BudgetCard {
    private static final int HEIGHT = 220;
    private static final int WIDE_MARGIN = 92;
    private static final int NARROW_MARGIN = 80;

    private final Markup page;
    private final Budget budget;
    private final Instant through;
    private final Optional<Usd> projected;
    private final Optional<CostSeries> bill;

    private BudgetCard(
            Markup page, Budget budget, Instant through, Optional<Usd> projected, Optional<CostSeries> bill) {
        this.page = page;
        this.budget = budget;
        this.through = through;
        this.projected = projected;
        this.bill = bill;
    }

    static void write(Markup page, UnifiedFeedback feedback, Optional<CostSeries> bill) {
        Card.open(page, "budget", "Budget", "");
        Optional<Budget> budget =
                feedback.costRhythm().flatMap(CostRhythm::budget).or(() -> bill.flatMap(CostSeries::budget));
        Optional<Instant> through =
                feedback.costRhythm().map(CostRhythm::through).or(() -> bill.map(CostSeries::through));
        if (budget.isEmpty() || through.isEmpty()) {
            Card.nothing(page, "Nobody has set a budget.");
        } else {
            new BudgetCard(
                            page,
                            budget.get(),
                            through.get(),
                            feedback.costRhythm().flatMap(CostRhythm::projectedUsd),
                            bill)
                    .write();
        }
        Card.close(page);
    }

    private void write() {
        Card.lead(
                page,
                Write.anyPercent(Math.min(1e300, budget.usedRatio())) + " used: " + Write.usd(budget.spentUsd())
                        + " of "
                        + Write.usd(budget.limitUsd()) + ", through " + TimeAxis.date(History.seconds(through))
                        + projected
                                .map(amount -> "; " + Write.usd(amount) + " projected at the end of the period")
                                .orElse("")
                        + ".");
        if (budget.period().isPresent()) {
            for (Width width : Width.OF_A_COLUMN) {
                draw(width, budget.period().get());
            }
        } else {
            Tone tone = budget.usedRatio() > 1 ? Tone.BAD : Tone.GOOD;
            Bar.of(page, budget.usedRatio(), tone, "share of the budget that is used");
            page.element("p", "The budget's period is not known, so nothing can be projected.", "class", "note");
        }
    }

    private void draw(Width width, Budget.Period period) {
        double end = History.seconds(through) + Seconds.of(period.remaining());
        double start = History.seconds(through) - Seconds.of(period.elapsed());
        double highest = Math.max(
                budget.limitUsd().amount(),
                Math.max(budget.spentUsd().amount(), projected.map(Usd::amount).orElse(0.0)));
        Axis axis = Axis.usd(1.05 * Math.min(1e18, highest));
        Plot plot = new Plot(
                page,
                width,
                HEIGHT,
                width.narrow() ? NARROW_MARGIN : WIDE_MARGIN,
                "Line chart: spending added up, against the budget");
        Scale x = plot.across(start, Math.max(end, start + 1));
        Scale y = plot.up(axis);
        plot.side(axis, y);
        plot.time(x);
        double limit = y.at(budget.limitUsd().amount());
        plot.line(plot.left(), limit, plot.right(), limit, "line limit");
        plot.beside(limit, "budget", "of-bad");
        plot.line(plot.left(), plot.bottom(), plot.right(), limit, "line pace");
        List<Sample> spent = spent(start);
        plot.path(LinePath.straight(spent, x, y), "line one");
        double atX = x.at(History.seconds(through));
        double atY = y.at(budget.spentUsd().amount());
        plot.dot(atX, atY, "end one");
        plot.text(atX - 8, atY - 8, Write.usd(budget.spentUsd()), "label of-one end");
        if (projected.isPresent()) {
            double goal = y.at(projected.get().amount());
            plot.line(atX, atY, plot.right(), goal, "line one dashed");
            plot.dot(plot.right(), goal, "end one hollow");
            plot.beside(goal, Write.usd(projected.get()) + (width.narrow() ? "" : " then"), "of-one");
        }
        page.element("title", "The thin line is an even pace.");
        plot.close();
    }

    /** Backwards from what was spent, step by step; straight from nothing where the bill does not reach back so far. */
    private List<Sample> spent(double start) {
        List<Sample> backwards = new ArrayList<>();
        double left = budget.spentUsd().amount();
        backwards.add(new Sample(History.seconds(through), left, false));
        if (bill.isPresent()) {
            double step = Seconds.of(bill.get().step());
            double first = History.seconds(bill.get().start());
            for (int i = bill.get().completeSteps() - 1; i >= 0 && first + step * i > start; i--) {
                left = Math.max(0, left - bill.get().amounts().get(i).amount());
                backwards.add(new Sample(first + step * i, left, false));
            }
        }
        List<Sample> forwards = new ArrayList<>(List.of(new Sample(start, 0, false)));
        for (int i = backwards.size() - 1; i >= 0; i--) {
            forwards.add(backwards.get(i));
        }
        return Thinning.of(
                forwards, new Scale(start, Math.max(History.seconds(through), start + 1), 0, Width.WIDE.pixels()));
    }
}
