package dev.lumen.core.state;

import dev.lumen.api.evidence.Estimate;
import dev.lumen.api.feedback.PastRun;
import dev.lumen.api.feedback.PastRun.Measured;
import dev.lumen.api.feedback.PastRun.Setting;
import dev.lumen.api.gate.SystemHealth;
import dev.lumen.api.units.ByteSize;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** Runs for tests. */
final class Runs {
    /** Also the beginning of a span of ten minutes. */
    static final Instant START = Instant.parse("2026-11-01T00:00:00Z");

    private Runs() {}

    /** Figures as they are: many digits of ratios, round settings. */
    static PastRun typical(Instant at) {
        double ratio = 0.6 + 0.2 * Math.sin((double) at.getEpochSecond());
        return new PastRun(
                at,
                SystemHealth.GOOD,
                OptionalDouble.of(100 * ratio),
                Optional.of(new Measured(
                        OptionalDouble.of(ratio),
                        Optional.of(ByteSize.ofBytes(193_986_560 + at.getEpochSecond() % 1_000_000)),
                        Optional.of(Duration.ofNanos(85_123_456)),
                        OptionalDouble.of(42 / 0.0833))),
                setting(300),
                setting(420),
                Optional.of(new Estimate(ratio + 0.03, ratio, ratio + 0.06)));
    }

    /** Nothing that is written takes more room. */
    static PastRun longest(Instant at) {
        double longest = Math.nextUp(1e-10);
        Setting setting = new Setting(
                Optional.of(Duration.ofSeconds(Long.MAX_VALUE, 999_999_999)),
                Optional.of(ByteSize.ofBytes(Long.MAX_VALUE)));
        return new PastRun(
                at.plusNanos(123_456_789),
                SystemHealth.EXCELLENT,
                OptionalDouble.of(longest),
                Optional.of(new Measured(
                        OptionalDouble.of(longest),
                        Optional.of(ByteSize.ofBytes(Long.MAX_VALUE)),
                        Optional.of(Duration.ofSeconds(Long.MAX_VALUE, 999_999_999)),
                        OptionalDouble.of(Math.nextUp(1e-300)))),
                setting,
                setting,
                Optional.of(new Estimate(longest, longest, longest)));
    }

    /** A state after runs for {@code time}, {@code apart} from each other, as it comes from one after another. */
    static RunState state(Duration time, Duration apart) {
        RunState state = RunState.EMPTY;
        for (Instant at = START; at.isBefore(START.plus(time)); at = at.plus(apart)) {
            state = state.with(typical(at));
        }
        return state;
    }

    static List<Instant> times(List<PastRun> runs) {
        return runs.stream().map(PastRun::at).toList();
    }

    private static Setting setting(int ttlSeconds) {
        return new Setting(Optional.of(Duration.ofSeconds(ttlSeconds)), Optional.of(ByteSize.ofMegabytes(256)));
    }
}
