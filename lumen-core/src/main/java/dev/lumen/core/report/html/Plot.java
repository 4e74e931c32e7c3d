package dev.lumen.core.report.html;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** One drawing: a rectangle with axes, what is drawn in it, and labels in the margin on its right. Not thread-safe. */
final class Plot {
    /** Room for what is written up the side. */
    private static final int LEFT = 50;
    /** Room for what is written along the foot. */
    private static final int BOTTOM = 24;

    private static final int TOP = 10;
    /** Labels in the margin are at least so far apart. */
    private static final double LINE_HEIGHT = 13;

    /** Room between the zone at the corner and the middle of the first time. */
    private static final double CLEAR_OF_ZONE = 20;

    private final Markup page;
    private final double left;
    private final double right;
    private final double top;
    private final double bottom;
    private final List<Label> labels = new ArrayList<>();

    private record Label(double y, String text, String style) {}

    /**
     * Opens a drawing.
     *
     * @param label what it is, for those who do not see it
     * @param margin room on the right
     */
    Plot(Markup page, Width width, int height, int margin, String label) {
        this.page = page;
        this.left = LEFT;
        this.right = width.pixels() - margin;
        this.top = TOP;
        this.bottom = height - BOTTOM;
        page.open(
                "svg",
                "class",
                "chart " + width.label(),
                "viewBox",
                "0 0 " + width.pixels() + " " + height,
                "role",
                "img",
                "aria-label",
                label);
    }

    /** From values to pixels from left to right. */
    Scale across(double low, double high) {
        return new Scale(low, high, left, right);
    }

    /** From the values of an axis to pixels up the whole height. */
    Scale up(Axis axis) {
        return new Scale(axis.low(), axis.high(), bottom, top);
    }

    double left() {
        return left;
    }

    double right() {
        return right;
    }

    double top() {
        return top;
    }

    double bottom() {
        return bottom;
    }

    /** The lines of an axis and its numbers. */
    void side(Axis axis, Scale y) {
        for (double tick : axis.ticks()) {
            double at = y.at(tick);
            line(left, at, right, at, "grid");
            text(left - 6, at + 4, axis.label().apply(tick), "tick end");
        }
    }

    /** The times along the foot. */
    void time(Scale x) {
        line(left, bottom, right, bottom, "axis");
        for (double tick : TimeAxis.ticks(x.low(), x.high(), right - left)) {
            boolean clear = x.at(tick) - left >= CLEAR_OF_ZONE;
            below(x.at(tick), clear ? TimeAxis.label(tick) : "");
        }
        text(left - 6, bottom + 17, "UTC", "tick end");
    }

    /** A mark on the foot with something written below it. */
    void below(double x, String label) {
        line(x, bottom, x, bottom + 4, "axis");
        text(x, bottom + 17, label, "tick middle");
    }

    void path(String d, String style) {
        page.empty("path", "d", d, "class", style);
    }

    void line(double fromX, double fromY, double toX, double toY, String style) {
        page.empty(
                "path",
                "d",
                "M" + Pixels.text(fromX) + " " + Pixels.text(fromY) + "L" + Pixels.text(toX) + " " + Pixels.text(toY),
                "class",
                style);
    }

    /** A rectangle between two corners, whichever; its tooltip is left out where it is empty. */
    void box(double fromX, double fromY, double toX, double toY, String style, String tooltip) {
        String[] attributes = {
            "x", Pixels.text(Math.min(fromX, toX)),
            "y", Pixels.text(Math.min(fromY, toY)),
            "width", Pixels.text(Math.abs(toX - fromX)),
            "height", Pixels.text(Math.abs(toY - fromY)),
            "class", style
        };
        if (tooltip.isEmpty()) {
            page.empty("rect", attributes);
        } else {
            page.open("rect", attributes).element("title", tooltip).close();
        }
    }

    void dot(double x, double y, String style) {
        page.empty("circle", "cx", Pixels.text(x), "cy", Pixels.text(y), "r", "3.5", "class", style);
    }

    /** Text whose base line is at {@code y}. */
    void text(double x, double y, String text, String style) {
        page.element("text", text, "x", Pixels.text(x), "y", Pixels.text(y), "class", style);
    }

    /** Something to write in the margin beside {@code y}, or as near as the other labels let it. */
    void beside(double y, String text, String style) {
        labels.add(new Label(y, text, style));
    }

    /** Writes the labels of the margin and closes the drawing. */
    void close() {
        labels.sort(Comparator.comparingDouble(Label::y));
        double room = bottom - LINE_HEIGHT * (labels.size() - 1);
        double least = top;
        for (Label label : labels) {
            double y = Math.max(least, Math.min(label.y(), room));
            text(right + 8, y + 4, label.text(), "label " + label.style());
            least = y + LINE_HEIGHT;
            room += LINE_HEIGHT;
        }
        page.close();
    }
}
