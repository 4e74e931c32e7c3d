package dev.lumen.api.testkit;

import dev.lumen.api.act.Baseline;
import dev.lumen.api.act.Change;
import dev.lumen.api.act.Proposal;
import dev.lumen.api.act.ProposalHistory;
import dev.lumen.api.act.ProposalStatus;
import dev.lumen.api.advise.Confidence;
import dev.lumen.api.advise.Reason;
import dev.lumen.api.evidence.Estimate;
import dev.lumen.api.feedback.Background;
import dev.lumen.api.feedback.PastRun;
import dev.lumen.api.feedback.PastRun.Measured;
import dev.lumen.api.feedback.PastRun.Setting;
import dev.lumen.api.feedback.UnifiedFeedback;
import dev.lumen.api.gate.SystemHealth;
import dev.lumen.api.observe.CacheName;
import dev.lumen.api.signal.Budget;
import dev.lumen.api.signal.CostSeries;
import dev.lumen.api.units.ByteSize;
import dev.lumen.api.units.Usd;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SplittableRandom;

/** Examples of a {@link Background}, which go with {@link Feedbacks}: the same numbers in every run. */
public final class Backgrounds {
    private static final Duration EVERY = Duration.ofMinutes(5);
    private static final int WEEK = 2016;
    private static final int OUTAGE = 900;
    private static final int OUTAGE_RUNS = 90;

    private Backgrounds() {}

    /**
     * A week of a run every five minutes up to the time of {@link Feedbacks#typical()}, with a few changes, a night without
     * runs and a rise of the hit ratio; a surface, and two weeks of a bill with a budget.
     */
    public static Background typical() {
        return new Background(
                week(Metrics.NOW),
                Optional.of(new ExampleSurface()),
                Optional.of(bill(Metrics.NOW)),
                List.of(
                        proposal(
                                "ttl-0a1b2c3d",
                                300,
                                420,
                                Metrics.NOW.minus(Duration.ofDays(2)),
                                ProposalStatus.APPROVED,
                                ProposalStatus.APPLIED,
                                ProposalStatus.VERIFIED),
                        proposal(
                                "ttl-4e5f6071",
                                420,
                                300,
                                Metrics.NOW.minus(Duration.ofDays(1)),
                                ProposalStatus.APPROVED,
                                ProposalStatus.ON_TRIAL,
                                ProposalStatus.ROLLED_BACK),
                        proposal("ttl-8293a4b5", 420, 480, Metrics.NOW.minus(Duration.ofHours(1)))));
    }

    private static ProposalHistory proposal(String id, long from, long to, Instant at, ProposalStatus... then) {
        Proposal proposal = new Proposal(
                id,
                CacheName.of("answers"),
                new Change.OfTtl(Duration.ofSeconds(from), Duration.ofSeconds(to)),
                new Baseline(Optional.of(Duration.ofSeconds(from)), Optional.empty(), OptionalDouble.of(0.7), at, "d"),
                at,
                at.plus(Duration.ofDays(1)),
                new Proposal.Promise(Optional.of(new Estimate(0.03, 0.01, 0.05)), Optional.empty(), Confidence.of(0.8)),
                List.of(Reason.of("the surface says so")));
        ProposalHistory history = ProposalHistory.of(proposal);
        for (ProposalStatus status : then) {
            String by = status == ProposalStatus.APPROVED ? "cli:<anna>" : ProposalHistory.Step.LUMEN;
            history = history.then(
                    new ProposalHistory.Step(status, at.plus(Duration.ofHours(1)), by, "because of <b>it</b>"));
        }
        return history;
    }

    /** Legal, and hard on whoever draws it: far-off times, runs at one time and in no order, numbers at the ends of their ranges. */
    public static Background awkward() {
        Setting most = new Setting(
                Optional.of(Duration.ofSeconds(Long.MAX_VALUE)), Optional.of(ByteSize.ofBytes(Long.MAX_VALUE)));
        Setting least = new Setting(Optional.of(Duration.ofNanos(1)), Optional.of(ByteSize.ZERO));
        Measured high = new Measured(
                OptionalDouble.of(1),
                most.capacity(),
                Optional.of(Duration.ofSeconds(Long.MAX_VALUE)),
                OptionalDouble.of(Double.MAX_VALUE));
        Optional<Estimate> sure = Optional.of(new Estimate(1, 1, 1));
        List<PastRun> runs = List.of(
                new PastRun(
                        Instant.MIN, SystemHealth.UNKNOWN, OptionalDouble.of(0), Optional.of(high), least, most, sure),
                new PastRun(
                        Instant.EPOCH, SystemHealth.GOOD, OptionalDouble.of(100), Optional.empty(), most, least, sure),
                new PastRun(
                        Instant.EPOCH, SystemHealth.GOOD, OptionalDouble.empty(), Optional.of(high), least, most, sure),
                new PastRun(
                        Instant.MAX,
                        SystemHealth.CRITICAL,
                        OptionalDouble.of(50),
                        Optional.of(high),
                        most,
                        most,
                        sure));
        CostSeries bill = new CostSeries(
                Instant.parse("+900000000-01-01T00:00:00Z"),
                Duration.ofDays(366),
                Collections.nCopies(3, Usd.of(Double.MAX_VALUE)),
                Optional.of(List.of(0.0, Double.MIN_VALUE, Double.MAX_VALUE)),
                Instant.MAX,
                Optional.of(new Budget(
                        Usd.of(Budget.LEAST_USD),
                        Usd.of(Budget.MOST_USD),
                        Optional.of(new Budget.Period(Duration.ofSeconds(Long.MAX_VALUE), Duration.ofSeconds(1))))));
        return new Background(runs, Optional.of(new ExampleSurface()), Optional.of(bill));
    }

