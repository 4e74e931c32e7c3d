package dev.lumen.core.trend;

import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.stream.IntStream;

/**
 * A week of readings, as a mean for each hour of each day; hours that are not known are left out of everything. Times are in
 * days after now, so never above 0; day 0 is the first of the seven.
 */
final class HourGrid {
    static final int DAYS = 7;
    private static final int HOURS = 24;

    /** With fewer hours in common, two days cannot be compared. */
    private static final int FEWEST_HOURS = 12;

    /** Between readings further apart, a metric may have done anything; with a margin for what comes a little late. */
    private static final double WIDEST_GAP_DAYS = 4.1 / HOURS;

    /** So many odd hours of a day do not make its wave larger. */
    private static final int ODD_HOURS = 2;

    private static final double SECONDS_PER_DAY = 86_400;

    private final double[] values = new double[DAYS * HOURS];
    private final double[] times = new double[DAYS * HOURS];
    private final int[] counts = new int[DAYS * HOURS];
    private final boolean[] known = new boolean[DAYS * HOURS];

    private HourGrid() {}

    static HourGrid of(Collection<TimedValue> readings, Instant now) {
        HourGrid grid = new HourGrid();
        for (TimedValue reading : readings) {
            double day = secondsAfter(now, reading.at()) / SECONDS_PER_DAY;
            if (day <= 0 && day > -DAYS) {
                grid.add(day, reading.value());
            }
        }
        grid.finish();
        return grid;
    }

    private static double secondsAfter(Instant now, Instant at) {
        return at.getEpochSecond() - now.getEpochSecond() + (at.getNano() - now.getNano()) / 1e9;
    }

    private void add(double day, double value) {
        int cell = Math.min((int) ((day + DAYS) * HOURS), DAYS * HOURS - 1);
        values[cell] += value;
        times[cell] += day;
        counts[cell]++;
    }

    private void finish() {
        int before = -1;
        for (int cell = 0; cell < counts.length; cell++) {
            if (counts[cell] > 0) {
                values[cell] /= counts[cell];
                times[cell] /= counts[cell];
                known[cell] = true;
                if (before >= 0 && times[cell] - times[before] <= WIDEST_GAP_DAYS) {
                    interpolate(before, cell);
                }
                before = cell;
            }
        }
    }

    private void interpolate(int from, int to) {
        double slope = (values[to] - values[from]) / (times[to] - times[from]);
        for (int cell = from + 1; cell < to; cell++) {
            times[cell] = (cell + 0.5) / HOURS - DAYS;
            values[cell] = values[from] + slope * (times[cell] - times[from]);
            known[cell] = true;
        }
    }

    /** How many days have enough hours. */
    int days() {
        return (int) IntStream.range(0, DAYS)
                .filter(day -> IntStream.range(0, HOURS)
                                .filter(hour -> isKnown(day, hour))
                                .count()
                        >= FEWEST_HOURS)
                .count();
    }

    /** Of the pairs of days, how many rise less how many fall. */
    int kendall() {
        int sum = 0;
        for (int from = 0; from < DAYS; from++) {
            for (int to = from + 1; to < DAYS; to++) {
                double[] differences = differences(from, to);
                if (differences.length >= FEWEST_HOURS) {
                    sum += (int) Math.signum(median(differences));
                }
            }
        }
        return sum;
    }

    private double[] differences(int from, int to) {
        return IntStream.range(0, HOURS)
                .filter(hour -> isKnown(from, hour) && isKnown(to, hour))
                .mapToDouble(hour -> values[to * HOURS + hour] - values[from * HOURS + hour])
                .toArray();
    }

    /** The median of the slopes between the same hours of different days; 0 without any. */
    double slopePerDay() {
        return median(IntStream.range(0, values.length)
                .filter(cell -> known[cell])
                .boxed()
                .flatMapToDouble(from -> IntStream.range(from / HOURS + 1, DAYS)
                        .map(day -> day * HOURS + from % HOURS)
                        .filter(to -> known[to])
                        .mapToDouble(to -> (values[to] - values[from]) / (times[to] - times[from])))
                .toArray());
    }

    /** Where a line of slope {@code perDay} stands now, half of the readings above it and half below. */
    double level(double perDay) {
        return median(IntStream.range(0, values.length)
                .filter(cell -> known[cell])
                .mapToDouble(cell -> atNow(cell, perDay))
                .toArray());
    }

    /** From the low hours to the high hours of a typical day, the slope taken out. */
    double wave(double perDay) {
        double[] hours = IntStream.range(0, HOURS)
                .mapToObj(hour -> IntStream.range(0, DAYS)
                        .filter(day -> isKnown(day, hour))
                        .mapToDouble(day -> atNow(day * HOURS + hour, perDay))
                        .toArray())
                .filter(days -> days.length > 0)
                .mapToDouble(HourGrid::median)
                .sorted()
                .toArray();
        return hours.length <= 2 * ODD_HOURS ? 0 : hours[hours.length - 1 - ODD_HOURS] - hours[ODD_HOURS];
    }

    private double atNow(int cell, double perDay) {
        return values[cell] - perDay * times[cell];
    }

    private boolean isKnown(int day, int hour) {
        return known[day * HOURS + hour];
    }

    private static double median(double[] numbers) {
        if (numbers.length == 0) {
            return 0;
        }
        Arrays.sort(numbers);
        return (numbers[(numbers.length - 1) / 2] + numbers[numbers.length / 2]) / 2;
    }
}
