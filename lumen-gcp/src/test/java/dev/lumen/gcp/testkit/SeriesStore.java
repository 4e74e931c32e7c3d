package dev.lumen.gcp.testkit;

import com.google.monitoring.v3.TypedValue;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

/** The points of every series, oldest first. Guarded by its own lock. */
final class SeriesStore {
    private final Map<String, SeriesKey> keys = new TreeMap<>();
    private final Map<String, NavigableMap<Instant, StoredPoint>> points = new TreeMap<>();

    synchronized void put(SeriesKey key, StoredPoint point) {
        keys.put(key.toString(), key);
        points.computeIfAbsent(key.toString(), any -> new TreeMap<>()).put(point.end(), point);
    }

    void put(SeriesKey key, Instant start, Instant end, TypedValue value) {
        put(key, new StoredPoint(start, end, value));
    }

    synchronized List<SeriesKey> keys(Predicate<SeriesKey> matches) {
        return keys.values().stream().filter(matches).toList();
    }

    synchronized List<StoredPoint> points(SeriesKey key) {
        NavigableMap<Instant, StoredPoint> all = points.get(key.toString());
        return all == null ? List.of() : List.copyOf(all.values());
    }

    synchronized Optional<StoredPoint> last(SeriesKey key) {
        NavigableMap<Instant, StoredPoint> all = points.get(key.toString());
        return all == null ? Optional.empty() : Optional.of(all.lastEntry().getValue());
    }

    synchronized void clear() {
        keys.clear();
        points.clear();
    }
}
