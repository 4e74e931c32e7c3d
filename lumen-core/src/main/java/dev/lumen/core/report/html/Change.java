package dev.lumen.core.report.html;

import dev.lumen.api.feedback.PastRun;
import dev.lumen.core.report.figures.Figures;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A lever that one run found at another setting than the run before.
 *
 * @param at when it was found so, in seconds since 1970
 * @param lever {@code TTL} or {@code size}
 * @param from where it was
 * @param to where it is
 * @param up whether it went up
 * @param advised whether the run before had advised it
 */
record Change(double at, String lever, String from, String to, boolean up, boolean advised) {
    static final String TTL = "TTL";
    static final String SIZE = "size";

    /** Every change in a history, oldest first. */
    static List<Change> in(List<PastRun> runs) {
        List<Change> changes = new ArrayList<>();
        for (int i = 1; i < runs.size(); i++) {
            PastRun before = runs.get(i - 1);
            PastRun after = runs.get(i);
            double at = History.seconds(after.at());
            of(
                            at,
                            TTL,
                            before.inForce().ttl(),
                            after.inForce().ttl(),
                            before.advised().ttl(),
                            Figures::duration)
                    .ifPresent(changes::add);
            of(
                            at,
                            SIZE,
                            before.inForce().capacity(),
                            after.inForce().capacity(),
                            before.advised().capacity(),
                            Object::toString)
                    .ifPresent(changes::add);
        }
        return changes;
    }

    private static <T extends Comparable<T>> Optional<Change> of(
            double at,
            String lever,
            Optional<T> before,
            Optional<T> after,
            Optional<T> advised,
            Function<T, String> text) {
        if (before.isEmpty() || after.isEmpty() || before.equals(after)) {
            return Optional.empty();
        }
        return Optional.of(new Change(
                at,
                lever,
                text.apply(before.get()),
                text.apply(after.get()),
                after.get().compareTo(before.get()) > 0,
                after.equals(advised)));
    }
}
