package dev.lumen.micrometer;

import dev.lumen.api.feedback.CacheAction;
import dev.lumen.api.feedback.UnifiedFeedback;
import dev.lumen.api.gate.SystemHealth;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Instant;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** The meters of one cache; used under the lock of {@link FeedbackMeters} alone. */
final class CacheMeters {
    private final String cache;
    private final Map<MeterKey, Series> gauges = new HashMap<>();
    private final Map<MeterKey, Series> counters = new HashMap<>();

    /** When the latest run began. */
    private final Series latest;

    private final ToDoubleFunction<Series> age;

    /**
     * Meters for {@code cache}, in no registry yet.
     *
     * @param first when its first run began
     * @param age from the series of the latest run's time, how long ago that is in seconds
     */
    CacheMeters(String cache, Instant first, ToDoubleFunction<Series> age) {
        this.cache = cache;
        this.age = age;
        latest = new Series(MeterKey.of(LumenMeter.FEEDBACK_AGE), cache);
        latest.set(FeedbackSamples.seconds(first));
        // All from the start, at 0: of a counter that first appears at 1, no query sees the step.
        for (SystemHealth health : SystemHealth.values()) {
            startCounting(runs(health));
        }
        for (CacheAction action : CacheAction.values()) {
            startCounting(advised(action));
        }
    }

    private static MeterKey runs(SystemHealth health) {
        return MeterKey.of(LumenMeter.RUNS, FeedbackSamples.word(health));
    }

    private static MeterKey advised(CacheAction action) {
        return MeterKey.of(LumenMeter.ACTIONS, FeedbackSamples.word(action));
    }

    private void startCounting(MeterKey key) {
        counters.put(key, new Series(key, cache));
    }

    private void count(MeterKey key) {
        Series counter = counters.get(key);
        if (counter != null) {
            counter.add(1);
        }
    }

    void bindTo(MeterRegistry registry) {
        latest.showIn(registry, () -> age.applyAsDouble(latest));
        counters.values().forEach(series -> series.showIn(registry));
        gauges.values().forEach(series -> series.showIn(registry));
    }

    /** Shows {@code feedback} and nothing of an earlier one. */
    void show(UnifiedFeedback feedback, List<MeterRegistry> registries) {
        Map<MeterKey, Double> samples = FeedbackSamples.of(feedback);
        for (Iterator<Map.Entry<MeterKey, Series>> left = gauges.entrySet().iterator(); left.hasNext(); ) {
            Map.Entry<MeterKey, Series> entry = left.next();
            if (!samples.containsKey(entry.getKey())) {
                entry.getValue().remove();
                left.remove();
            }
        }
        samples.forEach((key, value) -> set(key, value, registries));
        latest.set(FeedbackSamples.seconds(feedback.timestamp()));
        count(runs(feedback.systemHealth()));
        feedback.cache().ifPresent(section -> count(advised(section.action())));
    }

    private void set(MeterKey key, double value, List<MeterRegistry> registries) {
        Series known = gauges.get(key);
        if (known != null) {
            known.set(value);
            return;
        }
        Series series = new Series(key, cache);
        series.set(value);
        try {
            registries.forEach(series::showIn);
        } catch (RuntimeException e) {
            series.remove(); // so that the next feedback tries again
            throw e;
        }
        gauges.put(key, series);
    }

    void remove() {
        latest.remove();
        gauges.values().forEach(Series::remove);
        counters.values().forEach(Series::remove);
    }
}
