package dev.lumen.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.mockito.Mockito.mock;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import dev.lumen.api.act.Answer;
import dev.lumen.api.act.Effect;
import dev.lumen.api.act.Publication;
import dev.lumen.api.act.PublishedTtl;
import dev.lumen.api.act.TtlSetting;
import dev.lumen.api.act.TtlTrial;
import dev.lumen.api.advise.AccessEvidence;
import dev.lumen.api.advise.LatencyLimit;
import dev.lumen.api.advise.SizeBounds;
import dev.lumen.api.advise.SizeContext;
import dev.lumen.api.advise.SizeGrid;
import dev.lumen.api.advise.Staleness;
import dev.lumen.api.advise.TtlBounds;
import dev.lumen.api.advise.TtlContext;
import dev.lumen.api.advise.TtlExperience;
import dev.lumen.api.evidence.Estimate;
import dev.lumen.api.evidence.EvidenceBatch;
import dev.lumen.api.evidence.HitRatioSurface;
import dev.lumen.api.evidence.MissCauses;
import dev.lumen.api.evidence.SampledAccess;
import dev.lumen.api.evidence.SurfacePoint;
import dev.lumen.api.feedback.Background;
import dev.lumen.api.feedback.PastRun;
import dev.lumen.api.gate.GateInputs;
import dev.lumen.api.gate.GateScore;
import dev.lumen.api.gate.SystemHealth;
import dev.lumen.api.grade.CacheHealth;
import dev.lumen.api.grade.CacheVerdict;
import dev.lumen.api.observe.CacheMetrics;
import dev.lumen.api.observe.MissingReason;
import dev.lumen.api.observe.Observation;
import dev.lumen.api.observe.Reading;
import dev.lumen.api.observe.TtlSpread;
import dev.lumen.api.signal.CostSeries;
import dev.lumen.api.signal.SloReading;
import dev.lumen.api.testkit.Feedbacks;
import dev.lumen.api.testkit.MainClasses;
import dev.lumen.api.testkit.Metrics;
import dev.lumen.api.testkit.Proposals;
import dev.lumen.api.units.ByteSize;
import dev.lumen.api.units.Ratio;
import dev.lumen.api.units.Usd;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every record of the API, found by walking examples of all of them, names the component that is null. */
class RecordsRefuseNullTest {
    private static final Map<Class<?>, Record> EXAMPLES = examples();

    @Test
    void there_is_an_example_of_every_record() {
        TreeSet<String> records = new ClassFileImporter()
                .withImportOption(new MainClasses()).importPackages("dev.lumen.api").stream()
                        .filter(JavaClass::isRecord)
                        .map(JavaClass::getFullName)
                        .collect(Collectors.toCollection(TreeSet::new));
        assertThat(EXAMPLES.keySet()).extracting(Class::getName).containsAll(records);
    }

    @TestFactory
    Collection<DynamicTest> null_is_refused_by_name() {
        return EXAMPLES.values().stream()
                .flatMap(example -> Arrays.stream(example.getClass().getRecordComponents())
                        .filter(component -> !component.getType().isPrimitive())
                        .map(component -> DynamicTest.dynamicTest(
                                example.getClass().getSimpleName() + "." + component.getName(),
                                () -> refusesNull(example, component))))
                .toList();
    }

