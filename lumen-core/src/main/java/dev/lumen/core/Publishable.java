package dev.lumen.core;

import dev.lumen.api.advise.CacheSizeAdjustment;
import dev.lumen.api.advise.SizeContext;
import dev.lumen.api.advise.TtlAdjustment;
import dev.lumen.api.advise.TtlBounds;
import dev.lumen.api.advise.TtlContext;
import dev.lumen.api.gate.GateInputs;
import dev.lumen.api.gate.GateScore;
import dev.lumen.api.gate.SystemHealth;
import dev.lumen.api.grade.CacheHealth;
import dev.lumen.api.observe.Lookups;
import dev.lumen.api.signal.RhythmState;
import dev.lumen.api.units.ByteSize;
import dev.lumen.api.units.Require;
import java.time.Duration;

/**
 * Holds advice against what was asked, whoever gave it: bounds, overrides and locks hold, the setting in force is the one in
 * force, and nothing changes where too little is known. What a policy of the host's own answers otherwise is refused by name,
 * and its section is missing.
 */
final class Publishable {
    private Publishable() {}

    /** Returns {@code advice} if it keeps to what was {@code asked}. */
    static TtlAdjustment ttl(TtlContext asked, TtlAdjustment advice) {
        Require.present("advice", advice);
        Duration inForce = asked.currentTtl();
        if (asked.overrides().ttl().isPresent()) {
            Duration held = asked.overrides().ttl().get();
            requireEqual("recommended TTL under an override", advice.recommendedTtl(), held);
        } else {
            requireEqual("current TTL", advice.currentTtl(), inForce);
            if (!advice.recommendedTtl().equals(inForce)) {
                requireFree(
                        asked.health() == CacheHealth.UNKNOWN,
                        asked.overrides().optimizationDisabled(),
                        "recommended TTL",
                        advice.recommendedTtl(),
                        inForce);
                requireWithin("recommended TTL", advice.recommendedTtl(), asked.bounds());
            }
        }
        advice.withoutOverride()
                .filter(ttl -> !ttl.equals(inForce))
                .ifPresent(ttl -> requireWithin("TTL without the override", ttl, asked.bounds()));
        return advice;
    }

    /** Returns {@code advice} if it keeps to what was {@code asked}. */
    static CacheSizeAdjustment size(SizeContext asked, CacheSizeAdjustment advice) {
        Require.present("advice", advice);
        ByteSize inForce = asked.currentSize();
        requireEqual("current size", advice.currentSize(), inForce);
        if (!advice.recommendedSize().equals(inForce)) {
            boolean held = asked.overrides().sizeLocked() || asked.overrides().optimizationDisabled();
            requireFree(tooLittleKnown(asked), held, "recommended size", advice.recommendedSize(), inForce);
            requireHadBy("recommended size", advice.recommendedSize(), asked);
        }
        advice.withoutLock()
                .filter(size -> !size.equals(inForce))
                .ifPresent(size -> requireHadBy("size without the lock", size, asked));
        return advice;
    }

    /** Returns {@code score} if its health is not better than that of a cache that failed or a bill in chaos. */
    static GateScore gate(GateInputs asked, GateScore score) {
        Require.present("score", score);
        boolean failed = asked.cacheHealth().filter(CacheHealth.FAILED::equals).isPresent();
        boolean chaotic = asked.rhythm().filter(RhythmState.CHAOTIC::equals).isPresent();
        if ((failed || chaotic) && score.health().compareTo(SystemHealth.CRITICAL) < 0) {
            throw Require.refused(
                    "health",
                    score.health(),
                    "CRITICAL or UNKNOWN where the " + (failed ? "cache has FAILED" : "cost rhythm is CHAOTIC"));
        }
        return score;
    }

    /** A server that holds several caches has no look-ups of one, but memory and evictions to size it by (SPEC §2). */
    private static boolean tooLittleKnown(SizeContext asked) {
        return asked.health() == CacheHealth.UNKNOWN
                && asked.cache()
                        .trusted()
                        .filter(metrics -> metrics.lookups().equals(Lookups.unknown()))
                        .isEmpty();
    }

    private static void requireFree(boolean unknown, boolean held, String name, Object value, Object inForce) {
        if (unknown) {
            throw Require.refused(name, value, inForce + ", the one in force, while the health is UNKNOWN");
        }
        if (held) {
            throw Require.refused(name, value, inForce + ", the one in force, which a person holds");
        }
    }

    private static void requireEqual(String name, Object value, Object allowed) {
        if (!value.equals(allowed)) {
            throw Require.refused(name, value, allowed.toString());
        }
    }

    private static void requireWithin(String name, Duration ttl, TtlBounds bounds) {
        if (!bounds.clamp(ttl).equals(ttl)) {
            throw Require.refused(name, ttl, bounds.min() + " to " + bounds.max());
        }
    }

    private static void requireHadBy(String name, ByteSize size, SizeContext asked) {
        if (!asked.bounds().clamp(size).equals(size)) {
            throw Require.refused(
                    name, size, asked.bounds().min() + " to " + asked.bounds().max());
        }
        if (size.bytes() % asked.grid().step().bytes() != 0) {
            throw Require.refused(name, size, "a multiple of " + asked.grid().step());
        }
    }
}
