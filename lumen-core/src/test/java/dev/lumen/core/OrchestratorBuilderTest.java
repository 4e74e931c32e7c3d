package dev.lumen.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.lumen.api.feedback.FeedbackSink;
import dev.lumen.api.feedback.UnifiedFeedback;
import dev.lumen.api.gate.GateComponent;
import dev.lumen.api.observe.CacheName;
import dev.lumen.api.observe.MetricSource;
import dev.lumen.api.observe.Reading;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Only misconfiguration throws, and it throws where it happens, by name. */
class OrchestratorBuilderTest {
    private static final CacheName CACHE = CacheName.of("c");

    @TestFactory
    Collection<DynamicTest> null_is_refused_by_name() {
        List<Method> setters = Arrays.stream(OrchestratorBuilder.class.getMethods())
                .filter(method -> method.getReturnType() == OrchestratorBuilder.class)
                .filter(method -> !Modifier.isStatic(method.getModifiers()))
                .filter(method -> method.getParameterCount() > 0)
                .toList();
        assertThat(setters).hasSizeGreaterThan(20);
        return setters.stream()
                .map(setter -> DynamicTest.dynamicTest(
                        setter.getName(),
                        () -> assertThat(thrownBy(setter))
                                .isInstanceOf(IllegalArgumentException.class)
                                .hasMessageMatching("[\\w -]+ is null, allowed: a value")))
                .toList();
    }

    private static Throwable thrownBy(Method setter) {
        Object[] nulls = new Object[setter.getParameterCount()];
        Throwable thrown = catchThrowable(() -> setter.invoke(FeedbackOrchestrator.builder(CACHE), nulls));
        return thrown instanceof InvocationTargetException wrapped ? wrapped.getCause() : thrown;
    }

    @Test
    void a_reason_that_says_nothing_is_refused() {
        refused(() -> builder().unavailable(GateComponent.SLO, " "), "reason is ' '");
    }

    @Test
    void without_a_source_there_is_nothing_to_watch() {
        refused(() -> builder().build(), "sources of cache 'c' is none, allowed: at least one metric source");
    }

    @Test
    void two_sources_of_one_name_are_refused() {
        refused(
                () -> builder().source(named("redis")).source(named("redis")).build(),
                "source name is 'redis' twice, allowed: a name of its own for each source");
    }

    @Test
    void components_without_a_name_are_refused_when_they_are_given() {
        refused(() -> builder().source(named(null)), "name of the source is null");
        refused(() -> builder().fallback(named("")), "name of the fallback is ''");
        refused(
                () -> builder().sink(new FeedbackSink() {
                    @Override
                    public void accept(UnifiedFeedback feedback) {}

                    @Override
                    public String name() {
                        return " ";
                    }
                }),
                "name of the sink is ' '");
    }

    @Test
    void deadlines_are_above_zero_and_no_longer_than_a_day() {
        refused(() -> builder().deadline(Duration.ZERO), "run deadline is PT0S");
        refused(() -> builder().deadline(Duration.ofDays(2)), "run deadline is PT48H, allowed: at most PT24H");
        refused(() -> builder().sourceDeadline(Duration.ofSeconds(-1)), "source deadline is PT-1S");
        refused(() -> builder().sourceDeadline(Duration.ofSeconds(Long.MAX_VALUE)), "allowed: at most PT24H");
        refused(() -> builder().oldestMetrics(Duration.ofSeconds(-1)), "oldest metrics is PT-1S");
    }

    private static OrchestratorBuilder builder() {
        return FeedbackOrchestrator.builder(CACHE);
    }

    private static void refused(Runnable configured, String message) {
        assertThatIllegalArgumentException().isThrownBy(configured::run).withMessageContaining(message);
    }

    private static MetricSource named(String name) {
        return new MetricSource() {
            @Override
            public Reading read(CacheName cache) {
                throw new IllegalStateException("not to be read");
            }

            @Override
            public String name() {
                return name;
            }
        };
    }
}
