package dev.lumen.examples.cli;

import dev.lumen.api.feedback.CacheAction;
import dev.lumen.api.units.ByteSize;
import dev.lumen.api.units.Usd;
import dev.lumen.replay.ReplayWindow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/**
 * The windows of a replay in at most {@value #MOST_ROWS} rows, however many there are: when the table is full, each two
 * neighbouring rows become one, and from then on a row stands for twice as many windows.
 */
final class WindowTable {
    private static final int MOST_ROWS = 24;
    private static final String LINE = "  %9s %11s %10s %10s %10s %12s  %s";

    private final Duration window;
    private final List<Row> rows = new ArrayList<>();
    private int windowsPerRow = 1;
    private int windowsInLastRow;

    WindowTable(Duration window) {
        this.window = window;
    }

    void add(ReplayWindow next) {
        if (!rows.isEmpty() && windowsInLastRow < windowsPerRow) {
            rows.add(rows.remove(rows.size() - 1).plus(Row.of(next)));
            windowsInLastRow++;
            return;
        }
        if (rows.size() == MOST_ROWS) {
            halve();
        }
        rows.add(Row.of(next));
        windowsInLastRow = 1;
    }

    private void halve() {
        for (int i = 0; i < MOST_ROWS / 2; i++) {
            rows.set(i, rows.get(i).plus(rows.remove(i + 1)));
        }
        windowsPerRow *= 2;
    }

    void print(Page page) {
        if (rows.isEmpty()) {
            return;
        }
        page.heading(
                windowsPerRow == 1
                        ? "Windows of " + Show.seconds(window)
                        : "Windows of " + Show.seconds(window) + ", " + windowsPerRow + " to a row");
        page.line("  TTL and size are in force at a row's start; what was done by its end shows from the next row on.");
        page.line(String.format(
                Locale.ROOT, LINE, "from", "requests", "hit ratio", "TTL", "size", "cost", "done by its end"));
        long start = rows.get(0).startMillis;
        rows.forEach(row -> page.line(row.text(start)));
    }

    /**
     * One or more windows.
     *
     * @param startMillis when the first one began
     * @param requests look-ups in all of them
     * @param hits how many of them hit
     * @param ttl the TTL when the first one began
     * @param size the size when the first one began
     * @param costUsd what all of them cost; absent if a size had no limit
     * @param done how often what was done
     */
    private record Row(
            long startMillis,
            long requests,
            long hits,
            Optional<Duration> ttl,
            Optional<ByteSize> size,
            OptionalDouble costUsd,
            Map<CacheAction, Integer> done) {
        static Row of(ReplayWindow window) {
            return new Row(
                    window.startMillis(),
                    window.counters().requests(),
                    window.counters().hits().total(),
                    window.ttl(),
                    window.size(),
                    window.costs().totalUsd(),
                    window.action() == CacheAction.MAINTAIN ? Map.of() : Map.of(window.action(), 1));
        }

        Row plus(Row later) {
            Map<CacheAction, Integer> both = new EnumMap<>(CacheAction.class);
            both.putAll(done);
            later.done.forEach((action, times) -> both.merge(action, times, Integer::sum));
            boolean priced = costUsd.isPresent() && later.costUsd.isPresent();
            return new Row(
                    startMillis,
                    requests + later.requests,
                    hits + later.hits,
                    ttl,
                    size,
                    priced
                            ? OptionalDouble.of(costUsd.getAsDouble() + later.costUsd.getAsDouble())
                            : OptionalDouble.empty(),
                    both);
        }

        String text(long firstMillis) {
            return String.format(
                    Locale.ROOT,
                    LINE,
                    clock((startMillis - firstMillis) / 1000),
                    String.format(Locale.ROOT, "%,d", requests),
                    requests == 0 ? "-" : Show.percent((double) hits / requests),
                    ReplayText.ttl(ttl),
                    ReplayText.size(size),
                    costUsd.isPresent() ? Usd.of(costUsd.getAsDouble()).toString() : "-",
                    done.entrySet().stream()
                            .map(entry -> entry.getKey() + (entry.getValue() == 1 ? "" : " x" + entry.getValue()))
                            .collect(Collectors.joining(", ")));
        }

        private static String clock(long seconds) {
            return String.format(Locale.ROOT, "%d:%02d:%02d", seconds / 3600, seconds / 60 % 60, seconds % 60);
        }
    }
}
