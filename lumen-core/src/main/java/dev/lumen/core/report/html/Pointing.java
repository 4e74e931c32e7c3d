package dev.lumen.core.report.html;

import dev.lumen.api.feedback.PastRun;
import java.util.List;
import java.util.function.Function;

/** Columns over a chart that say what they are of when they are pointed at, as many as a finger or a mouse can tell apart. */
final class Pointing {
    private static final double COLUMN = 7;

    private Pointing() {}

    /**
     * Draws the columns.
     *
     * @param text what is said of a run
     * @param heights where its values are marked
     */
    static void draw(
            Markup page,
            Plot plot,
            History history,
            Scale x,
            Function<PastRun, String> text,
            Function<PastRun, List<Double>> heights) {
        List<PastRun> runs = history.runs();
        for (int i = 0; i < runs.size(); i++) {
            if (i + 1 == runs.size() || column(runs.get(i), x) != column(runs.get(i + 1), x)) {
                PastRun run = runs.get(i);
                double at = x.at(History.seconds(run.at()));
                page.open("g", "class", "hit");
                page.element("title", TimeAxis.minute(History.seconds(run.at())) + ": " + text.apply(run));
                plot.box(at - COLUMN / 2, plot.top(), at + COLUMN / 2, plot.bottom(), "column", "");
                heights.apply(run).forEach(y -> plot.dot(at, y, "mark"));
                page.close();
            }
        }
    }

    private static long column(PastRun run, Scale x) {
        return (long) (x.at(History.seconds(run.at())) / COLUMN);
    }
}
