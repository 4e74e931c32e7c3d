package dev.lumen.core.report.html;

import dev.lumen.api.advise.CacheSizeAdjustment;
import dev.lumen.api.advise.TtlAdjustment;
import dev.lumen.api.evidence.HitRatioSurface;
import dev.lumen.api.evidence.SurfacePoint;
import dev.lumen.api.feedback.UnifiedFeedback;
import dev.lumen.api.units.ByteSize;
import java.time.Duration;
import java.util.Optional;

/**
 * A place on a surface.
 *
 * @param ttl absent where entries never expire
 * @param size absent where there is no limit
 */
record Point(Optional<Duration> ttl, Optional<ByteSize> size) {
    /** The setting in force; absent where the TTL is not known. */
    static Optional<Point> inForce(UnifiedFeedback feedback) {
        return feedback.ttl()
                .map(ttl -> new Point(
                        Optional.of(ttl.currentTtl()),
                        feedback.size().map(CacheSizeAdjustment::currentSize).or(() -> capacity(feedback))));
    }

    /** The setting that is recommended; absent where the TTL is not known. */
    static Optional<Point> recommended(UnifiedFeedback feedback) {
        return feedback.ttl()
                .map(TtlAdjustment::recommendedTtl)
                .map(ttl -> new Point(
                        Optional.of(ttl),
                        feedback.size()
                                .map(CacheSizeAdjustment::recommendedSize)
                                .or(() -> capacity(feedback))));
    }

    private static Optional<ByteSize> capacity(UnifiedFeedback feedback) {
        return feedback.cache().flatMap(cache -> cache.metrics().gauges().capacity());
    }

    /** What {@code surface} says of it. */
    Optional<SurfacePoint> on(HitRatioSurface surface) {
        return surface.at(ttl, size);
    }

    @Override
    public String toString() {
        return text(ttl) + ", " + sizeText(size);
    }

    static String text(Optional<Duration> ttl) {
        return ttl.map(Write::ttl).orElse("never");
    }

    static String sizeText(Optional<ByteSize> size) {
        return size.map(ByteSize::toString).orElse("no limit");
    }
}
