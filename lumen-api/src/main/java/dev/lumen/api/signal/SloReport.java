package dev.lumen.api.signal;

import dev.lumen.api.units.Require;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * How a service does on its objectives (SPEC §6).
 *
 * @param complianceScore 100 · weighted mean of the credits of the objectives that were measured; absent where none was
 * @param objectives every objective, in the order of the source
 */
public record SloReport(OptionalDouble complianceScore, List<Objective> objectives) {
    /** Refuses a score outside [0, 100]; copies the list. */
    public SloReport {
        Require.noNull(SloReport.class, complianceScore, objectives);
        complianceScore = Require.within("compliance score", complianceScore, 0, 100);
        objectives = List.copyOf(objectives);
    }

    /** Those that were measured and are not met. */
    public List<Objective> unmet() {
        return objectives.stream()
                .filter(objective -> objective.met().filter(met -> !met).isPresent())
                .toList();
    }

    /** Those that could not be measured. */
    public List<Objective> unmeasured() {
        return objectives.stream()
                .filter(objective -> objective.met().isEmpty())
                .toList();
    }

    /**
     * One objective and what became of it.
     *
     * @param name what it is about
     * @param comparator on which side of the objective the measure has to be
     * @param objective where the line is
     * @param actual the measure; absent where not known
     * @param met whether it meets the objective; absent where the measure is
     * @param credit 1 where met, else by how much of the budget was overspent, towards 0; absent where the measure is
     * @param errorBudgetLeft share of what may go wrong that has not gone wrong yet: 1 all of it, 0 none, negative where
     *     overspent; absent where the measure is, or where nothing may go wrong and something did
     * @param burnRateLong how many times faster than allowed the budget is used up over the long window: at 1 it lasts exactly
     *     as long as its period; absent without that window, or where nothing may go wrong
     * @param burnRateShort the same over the short window
     * @param burning whether both windows burn so fast that somebody should look now
     * @param weight what it counts for beside the others
     * @param key whether missing it holds the health of the whole service down
     */
    public record Objective(
            String name,
            SloComparator comparator,
            double objective,
            OptionalDouble actual,
            Optional<Boolean> met,
            OptionalDouble credit,
            OptionalDouble errorBudgetLeft,
            OptionalDouble burnRateLong,
            OptionalDouble burnRateShort,
            boolean burning,
            double weight,
            boolean key) {
        /** Refuses a blank name, figures outside their ranges, and a verdict without a measure or the other way round. */
        public Objective {
            Require.noNull(
                    Objective.class,
                    name,
                    comparator,
                    objective,
                    actual,
                    met,
                    credit,
                    errorBudgetLeft,
                    burnRateLong,
                    burnRateShort,
                    burning,
                    weight,
                    key);
            Require.notBlank("name of an objective", name);
            objective = Require.notNegative("objective '" + name + "'", objective);
            actual = Require.within("actual of '" + name + "'", actual, 0, Double.MAX_VALUE);
            credit = Require.within("credit of '" + name + "'", credit, 0, 1);
            errorBudgetLeft =
                    Require.within("error budget left of '" + name + "'", errorBudgetLeft, -Double.MAX_VALUE, 1);
            burnRateLong = Require.within("long burn rate of '" + name + "'", burnRateLong, 0, Double.MAX_VALUE);
            burnRateShort = Require.within("short burn rate of '" + name + "'", burnRateShort, 0, Double.MAX_VALUE);
            Require.positive("weight of '" + name + "'", weight);
            if (actual.isPresent() != met.isPresent() || actual.isPresent() != credit.isPresent()) {
                throw Require.refused(
                        "verdict on '" + name + "'", met, "present if and only if the measure is, with its credit");
            }
        }
    }
}
