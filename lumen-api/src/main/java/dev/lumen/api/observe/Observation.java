package dev.lumen.api.observe;

import dev.lumen.api.units.Require;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/**
 * A value together with how it came about. Absence is a case of its own: a missing value can never be mistaken for zero,
 * and {@link Missing} blocks every action.
 *
 * @param <T> what is observed
 */
public sealed interface Observation<T> {
    /** Applies the function of the case that this is; so that a caller cannot forget one. */
    <R> R fold(
            Function<Measured<T>, R> measured,
            Function<Stale<T>, R> stale,
            Function<Fallback<T>, R> fallback,
            Function<Missing<T>, R> missing);

    /** The value that decisions may rest on: measured, or stale within its limit; never a fallback. */
    default Optional<T> trusted() {
        return fold(
                measured -> Optional.of(measured.value()),
                stale -> Optional.of(stale.value()),
                fallback -> Optional.empty(),
                missing -> Optional.empty());
    }

    /** The value to show, whatever its quality. */
    default Optional<T> shown() {
        return fold(
                measured -> Optional.of(measured.value()),
                stale -> Optional.of(stale.value()),
                fallback -> Optional.of(fallback.value()),
                missing -> Optional.empty());
    }

    /** A value measured just now. */
    static <T> Observation<T> measured(T value) {
        return new Measured<>(value);
    }

    /** A value that could not be had. */
    static <T> Observation<T> missing(MissingReason reason, String detail) {
        return new Missing<>(reason, detail);
    }

    /**
     * Measured in this run.
     *
     * @param value the value
     */
    record Measured<T>(T value) implements Observation<T> {
        /** Refuses what is null. */
        public Measured {
            Require.noNull(Measured.class, value);
        }

        @Override
        public <R> R fold(
                Function<Measured<T>, R> measured,
                Function<Stale<T>, R> stale,
                Function<Fallback<T>, R> fallback,
                Function<Missing<T>, R> missing) {
            return measured.apply(this);
        }
    }

    /**
     * The last value known, since no source answers now; young enough to be used.
     *
     * @param value the value
     * @param age how old it is, 0 or more
     */
    record Stale<T>(T value, Duration age) implements Observation<T> {
        /** Refuses a negative age. */
        public Stale {
            Require.noNull(Stale.class, value, age);
            Require.notNegative("age", age);
        }

        @Override
        public <R> R fold(
                Function<Measured<T>, R> measured,
                Function<Stale<T>, R> stale,
                Function<Fallback<T>, R> fallback,
                Function<Missing<T>, R> missing) {
            return stale.apply(this);
        }
    }

    /**
     * From a source that the host marked as a stand-in, for demonstrations: shown, never decided on.
     *
     * @param value the value
     */
    record Fallback<T>(T value) implements Observation<T> {
        /** Refuses what is null. */
        public Fallback {
            Require.noNull(Fallback.class, value);
        }

        @Override
        public <R> R fold(
                Function<Measured<T>, R> measured,
                Function<Stale<T>, R> stale,
                Function<Fallback<T>, R> fallback,
                Function<Missing<T>, R> missing) {
            return fallback.apply(this);
        }
    }

    /**
     * Not there.
     *
     * @param reason why
     * @param detail the same in words, for the report
     */
    record Missing<T>(MissingReason reason, String detail) implements Observation<T> {
        /** Refuses what is null. */
        public Missing {
            Require.noNull(Missing.class, reason, detail);
        }

        @Override
        public <R> R fold(
                Function<Measured<T>, R> measured,
                Function<Stale<T>, R> stale,
                Function<Fallback<T>, R> fallback,
                Function<Missing<T>, R> missing) {
            return missing.apply(this);
        }
    }
}
