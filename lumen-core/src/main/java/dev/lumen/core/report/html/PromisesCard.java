package dev.lumen.core.report.html;

import dev.lumen.core.report.figures.Figures;
import java.util.List;

/** Predicted against realised: for each change of the TTL the interval that was promised, and the measure within or outside. */
final class PromisesCard {
    private static final int MOST = 10;
    private static final int ROW = 26;
    private static final int FRAME = 44;
    private static final int WIDE_MARGIN = 136;
    private static final int NARROW_MARGIN = 98;

    private final Markup page;
    private final History history;

    PromisesCard(Markup page, History history) {
        this.page = page;
        this.history = history;
    }

    void write() {
        Card.open(page, "promises", "Predicted and realised hit ratio", "");
        List<Promise> all = Promise.in(history.runs());
        if (all.isEmpty()) {
            Card.nothing(
                    page,
                    "No recommended TTL has been in force for long enough yet to compare what was expected of it with"
                            + " what came of it.");
        } else {
            List<Promise> shown = all.subList(Math.max(0, all.size() - MOST), all.size());
            long kept = all.stream().filter(Promise::kept).count();
            Card.lead(
                    page,
                    kept + " of " + Write.count(all.size(), "change")
                            + " of the TTL came out within the interval that was promised: the bar is the promise, its"
                            + " stroke the best guess, the dot what was measured once the change had settled, the time of day and whatever else had changed by then included.");
            for (Width width : Width.OF_A_COLUMN) {
                draw(width, shown);
            }
            if (all.size() > shown.size()) {
                page.element("p", "The latest " + MOST + " are shown.", "class", "note");
            }
        }
        Card.close(page);
    }

    private void draw(Width width, List<Promise> promises) {
        double low = promises.stream()
                .mapToDouble(promise -> Math.min(promise.expected().low(), promise.realised()))
                .min()
                .orElseThrow();
        double high = promises.stream()
                .mapToDouble(promise -> Math.max(promise.expected().high(), promise.realised()))
                .max()
                .orElseThrow();
        Axis axis = Axis.percent(low, high);
        int margin = width.narrow() ? NARROW_MARGIN : WIDE_MARGIN;
        Plot plot = new Plot(
                page, width, FRAME + ROW * promises.size(), margin, "Interval chart: predicted and realised hit ratio");
        Scale x = plot.across(axis.low(), axis.high());
        for (double tick : axis.ticks()) {
            plot.line(x.at(tick), plot.top(), x.at(tick), plot.bottom(), "grid");
            plot.below(x.at(tick), axis.label().apply(tick));
        }
        plot.text(plot.left() - 6, plot.top() + 2, "UTC", "tick end");
        for (int i = 0; i < promises.size(); i++) {
            row(plot, promises.get(i), x, plot.top() + 16 + ROW * i, width);
        }
        plot.close();
    }

    private void row(Plot plot, Promise promise, Scale x, double y, Width width) {
        String change = Figures.duration(promise.from()) + " → " + Figures.duration(promise.to());
        String time = TimeAxis.minute(promise.made());
        String when = TimeAxis.dayOrClock(promise.made(), history.end() - history.start());
        page.open("g", "class", "hit");
        page.element(
                "title",
                time + ", " + change + ": expected " + Write.percent(promise.expected()) + ", measured "
                        + Write.percent(promise.realised()));
        double low = x.at(promise.expected().low());
        double high = Math.max(x.at(promise.expected().high()), low + 2);
        plot.box(plot.left(), y - ROW / 2.0, plot.right(), y + ROW / 2.0, "column", "");
        plot.box(low, y - 5, high, y + 5, "interval", "");
        double guess = x.at(promise.expected().value());
        plot.line(guess, y - 7, guess, y + 7, "guess");
        plot.dot(x.at(promise.realised()), y, promise.kept() ? "end one" : "end missed");
        page.close();
        plot.text(plot.left() - 6, y + 4, when, "tick end");
        plot.text(
                plot.right() + 8,
                y + 4,
                width.narrow() ? change : change + (promise.kept() ? "" : ", missed"),
                "label " + (promise.kept() ? "of-one" : "of-bad"));
    }
}
