package dev.lumen.core.report.html;

import dev.lumen.api.signal.CostSeries;
import dev.lumen.api.units.Digits;
import dev.lumen.api.units.Usd;
import dev.lumen.core.report.figures.Figures;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the service cost, and below it on the same time what was asked of it. */
final class SpendCard {
    private static final int HEIGHT = 236;
    private static final int COST_FOOT = 122;
    private static final int DEMAND_TOP = 150;
    private static final int MARGIN = 60;
    private static final double SLIMMEST_BAR = 3.5;

    private SpendCard() {}

    static void write(Markup page, Optional<CostSeries> bill) {
        Card.open(page, "spend", "Spend and demand", "");
        if (bill.isEmpty()) {
            Card.nothing(page, "No bill is configured, or it could not be had.");
        } else if (bill.get().amounts().isEmpty()) {
            Card.nothing(page, "Nothing was billed yet.");
        } else {
            Card.lead(page, lead(bill.get()));
            for (Width width : Width.OF_A_COLUMN) {
                draw(page, bill.get(), width);
            }
        }
        Card.close(page);
    }

    private static String lead(CostSeries bill) {
        double total = 0;
        for (Usd amount : bill.amounts()) {
            total = Math.min(Double.MAX_VALUE, total + amount.amount());
        }
        int open = bill.amounts().size() - bill.completeSteps();
        return Write.usd(Usd.of(total)) + " in " + Write.count(bill.amounts().size(), "step") + " of "
                + step(bill.step()) + " from " + TimeAxis.date(History.seconds(bill.start())) + " on"
                + (open > 0 ? "; billing may still add to the last " + open + ", drawn pale." : ".")
                + (bill.demand().isEmpty() ? " The demand is not known." : "");
    }

    private static String step(Duration step) {
        if (step.equals(Duration.ofHours(1))) {
            return "an hour";
        }
        return step.equals(Duration.ofDays(1)) ? "a day" : Figures.duration(step);
    }

    private static void draw(Markup page, CostSeries bill, Width width) {
        boolean asked = bill.demand().isPresent();
        Plot plot = new Plot(
                page,
                width,
                asked ? HEIGHT : HEIGHT - 60,
                MARGIN,
                "Bar chart: spend" + (asked ? " and demand" : "") + " over time");
        List<Spending> bars = Spending.of(bill, (int) ((plot.right() - plot.left()) / SLIMMEST_BAR));
        Scale x = plot.across(bars.get(0).from(), bars.get(bars.size() - 1).to());
        double foot = asked ? COST_FOOT : plot.bottom();
        Axis dollars = Axis.usd(bars.stream().mapToDouble(Spending::usd).max().orElse(1));
        Scale y = new Scale(dollars.low(), dollars.high(), foot, plot.top());
        plot.side(dollars, y);
        plot.text(plot.right() + 8, (foot + plot.top()) / 2, "spend", "label of-one");
        Scale demandScale = y;
        if (asked) {
            demandScale = demand(plot, bars, x);
        }
        plot.time(x);
        for (Spending bar : bars) {
            double left = x.at(bar.from());
            double right = Math.max(left + 1, x.at(bar.to()) - (x.length(bar.to() - bar.from()) > 4 ? 1 : 0.4));
            page.open("g", "class", "hit");
            page.element("title", tooltip(bar));
            plot.box(left, plot.top(), right, plot.bottom(), "column", "");
            plot.box(left, y.at(bar.usd()), right, foot, bar.complete() ? "spent" : "spent open", "");
            if (bar.demand().isPresent()) {
                plot.dot((left + right) / 2, demandScale.at(bar.demand().getAsDouble()), "mark");
            }
            page.close();
        }
        plot.close();
    }

    private static Scale demand(Plot plot, List<Spending> bars, Scale x) {
        Axis axis = Axis.number(
                bars.stream().mapToDouble(bar -> bar.demand().orElse(0)).max().orElse(1));
        Scale y = new Scale(axis.low(), axis.high(), plot.bottom(), DEMAND_TOP);
        plot.side(axis, y);
        List<Sample> line = new ArrayList<>();
        for (Spending bar : bars) {
            line.add(new Sample((bar.from() + bar.to()) / 2, bar.demand().orElse(0), false));
        }
        plot.path(LinePath.straight(line, x, y), "line two solid");
        plot.text(plot.right() + 8, (plot.bottom() + DEMAND_TOP) / 2, "demand", "label of-two");
        return y;
    }

    private static String tooltip(Spending bar) {
        return TimeAxis.minute(bar.from()) + ": " + Write.usd(Usd.of(bar.usd())) + " a step"
                + (bar.complete() ? "" : " so far")
                + (bar.demand().isPresent()
                        ? ", demand " + Digits.of(bar.demand().getAsDouble(), 4)
                        : "");
    }
}