    private static void refusesNull(Record example, RecordComponent component) throws ReflectiveOperationException {
        String name = component.getName() + " of " + example.getClass().getSimpleName();
        assertThat(remade(example, component, null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(name + " is null, allowed: a value");
        if (component.getType() == List.class) {
            assertThat(remade(example, component, Collections.singletonList(null)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage(name + " is holding null, allowed: values");
        }
    }

    /** What the constructor throws for {@code example} with another value for one component. */
    private static Throwable remade(Record example, RecordComponent changed, Object value)
            throws ReflectiveOperationException {
        RecordComponent[] components = example.getClass().getRecordComponents();
        Constructor<?> constructor = example.getClass()
                .getDeclaredConstructor(
                        Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
        Object[] arguments = new Object[components.length];
        for (int i = 0; i < components.length; i++) {
            arguments[i] = components[i].getName().equals(changed.getName())
                    ? value
                    : components[i].getAccessor().invoke(example);
        }
        Throwable thrown = catchThrowable(() -> constructor.newInstance(arguments));
        return thrown instanceof InvocationTargetException wrapped ? wrapped.getCause() : thrown;
    }

    private static Map<Class<?>, Record> examples() {
        Map<Class<?>, Record> found = new LinkedHashMap<>();
        Deque<Object> open = new ArrayDeque<>(roots());
        while (!open.isEmpty()) {
            Object next = open.pop();
            if (next instanceof Record record) {
                found.putIfAbsent(record.getClass(), record);
                for (RecordComponent component : record.getClass().getRecordComponents()) {
                    try {
                        open.push(component.getAccessor().invoke(record));
                    } catch (ReflectiveOperationException e) {
                        throw new LinkageError(component + " cannot be read", e);
                    }
                }
            } else if (next instanceof Optional<?> optional) {
                optional.ifPresent(open::push);
            } else if (next instanceof Collection<?> elements) {
                elements.forEach(open::push);
            }
        }
        return found;
    }

    private static List<Object> roots() {
        CacheMetrics metrics = Metrics.typical().build();
        Observation<CacheMetrics> measured = Observation.measured(metrics);
        Estimate half = new Estimate(0.5, 0.4, 0.6);
        SurfacePoint point = new SurfacePoint(half, Optional.of(half), half, half, new MissCauses(1, 0, 0, 0));
        AccessEvidence evidence = new AccessEvidence(
                mock(HitRatioSurface.class),
                Duration.ofMinutes(5),
                TtlBounds.DEFAULT,
                Optional.of(ByteSize.ofMegabytes(64)),
                SizeBounds.DEFAULT,
                SizeGrid.MEGABYTES,
                new Staleness(Usd.ZERO, Optional.of(Ratio.of(0.1))),
                Optional.of(new LatencyLimit(Duration.ofSeconds(2), Duration.ofSeconds(1))),
                List.of());
        PublishedTtl published = new PublishedTtl(
                1,
                1,
                TtlSetting.of(Duration.ofMinutes(5)).with(new TtlTrial("ttl-1", Duration.ofMinutes(7), 0.1, true)));
        SampledAccess access = new SampledAccess(SampledAccess.Kind.HIT, 0, 0, 0, 0);
        return List.of(
                Proposals.ttl(),
                Proposals.size(),
                new Answer("ttl-1", Answer.Verdict.APPROVE, "cli:anna", Metrics.NOW, ""),
                new Publication.Accepted(published),
                new Publication.MovedOn(Optional.of(published)),
                new Publication.Outdated(2),
                new EvidenceBatch("one", 0, 0, 0, 1, 0, List.of(access)),
                new TtlSpread(Duration.ofSeconds(30), Duration.ofMinutes(2), Duration.ofMinutes(4)),
                Feedbacks.typical(),
                Feedbacks.awkward(),
                new Background(List.of(PastRun.of(Feedbacks.typical())), Optional.empty(), Optional.empty()),
                TtlContext.builder(measured, CacheHealth.GOOD, Duration.ofMinutes(5))
                        .history(List.of(new TtlExperience(Duration.ofMinutes(5), 2, 1)))
                        .evidence(Optional.of(evidence))
                        .build(),
                SizeContext.builder(measured, CacheHealth.GOOD, ByteSize.ofMegabytes(64))
                        .build(),
                point,
                new Reading.Cumulative(Metrics.NOW, "one", metrics.lookups(), metrics.removals(), metrics.gauges()),
                new Reading.Windowed(metrics.window(), metrics.lookups(), metrics.removals(), metrics.gauges()),
                new Observation.Stale<>(metrics, Duration.ZERO),
                new Observation.Fallback<>(metrics),
                Observation.missing(MissingReason.NO_DATA, "nothing"),
                new CacheVerdict(CacheHealth.GOOD, List.of()),
                new GateInputs(Map.of(), Optional.empty(), Optional.empty(), List.of(), List.of()),
                new CostSeries(
                        Metrics.NOW,
                        Duration.ofHours(1),
                        List.of(Usd.ZERO),
                        Optional.of(List.of(1.0)),
                        Metrics.NOW,
                        Optional.empty()),
                SloReading.atLeast("latency", 0.9, 0.95)
                        .lately(
                                new SloReading.BurnWindow(Duration.ofHours(1), 0.9),
                                new SloReading.BurnWindow(Duration.ofMinutes(5), 0.9)),
                new GateScore.Cap(SystemHealth.GOOD, "for the example"),
                new Effect(-0.02, -0.03, -0.01));
    }
}
