package dev.lumen.core.report.html;

import dev.lumen.api.evidence.Estimate;
import dev.lumen.api.evidence.HitRatioSurface;
import dev.lumen.api.evidence.SurfacePoint;
import dev.lumen.api.feedback.UnifiedFeedback;
import dev.lumen.api.units.ByteSize;
import dev.lumen.api.units.Seconds;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/** The share of stale hits against the TTL, with its interval; the TTL in powers, as it is on the surface. */
final class StaleCard {
    private static final int HEIGHT = 220;
    private static final int MARGIN = 60;
    private static final int LABEL_ROOM = 48;

    private final Markup page;
    private final HitRatioSurface surface;
    private final Optional<Point> now;
    private final Optional<Point> then;
    private final List<Stale> line = new ArrayList<>();

    private record Stale(Duration ttl, double x, Estimate share) {}

    StaleCard(Markup page, HitRatioSurface surface, UnifiedFeedback feedback) {
        this.page = page;
        this.surface = surface;
        this.now = Point.inForce(feedback);
        this.then = Point.recommended(feedback).filter(point -> !now.equals(Optional.of(point)));
        Optional<ByteSize> size = now.flatMap(Point::size);
        for (Optional<Duration> ttl : surface.ttls()) {
            if (ttl.isPresent()) {
                surface.at(ttl, size)
                        .flatMap(SurfacePoint::staleRatio)
                        .ifPresent(share -> line.add(new Stale(ttl.get(), place(ttl.get()), share)));
            }
        }
    }

    private static double place(Duration ttl) {
        return Math.log10(Math.max(1e-3, Seconds.of(ttl)));
    }

    void write() {
        Card.open(page, "stale", "Stale share of the hits by TTL", "");
        if (line.size() < 2) {
            Card.nothing(
                    page,
                    "The recorder does not see whether contents changed between two loads, so nothing is known of stale"
                            + " hits.");
        } else {
            Card.lead(
                    page,
                    "Hits whose content had changed since it was loaded, at the size in force, with the interval that"
                            + " holds nine times in ten." + said("In force", now) + said("Recommended", then));
            for (Width width : Width.OF_A_COLUMN) {
                draw(width);
            }
        }
        Card.close(page);
    }

    private String said(String what, Optional<Point> at) {
        return at.flatMap(point -> point.on(surface))
                .flatMap(SurfacePoint::staleRatio)
                .map(share -> " " + what + ": " + Write.percent(share) + ".")
                .orElse("");
    }

    private void draw(Width width) {
        double highest =
                line.stream().mapToDouble(point -> point.share().high()).max().orElseThrow();
        Axis axis = Axis.share(highest);
        Plot plot = new Plot(page, width, HEIGHT, MARGIN, "Line chart: stale share of the hits by TTL");
        Scale x = plot.across(line.get(0).x(), line.get(line.size() - 1).x());
        Scale y = plot.up(axis);
        plot.side(axis, y);
        plot.line(plot.left(), plot.bottom(), plot.right(), plot.bottom(), "axis");
        double written = Double.NEGATIVE_INFINITY;
        for (Stale point : line) {
            if (x.at(point.x()) - written >= LABEL_ROOM) {
                written = x.at(point.x());
                plot.below(written, Write.ttl(point.ttl()));
            }
        }
        plot.path(LinePath.between(samples(Estimate::high), samples(Estimate::low), x, y), "area one");
        plot.path(LinePath.straight(samples(Estimate::value), x, y), "line one");
        mark(plot, now, "in force", "one", x, y);
        mark(plot, then, "advised", "two", x, y);
        for (Stale point : line) {
            page.open("g", "class", "hit");
            page.element("title", "TTL " + Write.ttl(point.ttl()) + ": " + Write.percent(point.share()) + " stale");
            plot.box(x.at(point.x()) - 8, plot.top(), x.at(point.x()) + 8, plot.bottom(), "column", "");
            plot.dot(x.at(point.x()), y.at(point.share().value()), "mark");
            page.close();
        }
        plot.close();
    }

    private List<Sample> samples(ToDoubleFunction<Estimate> of) {
        return line.stream()
                .map(point -> new Sample(point.x(), of.applyAsDouble(point.share()), false))
                .toList();
    }

    private void mark(Plot plot, Optional<Point> at, String name, String style, Scale x, Scale y) {
        Optional<Estimate> share = at.flatMap(point -> point.on(surface)).flatMap(SurfacePoint::staleRatio);
        Optional<Duration> ttl = at.flatMap(Point::ttl);
        if (share.isEmpty() || ttl.isEmpty()) {
            return;
        }
        double atX = x.at(place(ttl.get()));
        double atY = y.at(share.get().value());
        plot.line(atX, plot.bottom(), atX, atY, "drop " + style);
        plot.dot(atX, atY, "end " + style);
        boolean left = style.equals("one");
        plot.text(atX + (left ? -8 : 8), atY - 8, name, "label of-" + style + (left ? " end" : ""));
    }
}
