package dev.lumen.api.grade;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lumen.api.observe.CacheMetrics;
import dev.lumen.api.observe.CacheName;
import dev.lumen.api.observe.Gauges;
import dev.lumen.api.observe.Lookups;
import dev.lumen.api.observe.Removals;
import dev.lumen.api.observe.Window;
import dev.lumen.api.testkit.Metrics;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What every {@link CacheGrader} must do. */
public abstract class CacheGraderContract {
    /** The grader. */
    protected abstract CacheGrader grader() throws Exception;

    @Test
    public void the_same_metrics_get_the_same_verdict() throws Exception {
        CacheGrader grader = grader();
        CacheMetrics metrics = Metrics.typical().build();
        assertThat(grader.grade(metrics)).isNotNull().isEqualTo(grader.grade(metrics));
    }

    @Test
    public void of_a_cache_of_which_nothing_was_read_the_health_is_unknown() throws Exception {
        assertThat(grader().grade(nothingRead()).health()).isEqualTo(CacheHealth.UNKNOWN);
    }

    @Test
    public void what_was_not_read_has_no_grade() throws Exception {
        assertThat(grader().grade(nothingRead()).grades()).isEmpty();
    }

    private static CacheMetrics nothingRead() {
        return new CacheMetrics(
                CacheName.of("contract"),
                Window.ending(Metrics.NOW, Duration.ofHours(1)),
                Lookups.unknown(),
                Removals.unknown(),
                Gauges.builder().build(),
                "contract");
    }
}
