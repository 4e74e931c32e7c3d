package dev.lumen.examples.demo;

import dev.lumen.api.feedback.Background;
import dev.lumen.api.feedback.UnifiedFeedback;
import java.util.List;

/**
 * A day with the loop on.
 *
 * @param day what the cache did
 * @param changes what the loop did, in order
 * @param feedback what it said at midnight, for the report
 * @param background the runs of the day, other settings and the bill, for the charts of the report
 */
public record Steered(Day day, List<Change> changes, UnifiedFeedback feedback, Background background) {
    /** Copies the list. */
    public Steered {
        changes = List.copyOf(changes);
    }
}
