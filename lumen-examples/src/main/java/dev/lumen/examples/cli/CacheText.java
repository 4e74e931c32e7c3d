package dev.lumen.examples.cli;

import dev.lumen.api.advise.CacheSizeAdjustment;
import dev.lumen.api.advise.EvidenceKind;
import dev.lumen.api.advise.TtlAdjustment;
import dev.lumen.api.feedback.CacheFeedback;
import dev.lumen.api.feedback.UnifiedFeedback;
import dev.lumen.api.observe.CacheMetrics;
import dev.lumen.api.observe.Gauges;
import dev.lumen.api.units.ByteSize;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** The cache of a feedback, as text for a terminal and as fields of JSON. */
final class CacheText {
    private static final String NO_ADVICE = "none, as said below";

    private CacheText() {}

    /** The section, the advice, and what was asked for beside them. */
    static String of(UnifiedFeedback feedback, boolean detailed, boolean withMetrics) {
        Page page = new Page();
        page.heading("Cache " + feedback.cacheName());
        feedback.cache().ifPresent(cache -> FeedbackText.verdict(page, cache));
        if (detailed) {
            FeedbackText.advice(page, feedback);
            if (feedback.size().isEmpty()) {
                page.heading("Size recommendation").line("  " + FeedbackText.capital(noSize(feedback)) + ".");
            }
            page.heading("What the advice rests on");
            feedback.ttl().ifPresent(advice -> page.field("TTL:", words(advice.evidence())));
            feedback.size().ifPresent(advice -> page.field("Size:", words(advice.evidence())));
        } else {
            page.field("TTL advice:", feedback.ttl().map(CacheText::line).orElse(NO_ADVICE));
            page.field("Size advice:", feedback.size().map(CacheText::line).orElseGet(() -> noSize(feedback)));
        }
        if (withMetrics) {
            page.heading("Metrics as read");
            feedback.cache()
                    .ifPresentOrElse(
                            cache -> metrics(cache).forEach((name, value) -> page.field(name + ":", value)),
                            () -> page.line("  None."));
        }
        FeedbackText.remarks(page, feedback);
        return page.text();
    }

    /** The same in JSON, under the names of a whole feedback. */
    static Map<String, Object> fields(UnifiedFeedback feedback, boolean withMetrics) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("timestamp", feedback.timestamp());
        fields.put("cacheName", feedback.cacheName());
        feedback.cache().ifPresent(cache -> fields.put("cache", withMetrics ? cache : verdict(cache)));
        feedback.ttl().ifPresent(advice -> fields.put("ttl", advice));
        feedback.size().ifPresent(advice -> fields.put("size", advice));
        fields.put("missing", feedback.missing());
        fields.put("notices", feedback.notices());
        return fields;
    }

    private static Map<String, Object> verdict(CacheFeedback cache) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("health", cache.health());
        fields.put("action", cache.action());
        cache.hitRatio().ifPresent(ratio -> fields.put("hitRatio", ratio));
        fields.put("quality", cache.quality());
        fields.put("grades", cache.grades());
        fields.put("absent", cache.absent());
        return fields;
    }

    private static String line(TtlAdjustment advice) {
        String held = advice.withoutOverride()
                .map(free -> ", held by an override; " + Show.seconds(free) + " without it")
                .orElse("");
        return change(Show.seconds(advice.currentTtl()), Show.seconds(advice.recommendedTtl())) + ", "
                + advice.strategy() + ", confidence " + Show.confidence(advice.confidence()) + held;
    }

    private static String line(CacheSizeAdjustment advice) {
        return change(advice.currentSize().toString(), advice.recommendedSize().toString()) + ", " + advice.strategy()
                + ", confidence " + Show.confidence(advice.confidence());
    }

    private static String words(EvidenceKind evidence) {
        return switch (evidence) {
            case RULES -> "RULES, over the metrics of one window";
            case HISTORY -> "HISTORY, a response fitted to earlier settings";
            case ACCESS_PROFILE -> "ACCESS_PROFILE, the surface of recorded accesses";
        };
    }

    private static String noSize(UnifiedFeedback feedback) {
        boolean known = feedback.cache()
                .flatMap(cache -> cache.metrics().gauges().capacity())
                .isPresent();
        return known ? NO_ADVICE : "none: the capacity is not known";
    }

    private static String change(String from, String to) {
        return from.equals(to) ? from : from + " → " + to;
    }

    /** Every metric, absent ones too; by the name that it has in a file of signals where it can be in one. */
    private static Map<String, String> metrics(CacheFeedback cache) {
        CacheMetrics metrics = cache.metrics();
        Gauges gauges = metrics.gauges();
        Map<String, String> values = new LinkedHashMap<>();
        values.put("source", metrics.source());
        values.put("quality", cache.quality().toString());
        values.put("windowStart", metrics.window().start().toString());
        values.put("windowSeconds", Show.plainSeconds(metrics.window().length()));
        values.put("hits", count(metrics.lookups().hits()));
        values.put("misses", count(metrics.lookups().misses()));
        values.put("hitRatio", number(metrics.hitRatio()));
        values.put("evictions", count(metrics.removals().evictions()));
        values.put("expirations", count(metrics.removals().expirations()));
        values.put("usedBytes", bytes(gauges.used()));
        values.put("capacityBytes", bytes(gauges.capacity()));
        values.put("keys", count(gauges.keys()));
        values.put("p95LatencyMillis", known(gauges.p95Latency().map(CacheText::millis)));
        values.put("ttlSeconds", known(gauges.ttl().map(Show::plainSeconds)));
        values.put("timeLeftP10Seconds", known(gauges.timeLeft().map(left -> Show.plainSeconds(left.p10()))));
        values.put("timeLeftP50Seconds", known(gauges.timeLeft().map(left -> Show.plainSeconds(left.p50()))));
        values.put("timeLeftP90Seconds", known(gauges.timeLeft().map(left -> Show.plainSeconds(left.p90()))));
        values.put("shareWithoutTtl", number(gauges.shareWithoutTtl()));
        values.put("evictionPolicy", known(gauges.evictionPolicy()));
        values.put("fragmentationRatio", number(gauges.fragmentationRatio()));
        values.put("refusal", known(gauges.refusal()));
        return values;
    }

    private static String millis(Duration duration) {
        return new BigDecimal(Show.plainSeconds(duration))
                .movePointRight(3)
                .stripTrailingZeros()
                .toPlainString();
    }

    private static String count(OptionalLong value) {
        return value.isPresent() ? Long.toString(value.getAsLong()) : known(Optional.empty());
    }

    private static String number(OptionalDouble value) {
        return value.isPresent() ? Double.toString(value.getAsDouble()) : known(Optional.empty());
    }

    private static String bytes(Optional<ByteSize> size) {
        return known(size.map(known -> Long.toString(known.bytes())));
    }

    private static String known(Optional<String> value) {
        return value.orElse("absent");
    }
}
