package dev.lumen.benchmarks.acting;

import dev.lumen.api.act.Autonomy;
import dev.lumen.api.act.Change;
import dev.lumen.api.act.ProposalHistory;
import dev.lumen.api.act.ProposalHistory.Step;
import dev.lumen.api.act.ProposalStatus;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/** The governed loop over made traffic for three days: how often it turns round, and when it has settled. */
final class ClosedLoop {
    private static final Duration DAYS = Duration.ofDays(3);
    private static final Duration SHIFT = Duration.ofHours(36);
    private static final long START_BYTES = 4L << 20;

    /** A change that was made: when, and which. */
    private record Made(Instant at, Change change) {}

    private ClosedLoop() {}

    static void print(PrintStream out) {
        out.println("| traffic | seed | changes | reversals a day | rolled back | last change after | TTL | size MB"
                + " | cost, first day to last | same, nothing changed |");
        out.println("|---|" + "---:|".repeat(9));
        for (Shape shape : Shape.values()) {
            for (int seed = 1; seed <= 2; seed++) {
                row(out, shape, seed);
            }
        }
    }

    private static void row(PrintStream out, Shape shape, int seed) {
        Costs steered = new Costs();
        Costs fixed = new Costs();
        run(shape, seed, Autonomy.OBSERVE, fixed);
        GovernedLoop loop = run(shape, seed, Autonomy.APPLY, steered);
        List<Made> made = made(loop.proposals());
        Duration begin = shape == Shape.SHIFT ? SHIFT : Duration.ZERO;
        Optional<Instant> last = made.stream().map(Made::at).max(Instant::compareTo);
        double after = last.map(
                        at -> Duration.between(Instant.EPOCH, at).minus(begin).toMinutes() / 60.0)
                .orElse(0.0);
        out.printf(
                Locale.ROOT,
                "| %s | %d | %d | %.2f | %d | %.1f h | %d s | %.1f | $%.3f → $%.3f | $%.3f → $%.3f |%n",
                shape.name().toLowerCase(Locale.ROOT).replace('_', ' '),
                seed,
                made.size(),
                reversals(made) / (double) DAYS.toDays(),
                rolledBack(loop),
                after,
                loop.ttl().toSeconds(),
                loop.cache().capacity() / (double) (1 << 20),
                steered.first,
                steered.last,
                fixed.first,
                fixed.last);
    }

    /** The same over traces, which are shorter than a day: what they cost as a whole. */
    static void printTraces(PrintStream out, List<Path> traces) throws IOException {
        out.println("| trace | changes | reversals | rolled back | TTL | size MB | cost | same, nothing changed |");
        out.println("|---|" + "---:|".repeat(7));
        for (Path trace : traces) {
            Costs steered = new Costs();
            Costs fixed = new Costs();
            run(trace, Autonomy.OBSERVE, fixed);
            GovernedLoop loop = run(trace, Autonomy.APPLY, steered);
            List<Made> made = made(loop.proposals());
            out.printf(
                    Locale.ROOT,
                    "| %s | %d | %d | %d | %d s | %.1f | $%.4f | $%.4f |%n",
                    GuideClaims.nameOf(trace),
                    made.size(),
                    reversals(made),
                    rolledBack(loop),
                    loop.ttl().toSeconds(),
                    loop.cache().capacity() / (double) (1 << 20),
                    steered.first,
                    fixed.first);
        }
    }

    private static GovernedLoop run(Path trace, Autonomy level, Costs costs) throws IOException {
        long start = GuideClaims.footprint(trace) / 10;
        GovernedLoop.Plan plan =
                new GovernedLoop.Plan(level, level, OptionalDouble.empty(), Optional.empty(), true, start);
        try (TraceRequests requests = new TraceRequests(trace);
                GovernedLoop loop = new GovernedLoop(requests, plan)) {
            while (!requests.isOver()) {
                step(loop, costs);
            }
            return loop;
        }
    }

    private static void step(GovernedLoop loop, Costs costs) {
        long misses = loop.cache().misses();
        long capacity = loop.cache().capacity();
        loop.step();
        costs.add(loop.millis(), loop.cache().misses() - misses, capacity);
    }

    private static long rolledBack(GovernedLoop loop) {
        return loop.proposals().stream()
                .filter(each -> each.status() == ProposalStatus.ROLLED_BACK)
                .count();
    }

    /** All that happened in three days of one traffic. */
    static void story(PrintStream out, Shape shape, int seed) {
        GovernedLoop loop = run(shape, seed, Autonomy.APPLY, new Costs());
        for (ProposalHistory each : loop.proposals()) {
            if (each.step(ProposalStatus.APPLIED).isPresent()) {
                out.println(each.proposal().change().words());
                for (Step step : each.steps()) {
                    out.println("  " + step.at() + " " + step.status() + " " + step.why());
                }
            }
        }
    }

    private static GovernedLoop run(Shape shape, int seed, Autonomy level, Costs costs) {
        GovernedLoop.Plan plan =
                new GovernedLoop.Plan(level, level, OptionalDouble.empty(), Optional.empty(), true, START_BYTES);
        try (GovernedLoop loop = new GovernedLoop(new Traffic(shape, Traffic.Load.USUAL, seed), plan)) {
            while (loop.millis() < DAYS.toMillis()) {
                step(loop, costs);
            }
            return loop;
        }
    }

    /** Dollars of the first and of the last day. */
    private static final class Costs {
        private double first;
        private double last;

        void add(long millis, long misses, long capacity) {
            double hours = GovernedLoop.EVERY.toMinutes() / 60.0;
            double usd = misses * GovernedLoop.PRICES.apiCall().amount()
                    + capacity
                            / (double) (1 << 20)
                            * GovernedLoop.PRICES.memoryMbMonth().amount()
                            * hours
                            / 730;
            if (millis <= Duration.ofDays(1).toMillis()) {
                first += usd;
            } else if (millis > DAYS.minusDays(1).toMillis()) {
                last += usd;
            }
        }
    }

    private static List<Made> made(List<ProposalHistory> proposals) {
        List<Made> made = new ArrayList<>();
        for (ProposalHistory each : proposals) {
            Change change = each.proposal().change();
            for (Step step : each.steps()) {
                if (step.status() == ProposalStatus.APPLIED) {
                    made.add(new Made(step.at(), change));
                }
            }
        }
        made.sort((a, b) -> a.at().compareTo(b.at()));
        return made;
    }

    /** Changes that go the other way than the last one of their lever; roll-backs are counted for themselves. */
    private static int reversals(List<Made> made) {
        int reversals = 0;
        for (int i = 0; i < made.size(); i++) {
            for (int j = i - 1; j >= 0; j--) {
                if (made.get(j).change().lever() == made.get(i).change().lever()) {
                    reversals += made.get(i).change().reverses(made.get(j).change()) ? 1 : 0;
                    break;
                }
            }
        }
        return reversals;
    }
}
