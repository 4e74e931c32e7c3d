package dev.lumen.core.govern;

import dev.lumen.api.units.Require;
import java.time.Duration;
import java.util.List;

/**
 * How far and how often a cache may be changed (SPEC §10). Immutable; start from {@link #STANDARD} or another one with {@link
 * #toBuilder}.
 *
 * @param largestStep by how much a setting may grow at once, as a share of it, above 0; it may shrink by as much in
 *     proportion: 0.5 allows from 2/3 to 3/2
 * @param leastStep a smaller step is not worth a change, 0 or more, less than the largest
 * @param coolDown how long a lever rests after a change or a roll-back
 * @param reversal how long after a change the lever may not go back the way it came, {@code coolDown} or more: what damps a
 *     loop that would swing to and fro
 * @param retry how long after a change was taken back, because of what it did, or rejected, the lever may not go that way again,
 *     {@code coolDown} or more: the answer is known
 * @param changesPerDay how many changes of the cache may begin in any 24 hours, 0 or more
 * @param frozen when nothing is changed
 * @param validity how long a proposal waits for its answer
 * @param tolerance by how many ratio points the hit ratio may move before a proposal that was made from it no longer stands,
 *     above 0
 */
public record Guardrails(
        double largestStep,
        double leastStep,
        Duration coolDown,
        Duration reversal,
        Duration retry,
        int changesPerDay,
        List<FreezeWindow> frozen,
        Duration validity,
        double tolerance) {
    /** Half more at once, an hour's rest, six hours before going back, a day before trying again what did harm, eight
     * changes a day, a day for an answer. */
    public static final Guardrails STANDARD = new Guardrails(
            0.5,
            0.02,
            Duration.ofHours(1),
            Duration.ofHours(6),
            Duration.ofHours(24),
            8,
            List.of(),
            Duration.ofHours(24),
            0.05);

    /** Refuses what would never or always hold. */
    public Guardrails {
        Require.noNull(
                Guardrails.class,
                largestStep,
                leastStep,
                coolDown,
                reversal,
                retry,
                changesPerDay,
                frozen,
                validity,
                tolerance);
        if (!(largestStep > 0) || Double.isInfinite(largestStep)) {
            throw Require.refused("largest step", largestStep, "above 0, such as 0.5");
        }
        if (!(leastStep >= 0 && leastStep < largestStep)) {
            throw Require.refused("least step", leastStep, "0 or more, less than the largest, " + largestStep);
        }
        Require.notNegative("cool-down", coolDown);
        requireAtLeast("reversal", reversal, coolDown);
        requireAtLeast("retry", retry, coolDown);
        Require.within("changes a day", changesPerDay, 0, Integer.MAX_VALUE);
        Require.positive("validity", validity);
        if (!(tolerance > 0 && tolerance <= 1)) {
            throw Require.refused("tolerance", tolerance, "above 0, at most 1");
        }
        frozen = List.copyOf(frozen);
    }

    private static void requireAtLeast(String name, Duration value, Duration coolDown) {
        if (value.compareTo(coolDown) < 0) {
            throw Require.refused(name, value, "the cool-down, " + coolDown + ", or more");
        }
    }

    /** A builder that begins with these. */
    public Builder toBuilder() {
        return new Builder(this);
    }

    /** Changes some of the guardrails. Each setter gives the builder back; what is refused is refused by {@link #build}. */
    public static final class Builder {
        private double largestStep;
        private double leastStep;
        private Duration coolDown;
        private Duration reversal;
        private Duration retry;
        private int changesPerDay;
        private List<FreezeWindow> frozen;
        private Duration validity;
        private double tolerance;

        private Builder(Guardrails from) {
            largestStep = from.largestStep;
            leastStep = from.leastStep;
            coolDown = from.coolDown;
            reversal = from.reversal;
            retry = from.retry;
            changesPerDay = from.changesPerDay;
            frozen = from.frozen;
            validity = from.validity;
            tolerance = from.tolerance;
        }

        /** See {@link Guardrails#largestStep}. */
        public Builder largestStep(double share) {
            largestStep = share;
            return this;
        }

        /** See {@link Guardrails#leastStep}. */
        public Builder leastStep(double share) {
            leastStep = share;
            return this;
        }

        /** See {@link Guardrails#coolDown}. */
        public Builder coolDown(Duration rest) {
            coolDown = rest;
            return this;
        }

        /** See {@link Guardrails#reversal}. */
        public Builder reversal(Duration afterChange) {
            reversal = afterChange;
            return this;
        }

        /** See {@link Guardrails#retry}. */
        public Builder retry(Duration afterRollBack) {
            retry = afterRollBack;
            return this;
        }

        /** See {@link Guardrails#changesPerDay}. */
        public Builder changesPerDay(int most) {
            changesPerDay = most;
            return this;
        }

        /** See {@link Guardrails#frozen}. */
        public Builder frozen(FreezeWindow... windows) {
            frozen = List.of(windows);
            return this;
        }

        /** See {@link Guardrails#validity}. */
        public Builder validity(Duration wait) {
            validity = wait;
            return this;
        }

        /** See {@link Guardrails#tolerance}. */
        public Builder tolerance(double ratioPoints) {
            tolerance = ratioPoints;
            return this;
        }

        /** The guardrails. */
        public Guardrails build() {
            return new Guardrails(
                    largestStep, leastStep, coolDown, reversal, retry, changesPerDay, frozen, validity, tolerance);
        }
    }
}
