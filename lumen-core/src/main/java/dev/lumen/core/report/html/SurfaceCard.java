package dev.lumen.core.report.html;

import dev.lumen.api.evidence.HitRatioSurface;
import dev.lumen.api.evidence.SurfacePoint;
import dev.lumen.api.feedback.UnifiedFeedback;
import dev.lumen.api.units.ByteSize;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The hit ratio at every TTL and size as a heat map: a table whose cells are coloured, so that it reads without colours too. */
final class SurfaceCard {
    private static final int SHADES = 10;

    private final Markup page;
    private final HitRatioSurface surface;
    private final Optional<Point> now;
    private final Optional<Point> then;
    private final List<Optional<Duration>> ttls;
    private final List<Optional<ByteSize>> sizes;

    SurfaceCard(Markup page, HitRatioSurface surface, UnifiedFeedback feedback) {
        this.page = page;
        this.surface = surface;
        this.now = Point.inForce(feedback);
        this.then = Point.recommended(feedback);
        List<Point> marked = new ArrayList<>(now.stream().toList());
        then.ifPresent(marked::add);
        this.ttls = Grid.with(surface.ttls(), marked.stream().map(Point::ttl).toList());
        this.sizes = Grid.with(surface.sizes(), marked.stream().map(Point::size).toList());
    }

    void write() {
        Card.open(page, "surface", "Hit ratio at other TTLs and sizes", "full");
        List<Double> values = ttls.stream()
                .flatMap(ttl -> sizes.stream().flatMap(size -> surface.at(ttl, size).stream()))
                .map(point -> point.hitRatio().value())
                .sorted()
                .toList();
        if (values.isEmpty()) {
            Card.nothing(page, "Too few accesses were recorded so far to say what other settings would do.");
        } else {
            double low = values.get(0);
            double high = values.get(values.size() - 1);
            Card.lead(page, lead());
            table(low, Math.max(high, low + 1e-9));
            legend(low, high);
        }
        Card.close(page);
    }

    private String lead() {
        return String.format(
                        Locale.ROOT,
                        "Estimated from %,.0f accesses of %,d keys over %s, in %%: TTL down, size across.",
                        surface.requests(),
                        surface.sampledKeys(),
                        Write.span(surface.observed()))
                + now.flatMap(point -> point.on(surface))
                        .map(point -> " In force: " + Write.percent(point.hitRatio()) + ".")
                        .orElse("")
                + then.filter(point -> !now.equals(then))
                        .flatMap(point -> point.on(surface))
                        .map(point -> " Recommended: " + Write.percent(point.hitRatio()) + ".")
                        .orElse("");
    }

    private void table(double low, double high) {
        page.open("table", "class", "heat");
        page.open("thead").open("tr");
        page.element("th", "TTL", "scope", "col");
        for (Optional<ByteSize> size : sizes) {
            page.element("th", Point.sizeText(size), "scope", "col");
        }
        page.close().close().open("tbody");
        for (Optional<Duration> ttl : ttls) {
            page.open("tr");
            page.element("th", Point.text(ttl), "scope", "row");
            for (Optional<ByteSize> size : sizes) {
                cell(new Point(ttl, size), low, high);
            }
            page.close();
        }
        page.close().close();
    }

    private void cell(Point at, double low, double high) {
        Optional<SurfacePoint> found = at.on(surface);
        if (found.isEmpty()) {
            page.element("td", "–", "title", at + ": too few accesses to say");
            return;
        }
        double value = found.get().hitRatio().value();
        int shade = (int) Math.min(SHADES - 1, SHADES * (value - low) / (high - low));
        boolean isNow = now.filter(at::equals).isPresent();
        boolean isThen = then.filter(at::equals).isPresent();
        page.open(
                "td",
                "class",
                "h" + shade + (isNow ? " now" : "") + (isThen && !isNow ? " then" : ""),
                "title",
                at + ": " + tooltip(found.get()));
        String sign = isNow ? "●" : isThen ? "◆" : "";
        if (!sign.isEmpty()) {
            page.element("span", sign, "class", "sign");
        }
        page.element("span", Write.oneDecimal(100 * value), "class", "fine");
        page.element("span", Long.toString(Math.round(100 * value)), "class", "coarse");
        page.close();
    }

    private static String tooltip(SurfacePoint point) {
        return "hit ratio " + Write.percent(point.hitRatio())
                + point.staleRatio()
                        .map(stale -> ", stale hits " + Write.percent(stale))
                        .orElse("")
                + String.format(
                        Locale.ROOT,
                        ", holds %s, %,.0f evictions an hour",
                        ByteSize.ofBytes((long) point.occupiedBytes().value()),
                        point.evictionsPerHour().value());
    }

    private void legend(double low, double high) {
        page.open("p", "class", "legend");
        page.open("span", "class", "ramp").text(Write.percent(low) + " ");
        for (int shade = 0; shade < SHADES; shade++) {
            page.open("i", "class", "h" + shade).close();
        }
        page.text(" " + Write.percent(high)).close();
        now.ifPresent(point -> page.element("span", "● in force: " + point));
        then.ifPresent(
                point -> page.element("span", now.equals(then) ? "also recommended" : "◆ recommended: " + point));
        page.close();
    }
}
