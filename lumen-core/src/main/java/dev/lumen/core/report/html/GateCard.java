package dev.lumen.core.report.html;

import dev.lumen.api.gate.GateScore;
import dev.lumen.api.gate.GateScore.Component;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** How the gate's score came about: the points of each component on the scale of its bands, and what holds the health down. */
final class GateCard {
    private static final int HEIGHT = 66;
    private static final int BAR_TOP = 8;
    private static final int BAR = 28;
    private static final int LETTER = 7;
    private static final double WHOLE = 100;
    private static final List<Band> BANDS = List.of(
            new Band(0, 40, "critical"),
            new Band(40, 60, "warning"),
            new Band(60, 85, "good"),
            new Band(85, 100, "excellent"));

    private record Band(double from, double to, String name) {}

    private GateCard() {}

    static void write(Markup page, Optional<GateScore> gate) {
        Card.open(page, "gate", "How the score came about", "full");
        if (gate.isEmpty()) {
            Card.nothing(page, "The gate could not be worked out in this run.");
        } else {
            GateScore score = gate.get();
            if (score.components().isEmpty()) {
                Card.nothing(page, "No component of the gate has a score.");
            } else {
                Card.lead(
                        page, "Each component adds its weight times its own score; the bands are those of the health.");
                for (Width width : Width.OF_BOTH) {
                    bar(page, width, score.components());
                }
                table(page, score.components());
            }
            words(page, score);
        }
        Card.close(page);
    }

    private static void bar(Markup page, Width width, List<Component> components) {
        double pixels = width.pixels();
        page.open(
                "svg",
                "class",
                "chart " + width.label(),
                "viewBox",
                "0 0 " + width.pixels() + " " + HEIGHT,
                "role",
                "img",
                "aria-label",
                "Stacked bar: points of each component on the scale of the gate's bands");
        rect(page, 0, pixels, "rail", "");
        double x = 0;
        int shade = 0;
        for (Component part : components) {
            double wide = pixels * part.contribution() / WHOLE;
            String label = part.name() + " " + Write.oneDecimal(part.contribution());
            rect(page, x, Math.max(0, Math.min(pixels, x + wide) - 1), "part p" + shade % 4, label + " points");
            if (wide > LETTER * label.length() + 12) {
                page.element("text", label, "x", Pixels.text(x + 8), "y", "26", "class", "on-bar");
            }
            x += wide;
            shade++;
        }
        for (Band band : BANDS) {
            double from = pixels * band.from() / WHOLE;
            double middle = pixels * (band.from() + band.to()) / 2 / WHOLE;
            if (band.from() > 0) {
                page.empty("path", "d", "M" + Pixels.text(from) + " 2V44", "class", "bound");
                page.element(
                        "text",
                        Write.oneDecimal(band.from()).replace(".0", ""),
                        "x",
                        Pixels.text(from),
                        "y",
                        "58",
                        "class",
                        "tick middle");
            }
            boolean room = pixels * (band.to() - band.from()) / WHOLE
                    > LETTER * band.name().length() + 26;
            if (room) {
                page.element("text", band.name(), "x", Pixels.text(middle), "y", "58", "class", "tick middle");
            }
        }
        page.close();
    }

    private static void rect(Markup page, double from, double to, String style, String title) {
        String[] attributes = {
            "x",
            Pixels.text(from),
            "y",
            Integer.toString(BAR_TOP),
            "width",
            Pixels.text(to - from),
            "height",
            Integer.toString(BAR),
            "class",
            style
        };
        if (title.isEmpty()) {
            page.empty("rect", attributes);
        } else {
            page.open("rect", attributes).element("title", title).close();
        }
    }

    private static void table(Markup page, List<Component> components) {
        page.open("table");
        page.open("thead").open("tr").element("th", "component", "scope", "col");
        for (String head : List.of("score", "weight", "points", "could add")) {
            page.element("th", head, "scope", "col", "class", "figure");
        }
        page.close().close().open("tbody");
        for (Component part : components) {
            page.open("tr").element("td", part.name());
            for (double value : new double[] {
                part.score(), WHOLE * part.weight(), part.contribution(), WHOLE * part.weight() - part.contribution()
            }) {
                page.element("td", Write.oneDecimal(Math.max(0, value)), "class", "figure");
            }
            page.close();
        }
        page.close().close();
    }

    private static void words(Markup page, GateScore gate) {
        gate.largestLever().ifPresent(lever -> page.element("p", "What would move it most: " + lever + "."));
        if (!gate.missing().isEmpty()) {
            page.element(
                    "p",
                    "Without a score: " + String.join(", ", gate.missing())
                            + String.format(Locale.ROOT, " (%.0f %% of the weight was known).", 100 * gate.coverage()));
        }
        if (!gate.caps().isEmpty()) {
            page.element("h4", "What holds the health down");
            Facts.list(
                    page,
                    gate.caps().stream()
                            .map(cap -> cap.atMost() + " at most: " + cap.reason())
                            .toList());
        }
    }
}
