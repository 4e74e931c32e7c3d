package dev.lumen.examples.demo;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Two days hour by hour, as bars of eight heights: the requests, and the hit ratio of each on a scale that they share. */
public final class DayChart {
    private static final String BARS = "▁▂▃▄▅▆▇█";
    private static final int WIDTH = 2;
    private static final double TENTHS = 10;

    private DayChart() {}

    /** Five lines: the hours, the requests, the hit ratios of both days, and what their bars mean. */
    public static String of(Day fixed, Day steered) {
        double[] requests = fixed.hours().stream().mapToDouble(Hour::requests).toArray();
        double[] before = hitRatios(fixed.hours());
        double[] after = hitRatios(steered.hours());
        double low = Math.floor(TENTHS * Math.min(least(before), least(after))) / TENTHS;
        double high = Math.ceil(TENTHS * Math.max(most(before), most(after))) / TENTHS;
        String scale = String.format(Locale.ROOT, "▁ is %.0f%%, █ is %.0f%%", 100 * low, 100 * high);
        return String.join(
                "\n",
                label("hour of the day") + hours(requests.length),
                label("requests") + bars(requests, 0, most(requests)) + span(requests, 1, "%,.0f to %,.0f an hour"),
                label("hit ratio, fixed") + bars(before, low, high) + span(before, 100, "%.0f%% to %.0f%%"),
                label("hit ratio, steered") + bars(after, low, high) + span(after, 100, "%.0f%% to %.0f%%"),
                label("") + scale);
    }

    private static double[] hitRatios(List<Hour> hours) {
        return hours.stream().mapToDouble(hour -> hour.hitRatio().orElse(0)).toArray();
    }

    private static String label(String text) {
        return String.format(Locale.ROOT, "%-20s  ", text);
    }

    private static String hours(int count) {
        StringBuilder line = new StringBuilder();
        for (int hour = 0; hour < count; hour += 3) {
            line.append(String.format(Locale.ROOT, "%-" + 3 * WIDTH + "s", String.format(Locale.ROOT, "%02d", hour)));
        }
        return line.toString().stripTrailing();
    }

    /** {@code values} as bars, the lowest at {@code low}, the highest at {@code high}. */
    static String bars(double[] values, double low, double high) {
        StringBuilder line = new StringBuilder();
        for (double value : values) {
            double share = high > low ? (value - low) / (high - low) : 0;
            int height = (int) Math.max(0, Math.min(BARS.length() - 1, share * BARS.length()));
            line.append(BARS.substring(height, height + 1).repeat(WIDTH));
        }
        return line.toString();
    }

    private static String span(double[] values, double scale, String format) {
        return "  " + String.format(Locale.ROOT, format, scale * least(values), scale * most(values));
    }

    private static double least(double[] values) {
        return Arrays.stream(values).min().orElse(0);
    }

    private static double most(double[] values) {
        return Arrays.stream(values).max().orElse(0);
    }
}
