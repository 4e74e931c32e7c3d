package dev.lumen.core.roi;

import dev.lumen.api.advise.AccessEvidence;
import dev.lumen.api.advise.Reason;
import dev.lumen.api.advise.TtlBounds;
import dev.lumen.api.evidence.Estimate;
import dev.lumen.api.units.ByteSize;
import dev.lumen.api.units.Seconds;
import dev.lumen.api.units.Usd;
import dev.lumen.core.roi.CostSurface.Setting;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Looks for the pair of TTL and capacity with the lowest cost within the bounds and the limits on stale answers and latency: at every
 * node of the surface, then closer and closer round the best.
 *
 * <p>Of two settings that the estimate cannot tell apart, the one that moves a single lever is taken. And whether it is worth
 * going there is asked apart: a gain within the noise of the estimate, or too small to matter, is no reason to move. Both keep
 * a cache from wandering over a flat bottom.
 */
public final class CheapestSetting {
    /** A gain below this share of the bill is not worth a change. */
    public static final double WORTH = 0.005;

    /** How many times its noise a gain has to be for a step that costs by itself. */
    private static final double SURE = 2;

    /** Rounds of looking closer, each halving the distance. */
    private static final int ROUNDS = 3;

    private static final double Z_90 = 1.645;
    private static final long MILLIS_PER_SECOND = 1000;

    private final CostSurface costs;
    private final Setting now;
    private final Setting best;

    private CheapestSetting(CostSurface costs, Setting now, Setting best) {
        this.costs = costs;
        this.now = now;
        this.best = best;
    }

    /** Looks; empty where the surface knows too little about the setting in force or any other. */
    public static Optional<CheapestSetting> on(CostSurface costs) {
        Optional<Setting> now = costs.now();
        if (now.isEmpty()) {
            return Optional.empty();
        }
        List<Duration> ttls = ttls(costs.evidence());
        List<Optional<ByteSize>> sizes = sizes(costs.evidence());
        return closingIn(costs, ttls, sizes).map(best -> {
            Setting fewer = closingIn(costs, ttls, List.of(now.get().size()))
                    .filter(byTtl -> asGood(costs, byTtl, best))
                    .or(() -> closingIn(costs, List.of(now.get().ttl()), sizes)
                            .filter(bySize -> asGood(costs, bySize, best)))
                    .orElse(best);
            return new CheapestSetting(costs, now.get(), fewer);
        });
    }

    /** The cheapest of these pairs, then of those between it and its neighbours, and so on. */
    private static Optional<Setting> closingIn(
            CostSurface costs, List<Duration> allTtls, List<Optional<ByteSize>> allSizes) {
        List<Duration> ttls = allTtls;
        List<Optional<ByteSize>> sizes = allSizes;
        Optional<Setting> best = cheapest(costs, ttls, sizes);
        for (int round = 0; round < ROUNDS && best.isPresent(); round++) {
            ttls = closer(ttls, best.get().ttl());
            sizes = closerSizes(costs.evidence(), sizes, best.get().size());
            best = cheapest(costs, ttls, sizes);
        }
        return best;
    }

    /** Whether a setting keeps the limits as well as the best does, and is dearer by no more than the noise. */
    private static boolean asGood(CostSurface costs, Setting setting, Setting best) {
        boolean kept = costs.allowed(setting) || (!costs.allowed(best) && costs.excess(setting) <= costs.excess(best));
        return kept && setting.totalUsd() - best.totalUsd() <= noiseUsd(costs, setting, best);
    }

    /** The setting in force. */
    public Setting now() {
        return now;
    }

    /** The cheapest one. */
    public Setting best() {
        return best;
    }

    /** What going from the one to the other saves, in dollars a month; negative where the limit makes it cost. */
    public double savingUsd() {
        return now.totalUsd() - best.totalUsd();
    }