    /** Runs every five minutes for a week, the last one at {@code end}. */
    public static List<PastRun> week(Instant end) {
        SplittableRandom random = new SplittableRandom(1);
        List<PastRun> runs = new ArrayList<>();
        for (int i = 0; i < WEEK; i++) {
            double noise = random.nextDouble(-0.012, 0.012);
            if (i < OUTAGE || i >= OUTAGE + OUTAGE_RUNS) {
                runs.add(run(end.minus(EVERY.multipliedBy(WEEK - 1 - i)), i, noise));
            }
        }
        return runs;
    }

    private static PastRun run(Instant at, int i, double noise) {
        long[] ttls = {120, 180, 300, 240, 300};
        long[] sizes = {192, 192, 256, 256, 256};
        int part = i < 300 ? 0 : i < 760 ? 1 : i < 1240 ? 2 : i < 1500 ? 3 : 4;
        boolean last = i + 1 == WEEK;
        int next = i == 299 || i == 759 || i == 1239 || i == 1499 ? part + 1 : part;
        double wave = Math.sin(2 * Math.PI * i / 288.0);
        double settled = new double[] {0.555, 0.617, 0.705, 0.683, 0.712}[part];
        double ratio = last ? 0.725 : settled + 0.018 * wave + noise;
        double score = last ? 89.532 : Math.min(100, 34 + 70 * ratio + 3 * wave + 60 * noise);
        long used = Math.round((sizes[part] - 70 + 14 * wave + 300 * noise) * 1024 * 1024);
        Setting inForce = setting(ttls[part], sizes[part]);
        long advised = last ? 420 : i % 288 > 200 ? ttls[part] + 120 : ttls[next];
        Optional<Estimate> expected = advised == ttls[part]
                ? Optional.empty()
                : Optional.of(expected(ratio, advised > ttls[part] ? 0.047 : -0.02));
        return new PastRun(
                at,
                score >= 85 ? SystemHealth.EXCELLENT : score >= 60 ? SystemHealth.GOOD : SystemHealth.WARNING,
                i % 700 == 40 ? OptionalDouble.empty() : OptionalDouble.of(score),
                Optional.of(new Measured(
                        OptionalDouble.of(ratio),
                        Optional.of(ByteSize.ofBytes(last ? 185L << 20 : used)),
                        Optional.of(Duration.ofMillis(85)),
                        OptionalDouble.of(42))),
                inForce,
                new Setting(Optional.of(Duration.ofSeconds(advised)), Optional.of(ByteSize.ofMegabytes(sizes[next]))),
                expected);
    }

    private static Setting setting(long seconds, long megabytes) {
        return new Setting(Optional.of(Duration.ofSeconds(seconds)), Optional.of(ByteSize.ofMegabytes(megabytes)));
    }

    private static Estimate expected(double ratio, double change) {
        return new Estimate(ratio + change, ratio + change - 0.025, ratio + change + 0.025);
    }

    /** Two weeks of hours up to {@code end}, the last three not billed completely, with a budget of a month. */
    public static CostSeries bill(Instant end) {
        SplittableRandom random = new SplittableRandom(2);
        List<Usd> amounts = new ArrayList<>();
        List<Double> demand = new ArrayList<>();
        int hours = 336;
        for (int i = 0; i < hours; i++) {
            double asked = 9_000 + 5_000 * Math.sin(2 * Math.PI * (i - 8) / 24.0) + random.nextDouble(-600, 600);
            double price = 0.000118 * 1.4 * (1.15 - 0.3 * i / hours);
            demand.add(asked);
            amounts.add(Usd.of(asked * price * (i >= hours - 3 ? 0.4 : 1) + random.nextDouble(0, 0.08)));
        }
        Instant through = end.minus(Duration.ofHours(3));
        return new CostSeries(
                end.minus(Duration.ofHours(hours)),
                Duration.ofHours(1),
                amounts,
                Optional.of(demand),
                through,
                Optional.of(new Budget(
                        Usd.of(1000),
                        Usd.of(780),
                        Optional.of(new Budget.Period(Duration.ofDays(30), Duration.ofSeconds(2_050_000))))));
    }

    /** A background of this feedback alone. */
    public static Background of(UnifiedFeedback feedback) {
        return new Background(List.of(PastRun.of(feedback)), Optional.empty(), Optional.empty());
    }
}
