package dev.lumen.examples.cli;

import dev.lumen.api.observe.CacheName;
import dev.lumen.api.observe.Gauges;
import dev.lumen.api.observe.Lookups;
import dev.lumen.api.observe.MetricSource;
import dev.lumen.api.observe.Reading;
import dev.lumen.api.observe.Removals;
import dev.lumen.api.observe.Window;
import dev.lumen.api.units.ByteSize;
import dev.lumen.api.units.Ratio;
import dev.lumen.core.json.JsonFields;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * The {@code cache} section of a file of signals.
 *
 * @param name what the cache is called
 * @param window what the counts are over
 * @param lookups hits and misses, or the hit ratio alone
 * @param removals evictions and expirations
 * @param gauges what was true at the window's end
 */
record CacheSection(String name, Duration window, Lookups lookups, Removals removals, Gauges gauges) {
    private static final String UNNAMED = "cache";

    /** Of a section that counts nothing: its length is never divided by. */
    private static final Duration NOTHING_COUNTED = Duration.ofHours(1);

    private static final double ROUNDING = 1.01;
    private static final int LONGEST_NAME = 200;

    /** Reads the section, and refuses what is impossible. */
    static CacheSection read(JsonFields fields) {
        Lookups lookups = lookups(fields);
        Removals removals = new Removals(fields.count("evictions"), fields.count("expirations"));
        boolean counted = lookups.requests().isPresent()
                || removals.evictions().isPresent()
                || removals.expirations().isPresent();
        Optional<Duration> window = fields.seconds("windowSeconds");
        if (counted && window.isEmpty()) {
            throw fields.refused("windowSeconds", "the seconds that the counts are over");
        }
        String name = fields.text("name").orElse(UNNAMED);
        if (name.length() > LONGEST_NAME || name.chars().anyMatch(Character::isISOControl)) {
            throw fields.refused("name", "1 to " + LONGEST_NAME + " printable characters");
        }
        return new CacheSection(name, window.orElse(NOTHING_COUNTED), lookups, removals, gauges(fields));
    }

    /** Whether it says what a return on the cache's cost is reckoned from. */
    boolean hasReturn() {
        return lookups.hits().isPresent()
                && gauges.capacity().filter(size -> size.bytes() > 0).isPresent();
    }

    /** This section as a source whose window ends at {@code end}. */
    MetricSource source(Instant end) {
        Reading reading = new Reading.Windowed(Window.ending(end, window), lookups, removals, gauges);
        return new MetricSource() {
            @Override
            public Reading read(CacheName cache) {
                return reading;
            }

            @Override
            public String name() {
                return "signals";
            }
        };
    }

    /** Hits, misses and their sum: any two of them, or the ratio with or without the sum, or nothing. */
    private static Lookups lookups(JsonFields fields) {
        OptionalLong hits = fields.count("hits");
        OptionalLong misses = fields.count("misses");
        OptionalLong requests = fields.count("requests");
        OptionalDouble ratio = fields.number("hitRatio", 0, 1, "0 to 1");
        boolean counted = hits.isPresent() || misses.isPresent();
        if (counted && ratio.isPresent()) {
            throw fields.refused("hitRatio", "absent where hits and misses are counted");
        }
        if (hits.isPresent() && misses.isPresent()) {
            return both(fields, hits.getAsLong(), misses.getAsLong(), requests);
        }
        if (counted) {
            return oneOf(fields, hits.isPresent() ? "hits" : "misses", hits, misses, requests);
        }
        if (ratio.isEmpty()) {
            return requests.isPresent() ? unsplit(fields) : Lookups.unknown();
        }
        if (requests.isEmpty()) {
            return Lookups.ratioOnly(Ratio.of(ratio.getAsDouble()));
        }
        long all = requests.getAsLong();
        long hit = Math.min(all, Math.round(all * ratio.getAsDouble()));
        return Lookups.counted(hit, all - hit);
    }

    private static Lookups both(JsonFields fields, long hits, long misses, OptionalLong requests) {
        if (hits > Long.MAX_VALUE - misses) {
            throw fields.refused("misses", "a sum with hits that fits in 63 bits");
        }
        if (requests.isPresent() && requests.getAsLong() != hits + misses) {
            throw fields.refused("requests", "hits + misses, " + (hits + misses) + ", or absent");
        }
        return Lookups.counted(hits, misses);
    }

    private static Lookups oneOf(
            JsonFields fields, String given, OptionalLong hits, OptionalLong misses, OptionalLong requests) {
        if (requests.isEmpty()) {
            throw fields.refused(
                    given.equals("hits") ? "misses" : "hits", "a whole number beside " + given + ", or requests");
        }
        long all = requests.getAsLong();
        long part = hits.orElseGet(misses::getAsLong);
        if (part > all) {
            throw fields.refused(given, "0 to requests, " + all);
        }
        return hits.isPresent() ? Lookups.counted(part, all - part) : Lookups.counted(all - part, part);
    }

    private static Lookups unsplit(JsonFields fields) {
        throw fields.refused("hits", "a whole number beside requests, or hitRatio");
    }

    private static Gauges gauges(JsonFields fields) {
        OptionalLong used = fields.count("usedBytes");
        OptionalLong capacity = fields.count("capacityBytes");
        if (used.isPresent() && capacity.isPresent() && used.getAsLong() > capacity.getAsLong() * ROUNDING) {
            throw fields.refused(
                    "usedBytes", "0 to capacityBytes, " + capacity.getAsLong() + ", within a rounding of 1 %");
        }
        Gauges.Builder gauges = Gauges.builder();
        used.ifPresent(bytes -> gauges.used(ByteSize.ofBytes(bytes)));
        capacity.ifPresent(bytes -> gauges.capacity(ByteSize.ofBytes(bytes)));
        fields.count("keys").ifPresent(gauges::keys);
        fields.millis("p95LatencyMillis").ifPresent(gauges::p95Latency);
        fields.seconds("ttlSeconds").ifPresent(gauges::ttl);
        fields.text("evictionPolicy").ifPresent(gauges::evictionPolicy);
        fields.number("fragmentationRatio", Double.MIN_VALUE, Double.MAX_VALUE, "a number above 0")
                .ifPresent(gauges::fragmentationRatio);
        return gauges.build();
    }
}
