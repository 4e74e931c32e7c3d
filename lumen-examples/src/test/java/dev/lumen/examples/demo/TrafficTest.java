package dev.lumen.examples.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("any-jdk")
class TrafficTest {
    private static final long HOUR = Duration.ofHours(1).toNanos();
    private static final int HOURS = 24;

    @Test
    void aSeedAlwaysGivesTheSameRequests() {
        assertThat(day(7)).isEqualTo(day(7));
    }

    @Test
    void anotherSeedGivesOthers() {
        assertThat(day(7)).isNotEqualTo(day(8));
    }

    @Test
    void timeNeverGoesBack() {
        assertThat(day(1)).extracting(Request::nanos).isSorted();
    }

    @Test
    void theRateFollowsTheDaysWave() {
        int[] perHour = new int[HOURS];
        day(1).forEach(request -> perHour[(int) (request.nanos() / HOUR)]++);

        assertThat(perHour[4]).isCloseTo(4 * 3600, within(1_000));
        assertThat(perHour[16]).isCloseTo(16 * 3600, within(1_500));
        assertThat(perHour[10]).isBetween(perHour[4], perHour[16]);
    }

    @Test
    void aFewItemsGetMostOfTheRequests() {
        Map<Long, Integer> counts = new HashMap<>();
        List<Request> hour = hour(day(1), 0);
        hour.forEach(request -> counts.merge(request.key(), 1, Integer::sum));
        int ofTheTopHundred = counts.values().stream()
                .sorted((a, b) -> b - a)
                .limit(100)
                .mapToInt(count -> count)
                .sum();

        // Zipf with exponent 1 over 10,000 ranks: H(100) / H(10,000) = 5.19 / 9.79.
        assertThat((double) ofTheTopHundred / hour.size()).isCloseTo(0.53, within(0.05));
        assertThat(counts).hasSizeGreaterThan(3_000);
    }

    @Test
    void itemsAreBornAndFade() {
        List<Request> day = day(1);
        Set<Long> atNoon = keys(hour(day, 12));
        Set<Long> inTheMorning = keys(hour(day, 8));
        Set<Long> inTheEvening = keys(hour(day, 20));

        assertThat(shared(atNoon, keys(hour(day, 13)))).isGreaterThan(shared(atNoon, inTheEvening));
        assertThat(shared(inTheMorning, inTheEvening)).isBetween(0.1, 0.8);
    }

    @Test
    void anItemKeepsItsSizeAndItsContentChangesOnlyForward() {
        Map<Long, Request> latest = new HashMap<>();
        int changes = 0;
        for (Request request : day(1)) {
            Request before = latest.put(request.key(), request);
            if (before != null) {
                assertThat(request.bytes()).isEqualTo(before.bytes());
                assertThat(request.version()).isGreaterThanOrEqualTo(before.version());
                changes += request.version() - before.version();
            }
        }
        assertThat(changes).isGreaterThan(5_000);
    }

    @Test
    void sizesAreUnequal() {
        Map<Long, Integer> sizes = new HashMap<>();
        day(1).forEach(request -> sizes.put(request.key(), request.bytes()));
        List<Integer> sorted = sizes.values().stream().sorted().toList();

        assertThat(sorted.get(sorted.size() / 2)).isCloseTo(12 * 1024, within(1_024));
        assertThat(sorted.get(sorted.size() * 9 / 10)).isGreaterThan(2 * sorted.get(sorted.size() / 2));
    }

    private static List<Request> day(long seed) {
        Traffic traffic = new Traffic(Workload.DEFAULT, seed);
        List<Request> requests = new ArrayList<>();
        for (long at = traffic.next(); at < HOURS * HOUR; at = traffic.next()) {
            Item item = traffic.item();
            requests.add(new Request(at, item.key(), item.bytes(), item.versionAt(at)));
        }
        return requests;
    }

    private static List<Request> hour(List<Request> day, int hour) {
        return day.stream().filter(request -> request.nanos() / HOUR == hour).toList();
    }

    private static Set<Long> keys(List<Request> requests) {
        Set<Long> keys = new HashSet<>();
        requests.forEach(request -> keys.add(request.key()));
        return keys;
    }

    private static double shared(Set<Long> some, Set<Long> others) {
        return (double) some.stream().filter(others::contains).count() / some.size();
    }

    private record Request(long nanos, long key, int bytes, int version) {}
}
