package dev.lumen.gcp.read;

import dev.lumen.api.observe.Gauges;
import dev.lumen.api.observe.Lookups;
import dev.lumen.api.observe.Reading;
import dev.lumen.api.observe.Removals;
import dev.lumen.api.observe.Window;
import dev.lumen.api.units.ByteSize;
import dev.lumen.api.units.Ratio;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What the answers say of a cache, put together. Counts are added up over the same periods, the latest that all of them have
 * without a gap, so that they can be divided by one another and by time; a period without a value is never taken for zero. What is
 * true at a time is the latest known. Immutable.
 */
public final class CacheFacts {
    private static final double NANOS_PER_MILLI = 1e6;

    private final Map<Fact, NavigableMap<Instant, Double>> known;
    private final Window asked;
    private final Duration period;
    private final NavigableSet<Instant> counted;

    /**
     * Facts.
     *
     * @param answers the values of each fact by the end of their period; those of an answer without values are not known
     * @param asked the window that was asked for
     * @param period the length of a period
     */
    public CacheFacts(Map<Fact, NavigableMap<Instant, Double>> answers, Window asked, Duration period) {
        this.known = answers.entrySet().stream()
                .filter(answer -> !answer.getValue().isEmpty())
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        this.asked = asked;
        this.period = period;
        this.counted = counted();
    }

    /** Whether nothing at all is known. */
    public boolean isEmpty() {
        return known.isEmpty();
    }

    /** The periods that all known counts have, back from the latest to the first gap. */
    private NavigableSet<Instant> counted() {
        Optional<NavigableSet<Instant>> common = known.entrySet().stream()
                .filter(fact -> fact.getKey().isCount())
                .map(fact -> fact.getValue().navigableKeySet())
                .reduce((one, other) -> {
                    NavigableSet<Instant> both = new TreeSet<>(one);
                    both.retainAll(other);
                    return both;
                });
        NavigableSet<Instant> run = new TreeSet<>();
        for (Instant end : common.map(NavigableSet::descendingSet).orElse(new TreeSet<>())) {
            if (!run.isEmpty() && !run.first().minus(period).equals(end)) {
                break;
            }
            run.add(end);
        }
        return run;
    }

    /** The reading; {@code gauges} holds what else is known. */
    public Reading.Windowed reading(Gauges.Builder gauges) {
        addGauges(gauges);
        return new Reading.Windowed(
                window(), lookups(), new Removals(count(Fact.EVICTIONS), count(Fact.EXPIRATIONS)), gauges.build());
    }

    /** What of it is missing, in sentences. */
    public List<String> gaps() {
        List<String> gaps = new ArrayList<>();
        boolean counts = known.keySet().stream().anyMatch(Fact::isCount);
        long wanted = asked.length().dividedBy(period);
        if (counts && counted.size() < wanted) {
            gaps.add("counts are of the latest " + counted.size() + " of " + wanted + " periods of "
                    + period.toSeconds() + " s: in the one before, one of them has no point");
        }
        if (known.containsKey(Fact.HITS) != known.containsKey(Fact.MISSES)) {
            gaps.add("hits and misses are not known: only one of the two has points");
        }
        return gaps;
    }

    private Window window() {
        if (!counted.isEmpty()) {
            return new Window(counted.first().minus(period), counted.last());
        }
        NavigableMap<Instant, Double> ratios = known.get(Fact.HIT_RATIO);
        return ratios == null ? asked : new Window(ratios.firstKey().minus(period), ratios.lastKey());
    }

    private Lookups lookups() {
        OptionalLong hits = count(Fact.HITS);
        OptionalLong misses = count(Fact.MISSES);
        if (hits.isPresent() && misses.isPresent()) {
            return Lookups.counted(hits.getAsLong(), misses.getAsLong());
        }
        NavigableMap<Instant, Double> ratios = known.get(Fact.HIT_RATIO);
        if (ratios == null) {
            return Lookups.unknown();
        }
        Window window = window();
        OptionalDouble mean = ratios.subMap(window.start(), false, window.end(), true).values().stream()
                .mapToDouble(Double::doubleValue)
                .average();
        return mean.isPresent() ? Lookups.ratioOnly(Ratio.of(mean.getAsDouble())) : Lookups.unknown();
    }

    private OptionalLong count(Fact fact) {
        NavigableMap<Instant, Double> values = known.get(fact);
        return values == null || counted.isEmpty()
                ? OptionalLong.empty()
                : OptionalLong.of(
                        Math.round(counted.stream().mapToDouble(values::get).sum()));
    }

    private void addGauges(Gauges.Builder gauges) {
        Optional<ByteSize> capacity = bytes(Fact.CAPACITY).filter(size -> size.bytes() > 0);
        capacity.ifPresent(gauges::capacity);
        bytes(Fact.USED).map(used -> capacity.map(used::min).orElse(used)).ifPresent(gauges::used);
        latest(Fact.KEYS).ifPresent(keys -> gauges.keys(Math.round(keys)));
        latest(Fact.P95_MILLIS)
                .ifPresent(millis -> gauges.p95Latency(Duration.ofNanos(Math.round(millis * NANOS_PER_MILLI))));
    }

    private Optional<ByteSize> bytes(Fact fact) {
        return latest(fact).map(value -> ByteSize.ofBytes(Math.round(value)));
    }

    private Optional<Double> latest(Fact fact) {
        return Optional.ofNullable(known.get(fact))
                .map(values -> values.lastEntry().getValue());
    }
}
