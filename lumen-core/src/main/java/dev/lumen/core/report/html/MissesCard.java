package dev.lumen.core.report.html;

import dev.lumen.api.evidence.HitRatioSurface;
import dev.lumen.api.evidence.MissCauses;
import dev.lumen.api.evidence.SurfacePoint;
import dev.lumen.api.feedback.UnifiedFeedback;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/** Why look-ups miss, at the setting in force and at the recommended one: stacked bars with their numbers. */
final class MissesCard {
    private static final int ROOM_FOR_TEXT = 34;

    private final Markup page;
    private final HitRatioSurface surface;
    private final Optional<SurfacePoint> now;
    private final Optional<SurfacePoint> then;

    private record Cause(String name, String helps, ToDoubleFunction<MissCauses> share) {}

    private static final List<Cause> CAUSES = List.of(
            new Cause("cold", "nothing: first time read", MissCauses::cold),
            new Cause("expired", "a longer TTL", MissCauses::expired),
            new Cause("evicted", "more room", MissCauses::evicted),
            new Cause("invalidated", "fewer invalidations", MissCauses::invalidated));

    MissesCard(Markup page, HitRatioSurface surface, UnifiedFeedback feedback) {
        this.page = page;
        this.surface = surface;
        Optional<Point> inForce = Point.inForce(feedback);
        this.now = inForce.flatMap(point -> point.on(surface));
        this.then = Point.recommended(feedback)
                .filter(point -> !inForce.equals(Optional.of(point)))
                .flatMap(point -> point.on(surface));
    }

    void write() {
        Card.open(page, "misses", "Misses by cause", "");
        if (now.isEmpty()) {
            Card.nothing(
                    page,
                    surface.requests() > 0
                            ? "The setting in force is not known, or too few accesses were recorded at it."
                            : "No accesses were recorded yet.");
        } else {
            Card.lead(
                    page,
                    "Shares of all look-ups; the rest, "
                            + Write.percent(now.get().hitRatio().value())
                            + ", are hits. A longer TTL helps the expired ones alone, more room the evicted ones.");
            bar("in force", now.get().misses());
            then.ifPresent(point -> bar("recommended", point.misses()));
            table();
        }
        Card.close(page);
    }

    private void bar(String name, MissCauses misses) {
        page.element("p", name, "class", "bar-name");
        double whole = Math.max(
                1e-9,
                CAUSES.stream()
                        .mapToDouble(cause -> cause.share().applyAsDouble(misses))
                        .sum());
        double scale = Math.max(whole, widest());
        for (Width width : Width.OF_A_COLUMN) {
            page.open(
                    "svg",
                    "class",
                    "chart " + width.label(),
                    "viewBox",
                    "0 0 " + width.pixels() + " 26",
                    "role",
                    "img",
                    "aria-label",
                    "Stacked bar: misses by cause, " + name);
            double x = 0;
            for (Cause cause : CAUSES) {
                double share = cause.share().applyAsDouble(misses);
                double wide = width.pixels() * share / scale;
                page.open("g");
                page.element("title", cause.name() + ": " + Write.percent(share) + " of all look-ups");
                page.empty(
                        "rect",
                        "x",
                        Pixels.text(x),
                        "y",
                        "0",
                        "width",
                        Pixels.text(Math.max(0, wide - 1)),
                        "height",
                        "26",
                        "class",
                        cause.name());
                if (wide > ROOM_FOR_TEXT) {
                    boolean roomy = wide > 8.0 * (cause.name().length() + 7);
                    page.element(
                            "text",
                            (roomy ? cause.name() + " " : "") + Write.oneDecimal(100 * share),
                            "x",
                            Pixels.text(x + 7),
                            "y",
                            "17",
                            "class",
                            "on-bar");
                }
                page.close();
                x += wide;
            }
            page.close();
        }
    }

    private double widest() {
        return Math.max(total(now), total(then));
    }

    private static double total(Optional<SurfacePoint> point) {
        return point.map(SurfacePoint::misses).stream()
                .mapToDouble(misses -> CAUSES.stream()
                        .mapToDouble(cause -> cause.share().applyAsDouble(misses))
                        .sum())
                .sum();
    }

    private void table() {
        page.open("table");
        page.open("thead").open("tr");
        page.element("th", "cause", "scope", "col").element("th", "in force", "scope", "col", "class", "figure");
        if (then.isPresent()) {
            page.element("th", "advised", "scope", "col", "class", "figure");
        }
        page.element("th", "what helps", "scope", "col").close().close().open("tbody");
        for (Cause cause : CAUSES) {
            page.open("tr");
            page.open("td", "class", "nowrap")
                    .open("i", "class", "swatch " + cause.name())
                    .close()
                    .text(cause.name())
                    .close();
            now.ifPresent(point -> figure(cause, point));
            then.ifPresent(point -> figure(cause, point));
            page.element("td", cause.helps()).close();
        }
        page.close().close();
    }

    private void figure(Cause cause, SurfacePoint point) {
        page.element("td", Write.percent(cause.share().applyAsDouble(point.misses())), "class", "figure");
    }
}
