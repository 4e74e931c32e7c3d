package dev.lumen.core.report.html;

import dev.lumen.api.evidence.Estimate;
import dev.lumen.api.feedback.PastRun;
import dev.lumen.api.feedback.PastRun.Measured;
import dev.lumen.api.feedback.PastRun.Setting;
import dev.lumen.api.gate.SystemHealth;
import dev.lumen.api.units.ByteSize;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Runs for tests: 300 s and 100 MB in force and advised, hit ratio 0.5, unless said otherwise.
 *
 * @param minute when, in minutes after some hour
 */
record Runs(long minute, long ttl, long megabytes, long advised, double hitRatio, Optional<Estimate> expected) {
    static Runs at(long minute) {
        return new Runs(minute, 300, 100, 300, 0.5, Optional.empty());
    }

    Runs inForce(long seconds, long size) {
        return new Runs(minute, seconds, size, seconds, hitRatio, expected);
    }

    Runs measured(double ratio) {
        return new Runs(minute, ttl, megabytes, advised, ratio, expected);
    }

    Runs advising(long seconds, double low, double high) {
        return new Runs(minute, ttl, megabytes, seconds, hitRatio, Optional.of(Estimate.midway(low, high)));
    }

    PastRun run() {
        return new PastRun(
                Instant.parse("2026-11-01T00:00:00Z").plus(Duration.ofMinutes(minute)),
                SystemHealth.GOOD,
                OptionalDouble.of(80),
                Optional.of(new Measured(
                        OptionalDouble.of(hitRatio), Optional.empty(), Optional.empty(), OptionalDouble.empty())),
                setting(ttl),
                setting(advised),
                expected);
    }

    private Setting setting(long seconds) {
        return new Setting(Optional.of(Duration.ofSeconds(seconds)), Optional.of(ByteSize.ofMegabytes(megabytes)));
    }
}
