package dev.lumen.core.report.html;

import java.util.List;

/** The outline of a line in the language of SVG's {@code d} attribute, to a tenth of a pixel. */
final class LinePath {
    private final StringBuilder d = new StringBuilder();

    private LinePath() {}

    /** From point to point. */
    static String straight(List<Sample> line, Scale x, Scale y) {
        LinePath path = new LinePath();
        for (int i = 0; i < line.size(); i++) {
            Sample sample = line.get(i);
            path.to(i == 0 || sample.gapBefore() ? 'M' : 'L', x.at(sample.at()), y.at(sample.value()));
            path.dot(line, i);
        }
        return path.d.toString();
    }

    /** Each value until the next sample. */
    static String steps(List<Sample> line, Scale x, Scale y) {
        LinePath path = new LinePath();
        for (int i = 0; i < line.size(); i++) {
            Sample sample = line.get(i);
            if (i == 0 || sample.gapBefore()) {
                path.to('M', x.at(sample.at()), y.at(sample.value()));
                path.dot(line, i);
            } else {
                path.along('H', x.at(sample.at()));
                if (sample.value() != line.get(i - 1).value()) {
                    path.along('V', y.at(sample.value()));
                }
            }
        }
        return path.d.toString();
    }

    /** What lies between two lines over the same times, the second one given backwards by this method. */
    static String between(List<Sample> upper, List<Sample> lower, Scale x, Scale y) {
        LinePath path = new LinePath();
        for (int from = 0; from < upper.size(); ) {
            int to = from + 1;
            while (to < upper.size() && !upper.get(to).gapBefore()) {
                to++;
            }
            for (int i = from; i < to; i++) {
                path.to(
                        i == from ? 'M' : 'L',
                        x.at(upper.get(i).at()),
                        y.at(upper.get(i).value()));
            }
            for (int i = to - 1; i >= from; i--) {
                path.to('L', x.at(lower.get(i).at()), y.at(lower.get(i).value()));
            }
            path.d.append('Z');
            from = to;
        }
        return path.d.toString();
    }

    /** A line of no length, so that a sample alone between two gaps is seen as a dot. */
    private void dot(List<Sample> line, int i) {
        boolean begins = i == 0 || line.get(i).gapBefore();
        if (begins && (i + 1 == line.size() || line.get(i + 1).gapBefore())) {
            d.append("h0");
        }
    }

    private void to(char command, double x, double y) {
        d.append(command).append(Pixels.text(x)).append(' ').append(Pixels.text(y));
    }

    private void along(char command, double at) {
        d.append(command).append(Pixels.text(at));
    }
}
