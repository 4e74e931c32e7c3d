package dev.lumen.core.report.html;

import java.util.List;
import java.util.Optional;

/**
 * The straight line of least squares through a history.
 *
 * @param perDay how much it rises in a day
 * @param line its two ends
 */
record Trend(double perDay, List<Sample> line) {
    private static final int FEWEST = 8;
    private static final double DAY = 86_400;

    /** Empty where the samples are too few for a line to mean something. */
    static Optional<Trend> of(List<Sample> samples) {
        if (samples.size() < FEWEST) {
            return Optional.empty();
        }
        double meanAt = samples.stream().mapToDouble(Sample::at).average().orElseThrow();
        double mean = samples.stream().mapToDouble(Sample::value).average().orElseThrow();
        double squares = 0;
        double products = 0;
        for (Sample sample : samples) {
            squares += (sample.at() - meanAt) * (sample.at() - meanAt);
            products += (sample.at() - meanAt) * (sample.value() - mean);
        }
        if (squares == 0) {
            return Optional.empty();
        }
        double slope = products / squares;
        double first = samples.get(0).at();
        double last = samples.get(samples.size() - 1).at();
        return Optional.of(new Trend(
                slope * DAY,
                List.of(
                        new Sample(first, mean + slope * (first - meanAt), false),
                        new Sample(last, mean + slope * (last - meanAt), false))));
    }
}
