package dev.lumen.examples.demo;

import java.util.List;

/**
 * A day of the service.
 *
 * @param hours what happened in each of its 24 hours
 * @param end TTL and size at its end
 */
public record Day(List<Hour> hours, Setting end) {
    /** Copies the list. */
    public Day {
        hours = List.copyOf(hours);
    }

    /** All hours together. */
    Hour total() {
        return hours.stream().reduce(Hour.EMPTY, Hour::plus);
    }
}
