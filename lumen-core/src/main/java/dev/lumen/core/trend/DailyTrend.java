package dev.lumen.core.trend;

import java.time.Instant;
import java.util.Collection;
import java.util.Optional;

/**
 * Finds out whether a metric has a trend over the last week: a pure function of what was read.
 *
 * <p><b>The daily wave is not a trend.</b> The week is cut into days of 24 hours back from now, and each day into hours. Only
 * the same hour of different days is compared (the seasonal Kendall slope of Hirsch, Slack and Smith, Water Resources Research
 * 18, 1982): a wave that repeats has no slope in it, whatever its shape.
 *
 * <p><b>The slope</b> is the median over all such pairs (Theil 1950, Sen 1968): up to 29 % of odd values do not move it far,
 * and drift that is added to the values adds itself to it, neither more nor less.
 *
 * <p><b>Whether it is real</b> is judged by the days, not by the hours, since what happens to one hour of a day mostly happens
 * to all: each pair of days has a sign, that of the median difference of the hours that both have, and the sum of the signs is
 * Kendall's S. A trend is one that chance gives less than 5 times in 100 (Mann 1945, exact tables). That takes four days: of
 * three, even the best order is one in six. Two more conditions keep out what no test can: over the days seen the trend must
 * come to a tenth of what the wave swings in a day (a reading that comes some minutes later each day climbs the wave as well,
 * but not so far), and to a hundredth of the level.
 *
 * <p>Hours hold the mean of their readings, at the mean of their times; those without one are interpolated between neighbours
 * at most four hours apart, so a metric that is read less often has no trend here. Days count that have at least twelve
 * hours. Cost: at most 504 pairs, some microseconds.
 */
public final class DailyTrend {
    static final int FEWEST_DAYS = 4;

    /** The S that chance reaches in less than 5 % of the orders of so many days (Kendall 1938; held by a test). */
    static final int[] SIGNIFICANT = {0, 0, 0, 0, 6, 8, 11, 13};

    private static final double SHARE_OF_WAVE = 0.10;
    private static final double SHARE_OF_LEVEL = 0.01;

    private DailyTrend() {}

    /**
     * The trend of the week before {@code now}.
     *
     * @param values readings in any order; those that are older or later do not count
     * @return empty where there is none that is certain and worth a word
     */
    public static Optional<Trend> of(Collection<TimedValue> values, Instant now) {
        HourGrid grid = HourGrid.of(values, now);
        int days = grid.days();
        if (days < FEWEST_DAYS || Math.abs(grid.kendall()) < SIGNIFICANT[days]) {
            return Optional.empty();
        }
        double perDay = grid.slopePerDay();
        double level = grid.level(perDay);
        double moved = Math.abs(perDay) * (days - 1);
        boolean sameWay = Math.signum(perDay) == Math.signum(grid.kendall());
        boolean finite = Double.isFinite(perDay) && Double.isFinite(level);
        boolean enough = moved >= SHARE_OF_WAVE * grid.wave(perDay) && moved >= SHARE_OF_LEVEL * Math.abs(level);
        return finite && sameWay && enough ? Optional.of(new Trend(level, perDay, days)) : Optional.empty();
    }
}
