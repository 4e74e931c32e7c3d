package dev.lumen.examples.quickstart;

import com.github.benmanes.caffeine.cache.Caffeine;
import dev.lumen.api.advise.TtlBounds;
import dev.lumen.api.feedback.UnifiedFeedback;
import dev.lumen.api.observe.CacheName;
import dev.lumen.api.units.ByteSize;
import dev.lumen.api.units.Ratio;
import dev.lumen.caffeine.AdvisedCache;
import dev.lumen.caffeine.LumenCaffeine;
import dev.lumen.core.FeedbackOrchestrator;
import dev.lumen.core.govern.TtlInForce;
import java.util.function.Consumer;

/** A service that caches what a model answers, and has Lumen look at the cache. */
final class Quickstart {
    private final Consumer<String> log;

    Quickstart(Consumer<String> log) {
        this.log = log;
    }

    /** Answers a question and runs Lumen once. */
    UnifiedFeedback answer(String question) {
        CacheName name = CacheName.of("answers");
        TtlInForce ttl = new TtlInForce(name, TtlBounds.DEFAULT, Ratio.ofPercent(10));
        AdvisedCache<String, String> answers = LumenCaffeine.advised(
                Caffeine.newBuilder(), ttl, (key, value) -> 2 * value.length(), ByteSize.ofMegabytes(64));
        String answer = answers.get(question, this::askTheModel);
        log.accept(answer);

        try (FeedbackOrchestrator lumen = FeedbackOrchestrator.builder(name)
                .source(answers.metricSource())
                .ttlInForce(ttl)
                .build()) {
            UnifiedFeedback feedback = lumen.run();
            feedback.recommendations().forEach(advice -> log.accept(advice.title()));
            return feedback;
        }
    }

    private String askTheModel(String question) {
        return "It depends: " + question;
    }
}
