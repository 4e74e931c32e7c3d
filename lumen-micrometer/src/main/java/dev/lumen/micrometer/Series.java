package dev.lumen.micrometer;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * One time series and the meters that show it, one in each registry. Scrapes read the value on any thread; everything else
 * happens under the lock of {@link FeedbackMeters}.
 */
final class Series implements Supplier<Number> {
    private final MeterKey key;
    private final String cache;
    private final List<Shown> shown = new ArrayList<>();
    private volatile double value;

    Series(MeterKey key, String cache) {
        this.key = key;
        this.cache = cache;
    }

    @Override
    public Number get() {
        return value;
    }

    void set(double value) {
        this.value = value;
    }

    void add(double more) {
        set(value + more);
    }

    void showIn(MeterRegistry registry, Supplier<Number> reading) {
        shown.add(new Shown(registry, Meters.register(registry, key, cache, reading)));
    }

    void showIn(MeterRegistry registry) {
        showIn(registry, this);
    }

    void remove() {
        shown.forEach(each -> each.registry.remove(each.meter));
        shown.clear();
    }

    /**
     * A meter and where it is.
     *
     * @param registry where
     * @param meter which
     */
    private record Shown(MeterRegistry registry, Meter meter) {}
}
