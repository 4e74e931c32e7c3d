package dev.lumen.examples.demo;

import dev.lumen.api.units.Usd;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/** Changes as the lines of a table, each within a hundred columns as long as its reason is not longer than usual. */
public final class ChangeTable {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);

    private ChangeTable() {}

    /** The names of the columns, on two lines. */
    public static String header() {
        return line("", "hit", "", "evicted", "", "expect", "")
                + "\n"
                + line("time", "ratio", "memory", "an hour", "done", "$/month", "because");
    }

    /** A change: what was seen, what was done, what that is expected to change the bill by, and why. */
    public static String line(Change change) {
        return line(
                TIME.format(change.at()),
                number("%.1f%%", 100, change.seen().hitRatio()),
                number("%.0f%%", 100, change.seen().memoryUsage()),
                number("%,.0f", 1, change.seen().evictionsPerHour()),
                done(change.before(), change.after()),
                change.expectedCostChangeUsdPerMonth().map(ChangeTable::dollars).orElse("?"),
                because(change));
    }

    /**
     * The reason that decided: of a size the first, the memory in use; of a TTL the last. A shorter TTL says before it what
     * it is for, since the first, the pressure that the column for memory shows, would not explain a loss.
     */
    private static String because(Change change) {
        List<String> reasons = change.reasons();
        String first = reasons.get(0);
        String last = reasons.get(reasons.size() - 1);
        return switch (change.action()) {
            case SCALE_UP, SCALE_DOWN -> first;
            case DECREASE_TTL -> reasons.size() > 1 ? "for room: " + last : last;
            case INCREASE_TTL, OPTIMIZE, MAINTAIN -> last;
        };
    }

    private static String line(String... cells) {
        return String.format(Locale.ROOT, "%-5s  %5s  %6s  %7s  %-17s  %7s  %s", (Object[]) cells)
                .stripTrailing();
    }

    private static String number(String format, double scale, OptionalDouble value) {
        return value.isPresent() ? String.format(Locale.ROOT, format, scale * value.getAsDouble()) : "?";
    }

    private static String done(Setting before, Setting after) {
        return before.size().equals(after.size())
                ? String.format(
                        Locale.ROOT,
                        "TTL %d → %d s",
                        before.ttl().toSeconds(),
                        after.ttl().toSeconds())
                : String.format(
                        Locale.ROOT,
                        "size %.0f → %.0f MB",
                        before.size().megabytes(),
                        after.size().megabytes());
    }

    private static String dollars(Usd amount) {
        long whole = Math.round(Math.abs(amount.amount()));
        return (whole == 0 ? "$" : amount.amount() < 0 ? "-$" : "+$") + String.format(Locale.ROOT, "%,d", whole);
    }
}
