package dev.lumen.core.profile;

import dev.lumen.api.evidence.Estimate;
import dev.lumen.api.evidence.HitRatioSurface;
import dev.lumen.api.evidence.MissCauses;
import dev.lumen.api.evidence.SurfacePoint;
import dev.lumen.api.units.ByteSize;
import dev.lumen.api.units.Require;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;

/**
 * A surface as a profile saw it: a point at every cell of its grid, and between them linear interpolation in the logarithms
 * of TTL and capacity. A record of records, so that it can be kept as JSON and read back.
 *
 * @param ttls the grid's TTLs
 * @param sizes the grid's capacities
 * @param points a point for each pair, TTLs outer, in the order of the two lists
 * @param deviations for each point, by how much each group of the sample moves its hit ratio: what two points share of it
 *     cancels out in their difference
 * @param requests accesses that it rests on, 0 or more
 * @param sampledKeys keys that were followed, 0 or more
 * @param observed the span of time that the accesses came from
 * @param recent what came since the snapshot before this one
 */
public record ProfiledSurface(
        List<Optional<Duration>> ttls,
        List<Optional<ByteSize>> sizes,
        List<SurfacePoint> points,
        List<List<Double>> deviations,
        double requests,
        int sampledKeys,
        Duration observed,
        Recent recent)
        implements HitRatioSurface {
    /** An interval of more than half the range says nothing worth acting on. */
    private static final double TOO_WIDE = 0.5;

    /** Refuses a grid that {@link ProfileGrid} would, and another number of points. */
    public ProfiledSurface {
        ProfileGrid grid = new ProfileGrid(ttls, sizes);
        ttls = grid.ttls();
        sizes = grid.sizes();
        points = List.copyOf(points);
        deviations = deviations.stream().map(List::copyOf).toList();
        if (points.size() != grid.cells() || deviations.size() != grid.cells()) {
            throw Require.refused(
                    "points and deviations of the surface",
                    points.size() + " and " + deviations.size(),
                    "one each for " + grid.cells() + " cells");
        }
        for (List<Double> ofCell : deviations) {
            if (ofCell.size() != Tally.GROUPS) {
                throw Require.refused("deviations of a cell", ofCell.size(), "" + Tally.GROUPS);
            }
        }
        requests = Require.notNegative("requests", requests);
        Require.notNegative("sampled keys", sampledKeys);
        Require.notNegative("observed time", observed);
        Require.present("recent accesses", recent);
        if (!recent.hitRatios().isEmpty() && recent.hitRatios().size() != grid.cells()) {
            throw Require.refused(
                    "recent hit ratios of the surface",
                    recent.hitRatios().size(),
                    "one each for " + grid.cells() + " cells");
        }
    }

    /** A surface that no other is a later snapshot of. */
    public ProfiledSurface(
            List<Optional<Duration>> ttls,
            List<Optional<ByteSize>> sizes,
            List<SurfacePoint> points,
            List<List<Double>> deviations,
            double requests,
            int sampledKeys,
            Duration observed) {
        this(ttls, sizes, points, deviations, requests, sampledKeys, observed, Recent.NONE);
    }

    @Override
    public Optional<SurfacePoint> at(Optional<Duration> ttl, Optional<ByteSize> capacity) {
        SurfacePoint point = nearest(ttl, capacity);
        boolean wide = point.hitRatio().high() - point.hitRatio().low() > TOO_WIDE;
        return wide || requests == 0 ? Optional.empty() : Optional.of(point);
    }

    /** As {@link #at}, however little is known; of a workload without accesses, zeros. */
    public SurfacePoint nearest(Optional<Duration> ttl, Optional<ByteSize> capacity) {
        return point(row(ttl), column(capacity));
    }

    @Override
    public Optional<Estimate> hitRatioChange(
            Optional<Duration> fromTtl,
            Optional<ByteSize> fromCapacity,
            Optional<Duration> toTtl,
            Optional<ByteSize> toCapacity) {
        Optional<SurfacePoint> from = at(fromTtl, fromCapacity);
        Optional<SurfacePoint> to = at(toTtl, toCapacity);
        if (from.isEmpty() || to.isEmpty()) {
            return Optional.empty();
        }
        double[] before = deviations(row(fromTtl), column(fromCapacity));
        double[] difference = deviations(row(toTtl), column(toCapacity));
        for (int g = 0; g < difference.length; g++) {
            difference[g] -= before[g];
        }
        double change = to.get().hitRatio().value() - from.get().hitRatio().value();
        double error = Deviations.error(difference);
        return Optional.of(new Estimate(change, change - error, change + error));
    }

    @Override
    public OptionalDouble hitRatioSince(HitRatioSurface earlier, Optional<Duration> ttl, Optional<ByteSize> capacity) {
        return earlier instanceof ProfiledSurface before
                        && recent.follows(before.recent)
                        && ttls.equals(before.ttls)
                        && sizes.equals(before.sizes)
                ? OptionalDouble.of(recent(row(ttl), column(capacity)))
                : OptionalDouble.empty();
    }

    private double recent(Place row, Place column) {
        double low = blend(recent(row.low, column.low), recent(row.low, column.high), column.share);
        double high = blend(recent(row.high, column.low), recent(row.high, column.high), column.share);
        return blend(low, high, row.share);
    }

    private double recent(int row, int column) {
        return recent.hitRatios().get(row * sizes.size() + column);
    }

    /**
     * What came since the snapshot before this one.
     *
     * @param recording tells one recording from another: when it began, on its own clock
     * @param number of this snapshot, counted from 1; 0 where there is none
     * @param hitRatios of these accesses alone, a value for each cell; empty where there were none
     */
    public record Recent(long recording, long number, List<Double> hitRatios) {
        /** Of a surface that no snapshot came before or after. */
        public static final Recent NONE = new Recent(0, 0, List.of());

        /** Copies the list. */
        public Recent {
            Require.noNull(Recent.class, recording, number, hitRatios);
            Require.notNegative("number of a snapshot", number);
            hitRatios = List.copyOf(hitRatios);
        }

        private boolean follows(Recent before) {
            return recording == before.recording
                    && before.number > 0
                    && number == before.number + 1
                    && !hitRatios.isEmpty();
        }
    }

    private Place row(Optional<Duration> ttl) {
        return Place.of(ttls, ttl, ProfiledSurface::millis);
    }

    private Place column(Optional<ByteSize> capacity) {
        return Place.of(sizes, capacity, ByteSize::bytes);
    }

    private SurfacePoint point(Place row, Place column) {
        return blend(
                blend(point(row.low, column.low), point(row.low, column.high), column.share),
                blend(point(row.high, column.low), point(row.high, column.high), column.share),
                row.share);
    }

    private double[] deviations(Place row, Place column) {
        double[] blended = new double[Tally.GROUPS];
        for (int g = 0; g < blended.length; g++) {
            double low = blend(deviation(row.low, column.low, g), deviation(row.low, column.high, g), column.share);
            double high = blend(deviation(row.high, column.low, g), deviation(row.high, column.high, g), column.share);
            blended[g] = blend(low, high, row.share);
        }
        return blended;
    }

    private double deviation(int row, int column, int group) {
        return deviations.get(row * sizes.size() + column).get(group);
    }

    private SurfacePoint point(int row, int column) {
        return points.get(row * sizes.size() + column);
    }

    private static double millis(Duration duration) {
        return duration.getSeconds() * 1e3 + duration.getNano() / 1e6;
    }

    private static SurfacePoint blend(SurfacePoint one, SurfacePoint other, double share) {
        if (share == 0 || one.equals(other)) {
            return one;
        }
        Optional<Estimate> stale = one.staleRatio().isPresent()
                        && other.staleRatio().isPresent()
                ? Optional.of(blend(one.staleRatio().get(), other.staleRatio().get(), share))
                : one.staleRatio().or(other::staleRatio);
        return new SurfacePoint(
                blend(one.hitRatio(), other.hitRatio(), share),
                stale,
                blend(one.occupiedBytes(), other.occupiedBytes(), share),
                blend(one.evictionsPerHour(), other.evictionsPerHour(), share),
                new MissCauses(
                        blend(one.misses().cold(), other.misses().cold(), share),
                        blend(one.misses().expired(), other.misses().expired(), share),
                        blend(one.misses().evicted(), other.misses().evicted(), share),
                        blend(one.misses().invalidated(), other.misses().invalidated(), share)));
    }

    private static Estimate blend(Estimate one, Estimate other, double share) {
        double low = blend(one.low(), other.low(), share);
        double high = blend(one.high(), other.high(), share);
        return new Estimate(Math.max(low, Math.min(high, blend(one.value(), other.value(), share))), low, high);
    }

    private static double blend(double one, double other, double share) {
        return one + (other - one) * share;
    }

    /**
     * Where a value lies on an axis.
     *
     * @param low index of the node at or below it
     * @param high index of the node at or above it
     * @param share how far it is from the one to the other, 0 to 1, by ratio
     */
    private record Place(int low, int high, double share) {
        static <T> Place of(List<Optional<T>> nodes, Optional<T> value, ToDoubleFunction<T> number) {
            int last = nodes.size() - 1;
            int lastFinite = nodes.get(last).isPresent() || last == 0 ? last : last - 1;
            if (value.isEmpty() || nodes.get(lastFinite).isEmpty()) {
                return new Place(last, last, 0);
            }
            double wanted = number.applyAsDouble(value.get());
            int high = 0;
            while (high < lastFinite && number.applyAsDouble(nodes.get(high).orElseThrow()) < wanted) {
                high++;
            }
            double above = number.applyAsDouble(nodes.get(high).orElseThrow());
            if (high == 0 || above <= wanted) {
                return new Place(high, high, 0);
            }
            double below = number.applyAsDouble(nodes.get(high - 1).orElseThrow());
            return new Place(high - 1, high, Math.log(wanted / below) / Math.log(above / below));
        }
    }
}
