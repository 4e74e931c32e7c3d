package dev.lumen.core.sizing;

import dev.lumen.api.advise.AccessEvidence;
import dev.lumen.api.advise.Prices;
import dev.lumen.api.advise.SizeContext;
import dev.lumen.api.advise.TtlBounds;
import dev.lumen.api.observe.CacheMetrics;
import dev.lumen.api.observe.Gauges;
import dev.lumen.api.units.ByteSize;
import dev.lumen.core.roi.CostSurface.Setting;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * When room may be taken away that the accesses seen so far had no use for.
 *
 * <p>Accesses to come may have one, and the interval of an estimate says nothing about them: it is that of sampling what has
 * come. So room is kept as skis are rented (Karlin, Manasse, Rudolph, Sleator: Competitive snoopy caching, Algorithmica
 * 1988): until the rent paid while watching is what giving it up is expected to cost. If what comes is unlike what came, which
 * is as likely as not ({@value #UNLIKE}), then each entry that the room could have held costs a call where it would have been
 * read again, for which the hit ratio stands. Rent and cost both grow with the room, so that its amount does not matter.
 *
 * <p>What was watched for half of the longest TTL that is allowed, and twice the shortest, has been paid for all the same:
 * the first bounds what waiting costs, the second is how long a cache takes to fill and renew itself. Where nobody counts the
 * entries, that time alone decides.
 */
final class RoomRent {
    /** How likely the time to come is unlike the time seen so far, where nothing else is known: an even chance. */
    private static final double UNLIKE = 0.5;

    private static final int PART_OF_LONGEST_TTL = 2;
    private static final int SHORTEST_TTLS = 2;
    private static final double MILLIS_PER_HOUR = 3.6e6;

    private RoomRent() {}

    /** Whether the room of a cache with this setting in force, the whole of it or a part, has been paid for. */
    static boolean hasPaid(SizeContext context, Setting now) {
        AccessEvidence evidence = context.evidence().orElseThrow();
        Duration watched = evidence.surface().observed();
        return watched.compareTo(enough(evidence.ttlBounds())) >= 0
                || rentUsd(context.prices(), watched) >= regretUsd(context, now);
    }

    private static Duration enough(TtlBounds allowed) {
        Duration ofLongest = allowed.max().dividedBy(PART_OF_LONGEST_TTL);
        Duration ofShortest = allowed.min().multipliedBy(SHORTEST_TTLS);
        return ofLongest.compareTo(ofShortest) > 0 ? ofLongest : ofShortest;
    }

    /** What a megabyte has cost so far. */
    private static double rentUsd(Prices prices, Duration watched) {
        return watched.toMillis()
                / MILLIS_PER_HOUR
                / Prices.HOURS_PER_MONTH
                * prices.memoryMbMonth().amount();
    }

    /** What a megabyte given up is expected to cost in calls; without end where nobody counts the entries. */
    private static double regretUsd(SizeContext context, Setting now) {
        return entriesPerMegabyte(context).stream()
                .map(entries -> UNLIKE
                        * now.point().hitRatio().value()
                        * entries
                        * context.prices().apiCall().amount())
                .findFirst()
                .orElse(Double.POSITIVE_INFINITY);
    }

    private static OptionalDouble entriesPerMegabyte(SizeContext context) {
        Optional<Gauges> gauges = context.cache().trusted().map(CacheMetrics::gauges);
        OptionalLong keys = gauges.map(Gauges::keys).orElse(OptionalLong.empty());
        double megabytes = gauges.flatMap(Gauges::used).map(ByteSize::megabytes).orElse(0.0);
        return keys.isPresent() && keys.getAsLong() > 0 && megabytes > 0
                ? OptionalDouble.of(keys.getAsLong() / megabytes)
                : OptionalDouble.empty();
    }
}
