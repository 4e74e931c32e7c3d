package dev.lumen.core.govern;

import dev.lumen.api.act.Autonomy;
import dev.lumen.api.act.Lever;
import dev.lumen.api.advise.Prices;
import dev.lumen.api.advise.SizeBounds;
import dev.lumen.api.advise.SizeGrid;
import dev.lumen.api.advise.TtlBounds;
import dev.lumen.api.observe.CacheName;
import dev.lumen.api.units.Require;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * What the host has laid down for the governing of one cache.
 *
 * @param cache the cache
 * @param ttlBounds the TTLs that may be in force; the standard one is the safe one, to which an emergency stop goes back
 * @param sizeBounds the capacities that may be in force
 * @param sizeGrid the capacities that can be set
 * @param levels how far Lumen may go by itself with each lever; a lever that is not in it is only observed
 * @param holdout the share of the keys on which a TTL is tried first, above 0 and below 1; absent where it goes to all at once.
 *     Present where a level is APPLY_WITH_HOLDOUT
 * @param guardrails how far and how often
 * @param prices what a miss and a megabyte cost, by which changes are verified
 */
public record Terms(
        CacheName cache,
        TtlBounds ttlBounds,
        SizeBounds sizeBounds,
        SizeGrid sizeGrid,
        Map<Lever, Autonomy> levels,
        OptionalDouble holdout,
        Guardrails guardrails,
        Prices prices) {
    /** Refuses a missing part, a share of none or all of the keys, and a level that needs a share and has none. */
    public Terms {
        Require.noNull(Terms.class, cache, ttlBounds, sizeBounds, sizeGrid, levels, holdout, guardrails, prices);
        EnumMap<Lever, Autonomy> ordered = new EnumMap<>(Lever.class); // alike in all JVMs: hashes are made of it
        ordered.putAll(levels);
        levels = Collections.unmodifiableMap(ordered);
        if (holdout.isPresent() && !(holdout.getAsDouble() > 0 && holdout.getAsDouble() < 1)) {
            throw Require.refused("holdout share", holdout.getAsDouble(), "above 0 and below 1");
        }
        if (holdout.isEmpty() && levels.get(Lever.TTL) == Autonomy.APPLY_WITH_HOLDOUT) {
            throw Require.refused("holdout share", "absent", "present at level " + Autonomy.APPLY_WITH_HOLDOUT);
        }
    }

    /** How far Lumen may go by itself with {@code lever}. */
    public Autonomy level(Lever lever) {
        return levels.getOrDefault(lever, Autonomy.OBSERVE);
    }

    /** The same with other times in which nothing is changed. */
    Terms frozen(FreezeWindow... windows) {
        return new Terms(
                cache,
                ttlBounds,
                sizeBounds,
                sizeGrid,
                levels,
                holdout,
                guardrails.toBuilder().frozen(windows).build(),
                prices);
    }

    /**
     * The same with each level so many steps lower, where promises were not kept; a person can always say yes, so none falls
     * below {@link Autonomy#PROPOSE} by it, and none rises.
     */
    Terms lowered(int steps) {
        Map<Lever, Autonomy> lower = new EnumMap<>(Lever.class);
        levels.forEach((lever, level) -> lower.put(lever, lowered(level, steps)));
        return new Terms(cache, ttlBounds, sizeBounds, sizeGrid, lower, holdout, guardrails, prices);
    }

    private Autonomy lowered(Autonomy level, int steps) {
        if (steps == 0 || !level.actsAlone()) {
            return level;
        }
        boolean tries = level == Autonomy.APPLY && steps == 1 && holdout.isPresent();
        return tries ? Autonomy.APPLY_WITH_HOLDOUT : Autonomy.PROPOSE;
    }
}
