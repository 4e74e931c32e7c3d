package dev.lumen.benchmarks.acting;

import dev.lumen.api.act.Autonomy;
import dev.lumen.api.act.ProposalHistory;
import dev.lumen.api.act.ProposalHistory.Step;
import dev.lumen.api.act.ProposalStatus;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SplittableRandom;

/** Changes that do harm and changes that do good, all promising ten points: which are taken back, and what that cost. */
final class InjectedChanges {
    private static final Duration SHORTER = Duration.ofSeconds(200);
    private static final Duration LONGER = Duration.ofSeconds(450);
    private static final Duration LONGEST = Duration.ofDays(4);
    private static final long PLENTY = 1L << 31;

    /** How a change is made, and how long the cache has been watched before. */
    private enum Way {
        TENTH_OF_THE_KEYS(Autonomy.APPLY_WITH_HOLDOUT, OptionalDouble.of(0.1), false, Duration.ofHours(1)),
        HALF_OF_THE_KEYS(Autonomy.APPLY_WITH_HOLDOUT, OptionalDouble.of(0.5), false, Duration.ofHours(1)),
        ALL_KEYS_WITH_A_PROFILE(Autonomy.APPLY, OptionalDouble.empty(), true, Duration.ofHours(4)),
        ALL_KEYS_WITHOUT_ONE(Autonomy.APPLY, OptionalDouble.empty(), false, Duration.ofDays(2));

        private final Autonomy level;
        private final OptionalDouble holdout;
        private final boolean profiled;
        private final Duration before;

        Way(Autonomy level, OptionalDouble holdout, boolean profiled, Duration before) {
            this.level = level;
            this.holdout = holdout;
            this.profiled = profiled;
            this.before = before;
        }

        String words() {
            return name().toLowerCase(Locale.ROOT).replace('_', ' ');
        }
    }

    /** What became of one change. */
    private record Fate(Optional<ProposalStatus> end, double truePoints, double hours, double excessMisses) {}

    private InjectedChanges() {}

    static void print(PrintStream out, int workloads) {
        out.println("| made first for | change | true effect, points | workloads | taken back | kept | undecided"
                + " | hours until then, middle (longest) | misses in excess, mean |");
        out.println("|---|---|---|" + "---:|".repeat(6));
        for (Way way : Way.values()) {
            for (Duration wanted : List.of(SHORTER, LONGER)) {
                List<Fate> fates = new ArrayList<>();
                for (int seed = 1; seed <= workloads; seed++) {
                    fates.add(fate(way, wanted, seed));
                }
                row(out, way, wanted, fates);
            }
        }
    }

    private static Fate fate(Way way, Duration wanted, int seed) {
        SplittableRandom random = new SplittableRandom(seed * 7919L);
        Traffic.Load load = new Traffic.Load(
                (int) (2000 * Math.pow(10, random.nextDouble())),
                0.6 + 0.5 * random.nextDouble(),
                10 + 20 * random.nextDouble());
        Shape shape = random.nextBoolean() ? Shape.FLAT : Shape.DIURNAL;
        OneChange policy = new OneChange(wanted);
        GovernedLoop.Plan plan = new GovernedLoop.Plan(
                way.level, Autonomy.OBSERVE, way.holdout, Optional.of(policy), way.profiled, PLENTY);
        try (GovernedLoop loop = new GovernedLoop(new Traffic(shape, load, seed), plan)) {
            SimulatedCache before = loop.shadow(GovernedLoop.START_TTL);
            SimulatedCache after = loop.shadow(wanted);
            while (loop.millis() < way.before.toMillis()) {
                loop.step();
            }
            policy.begin();
            Optional<ProposalHistory> change = Optional.empty();
            while (change.isEmpty() && loop.millis() < LONGEST.toMillis()) {
                loop.step();
                change = loop.proposals().stream()
                        .filter(each -> begun(each).isPresent() && each.status().isFinal())
                        .findFirst();
            }
            double points = 100 * (ratio(after) - ratio(before));
            double excess = (double) loop.cache().misses() - before.misses();
            double hours = change.map(each -> Duration.between(
                                            begun(each).orElseThrow(),
                                            each.latest().at())
                                    .toMinutes()
                            / 60.0)
                    .orElse(Double.NaN);
            return new Fate(change.map(ProposalHistory::status), points, hours, excess);
        }
    }

    private static Optional<Instant> begun(ProposalHistory history) {
        return history.step(ProposalStatus.ON_TRIAL)
                .or(() -> history.step(ProposalStatus.APPLIED))
                .map(Step::at);
    }

    private static double ratio(SimulatedCache cache) {
        return (double) cache.hits() / (cache.hits() + cache.misses());
    }

    private static void row(PrintStream out, Way way, Duration wanted, List<Fate> fates) {
        double[] hours = fates.stream()
                .mapToDouble(Fate::hours)
                .filter(Double::isFinite)
                .sorted()
                .toArray();
        double[] points = fates.stream().mapToDouble(Fate::truePoints).sorted().toArray();
        out.printf(
                Locale.ROOT,
                "| %s | 300 s → %d s | %+.1f to %+.1f | %d | %d | %d | %d | %.1f (%.1f) | %.0f |%n",
                way.words(),
                wanted.toSeconds(),
                points[0],
                points[points.length - 1],
                fates.size(),
                count(fates, ProposalStatus.ROLLED_BACK),
                count(fates, ProposalStatus.VERIFIED),
                fates.stream().filter(each -> each.end().isEmpty()).count(),
                hours.length == 0 ? Double.NaN : hours[hours.length / 2],
                hours.length == 0 ? Double.NaN : hours[hours.length - 1],
                fates.stream().mapToDouble(Fate::excessMisses).average().orElse(Double.NaN));
    }

    private static long count(List<Fate> fates, ProposalStatus status) {
        return fates.stream()
                .filter(each -> each.end().equals(Optional.of(status)))
                .count();
    }
}
