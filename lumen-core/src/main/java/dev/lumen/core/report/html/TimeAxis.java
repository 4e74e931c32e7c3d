package dev.lumen.core.report.html;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/** Times along the foot of a chart, and in sentences; always those of UTC. Months have their English names, as the page has. */
final class TimeAxis {
    private static final double DAY = 86_400;
    private static final double[] STEPS = {
        60, 300, 900, 1800, 3600, 7200, 10_800, 14_400, 21_600, 43_200, DAY, 2 * DAY, 3 * DAY, 7 * DAY, 14 * DAY,
        28 * DAY
    };
    private static final double LATEST = 253_402_300_799.0;

    private static final DateTimeFormatter CLOCK = formatter("HH:mm");
    private static final DateTimeFormatter DATE = formatter("d MMM");
    private static final DateTimeFormatter ROW = formatter("d MMM HH:mm");
    private static final DateTimeFormatter SHORT = formatter("d MMM HH:mm 'UTC'");
    private static final DateTimeFormatter WHOLE = formatter("yyyy-MM-dd HH:mm:ss 'UTC'");
    private static final DateTimeFormatter MINUTE = formatter("yyyy-MM-dd HH:mm 'UTC'");

    private TimeAxis() {}

    /** The times to write below a chart of {@code pixels} from {@code start} to {@code end}. */
    static List<Double> ticks(double start, double end, double pixels) {
        int most = (int) Math.max(2, pixels / 52);
        return Ticks.multiples(Ticks.step(end - start, most, STEPS), start, end);
    }

    /** How a tick is written: its time, or its date where a day begins. */
    static String label(double seconds) {
        return format(seconds % DAY == 0 ? DATE : CLOCK, seconds);
    }

    /** The day, or within a history of a day or so the time. */
    static String dayOrClock(double seconds, double span) {
        return format(span > 1.5 * DAY ? DATE : CLOCK, seconds);
    }

    /** Day and minute. */
    static String minute(double seconds) {
        return format(SHORT, seconds);
    }

    /** Day and minute without the zone, where a heading has it. */
    static String row(double seconds) {
        return format(ROW, seconds);
    }

    /** Year to minute. */
    static String date(double seconds) {
        return format(MINUTE, seconds);
    }

    /** Year to second. */
    static String whole(Instant at) {
        return format(WHOLE, History.seconds(at));
    }

    private static String format(DateTimeFormatter formatter, double seconds) {
        return formatter.format(Instant.ofEpochSecond((long) Math.max(-LATEST, Math.min(LATEST, seconds))));
    }

    private static DateTimeFormatter formatter(String pattern) {
        return DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH).withZone(ZoneOffset.UTC);
    }
}