    /** The cheapest setting beside the one in force, in words. */
    public Reason comparison() {
        return Reason.of(
                String.format(
                        Locale.ROOT,
                        "cheapest is TTL %s%s: %s a month, hit ratio %.3f; now %s, %.3f",
                        Seconds.text(best.ttl()),
                        best.size().map(size -> " with " + size).orElse(""),
                        Usd.of(best.totalUsd()),
                        best.point().hitRatio().value(),
                        Usd.of(now.totalUsd()),
                        now.point().hitRatio().value()),
                best.totalUsd());
    }

    /** Why going there is not {@link #worthwhile}, in words. */
    public Reason notWorthIt() {
        return Reason.of(
                String.format(
                        Locale.ROOT,
                        "a gain of %s a month is within the noise or not worth a change",
                        Usd.of(savingUsd())),
                savingUsd());
    }

    /** Whether the setting in force breaks a limit and another does less so. */
    public boolean mustMove() {
        return !costs.allowed(now) && costs.excess(best) < costs.excess(now);
    }

    /** Whether a step to {@code there} helps by itself: nearer to the limits where it must move, else cheaper within them. */
    public boolean helps(Setting there) {
        boolean nearer = mustMove() && costs.excess(there) < costs.excess(now);
        boolean cheaper = there.totalUsd() < now.totalUsd();
        return nearer || (cheaper && (costs.allowed(there) || !costs.allowed(now)));
    }

    /**
     * Whether a step to a shorter TTL is worth what it costs since it makes way for the size: the cheapest setting has more room, a limit
     * forbids that room at the TTL in force, and the gain of both together is beyond doubt. Without it neither lever would go first. The
     * room must pay at the shorter TTL, too, or it would be turned down once the TTL is there.
     */
    public boolean makesWay(Setting there) {
        boolean shorter = there.ttl().compareTo(now.ttl()) < 0;
        return shorter && waitsForShorterTtl() && costs.allowed(there) && savingUsd() > SURE * noiseUsd() && roomPays();
    }

    private boolean waitsForShorterTtl() {
        boolean kept = costs.allowed(now) && costs.allowed(best);
        Optional<Setting> roomNow = costs.at(now.ttl(), best.size());
        return kept
                && best.ttl().compareTo(now.ttl()) < 0
                && moreMemoryUsd() > 0
                && roomNow.filter(costs::allowed).isEmpty();
    }

    private boolean roomPays() {
        Optional<Setting> before = costs.at(best.ttl(), now.size());
        return before.map(narrow -> costs.change(narrow, best).value())
                .map(calls -> CostModel.roiScore(moreMemoryUsd(), calls))
                .filter(score -> score.orElse(0) >= CostModel.LEAST_SCORE)
                .isPresent();
    }

    private double moreMemoryUsd() {
        return best.memoryUsd() - now.memoryUsd();
    }

    /** Whether going there is worth it: more than the noise of the estimate, and more than a trifle. */
    public boolean worthwhile() {
        return mustMove() || savingUsd() > Math.max(WORTH * now.totalUsd(), noiseUsd());
    }

    /** How likely the saving is one at all, 0 to 1, as far as sampling goes. */
    public double likelihood() {
        double deviation = noiseUsd() / Z_90;
        return deviation == 0 ? (savingUsd() > 0 ? 1 : 0.5) : normal(savingUsd() / deviation);
    }

    private double noiseUsd() {
        return noiseUsd(costs, now, best);
    }

    private static double noiseUsd(CostSurface costs, Setting from, Setting to) {
        Estimate change = costs.change(from, to);
        return (change.high() - change.low()) / 2;
    }

