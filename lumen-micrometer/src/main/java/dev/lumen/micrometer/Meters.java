package dev.lumen.micrometer;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.Supplier;

/** Registers meters as the catalogue describes them. */
final class Meters {
    private Meters() {}

    /**
     * Registers a meter that asks {@code value} at each scrape. A registry keeps a gauge's supplier alive, and not that of a
     * counter, which whoever counts has to hold.
     */
    static Meter register(MeterRegistry registry, MeterKey key, String cache, Supplier<Number> value) {
        LumenMeter meter = key.meter();
        String unit = meter.unit().orElse(null);
        return switch (meter.kind()) {
            case GAUGE ->
                Gauge.builder(meter.meterName(), value)
                        .description(meter.meaning())
                        .baseUnit(unit)
                        .tags(key.tags(cache))
                        .register(registry);
            case COUNTER ->
                FunctionCounter.builder(
                                meter.meterName(), value, count -> count.get().doubleValue())
                        .description(meter.meaning())
                        .baseUnit(unit)
                        .tags(key.tags(cache))
                        .register(registry);
        };
    }
}
