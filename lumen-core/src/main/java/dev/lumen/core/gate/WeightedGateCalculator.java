package dev.lumen.core.gate;

import dev.lumen.api.gate.GateCalculator;
import dev.lumen.api.gate.GateComponent;
import dev.lumen.api.gate.GateInputs;
import dev.lumen.api.gate.GateScore;
import dev.lumen.api.gate.GateScore.Cap;
import dev.lumen.api.gate.GateScore.Component;
import dev.lumen.api.gate.SystemHealth;
import dev.lumen.api.grade.CacheHealth;
import dev.lumen.api.signal.RhythmState;
import dev.lumen.api.units.Require;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The unified gate of SPEC §7: a weighted mean of the components that have a score, the weights of the others spread over
 * them, and a health that is the score's band held down by what a mean would hide. Immutable and thread-safe.
 */
public final class WeightedGateCalculator implements GateCalculator {
    private static final double EXCELLENT_FROM = 85;
    private static final double GOOD_FROM = 60;
    private static final double WARNING_FROM = 40;
    private static final double DEFAULT_COVERAGE = 0.5;

    /** What a sum of weighted scores may be off by: a score of 85 is EXCELLENT even where it comes out a hair below. */
    private static final double ROUNDING = 1e-9;

    /** Points that a sentence with one decimal shows as more than nothing. */
    private static final double SMALLEST_SHOWN = 0.05;

    private final GateWeights weights;
    private final double minCoverage;

    /** The guide's weights, and UNKNOWN below a coverage of 0.5. */
    public WeightedGateCalculator() {
        this(GateWeights.DEFAULT, DEFAULT_COVERAGE);
    }

    /**
     * A calculator of the host's own weights.
     *
     * @param weights what each component counts for
     * @param minCoverage the coverage, 0 to 1, below which the health is UNKNOWN
     */
    public WeightedGateCalculator(GateWeights weights, double minCoverage) {
        this.weights = Require.present("gate weights", weights);
        this.minCoverage = Require.within("minimum coverage", minCoverage, 0, 1);
    }

    @Override
    public GateScore score(GateInputs inputs) {
        double configured = weight(inputs, false);
        double present = weight(inputs, true);
        double coverage = configured == 0 ? 0 : Math.min(1, present / configured);
        List<Component> components = new ArrayList<>();
        List<String> missing = new ArrayList<>();
        for (Map.Entry<GateComponent, OptionalDouble> entry : inputs.scores().entrySet()) {
            String name = entry.getKey().label();
            if (entry.getValue().isEmpty()) {
                missing.add(name);
            } else if (present > 0) {
                double weight = weights.of(entry.getKey()) / present;
                double score = entry.getValue().getAsDouble();
                components.add(new Component(name, score, weight, weight * score));
            }
        }
        OptionalDouble score = components.isEmpty()
                ? OptionalDouble.empty()
                : OptionalDouble.of(Math.min(
                        100,
                        components.stream().mapToDouble(Component::contribution).sum()));
        List<Cap> caps = caps(inputs, missing);
        return new GateScore(
                score,
                coverage,
                components,
                missing,
                health(score, coverage, caps),
                caps,
                largestLever(inputs, present));
    }

    private double weight(GateInputs inputs, boolean presentOnly) {
        return inputs.scores().entrySet().stream()
                .filter(entry -> !presentOnly || entry.getValue().isPresent())
                .mapToDouble(entry -> weights.of(entry.getKey()))
                .sum();
    }

    private static List<Cap> caps(GateInputs inputs, List<String> missing) {
        List<Cap> caps = new ArrayList<>();
        inputs.rhythm().ifPresent(state -> capByRhythm(state, caps));
        inputs.cacheHealth().ifPresent(health -> capByCache(health, caps));
        for (String objective : inputs.unmetKeyObjectives()) {
            caps.add(new Cap(SystemHealth.WARNING, "key objective '" + objective + "' is not met"));
        }
        for (String component : missing) {
            caps.add(new Cap(SystemHealth.GOOD, component + " is configured but has no score"));
        }
        inputs.incomplete().forEach(what -> caps.add(new Cap(SystemHealth.GOOD, what)));
        return caps;
    }

    private static void capByRhythm(RhythmState state, List<Cap> caps) {
        switch (state) {
            case CHAOTIC -> caps.add(new Cap(SystemHealth.CRITICAL, "the cost rhythm is CHAOTIC"));
            case DISSONANT -> caps.add(new Cap(SystemHealth.WARNING, "the cost rhythm is DISSONANT"));
            case UNKNOWN -> caps.add(new Cap(SystemHealth.GOOD, "the cost rhythm is UNKNOWN"));
            case RESONANT -> {
                // what EXCELLENT asks for
            }
        }
    }

    private static void capByCache(CacheHealth health, List<Cap> caps) {
        switch (health) {
            case FAILED -> caps.add(new Cap(SystemHealth.CRITICAL, "the cache has FAILED"));
            case POOR, DEGRADED -> caps.add(new Cap(SystemHealth.WARNING, "the cache is " + health));
            case GOOD, UNKNOWN -> caps.add(new Cap(SystemHealth.GOOD, "the cache is " + health + ", not OPTIMAL"));
            case OPTIMAL -> {
                // what EXCELLENT asks for
            }
        }
    }

    /** The worst of the band and the caps; too little coverage is UNKNOWN unless a cap already says worse than GOOD. */
    private SystemHealth health(OptionalDouble score, double coverage, List<Cap> caps) {
        SystemHealth cap =
                caps.stream().map(Cap::atMost).max(Comparator.naturalOrder()).orElse(SystemHealth.EXCELLENT);
        if (score.isEmpty() || coverage < minCoverage - ROUNDING) {
            return cap.compareTo(SystemHealth.GOOD) > 0 ? cap : SystemHealth.UNKNOWN;
        }
        SystemHealth band = band(score.getAsDouble() + ROUNDING);
        return band.compareTo(cap) > 0 ? band : cap;
    }

    private static SystemHealth band(double score) {
        if (score >= EXCELLENT_FROM) {
            return SystemHealth.EXCELLENT;
        }
        if (score >= GOOD_FROM) {
            return SystemHealth.GOOD;
        }
        return score >= WARNING_FROM ? SystemHealth.WARNING : SystemHealth.CRITICAL;
    }

    private Optional<String> largestLever(GateInputs inputs, double present) {
        double most = SMALLEST_SHOWN;
        Optional<String> largest = Optional.empty();
        for (Map.Entry<GateComponent, OptionalDouble> entry : inputs.scores().entrySet()) {
            if (entry.getValue().isPresent() && present > 0) {
                double score = entry.getValue().getAsDouble();
                Lever lever = Lever.from(entry.getKey(), score);
                double points = lever.points(weights.of(entry.getKey()) / present, score);
                if (points > most) {
                    most = points;
                    largest = Optional.of(lever.sentence(points));
                }
            }
        }
        return largest;
    }
}
