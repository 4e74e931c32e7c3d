package dev.lumen.benchmarks;

import dev.lumen.api.units.ByteSize;
import dev.lumen.core.profile.ProfileGrid;
import dev.lumen.replay.CacheCounters;
import dev.lumen.replay.ReferenceCache;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a cache of every setting of a grid really does with a trace.
 *
 * @param grid the settings
 * @param cells an answer for each, TTLs outer
 */
record AccuracyAnswers(ProfileGrid grid, List<Cell> cells) {
    private static final long[] TTL_SECONDS = {60, 120, 300, 420, 600, 900, 1800, 3600};
    private static final int FINITE_SIZES = 12;
    private static final double SMALLEST_SHARE = 0.005;
    private static final String NEVER = "inf";

    /**
     * One setting's answer.
     *
     * @param expires whether its TTL is a finite one
     * @param hitRatio hits ÷ requests
     * @param staleRatio stale hits ÷ hits
     * @param occupiedBytes held, averaged over time
     * @param evictions entries pushed out for room ÷ requests
     */
    record Cell(boolean expires, double hitRatio, double staleRatio, double occupiedBytes, double evictions) {}

    /** From the file {@code NAME.oracle.csv} beside a trace where there is one, else by replaying. */
    static AccuracyAnswers of(Path file, AccuracyTrace trace) throws IOException {
        Path published = file.resolveSibling(trace.name() + ".oracle.csv");
        return Files.exists(published) ? read(published, trace.length()) : replayed(trace);
    }

    private static AccuracyAnswers read(Path published, double requests) throws IOException {
        List<String> lines = Files.readAllLines(published);
        List<String> header = List.of(lines.get(0).split(",", -1));
        List<List<String>> rows =
                lines.stream().skip(1).map(line -> List.of(line.split(",", -1))).toList();
        int ttl = header.indexOf("ttl_s");
        int size = header.indexOf("size_bytes");
        List<Cell> cells = rows.stream()
                .map(row -> new Cell(
                        !row.get(ttl).equals(NEVER),
                        Double.parseDouble(row.get(header.indexOf("hit_ratio"))),
                        Double.parseDouble(row.get(header.indexOf("stale_ratio"))),
                        Double.parseDouble(row.get(header.indexOf("occupied_bytes"))),
                        Double.parseDouble(row.get(header.indexOf("evictions"))) / requests))
                .toList();
        List<Optional<Duration>> ttls = distinct(rows, ttl)
                .map(text -> finite(text).map(Duration::ofSeconds))
                .toList();
        List<Optional<ByteSize>> sizes = distinct(rows, size)
                .map(text -> finite(text).map(ByteSize::ofBytes))
                .toList();
        return new AccuracyAnswers(new ProfileGrid(ttls, sizes), cells);
    }

    private static Stream<String> distinct(List<List<String>> rows, int column) {
        return rows.stream().map(row -> row.get(column)).distinct();
    }

    private static Optional<Long> finite(String text) {
        return text.equals(NEVER) ? Optional.empty() : Optional.of(Long.valueOf(text));
    }

    /** Replays the trace through a reference cache of each setting; sizes from 0.5 % of the footprint up. */
    static AccuracyAnswers replayed(AccuracyTrace trace) {
        ProfileGrid grid = grid(trace.footprint());
        List<Cell> cells = new ArrayList<>();
        for (Optional<Duration> ttl : grid.ttls()) {
            for (Optional<ByteSize> size : grid.sizes()) {
                cells.add(replay(trace, ttl, size));
            }
        }
        return new AccuracyAnswers(grid, cells);
    }

    private static ProfileGrid grid(long footprint) {
        List<Optional<Duration>> ttls = new ArrayList<>();
        for (long seconds : TTL_SECONDS) {
            ttls.add(Optional.of(Duration.ofSeconds(seconds)));
        }
        ttls.add(Optional.empty());
        List<Optional<ByteSize>> sizes = new ArrayList<>();
        for (int i = 0; i < FINITE_SIZES; i++) {
            double share = Math.pow(SMALLEST_SHARE, 1 - i / (FINITE_SIZES - 1.0));
            sizes.add(Optional.of(ByteSize.ofBytes(Math.round(footprint * share))));
        }
        sizes.add(Optional.empty());
        return new ProfileGrid(ttls, sizes.stream().distinct().sorted(byLimit()).toList());
    }

    private static Comparator<Optional<ByteSize>> byLimit() {
        return Comparator.comparingLong(size -> size.map(ByteSize::bytes).orElse(Long.MAX_VALUE));
    }

    private static Cell replay(AccuracyTrace trace, Optional<Duration> ttl, Optional<ByteSize> size) {
        ReferenceCache cache = new ReferenceCache();
        ttl.ifPresent(cache::setTtl);
        size.ifPresent(limit -> cache.setCapacity(limit.bytes()));
        AccuracyTrace.Cursor cursor = trace.cursor();
        while (cursor.next()) {
            cache.access(cursor);
        }
        CacheCounters counters = cache.counters();
        long millis = Math.max(1, counters.occupancy().millis());
        double occupied = new BigDecimal(counters.occupancy().heldByteMillis())
                .divide(BigDecimal.valueOf(millis), MathContext.DECIMAL64)
                .doubleValue();
        return new Cell(
                ttl.isPresent(),
                counters.hitRatio().orElse(0),
                counters.staleRatio().orElse(0),
                occupied,
                counters.removals().evictions() / (double) Math.max(1, trace.length()));
    }
}
