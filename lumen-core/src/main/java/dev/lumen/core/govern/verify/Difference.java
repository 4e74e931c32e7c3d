package dev.lumen.core.govern.verify;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A window less its control.
 *
 * @param from when the window began
 * @param length how long it was
 * @param requests of the window
 * @param hitRatio realised less control
 * @param cost the same, dollars a request
 */
record Difference(Instant from, Duration length, long requests, double hitRatio, double cost) {
    private static final Duration DAY = Duration.ofDays(1);

    /** A day whose windows are older than so many others is another season. */
    private static final int MOST_DAYS = 8;

    private static Difference of(ObservedWindow window, Performance control) {
        return new Difference(
                window.from(),
                window.length(),
                window.requests(),
                window.realised().hitRatio() - control.hitRatio(),
                window.realised().costPerRequest() - control.costPerRequest());
    }

    /**
     * Against what the profile says of the setting from before the change, which is the one in force in the windows before it;
     * in order of time, those without a profile are left out.
     */
    static List<Difference> fromProfile(List<ObservedWindow> windows, Instant change) {
        return windows.stream()
                .sorted(Comparator.comparing(ObservedWindow::from))
                .flatMap(window -> control(window, change).map(control -> of(window, control)).stream())
                .toList();
    }

    static Optional<Performance> control(ObservedWindow window, Instant change) {
        return window.end().isAfter(change) ? window.control() : window.own();
    }

    /** Against the window of the same hour, days before, that ended before the change; those without one are left out. */
    static List<Difference> fromDayBefore(List<ObservedWindow> windows, Instant change) {
        List<ObservedWindow> sorted = windows.stream()
                .sorted(Comparator.comparing(ObservedWindow::from))
                .toList();
        return sorted.stream()
                .flatMap(window ->
                        partner(sorted, window, change).stream().map(partner -> of(window, partner.realised())))
                .toList();
    }

    private static Optional<ObservedWindow> partner(
            List<ObservedWindow> windows, ObservedWindow window, Instant change) {
        return Stream.iterate(1, day -> day <= MOST_DAYS, day -> day + 1)
                .flatMap(day -> nearest(windows, window, window.from().minus(DAY.multipliedBy(day))).stream())
                .filter(candidate -> !candidate.end().isAfter(change))
                .findFirst();
    }

    /** Of windows in order of time, the one that began nearest to a time, if it is within half a window. */
    private static Optional<ObservedWindow> nearest(List<ObservedWindow> windows, ObservedWindow like, Instant at) {
        int low = 0;
        int high = windows.size();
        while (low < high) {
            int middle = (low + high) / 2;
            if (windows.get(middle).from().isBefore(at)) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return windows.subList(Math.max(0, low - 1), Math.min(windows.size(), low + 1)).stream()
                .min(Comparator.comparing(other -> apart(other, at)))
                .filter(other -> apart(other, at).compareTo(like.length().dividedBy(2)) <= 0);
    }

    private static Duration apart(ObservedWindow window, Instant at) {
        return Duration.between(window.from(), at).abs();
    }
}
