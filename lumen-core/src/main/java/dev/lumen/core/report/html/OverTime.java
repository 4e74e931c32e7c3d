package dev.lumen.core.report.html;

import dev.lumen.api.feedback.PastRun;
import dev.lumen.api.units.ByteSize;
import dev.lumen.api.units.Seconds;
import dev.lumen.core.report.figures.Figures;
import dev.lumen.core.report.html.TimeChart.Shape;
import java.time.Duration;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;

/** The first four of the guide's widgets: score, hit ratio, TTL and memory over the time of the history. */
final class OverTime {
    private final Markup page;
    private final History history;

    OverTime(Markup page, History history) {
        this.page = page;
        this.history = history;
    }

    void write() {
        score();
        hitRatio();
        ttl();
        memory();
    }

    private void score() {
        Card.open(page, "score-history", "Gate score", "");
        List<Sample> line = history.line(PastRun::score);
        if (!nothing(line, "gate score")) {
            Card.lead(page, range(line, Write::oneDecimal, " of 100"));
            new TimeChart(
                            history,
                            "Line chart: gate score over time",
                            Axis.score(),
                            run -> run.score().isPresent()
                                    ? "score " + Write.oneDecimal(run.score().getAsDouble()) + ", " + run.health()
                                    : "no score, " + run.health())
                    .band(85, 100, "excellent", "good")
                    .band(60, 85, "good", "good")
                    .band(40, 60, "warning", "caution")
                    .band(0, 40, "critical", "bad")
                    .series("", "one", Shape.LINE, PastRun::score)
                    .draw(page, List.of());
        }
        Card.close(page);
    }

    private void hitRatio() {
        Card.open(page, "hit-ratio-history", "Hit ratio", "");
        Function<PastRun, OptionalDouble> of =
                run -> run.measured().map(PastRun.Measured::hitRatio).orElse(OptionalDouble.empty());
        List<Sample> line = history.line(of);
        if (!nothing(line, "hit ratio")) {
            Optional<Trend> trend = Trend.of(line);
            DoubleSummaryStatistics values =
                    line.stream().mapToDouble(Sample::value).summaryStatistics();
            Card.lead(
                    page,
                    range(line, value -> Write.percent(value), "")
                            + trend.map(found -> String.format(
                                            Locale.ROOT, " The trend is %+.1f points a day.", 100 * found.perDay()))
                                    .orElse(""));
            new TimeChart(
                            history,
                            "Line chart: hit ratio over time",
                            Axis.percent(values.getMin(), values.getMax()),
                            run -> "hit ratio " + Write.percent(of.apply(run)))
                    .series("hit ratio", "one", Shape.LINE, of)
                    .draw(page, trend.map(Trend::line).orElse(List.of()));
        }
        Card.close(page);
    }

    private void ttl() {
        Card.open(page, "ttl-history", "TTL in force and recommended", "");
        Function<PastRun, OptionalDouble> inForce = run -> seconds(run.inForce().ttl());
        Function<PastRun, OptionalDouble> advised = run -> seconds(run.advised().ttl());
        List<Sample> line = history.line(inForce);
        if (!nothing(line, "TTL in force")) {
            PastRun last = history.runs().get(history.runs().size() - 1);
            double highest = Math.max(highest(line), highest(history.line(advised)));
            Card.lead(
                    page,
                    "In force now: " + text(last.inForce().ttl()) + "; recommended: "
                            + text(last.advised().ttl()) + ".");
            new TimeChart(
                            history,
                            "Step chart: TTL in force and recommended over time",
                            Axis.duration(highest),
                            run -> "TTL in force " + text(run.inForce().ttl()) + ", recommended "
                                    + text(run.advised().ttl()))
                    .series("advised", "two", Shape.STEPS, advised)
                    .series("in force", "one", Shape.STEPS, inForce)
                    .draw(page, List.of());
        }
        Card.close(page);
    }

    private void memory() {
        Card.open(page, "memory-history", "Memory", "");
        Function<PastRun, OptionalDouble> used = run -> bytes(run.measured().flatMap(PastRun.Measured::used));
        Function<PastRun, OptionalDouble> capacity = run -> bytes(run.inForce().capacity());
        List<Sample> line = history.line(used);
        if (!nothing(line, "memory used")) {
            PastRun last = history.runs().get(history.runs().size() - 1);
            double highest = Math.max(highest(line), highest(history.line(capacity)));
            Card.lead(page, memoryNow(last));
            new TimeChart(
                            history,
                            "Area chart: memory used and capacity over time",
                            Axis.bytes(highest),
                            OverTime::memoryNow)
                    .series("used", "one", Shape.AREA, used)
                    .series("capacity", "two", Shape.STEPS, capacity)
                    .draw(page, List.of());
        }
        Card.close(page);
    }

    private static String memoryNow(PastRun run) {
        return run.measured()
                        .flatMap(PastRun.Measured::used)
                        .map(ByteSize::toString)
                        .orElse("not known how much")
                + " used"
                + run.inForce()
                        .capacity()
                        .map(capacity -> " of " + capacity)
                        .orElse(", capacity unlimited or not known");
    }

    /** Whether there is no line to draw; says why. */
    private boolean nothing(List<Sample> line, String what) {
        if (history.runs().isEmpty()) {
            Card.nothing(page, "No earlier runs were kept, so there is no history yet.");
        } else if (!history.spansTime()) {
            Card.nothing(page, "There is one run so far; a line needs two.");
        } else if (line.isEmpty()) {
            Card.nothing(page, "No run knew the " + what + ".");
        } else {
            return false;
        }
        return true;
    }

    private static String range(List<Sample> line, Function<Double, String> text, String unit) {
        DoubleSummaryStatistics values =
                line.stream().mapToDouble(Sample::value).summaryStatistics();
        return "Last " + text.apply(line.get(line.size() - 1).value()) + unit + "; between "
                + text.apply(values.getMin()) + " and " + text.apply(values.getMax()) + " in this time.";
    }

    private static double highest(List<Sample> line) {
        return line.stream().mapToDouble(Sample::value).max().orElse(0);
    }

    private static OptionalDouble seconds(Optional<Duration> ttl) {
        return ttl.isPresent() ? OptionalDouble.of(Seconds.of(ttl.get())) : OptionalDouble.empty();
    }

    private static OptionalDouble bytes(Optional<ByteSize> size) {
        return size.isPresent() ? OptionalDouble.of((double) size.get().bytes()) : OptionalDouble.empty();
    }

    private static String text(Optional<Duration> ttl) {
        return ttl.map(Figures::duration).orElse(Figures.NOT_KNOWN);
    }
}
