package dev.lumen.core.profile;

import dev.lumen.api.advise.SizeBounds;
import dev.lumen.api.advise.TtlBounds;
import dev.lumen.api.units.ByteSize;
import dev.lumen.api.units.Require;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * The settings that a profile plays the accesses through: every TTL with every capacity. Between them a surface
 * interpolates. Memory and time of a profile grow with {@link #cells()}.
 *
 * @param ttls write-time TTLs in ascending order, each once; an absent one, last, is an entry that never expires
 * @param sizes capacities in ascending order, each once; an absent one, last, is a cache without a limit
 */
public record ProfileGrid(List<Optional<Duration>> ttls, List<Optional<ByteSize>> sizes) {
    /** So many cells that a key's block is still smaller than a page of memory. */
    public static final int MOST_CELLS = 1024;

    private static final Duration SHORTEST = Duration.ofMillis(1);
    private static final Duration LONGEST = Duration.ofDays(3653);

    /** One clock serves all TTLs: it has to be fine beside the shortest and to reach past the longest. */
    private static final long WIDEST = 10_000_000;

    /**
     * Refuses an empty axis, values out of order, TTLs outside 1 ms to 10 years or a longest of more than ten million times
     * the shortest, and more than 1,024 cells.
     */
    public ProfileGrid {
        ttls = List.copyOf(ttls);
        sizes = List.copyOf(sizes);
        requireAscending("TTLs of the grid", ttls);
        requireAscending("sizes of the grid", sizes);
        for (Optional<Duration> ttl : ttls) {
            if (ttl.isPresent()
                    && (ttl.get().compareTo(SHORTEST) < 0 || ttl.get().compareTo(LONGEST) > 0)) {
                throw Require.refused("TTL of the grid", ttl.get(), SHORTEST + " to " + LONGEST);
            }
        }
        List<Duration> finite = ttls.stream().flatMap(Optional::stream).toList();
        if (!finite.isEmpty()
                && finite.get(finite.size() - 1).toMillis() / WIDEST
                        >= finite.get(0).toMillis()) {
            throw Require.refused(
                    "TTLs of the grid", finite, "a longest of less than " + WIDEST + " times the shortest");
        }
        if ((long) ttls.size() * sizes.size() > MOST_CELLS) {
            throw Require.refused("cells of the grid", (long) ttls.size() * sizes.size(), "at most " + MOST_CELLS);
        }
    }

    private static <T extends Comparable<T>> void requireAscending(String name, List<Optional<T>> values) {
        if (values.isEmpty()) {
            throw Require.refused(name, "none", "at least one");
        }
        for (int i = 1; i < values.size(); i++) {
            Optional<T> before = values.get(i - 1);
            Optional<T> value = values.get(i);
            boolean ascending =
                    before.isPresent() && (value.isEmpty() || before.get().compareTo(value.get()) < 0);
            if (!ascending) {
                throw Require.refused(name, values, "ascending values, each once, the absent one last");
            }
        }
    }

    /**
     * Evenly spread by ratio over what a cache may be given, the bounds themselves included.
     *
     * @param ttlBounds shortest and longest TTL
     * @param sizeBounds smallest and largest capacity
     * @param ttls how many TTLs, 1 or more; fewer where the bounds leave no room
     * @param sizes how many capacities, 1 or more; fewer where the bounds leave no room
     */
    public static ProfileGrid spanning(TtlBounds ttlBounds, SizeBounds sizeBounds, int ttls, int sizes) {
        List<Optional<Duration>> times = new ArrayList<>();
        for (long millis : spread(ttlBounds.min().toMillis(), ttlBounds.max().toMillis(), ttls)) {
            times.add(Optional.of(Duration.ofMillis(millis)));
        }
        List<Optional<ByteSize>> capacities = new ArrayList<>();
        for (long bytes : spread(sizeBounds.min().bytes(), sizeBounds.max().bytes(), sizes)) {
            capacities.add(Optional.of(ByteSize.ofBytes(bytes)));
        }
        return new ProfileGrid(times, capacities);
    }

    /**
     * These values, in order and each once; where they make more than {@code mostCells}, as many of them as there may be,
     * evenly spread, both ends and the absent ones among them.
     *
     * @param ttls TTLs in any order, at least one
     * @param sizes capacities in any order, at least one
     * @param mostCells how many cells there may be, 16 or more
     */
    public static ProfileGrid covering(
            Collection<Optional<Duration>> ttls, Collection<Optional<ByteSize>> sizes, int mostCells) {
        List<Optional<Duration>> rows = ascending(ttls);
        List<Optional<ByteSize>> columns = ascending(sizes);
        int side = (int) Math.sqrt(mostCells);
        int fewRows = Math.min(rows.size(), Math.max(side, mostCells / columns.size()));
        return new ProfileGrid(thinned(rows, Math.max(2, fewRows)), thinned(columns, Math.max(2, mostCells / fewRows)));
    }

    private static <T extends Comparable<T>> List<Optional<T>> ascending(Collection<Optional<T>> values) {
        List<Optional<T>> ascending = new ArrayList<>();
        new TreeSet<>(values.stream().flatMap(Optional::stream).toList())
                .forEach(value -> ascending.add(Optional.of(value)));
        if (values.contains(Optional.<T>empty())) {
            ascending.add(Optional.empty());
        }
        return ascending;
    }

    private static <T> List<T> thinned(List<T> values, int most) {
        if (values.size() <= most) {
            return values;
        }
        List<T> kept = new ArrayList<>();
        for (int i = 0; i < most; i++) {
            kept.add(values.get((int) Math.round((double) i * (values.size() - 1) / (most - 1))));
        }
        T beforeLast = values.get(values.size() - 2);
        boolean absentLast = values.get(values.size() - 1).equals(Optional.empty());
        if (absentLast && !kept.contains(beforeLast)) {
            kept.set(most - 2, beforeLast);
        }
        return kept;
    }

    private static TreeSet<Long> spread(long low, long high, int count) {
        TreeSet<Long> values = new TreeSet<>();
        values.add(low);
        values.add(high);
        for (int i = 1; i < count - 1; i++) {
            values.add(Math.round(low * Math.pow((double) high / low, (double) i / (count - 1))));
        }
        return values;
    }

    /** This grid, with a TTL that never expires and a cache without a limit, if there is room for them. */
    Optional<ProfileGrid> unlimited() {
        List<Optional<Duration>> times = withAbsent(ttls);
        List<Optional<ByteSize>> capacities = withAbsent(sizes);
        return (long) times.size() * capacities.size() <= MOST_CELLS
                ? Optional.of(new ProfileGrid(times, capacities))
                : Optional.empty();
    }

    private static <T> List<Optional<T>> withAbsent(List<Optional<T>> values) {
        List<Optional<T>> all = new ArrayList<>(values);
        if (all.get(all.size() - 1).isPresent()) {
            all.add(Optional.empty());
        }
        return all;
    }

    /** How many settings there are. */
    public int cells() {
        return ttls.size() * sizes.size();
    }
}
