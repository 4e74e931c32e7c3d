package dev.lumen.core.report.html;

import dev.lumen.api.feedback.PastRun;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Function;

/** Lines over the time of a history, in both widths. Not thread-safe. */
final class TimeChart {
    private static final int HEIGHT = 210;
    private static final int WIDE_MARGIN = 76;
    private static final int NARROW_MARGIN = 64;

    private final History history;
    private final String label;
    private final Axis axis;
    private final Function<PastRun, String> tooltip;
    private final List<Series> series = new ArrayList<>();
    private final List<Band> bands = new ArrayList<>();

    /**
     * A line.
     *
     * @param name what is written beside its end; empty for nothing
     * @param style its class: {@code one}, {@code two} or {@code trend}
     * @param shape how its samples are joined
     */
    private record Series(String name, String style, Shape shape, Function<PastRun, OptionalDouble> of) {}

    private record Band(double low, double high, String name, String style) {}

    /** How samples are joined. */
    enum Shape {
        LINE,
        STEPS,
        AREA
    }

    /**
     * An empty chart.
     *
     * @param label what it is, for those who do not see it
     * @param tooltip what is said of a run that is pointed at
     */
    TimeChart(History history, String label, Axis axis, Function<PastRun, String> tooltip) {
        this.history = history;
        this.label = label;
        this.axis = axis;
        this.tooltip = tooltip;
    }

    TimeChart band(double low, double high, String name, String style) {
        bands.add(new Band(low, high, name, style));
        return this;
    }

    TimeChart series(String name, String style, Shape shape, Function<PastRun, OptionalDouble> of) {
        series.add(new Series(name, style, shape, of));
        return this;
    }

    /** Draws it once for each width, {@code trend} on top. */
    void draw(Markup page, List<Sample> trend) {
        for (Width width : Width.OF_A_COLUMN) {
            Plot plot = new Plot(page, width, HEIGHT, width.narrow() ? NARROW_MARGIN : WIDE_MARGIN, label);
            Scale x = plot.across(history.start(), history.end());
            Scale y = plot.up(axis);
            bands.forEach(band -> band(plot, band, y));
            plot.side(axis, y);
            plot.time(x);
            series.forEach(line -> line(plot, line, x, y));
            if (!trend.isEmpty()) {
                plot.path(LinePath.straight(trend, x, y), "line trend");
                plot.beside(y.at(trend.get(trend.size() - 1).value()), "trend", "of-trend");
            }
            Pointing.draw(
                    page,
                    plot,
                    history,
                    x,
                    run -> tooltip.apply(run),
                    run -> series.stream()
                            .map(line -> line.of().apply(run))
                            .filter(OptionalDouble::isPresent)
                            .map(value -> y.at(value.getAsDouble()))
                            .toList());
            plot.close();
        }
    }

    private static void band(Plot plot, Band band, Scale y) {
        plot.box(plot.left(), y.at(band.low()), plot.right(), y.at(band.high()), "band " + band.style(), "");
        plot.beside((y.at(band.low()) + y.at(band.high())) / 2, band.name(), "of-" + band.style());
    }

    private void line(Plot plot, Series series, Scale x, Scale y) {
        List<Sample> line = Thinning.of(history.line(series.of()), x);
        if (line.isEmpty()) {
            return;
        }
        if (series.shape() == Shape.AREA) {
            List<Sample> floor = line.stream()
                    .map(sample -> new Sample(sample.at(), axis.low(), sample.gapBefore()))
                    .toList();
            plot.path(LinePath.between(line, floor, x, y), "area " + series.style());
        }
        String d = series.shape() == Shape.STEPS ? LinePath.steps(line, x, y) : LinePath.straight(line, x, y);
        plot.path(d, "line " + series.style());
        Sample last = line.get(line.size() - 1);
        plot.dot(x.at(last.at()), y.at(last.value()), "end " + series.style());
        if (!series.name().isEmpty()) {
            plot.beside(y.at(last.value()), series.name(), "of-" + series.style());
        }
    }
}