    /** The normal distribution, to 1e-7 (Abramowitz and Stegun 26.2.17). */
    private static double normal(double z) {
        double t = 1 / (1 + 0.2316419 * Math.abs(z));
        double tail = Math.exp(-z * z / 2)
                / Math.sqrt(2 * Math.PI)
                * t
                * (0.319381530 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
        return z >= 0 ? 1 - tail : tail;
    }

    private static Optional<Setting> cheapest(CostSurface costs, List<Duration> ttls, List<Optional<ByteSize>> sizes) {
        List<Setting> all = new ArrayList<>();
        for (Duration ttl : ttls) {
            for (Optional<ByteSize> size : sizes) {
                costs.at(ttl, size).ifPresent(all::add);
            }
        }
        Comparator<Setting> byCost = Comparator.comparingDouble(Setting::totalUsd);
        Optional<Setting> allowed = all.stream().filter(costs::allowed).min(byCost);
        // Where no setting keeps the limits, the one that comes closest to them.
        return allowed.isPresent()
                ? allowed
                : all.stream().min(Comparator.comparingDouble(costs::excess).thenComparing(byCost));
    }

    private static List<Duration> ttls(AccessEvidence evidence) {
        TtlBounds bounds = evidence.ttlBounds();
        TreeSet<Duration> ttls = new TreeSet<>(List.of(bounds.min(), bounds.max(), bounds.clamp(evidence.ttl())));
        evidence.surface().ttls().stream()
                .flatMap(Optional::stream)
                .map(bounds::clamp)
                .forEach(ttls::add);
        return List.copyOf(ttls);
    }

    private static List<Optional<ByteSize>> sizes(AccessEvidence evidence) {
        if (evidence.size().isEmpty()) {
            return List.of(Optional.empty());
        }
        TreeSet<ByteSize> sizes = new TreeSet<>();
        sizes.add(onGrid(evidence, evidence.size().get()));
        sizes.add(onGrid(evidence, evidence.sizeBounds().min()));
        sizes.add(onGrid(evidence, evidence.sizeBounds().max()));
        evidence.surface().sizes().stream()
                .flatMap(Optional::stream)
                .map(size -> onGrid(evidence, size))
                .forEach(sizes::add);
        return sizes.stream().map(Optional::of).toList();
    }

    /** The nearest size that can be had, or the one in force where nothing else can. */
    private static ByteSize onGrid(AccessEvidence evidence, ByteSize size) {
        ByteSize current = evidence.size().orElseThrow();
        ByteSize wanted = evidence.sizeBounds().clamp(size);
        ByteSize above = evidence.sizeGrid().ceil(wanted);
        ByteSize had = above.compareTo(evidence.sizeBounds().max()) <= 0
                ? above
                : evidence.sizeGrid().floor(wanted);
        boolean inside = had.compareTo(evidence.sizeBounds().min()) >= 0 && had.bytes() > 0;
        return wanted.equals(current) || !inside ? current : had;
    }

    private static List<Duration> closer(List<Duration> ttls, Duration best) {
        int at = ttls.indexOf(best);
        TreeSet<Duration> near = new TreeSet<>();
        for (Duration ttl : ttls.subList(Math.max(0, at - 1), Math.min(ttls.size(), at + 2))) {
            near.add(ttl);
            long between = Math.round(mean(ttl.toMillis(), best.toMillis()));
            near.add(ttl.equals(best) ? best : whole(between));
        }
        return List.copyOf(near);
    }

    /** Whole seconds, where that changes little. */
    private static Duration whole(long millis) {
        return Duration.ofMillis(
                millis < 10 * MILLIS_PER_SECOND ? millis : millis / MILLIS_PER_SECOND * MILLIS_PER_SECOND);
    }

    private static List<Optional<ByteSize>> closerSizes(
            AccessEvidence evidence, List<Optional<ByteSize>> sizes, Optional<ByteSize> best) {
        int at = sizes.indexOf(best);
        TreeSet<ByteSize> near = new TreeSet<>();
        for (int other = Math.max(0, at - 1); other <= Math.min(sizes.size() - 1, at + 1); other++) {
            if (best.isPresent() && sizes.get(other).isPresent()) {
                ByteSize size = sizes.get(other).get();
                near.add(size);
                near.add(onGrid(
                        evidence,
                        ByteSize.ofBytes(
                                Math.round(mean(size.bytes(), best.get().bytes())))));
            }
        }
        return near.isEmpty() ? sizes : near.stream().map(Optional::of).toList();
    }

    /** By ratio, as the surface is spread. */
    private static double mean(long one, long other) {
        return Math.sqrt((double) one) * Math.sqrt((double) other);
    }
}
