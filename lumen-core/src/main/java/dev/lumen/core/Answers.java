package dev.lumen.core;

import dev.lumen.api.feedback.MissingPart;
import dev.lumen.api.observe.Observation;
import dev.lumen.api.observe.Observation.Missing;
import dev.lumen.core.collect.Guard;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Awaits calls under way and notes which of them gave no answer. */
final class Answers {
    private final Patience patience;
    private final List<MissingPart> missing;

    Answers(Patience patience, List<MissingPart> missing) {
        this.patience = patience;
        this.missing = missing;
    }

    /** What {@code call} returned within {@code time}. */
    <T> Optional<T> of(Guard guard, Guard.Pending<T> call, Supplier<Duration> time) {
        return of(guard, call.await(time.get()));
    }

    /** What {@code call} returned by the time that {@code share} of the run's deadline has passed. */
    <T> Optional<T> of(Guard guard, Guard.Pending<T> call, double share) {
        return of(guard, call.await(patience.upTo(share)));
    }

    private <T> Optional<T> of(Guard guard, Observation<T> answer) {
        if (answer instanceof Missing<T> nothing) {
            missing.add(new MissingPart(guard.name(), nothing.reason(), nothing.detail()));
        }
        return answer.trusted();
    }
}
