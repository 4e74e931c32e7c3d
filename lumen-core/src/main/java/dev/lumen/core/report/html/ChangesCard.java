package dev.lumen.core.report.html;

import java.util.List;

/** The fifth of the guide's widgets: what was changed in the last seven days, on a line of time and as a table. */
final class ChangesCard {
    private static final double WEEK = 7 * 86_400.0;
    private static final int MOST = 12;
    private static final int HEIGHT = 96;
    private static final int TTL_ROW = 24;
    private static final int SIZE_ROW = 52;

    private final Markup page;
    private final History history;

    ChangesCard(Markup page, History history) {
        this.page = page;
        this.history = history;
    }

    void write() {
        Card.open(page, "changes", "Actions taken in the last 7 days", "full");
        if (!history.spansTime()) {
            Card.nothing(page, "No earlier runs were kept to compare this one with.");
        } else {
            double since = Math.max(history.start(), history.end() - WEEK);
            List<Change> changes = Change.in(history.runs()).stream()
                    .filter(change -> change.at() >= since)
                    .toList();
            if (changes.isEmpty()) {
                Card.nothing(page, "Neither TTL nor size were changed since " + TimeAxis.date(since) + ".");
            } else {
                lead(changes);
                for (Width width : Width.OF_BOTH) {
                    strip(width, changes, since);
                }
                table(changes);
            }
        }
        Card.close(page);
    }

    private void lead(List<Change> changes) {
        long ttl = changes.stream()
                .filter(change -> change.lever().equals(Change.TTL))
                .count();
        Card.lead(
                page,
                Write.count(ttl, "change") + " of the TTL and "
                        + Write.count(changes.size() - ttl, "change") + " of the size between one run and the next; "
                        + changes.stream().filter(Change::advised).count() + " as advised.");
    }

    private void strip(Width width, List<Change> changes, double since) {
        Plot plot = new Plot(page, width, HEIGHT, 16, "Timeline: changes of TTL and size");
        Scale x = plot.across(since, history.end());
        plot.time(x);
        plot.line(plot.left(), TTL_ROW, plot.right(), TTL_ROW, "grid");
        plot.line(plot.left(), SIZE_ROW, plot.right(), SIZE_ROW, "grid");
        plot.text(plot.left() - 6, TTL_ROW + 4, Change.TTL, "tick end");
        plot.text(plot.left() - 6, SIZE_ROW + 4, Change.SIZE, "tick end");
        for (Change change : changes) {
            boolean ttl = change.lever().equals(Change.TTL);
            double y = ttl ? TTL_ROW : SIZE_ROW;
            double at = x.at(change.at());
            int sign = change.up() ? -1 : 1;
            page.open("path", "class", "event " + (ttl ? "one" : "two"), "d", triangle(at, y, sign));
            page.element(
                    "title",
                    TimeAxis.minute(change.at()) + ": " + change.lever() + " " + change.from() + " → " + change.to());
            page.close();
        }
        plot.close();
    }

    private static String triangle(double x, double y, int sign) {
        return "M" + Pixels.text(x) + " " + Pixels.text(y + sign * 7) + "L" + Pixels.text(x - 5) + " "
                + Pixels.text(y - sign * 4) + "H" + Pixels.text(x + 5) + "Z";
    }

    private void table(List<Change> changes) {
        page.open("table");
        page.open("thead").open("tr");
        for (String head : List.of("time (UTC)", "lever", "change", "by")) {
            page.element("th", head, "scope", "col");
        }
        page.close().close().open("tbody");
        for (int i = changes.size() - 1; i >= Math.max(0, changes.size() - MOST); i--) {
            Change change = changes.get(i);
            page.open("tr");
            page.element("td", TimeAxis.row(change.at()), "class", "nowrap");
            page.element("td", change.lever());
            page.element("td", (change.up() ? "▲ " : "▼ ") + change.from() + " → " + change.to(), "class", "figure");
            page.element("td", change.advised() ? "as advised" : "not as advised");
            page.close();
        }
        page.close().close();
        if (changes.size() > MOST) {
            page.element("p", "And " + (changes.size() - MOST) + " earlier, on the line above.", "class", "note");
        }
    }
}
