package dev.lumen.core.maturity;

import dev.lumen.api.signal.Maturity;
import dev.lumen.api.signal.Maturity.Weakness;
import dev.lumen.api.signal.MaturityDimension;
import dev.lumen.api.units.Require;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Score, level and weakest dimensions of SPEC §6: score = weighted mean, level = 1 + floor(score ÷ 20), at most 5. */
public final class MaturityModel {
    private static final double LEVEL_SPAN = 20;

    /** What a weighted mean may be off by: 80 is level 5 even where it comes out a hair below. */
    private static final double ROUNDING = 1e-9;

    /** From here on a dimension is good; as in the gate, where EXCELLENT begins. */
    private static final double GOOD = 85;

    /** More would be a list that nobody works off. */
    private static final int MOST_WEAKNESSES = 2;

    /** What to do about the guide's dimensions where their source does not say. */
    private static final Map<String, String> NEXT_STEPS = Map.of(
            "logging", "log in a structured form, with the request in each line, and keep the lines searchable",
            "testing", "test the paths that fail and the load at its peak, and run the tests before each release",
            "monitoring", "watch latency, errors, traffic and saturation, with an alert that reaches a person for each",
            "automation", "release, roll back and scale by a pipeline instead of by hand",
            "security", "rotate secrets, give the least rights, and scan dependencies at each build");

    private MaturityModel() {}

    /**
     * The maturity by {@code dimensions}.
     *
     * @return the maturity; empty where there are no dimensions
     * @throws IllegalArgumentException if two have the same name
     */
    public static Optional<Maturity> of(List<MaturityDimension> dimensions) {
        Require.present("maturity dimensions", dimensions);
        Set<String> names = new HashSet<>();
        for (MaturityDimension dimension : dimensions) {
            if (!names.add(Require.present("maturity dimension", dimension).name())) {
                throw Require.refused(
                        "name of a maturity dimension",
                        "'" + dimension.name() + "' twice",
                        "a name of its own for each");
            }
        }
        if (dimensions.isEmpty()) {
            return Optional.empty();
        }
        double heaviest =
                dimensions.stream().mapToDouble(MaturityDimension::weight).max().orElseThrow();
        double weights = dimensions.stream()
                .mapToDouble(each -> each.weight() / heaviest)
                .sum();
        double score = dimensions.stream()
                .mapToDouble(each -> each.weight() / heaviest / weights * each.score())
                .sum();
        double held = Math.max(0, Math.min(100, score));
        return Optional.of(new Maturity(held, level(held), dimensions, weakest(dimensions, heaviest * weights)));
    }

    /** 1 to 5 for a score of 0 to 100. */
    static int level(double score) {
        return (int) Math.min(Maturity.LEVELS, 1 + Math.floor((score + ROUNDING) / LEVEL_SPAN));
    }

    private static List<Weakness> weakest(List<MaturityDimension> dimensions, double weights) {
        return dimensions.stream()
                .filter(dimension -> dimension.score() < GOOD)
                .sorted(Comparator.comparingDouble(MaturityDimension::score))
                .limit(MOST_WEAKNESSES)
                .map(dimension -> new Weakness(
                        dimension.name(),
                        dimension.score(),
                        nextStep(dimension),
                        Math.min(100, dimension.weight() / weights * (100 - dimension.score()))))
                .toList();
    }

    private static String nextStep(MaturityDimension dimension) {
        return dimension
                .nextStep()
                .or(() -> Optional.ofNullable(
                        NEXT_STEPS.get(dimension.name().trim().toLowerCase(Locale.ROOT))))
                .orElseGet(() -> "work off what holds '" + dimension.name() + "' down");
    }
}
