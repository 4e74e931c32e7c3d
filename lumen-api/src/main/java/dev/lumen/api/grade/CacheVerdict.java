package dev.lumen.api.grade;

import dev.lumen.api.units.Require;
import java.util.List;

/**
 * What a {@link CacheGrader} says of a cache.
 *
 * @param health the verdict on the whole
 * @param grades the grade of each metric that was read, at most one for each
 */
public record CacheVerdict(CacheHealth health, List<MetricGrade> grades) {
    /** Refuses null and two grades of one metric; copies the list. */
    public CacheVerdict {
        Require.noNull(CacheVerdict.class, health, grades);
        grades = List.copyOf(grades);
        if (grades.stream().map(MetricGrade::metric).distinct().count() < grades.size()) {
            throw Require.refused("grades", grades, "at most one of each metric");
        }
    }
}
