package dev.lumen.core;

import dev.lumen.api.advise.LatencyLimit;
import dev.lumen.api.advise.Overrides;
import dev.lumen.api.advise.TtlBounds;
import dev.lumen.api.evidence.HitRatioSurface;
import dev.lumen.api.units.Require;
import dev.lumen.api.units.Seconds;
import dev.lumen.core.collect.Guard;
import dev.lumen.core.collect.Guards;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** Asks the host's own suppliers, all at once and beside the sources. */
final class Host {
    private final Settings settings;
    private final Guard overrides;
    private final Guard ttl;
    private final Guard costTrend;
    private final Guard surface;
    private final Guard latencyLimit;

    Host(Settings settings, Guards guards) {
        this.settings = settings;
        this.overrides = guards.of("overrides");
        this.ttl = guards.of("TTL in force");
        this.costTrend = guards.of("cost trend");
        this.surface = guards.of("surface");
        this.latencyLimit = guards.of("latency limit");
    }

    Asked ask() {
        return new Asked(
                overrides.start(() -> settings.decisions().overrides().get()),
                ttl.start(() -> Require.present(
                                "TTL in force", settings.ttlInForce().get())
                        .map(value -> Require.positive("TTL in force", value))),
                costTrend.start(() -> Require.finite(
                        "cost trend",
                        Require.present(
                                "cost trend", settings.costTrendPercent().get()))),
                surface.start(() -> settings.surface().get()),
                latencyLimit.start(() -> settings.latencyLimit().get()));
    }

    /** The calls under way. */
    final class Asked {
        private final Guard.Pending<Overrides> overridesCall;
        private final Guard.Pending<Optional<Duration>> ttlCall;
        private final Guard.Pending<OptionalDouble> costTrendCall;
        private final Guard.Pending<Optional<HitRatioSurface>> surfaceCall;
        private final Guard.Pending<Optional<LatencyLimit>> latencyCall;

        private Asked(
                Guard.Pending<Overrides> overrides,
                Guard.Pending<Optional<Duration>> ttl,
                Guard.Pending<OptionalDouble> costTrend,
                Guard.Pending<Optional<HitRatioSurface>> surface,
                Guard.Pending<Optional<LatencyLimit>> latency) {
            this.overridesCall = overrides;
            this.ttlCall = ttl;
            this.costTrendCall = costTrend;
            this.surfaceCall = surface;
            this.latencyCall = latency;
        }

        /** Where it cannot be known what a person holds or which TTL is in force, nothing may be changed. */
        Says await(Answers answers) {
            Optional<Overrides> held = answers.of(overrides, overridesCall, Patience.SOURCES);
            Optional<Optional<Duration>> inForce = answers.of(ttl, ttlCall, Patience.SOURCES);
            Optional<OptionalDouble> trend = answers.of(costTrend, costTrendCall, Patience.SOURCES);
            Overrides known = held.orElse(Overrides.NONE);
            return new Says(
                    held.isPresent() && inForce.isPresent() ? known : known.withOptimizationDisabled(),
                    inForce.flatMap(value -> value),
                    trend.orElse(OptionalDouble.empty()),
                    answers.of(surface, surfaceCall, Patience.SOURCES).flatMap(value -> value),
                    answers.of(latencyLimit, latencyCall, Patience.SOURCES).flatMap(value -> value));
        }
    }

    /** What the host answered. */
    record Says(
            Overrides overrides,
            Optional<Duration> ttl,
            OptionalDouble costTrendPercent,
            Optional<HitRatioSurface> surface,
            Optional<LatencyLimit> latency) {

        /** The same with an overriding TTL held within the bounds, which are the host's promise; and a notice where it was not. */
        Says within(TtlBounds bounds, List<String> notices) {
            Optional<Duration> wanted =
                    overrides.ttl().filter(held -> !bounds.clamp(held).equals(held));
            if (wanted.isEmpty()) {
                return this;
            }
            Duration held = bounds.clamp(wanted.get());
            notices.add("override TTL is " + Seconds.text(wanted.get()) + ", allowed: " + Seconds.text(bounds.min())
                    + " to " + Seconds.text(bounds.max()) + "; it is held at " + Seconds.text(held));
            return new Says(overrides.withTtl(held), ttl, costTrendPercent, surface, latency);
        }
    }
}
