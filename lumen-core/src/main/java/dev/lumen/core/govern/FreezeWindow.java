package dev.lumen.core.govern;

import dev.lumen.api.units.Require;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;

/** A time in which nothing is changed, such as a Friday evening or the days of a sale. Immutable. */
public interface FreezeWindow {
    /** Whether {@code time} lies in it. */
    boolean covers(Instant time);

    /** What it is, as the end of a sentence. */
    String words();

    /**
     * One stretch of time.
     *
     * @param from its first instant
     * @param until the first instant after it, later than {@code from}
     */
    static FreezeWindow between(Instant from, Instant until) {
        return new Once(from, until);
    }

    /**
     * The same hours of some days of each week. Where {@code until} is not after {@code from}, they last into the next day.
     *
     * @param days the days on which it begins; at least one
     * @param from the first moment
     * @param until the first moment after it; as {@code from} for a whole day
     * @param zone where these hours are
     */
    static FreezeWindow weekly(Set<DayOfWeek> days, LocalTime from, LocalTime until, ZoneId zone) {
        return new Weekly(days, from, until, zone);
    }

    /** See {@link FreezeWindow#between}. */
    record Once(Instant from, Instant until) implements FreezeWindow {
        /** Refuses an end that is not after the beginning. */
        public Once {
            Require.noNull(Once.class, from, until);
            if (!until.isAfter(from)) {
                throw Require.refused("end of a freeze window", until, "after " + from);
            }
        }

        @Override
        public boolean covers(Instant time) {
            return !time.isBefore(from) && time.isBefore(until);
        }

        @Override
        public String words() {
            return "from " + from + " to " + until;
        }
    }

    /** See {@link FreezeWindow#weekly}. */
    record Weekly(Set<DayOfWeek> days, LocalTime from, LocalTime until, ZoneId zone) implements FreezeWindow {
        /** Refuses no day at all. */
        public Weekly {
            Require.noNull(Weekly.class, days, from, until, zone);
            if (days.isEmpty()) {
                throw Require.refused("days of a freeze window", days, "at least one");
            }
            days = Set.copyOf(days);
        }

        @Override
        public boolean covers(Instant time) {
            ZonedDateTime local = time.atZone(zone);
            LocalTime clock = local.toLocalTime();
            boolean begunToday = days.contains(local.getDayOfWeek());
            if (from.isBefore(until)) {
                return begunToday && !clock.isBefore(from) && clock.isBefore(until);
            }
            boolean begunYesterday = days.contains(local.getDayOfWeek().minus(1));
            return (begunToday && !clock.isBefore(from)) || (begunYesterday && clock.isBefore(until));
        }

        @Override
        public String words() {
            String names = EnumSet.copyOf(days).stream().map(Enum::name).collect(Collectors.joining(", "));
            return "on " + names + " from " + from + " to " + until + " (" + zone + ")";
        }
    }
}
