package dev.lumen.core.govern;

import dev.lumen.api.act.SizeActuator;
import dev.lumen.api.advise.EvidenceKind;
import dev.lumen.api.feedback.CacheAction;
import dev.lumen.api.feedback.CacheFeedback;
import dev.lumen.api.feedback.Quality;
import dev.lumen.api.feedback.UnifiedFeedback;
import dev.lumen.api.grade.CacheHealth;
import dev.lumen.api.units.ByteSize;
import dev.lumen.api.units.Require;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Applies advice without asking anyone: for replays, demonstrations, and hosts that have decided so.
 *
 * <p>Nothing moves unless the cache was measured in this run and its health is known: what is stale, a stand-in or unknown
 * is no ground to act on.
 *
 * <p>One lever at a time: the one that the feedback's action names where both are free. A TTL acts on new writes only, so
 * after a change nothing moves until the longer of the two TTLs has passed, and every entry has been written with the new
 * one; unless the advice rests on recorded accesses, which do not depend on the setting in force.
 *
 * <p>Not thread-safe: to be called by the one thread that runs the loop.
 */
public final class DirectSteering {
    /** Which levers may be moved. */
    public enum Levers {
        /** The TTL alone. */
        TTL,
        /** The size alone. */
        SIZE,
        /** Either, one at a time. */
        BOTH
    }

    private final Levers levers;
    private final SteeredTtl ttl;
    private final SizeActuator size;
    private Instant settledAt = Instant.MIN;

    /**
     * Steering that moves {@code levers}.
     *
     * @param levers which levers may be moved
     * @param ttl the TTL in force; where it is a fleet's, what this JVM may not change stays, and {@link #apply} throws
     * @param size what changes the capacity
     */
    public DirectSteering(Levers levers, SteeredTtl ttl, SizeActuator size) {
        this.levers = Require.present("levers", levers);
        this.ttl = Require.present("TTL in force", ttl);
        this.size = Require.present("size actuator", size);
    }

    /**
     * Does what {@code feedback} advises, if a lever is free to move.
     *
     * @return what was done; MAINTAIN where nothing was
     * @throws Exception if the cache refuses a new size, or the fleet a new TTL; nothing was changed by this JVM then
     */
    public CacheAction apply(UnifiedFeedback feedback) throws Exception {
        boolean certain = feedback.cache().filter(DirectSteering::certain).isPresent();
        boolean settled = !feedback.timestamp().isBefore(settledAt) || onAccesses(feedback);
        if (!certain || !settled) {
            return CacheAction.MAINTAIN;
        }
        return switch (levers) {
            case TTL -> applyTtl(feedback);
            case SIZE -> applySize(feedback);
            case BOTH ->
                feedback.cache().filter(DirectSteering::namesSize).isPresent()
                        ? applySize(feedback)
                        : applyTtl(feedback);
        };
    }

    private static boolean certain(CacheFeedback cache) {
        return cache.quality() == Quality.MEASURED && cache.health() != CacheHealth.UNKNOWN;
    }

    /** A surface says the same of every setting, whichever is in force and since when. */
    private static boolean onAccesses(UnifiedFeedback feedback) {
        return feedback.ttl()
                        .filter(advice -> advice.evidence() == EvidenceKind.ACCESS_PROFILE)
                        .isPresent()
                && feedback.size()
                        .filter(advice -> advice.evidence() != EvidenceKind.ACCESS_PROFILE)
                        .isEmpty();
    }

    private static boolean namesSize(CacheFeedback cache) {
        return cache.action() == CacheAction.SCALE_UP || cache.action() == CacheAction.SCALE_DOWN;
    }

    private CacheAction applyTtl(UnifiedFeedback feedback) throws Exception {
        Optional<Duration> wanted = feedback.ttl().map(advice -> advice.recommendedTtl());
        Duration before = ttl.inForce();
        if (wanted.isEmpty() || wanted.get().equals(before)) {
            return CacheAction.MAINTAIN;
        }
        Duration after = ttl.set(wanted.get());
        if (after.equals(before)) {
            return CacheAction.MAINTAIN;
        }
        Duration longer = before.compareTo(after) > 0 ? before : after;
        settledAt = feedback.timestamp().plus(longer);
        return after.compareTo(before) > 0 ? CacheAction.INCREASE_TTL : CacheAction.DECREASE_TTL;
    }

    private CacheAction applySize(UnifiedFeedback feedback) throws Exception {
        if (feedback.size().isEmpty()) {
            return CacheAction.MAINTAIN;
        }
        ByteSize before = feedback.size().get().currentSize();
        ByteSize after = feedback.size().get().recommendedSize();
        if (before.equals(after)) {
            return CacheAction.MAINTAIN;
        }
        size.apply(after);
        return after.compareTo(before) > 0 ? CacheAction.SCALE_UP : CacheAction.SCALE_DOWN;
    }
}
